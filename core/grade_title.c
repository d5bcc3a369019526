/* Maxima beside marks. See grade_title.h. */
#include "core/grade_title.h"

#include <stdio.h>
#include <string.h>

enum {
	TOKENS = 48,
	PERCENT = 10000,
	DAYS = 3100, /* hundredths, as all numbers here */
	MONTHS = 1200,
	YEARS = 100000, /* numbers from here on are no maxima but years, and ids */
	LEAST = 100,    /* a maximum is at least 1 */
};

enum token_kind { TOKEN_NUMBER, TOKEN_WORD, TOKEN_SIGN };

struct token {
	enum token_kind kind;
	size_t at, length;
	bool spaced;               /* white space stands before it */
	char sign;                 /* of a sign */
	int value;                 /* of a number, hundredths; -1: it is none that marks have */
	char key[HEADER_KEY_SIZE]; /* of a word */
};

struct text {
	const struct grade_words *words;
	const char *name;
	size_t count;
	struct token tokens[TOKENS];
	bool eaten[TOKENS];
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (unsigned char)c >= 0x80;
}

/* Bytes of white space at text, no-break spaces too. */
static size_t space(const char *text)
{
	if (*text == ' ' || *text == '\t')
		return 1;
	if (strncmp(text, "\xC2\xA0", 2) == 0)
		return 2;
	return strncmp(text, "\xE2\x80\xAF", 3) == 0 ? 3 : 0;
}

/* Signs as wide as letters of Asia; 0: none of them. */
static char wide_sign(const char *text)
{
	if (strncmp(text, "\xEF\xBC\x85", 3) == 0)
		return '%';
	return strncmp(text, "\xEF\xBC\x8F", 3) == 0 ? '/' : '\0';
}

static void take_number(const char *name, struct token *token)
{
	char digits[MARK_SIZE];
	size_t n = 0;

	while (is_digit(name[n]))
		n++;
	if ((name[n] == ',' || name[n] == '.') && is_digit(name[n + 1])) {
		n++;
		while (is_digit(name[n]))
			n++;
	}
	token->kind = TOKEN_NUMBER;
	token->length = n;
	(void)snprintf(digits, sizeof digits, "%.*s", (int)(n < 31 ? n : 31), name);
	if (n > 31 || !mark_read(digits, &token->value))
		token->value = -1;
}

static void tokenize(struct text *text, const struct grade_words *words, const char *name)
{
	size_t at = 0;
	bool spaced = false;

	*text = (struct text){.words = words, .name = name};
	while (name[at] && text->count < TOKENS) {
		struct token *token = &text->tokens[text->count];
		size_t blank = space(name + at);

		if (blank) {
			at += blank;
			spaced = true;
			continue;
		}
		*token = (struct token){.at = at, .length = 1, .spaced = spaced};
		if (wide_sign(name + at)) {
			token->kind = TOKEN_SIGN;
			token->sign = wide_sign(name + at);
			token->length = 3;
		} else if (is_digit(name[at])) {
			take_number(name + at, token);
		} else if (is_letter(name[at])) {
			token->kind = TOKEN_WORD;
			while (is_letter(name[at + token->length]) &&
				!space(name + at + token->length) &&
				!wide_sign(name + at + token->length))
				token->length++;
			synonym_key(name + at, token->length, token->key);
		} else {
			token->kind = TOKEN_SIGN;
			token->sign = name[at];
		}
		at += token->length;
		spaced = false;
		text->count++;
	}
}

/* The token i, when it is a sign; '\0' otherwise, and beyond the ends. */
static char sign_at(const struct text *text, size_t i)
{
	return i < text->count && text->tokens[i].kind == TOKEN_SIGN ? text->tokens[i].sign : '\0';
}

static bool is_number(const struct text *text, size_t i)
{
	return i < text->count && text->tokens[i].kind == TOKEN_NUMBER;
}

/* A word of this kind at i. */
static bool is_word(const struct text *text, size_t i, enum grade_word_kind kind)
{
	return i < text->count && text->tokens[i].kind == TOKEN_WORD &&
	       grade_words_is(text->words, kind, text->tokens[i].key);
}

/* How many words up to i make a word that stands before a maximum, "out of": 0 to 2. */
static size_t words_before(const struct text *text, size_t i)
{
	char both[2 * HEADER_KEY_SIZE];

	if (i >= text->count || text->tokens[i].kind != TOKEN_WORD)
		return 0;
	if (i > 0 && text->tokens[i - 1].kind == TOKEN_WORD) {
		(void)snprintf(
			both, sizeof both, "%s%s", text->tokens[i - 1].key, text->tokens[i].key);
		if (grade_words_is(text->words, GRADE_WORD_BEFORE, both))
			return 2;
	}
	return is_word(text, i, GRADE_WORD_BEFORE) ? 1 : 0;
}

static void state(struct grade_title *title, int value)
{
	for (size_t i = 0; i < title->stated_count; i++) {
		if (title->stated[i] == value)
			return;
	}
	if (title->stated_count < 2)
		title->stated[title->stated_count++] = value;
}

static void eat(struct text *text, size_t from, size_t to)
{
	for (size_t i = from; i <= to && i < text->count; i++)
		text->eaten[i] = true;
}

/* After a slash: "Écrit /40"; not the days, years and parts that look alike. */
static void after_slash(struct text *text, size_t i, struct grade_title *title)
{
	int value = text->tokens[i].value;
	const struct token *before = i >= 2 ? &text->tokens[i - 2] : NULL;

	if (sign_at(text, i + 1) == '/' || (i >= 3 && sign_at(text, i - 3) == '/'))
		return;
	if (before && before->kind == TOKEN_NUMBER) {
		if (before->value < 0 || before->value >= YEARS || value == before->value + 100)
			return;
		if (value <= MONTHS && before->value <= DAYS && !text->tokens[i - 1].spaced) {
			title->maybe = value;
			return;
		}
	}
	state(title, value);
	eat(text, i - 1, i);
}

/* After a word: "sur 40", "Pts: 40"; "sur 3 semaines" may be something else. */
static void after_word(struct text *text, size_t i, struct grade_title *title)
{
	size_t at = i - 1, words;
	bool colon = false;

	for (; at > 0 && sign_at(text, at) && strchr(":=.", sign_at(text, at)); at--)
		colon = colon || sign_at(text, at) != '.';
	words = words_before(text, at);
	if (!words && colon && is_word(text, at, GRADE_WORD_POINTS))
		words = 1;
	if (!words)
		return;
	if (!colon && i + 1 < text->count && text->tokens[i + 1].kind == TOKEN_WORD &&
		!is_word(text, i + 1, GRADE_WORD_POINTS)) {
		title->maybe = text->tokens[i].value;
		return;
	}
	state(title, text->tokens[i].value);
	eat(text, at + 1 - words, i);
}

/* What the number at i says of a maximum. */
static void look_at_number(struct text *text, size_t i, struct grade_title *title)
{
	int value = text->tokens[i].value;
	char before = i > 0 ? sign_at(text, i - 1) : '\0', after = sign_at(text, i + 1);

	if (after == '%') { /* the weight of an activity, but for the whole */
		if (value == PERCENT)
			title->maybe = PERCENT;
		eat(text, i, i + 1);
		return;
	}
	if (value < LEAST)
		return;
	if (before == '/')
		after_slash(text, i, title);
	else if (i > 0)
		after_word(text, i, title);
	if (is_word(text, i + 1, GRADE_WORD_POINTS) && !text->eaten[i]) {
		state(title, value);
		eat(text, i, i + 1);
	}
	if (((before == '(' && after == ')') || (before == '[' && after == ']')))
		title->maybe = value;
}

static void look_at_percent(struct text *text, size_t i, struct grade_title *title)
{
	if (i > 0 && is_number(text, i - 1))
		return;
	state(title, PERCENT);
	eat(text, i, i);
	if (i > 0 && is_word(text, i - 1, GRADE_WORD_BESIDE))
		eat(text, i - 1, i - 1);
}

/* "[Total Pts: 40 Score] |12345", "<Numeric MaxPoints:40>": what programs add to a name. */
static void drop_additions(char *name)
{
	static const char pairs[][2] = {{'[', ']'}, {'<', '>'}};
	char *bar = strchr(name, '|');

	if (bar)
		*bar = '\0';
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
		char *open = strchr(name, pairs[i][0]);
		char *close = open ? strchr(open, pairs[i][1]) : NULL;

		if (close && open > name)
			memset(open, ' ', (size_t)(close - open) + 1);
	}
}

void grade_title_read(const struct grade_words *words, const char *name, struct grade_title *ret)
{
	struct text text;
	size_t used;

	tokenize(&text, words, name);
	*ret = (struct grade_title){.maybe = 0};
	for (size_t i = 0; i < text.count; i++) {
		if (is_word(&text, i, GRADE_WORD_SESSION) && is_number(&text, i + 1) &&
			text.tokens[i + 1].value > 0 && text.tokens[i + 1].value % 100 == 0 &&
			text.tokens[i + 1].value < 1000) {
			ret->session = text.tokens[i + 1].value / 100;
			eat(&text, i, i + 1);
			i++;
		} else if (text.tokens[i].kind == TOKEN_NUMBER) {
			look_at_number(&text, i, ret);
		} else if (sign_at(&text, i) == '%' || is_word(&text, i, GRADE_WORD_PERCENT)) {
			look_at_percent(&text, i, ret);
		}
	}
	used = (size_t)snprintf(ret->bare, sizeof ret->bare, "%s", name);
	used = used < sizeof ret->bare ? used : sizeof ret->bare - 1;
	for (size_t i = 0; i < text.count; i++) {
		const struct token *token = &text.tokens[i];

		if (text.eaten[i] && token->at + token->length <= used)
			memset(ret->bare + token->at, ' ', token->length);
	}
	drop_additions(ret->bare);
}

int grade_cell_maximum(
	const struct grade_words *words, const char *text, int expected, char ret_mark[MARK_SIZE])
{
	struct text cell;
	size_t last;
	int maximum = 0;

	tokenize(&cell, words, text);
	last = cell.count - (cell.count > 0 && is_word(&cell, cell.count - 1, GRADE_WORD_POINTS));
	if (!is_number(&cell, 0) || cell.tokens[0].value < 0)
		return 0;
	if (last == 2 && sign_at(&cell, 1) == '%') {
		maximum = PERCENT;
	} else if (last == 3 && is_number(&cell, 2) &&
		   (sign_at(&cell, 1) == '/' || words_before(&cell, 1) == 1)) {
		maximum = cell.tokens[2].value;
		/* "8/10" may be a day of October, where nothing says that it is not. */
		if (sign_at(&cell, 1) == '/' && maximum <= MONTHS && maximum != expected &&
			cell.tokens[0].value % 100 == 0)
			maximum = 0;
	} else if (last == 4 && is_number(&cell, 3) && words_before(&cell, 2) == 2) {
		maximum = cell.tokens[3].value;
	}
	if (maximum < LEAST || cell.tokens[0].length >= MARK_SIZE)
		return 0;
	(void)snprintf(
		ret_mark, MARK_SIZE, "%.*s", (int)cell.tokens[0].length, text + cell.tokens[0].at);
	return maximum;
}

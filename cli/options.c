/* The parser of the command line, over options.def. */
#include "cli/options.h"

#include <stdlib.h>
#include <string.h>

#include "core/language.h"
#include "core/session.h"

#define ON(verb) (UINT64_C(1) << VERB_##verb)
#define ANYWHERE ((UINT64_C(1) << VERB_COUNT) - 1)
#define VERBS    (ANYWHERE & ~ON(NONE))
#define SCREENS  (ON(NONE) | ON(demo))

_Static_assert(VERB_COUNT < 64, "a bit for each verb");

const struct option_info option_infos[OPT_COUNT] = {
#define OPTION(id, name, letter, value, verbs, summary)                                            \
	[OPT_##id] = {name, letter, value, verbs, summary},
#include "cli/options.def"
#undef OPTION
};

/* name: length bytes. OPT_COUNT if there is none. */
static enum option_id find_name(const char *name, size_t length)
{
	int i;

	for (i = 0; i < OPT_COUNT; i++) {
		if (strlen(option_infos[i].name) == length &&
			memcmp(option_infos[i].name, name, length) == 0)
			break;
	}
	return (enum option_id)i;
}

static enum option_id find_letter(char letter)
{
	int i;

	for (i = 0; i < OPT_COUNT; i++) {
		if (option_infos[i].letter && option_infos[i].letter == letter)
			break;
	}
	return (enum option_id)i;
}

static void use(struct options *options, enum option_id id, const char *value)
{
	options->uses[options->use_count++] = (struct option_use){id, value};
}

/* argv[*at], which begins with two dashes. *at moves on when the value is the next word. */
static enum err_code parse_long(
	struct options *options, int argc, char *argv[], int *at, struct err *err)
{
	const char *name = argv[*at] + 2;
	const char *end = strchrnul(name, '=');
	enum option_id id = find_name(name, (size_t)(end - name));

	if (id == OPT_COUNT) {
		(void)err_fail(err, WHY_OPTION_UNKNOWN, "%s", argv[*at]);
		return err_at(err, 0, NULL, argv[*at]);
	}
	if (!*option_infos[id].value) {
		if (*end) {
			(void)err_fail(err, WHY_OPTION_NO_VALUE, "%s", argv[*at]);
			return err_at(err, 0, NULL, argv[*at]);
		}
		use(options, id, "");
		return ERR_OK;
	}
	if (*end) {
		use(options, id, end + 1);
		return ERR_OK;
	}
	if (*at + 1 >= argc) {
		(void)err_fail(err, WHY_OPTION_VALUE_MISSING, "%s", argv[*at]);
		return err_at(err, 0, NULL, argv[*at]);
	}
	use(options, id, argv[++*at]);
	return ERR_OK;
}

/* argv[*at], letters after one dash: -qy, -oFILE, -o FILE. */
static enum err_code parse_letters(
	struct options *options, int argc, char *argv[], int *at, struct err *err)
{
	const char *word = argv[*at];

	for (const char *letter = word + 1; *letter; letter++) {
		enum option_id id = find_letter(*letter);

		if (id == OPT_COUNT) {
			(void)err_fail(err, WHY_OPTION_UNKNOWN, "%s", word);
			return err_at(err, 0, NULL, word);
		}
		if (!*option_infos[id].value) {
			use(options, id, "");
			continue;
		}
		if (letter[1]) {
			use(options, id, letter + 1);
			return ERR_OK;
		}
		if (*at + 1 >= argc) {
			(void)err_fail(err, WHY_OPTION_VALUE_MISSING, "%s", word);
			return err_at(err, 0, NULL, word);
		}
		use(options, id, argv[++*at]);
	}
	return ERR_OK;
}

static enum err_code take_word(struct options *options, const char *word, struct err *err)
{
	if (options->typed) {
		options->words[options->word_count++] = word;
		return ERR_OK;
	}
	options->typed = word;
	options->verb = verb_find(word);
	if (options->verb == VERB_NONE) {
		(void)err_fail(err, WHY_VERB_UNKNOWN, "%s", word);
		return err_at(err, 0, NULL, word);
	}
	return ERR_OK;
}

/* Does every option belong to the verb? */
static enum err_code check_places(const struct options *options, struct err *err)
{
	for (size_t i = 0; i < options->use_count; i++) {
		const struct option_info *info = &option_infos[options->uses[i].id];
		char name[64] = "--";

		if (info->verbs & 1UL << options->verb)
			continue;
		(void)strncat(name, info->name, sizeof(name) - 3);
		(void)err_fail(err, WHY_OPTION_NOT_HERE, "%s", name);
		return err_at(err, 0,
			verbs[options->verb].name ? verbs[options->verb].name : "suivi", name);
	}
	return ERR_OK;
}

/* Options whose value is looked up: an empty one is a slip, such as an unset variable of a script. */
static bool is_looked_up(enum option_id id)
{
	switch (id) {
	case OPT_DB:
	case OPT_LANG:
	case OPT_GROUP:
	case OPT_YEAR:
	case OPT_FRAMEWORK:
	case OPT_ENCODING:
	case OPT_REFUSALS:
	case OPT_OUTPUT:
	case OPT_KIND:
	case OPT_DATE:
	case OPT_THEME:
		return true;
	default:
		return false;
	}
}

/* Values that mean the same under every verb. */
static enum err_code check_values(const struct options *options, struct err *err)
{
	for (size_t i = 0; i < options->use_count; i++) {
		const struct option_use *use = &options->uses[i];
		enum err_reason why = WHY_OPTION_VALUE;
		char name[64] = "--";

		if (*use->value ? use->id != OPT_LANG && use->id != OPT_YEAR
				: !is_looked_up(use->id))
			continue;
		if (use->id == OPT_LANG && (strncasecmp(use->value, "fr", 2) == 0 ||
			strncasecmp(use->value, "en", 2) == 0))
			continue;
		if (use->id == OPT_YEAR && *use->value) {
			if (year_is_valid(use->value))
				continue;
			why = WHY_YEAR_INVALID;
		}
		(void)strncat(name, option_infos[use->id].name, sizeof(name) - 3);
		(void)err_fail(err, why, "%s", use->value);
		return err_at(err, 0, name, use->value);
	}
	return ERR_OK;
}

enum err_code options_parse(int argc, char *argv[], struct options *ret, struct err *err)
{
	enum err_code rc = ERR_OK, first = ERR_OK;
	size_t room = (size_t)argc + 1;
	struct err ignored;
	bool only_words = false;

	*ret = (struct options){0};
	/* each argument gives at most one word; a letter each at most one use */
	ret->words = calloc(room, sizeof(*ret->words));
	for (int i = 1; i < argc; i++)
		room += strlen(argv[i]);
	ret->uses = calloc(room, sizeof(*ret->uses));
	if (!ret->words || !ret->uses)
		return err_fail(err, WHY_NO_MEMORY, "options");

	/* read to the end even after an error: --json may follow it */
	for (int i = 1; i < argc; i++) {
		struct err *where = first ? &ignored : err;

		if (only_words || argv[i][0] != '-' || !argv[i][1])
			rc = take_word(ret, argv[i], where);
		else if (strcmp(argv[i], "--") == 0)
			only_words = true;
		else if (argv[i][1] == '-')
			rc = parse_long(ret, argc, argv, &i, where);
		else
			rc = parse_letters(ret, argc, argv, &i, where);
		if (rc && !first)
			first = rc;
		rc = ERR_OK;
	}
	if (!first)
		first = check_places(ret, err);
	return first ? first : check_values(ret, err);
}

void options_release(struct options *options)
{
	free(options->words);
	free(options->uses);
	*options = (struct options){0};
}

bool option_given(const struct options *options, enum option_id id)
{
	return option_value(options, id) != NULL;
}

const char *option_value(const struct options *options, enum option_id id)
{
	for (size_t i = options->use_count; i > 0; i--) {
		if (options->uses[i - 1].id == id)
			return options->uses[i - 1].value;
	}
	return NULL;
}

const char *option_each(const struct options *options, enum option_id id, size_t *position)
{
	while (*position < options->use_count) {
		const struct option_use *found = &options->uses[(*position)++];

		if (found->id == id)
			return found->value;
	}
	return NULL;
}

enum err_code options_words(const struct options *options, size_t min, size_t max, struct err *err)
{
	if (options->word_count < min) {
		(void)err_fail(err, WHY_WORD_MISSING, "%zu of %zu words", options->word_count, min);
		return err_at(err, 0, verbs[options->verb].name, NULL);
	}
	if (options->word_count > max) {
		(void)err_fail(err, WHY_WORD_EXTRA, "more than %zu words", max);
		return err_at(err, 0, verbs[options->verb].name, options->words[max]);
	}
	return ERR_OK;
}

enum err_code options_word(const struct options *options, enum word_id *ret, struct err *err)
{
	enum err_code rc = options_words(options, 1, options->word_count + 1, err);

	if (rc)
		return rc;
	*ret = word_find(options->verb, options->words[0]);
	if (*ret == WORD_NONE) {
		(void)err_fail(err, WHY_WORD_UNKNOWN, "%s", options->words[0]);
		return err_at(err, 0, verbs[options->verb].name, options->words[0]);
	}
	return ERR_OK;
}

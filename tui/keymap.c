/* Keys → actions. See keymap.h. */
#include "tui/keymap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/config.h"
#include "core/language.h"
#include "tui/glyph.h"
#include "tui/term.h"

enum { FILE_LINE_SIZE = 512 };

static const struct {
	const char *name;  /* as written */
	uint32_t key;
	const char *shown; /* as shown, to be translated */
} named[] = {
	{ "Up", KEYMAP_SPECIAL + SPECIAL_UP, "↑" },
	{ "Down", KEYMAP_SPECIAL + SPECIAL_DOWN, "↓" },
	{ "Left", KEYMAP_SPECIAL + SPECIAL_LEFT, "←" },
	{ "Right", KEYMAP_SPECIAL + SPECIAL_RIGHT, "→" },
	{ "PgUp", KEYMAP_SPECIAL + SPECIAL_PAGE_UP, N_("PgUp") },
	{ "PgDn", KEYMAP_SPECIAL + SPECIAL_PAGE_DOWN, N_("PgDn") },
	{ "Home", KEYMAP_SPECIAL + SPECIAL_HOME, N_("Home") },
	{ "End", KEYMAP_SPECIAL + SPECIAL_END, N_("End") },
	{ "Ins", KEYMAP_SPECIAL + SPECIAL_INSERT, N_("Ins") },
	{ "Del", KEYMAP_SPECIAL + SPECIAL_DELETE, N_("Del") },
	{ "Backspace", KEYMAP_SPECIAL + SPECIAL_BACKSPACE, N_("Backspace") },
	{ "S-Tab", KEYMAP_SPECIAL + SPECIAL_BACK_TAB, N_("Shift+Tab") },
	{ "Tab", KEYMAP_SPECIAL + SPECIAL_TAB, N_("Tab") },
	{ "Enter", KEYMAP_SPECIAL + SPECIAL_ENTER, N_("Enter") },
	{ "Esc", KEYMAP_SPECIAL + SPECIAL_ESCAPE, N_("Esc") },
	{ "Space", ' ', N_("Space") },
};

/* Does the word at text (up to a space or the end) read name? */
static bool word_is(const char *text, const char *name)
{
	size_t length = strlen(name);

	return strncmp(text, name, length) == 0 && (text[length] == '\0' || text[length] == ' ');
}

static uint32_t parse_function(const char **text)
{
	char *end;
	long number;

	if ((*text)[0] != 'F' || (*text)[1] < '1' || (*text)[1] > '9')
		return 0;
	number = strtol(*text + 1, &end, 10);
	if (number > 24 || (*end != '\0' && *end != ' '))
		return 0;
	*text = end;
	return (uint32_t)(KEYMAP_SPECIAL + SPECIAL_F0 + number);
}

/* The code point at text; its bytes go past it. 0: none, or a control character. */
static uint32_t parse_character(const char **text)
{
	char back[5];
	size_t length = glyph_next(*text, NULL);
	unsigned char first = (unsigned char)**text;
	uint32_t code;

	if (length == 0 || first <= ' ' || first == 0x7F)
		return 0;
	code = first;
	if (first >= 0x80)
		code &= first < 0xE0 ? 0x1Fu : first < 0xF0 ? 0xFu : 7u;
	for (size_t i = 1; i < length; i++)
		code = code << 6 | ((unsigned char)(*text)[i] & 0x3Fu);
	/* several code points in one character, or invalid bytes, do not survive this */
	if (code > 0x10FFFF || glyph_encode(code, back) != length ||
	        memcmp(back, *text, length) != 0)
		return 0;
	*text += length;
	return code;
}

/* "Ctrl+Z" and "C-z", as other programs write ^Z; letters that are no key of their own. */
static uint32_t parse_control(const char **text)
{
	size_t length = strncmp(*text, "Ctrl+", 5) == 0 ? 5 : strncmp(*text, "C-", 2) == 0 ? 2 : 0;
	char letter = length ? (*text)[length] : '\0', end = letter ? (*text)[length + 1] : '\0';

	if (letter >= 'a' && letter <= 'z')
		letter = (char)(letter - 'a' + 'A');
	if (letter < 'A' || letter > 'Z' || strchr("HIJM", letter) || (end && end != ' '))
		return 0;
	*text += length + 1;
	return (uint32_t)(letter - '@');
}

uint32_t keymap_parse(const char **text)
{
	uint32_t key;

	for (size_t i = 0; i < sizeof named / sizeof named[0]; i++) {
		if (word_is(*text, named[i].name)) {
			*text += strlen(named[i].name);
			return named[i].key;
		}
	}
	key = parse_function(text);
	if (key)
		return key;
	key = parse_control(text);
	if (key)
		return key;
	if ((*text)[0] == '^' && (*text)[1] >= '@' && (*text)[1] <= '_') {
		key = (uint32_t)((*text)[1] - '@');
		/* these are keys of their own on every keyboard */
		if (key == '\b' || key == '\t' || key == '\r' || key == '\n' || key == 0x1B)
			return 0;
		*text += 2;
		return key;
	}
	return parse_character(text);
}

static bool add(struct keymap *map, const struct binding *binding)
{
	if (map->count == map->size) {
		size_t size = map->size ? map->size * 2 : 128;
		struct binding *more = realloc(map->bindings, size * sizeof *more);

		if (!more)
			return false;
		map->bindings = more;
		map->size = size;
	}
	map->bindings[map->count++] = *binding;
	return true;
}

enum added { ADDED, ADDED_BAD, ADDED_NO_MEMORY };

/* Bind a list of keys as written. */
static enum added add_keys(struct keymap *map, enum action action, const char *text)
{
	while (*text) {
		struct binding binding = { .action = action };

		if (*text == ' ') {
			text++;
			continue;
		}
		while (*text && *text != ' ') {
			uint32_t key = keymap_parse(&text);

			if (key == 0 || binding.length == KEYMAP_KEYS_MAX)
				return ADDED_BAD;
			binding.keys[binding.length++] = key;
		}
		if (!add(map, &binding))
			return ADDED_NO_MEMORY;
	}
	return ADDED;
}

enum err_code keymap_init(struct keymap *map, struct err *err)
{
	*map = (struct keymap){ 0 };
	for (int i = ACT_NONE + 1; i < ACT_COUNT; i++) {
		if (add_keys(map, (enum action)i, actions[i].keys) != ADDED) {
			keymap_release(map);
			return err_fail(err, WHY_NO_MEMORY, "default keys");
		}
	}
	return ERR_OK;
}

void keymap_release(struct keymap *map)
{
	free(map->bindings);
	*map = (struct keymap){ 0 };
}

static void remove_keys(struct keymap *map, enum action action, size_t limit)
{
	size_t kept = 0;

	for (size_t i = 0; i < map->count; i++) {
		if (i >= limit || map->bindings[i].action != action)
			map->bindings[kept++] = map->bindings[i];
	}
	map->count = kept;
}

static char *trim(char *text)
{
	size_t length;

	while (*text == ' ' || *text == '\t')
		text++;
	length = strlen(text);
	while (length > 0 && strchr(" \t\r\n", text[length - 1]))
		text[--length] = '\0';
	return text;
}

static enum added take_line(struct keymap *map, char *line)
{
	char *name = trim(line), *keys = strchr(name, '=');
	size_t before = map->count;
	enum action action;
	enum added added;

	if (*name == '\0' || *name == '#')
		return ADDED;
	if (!keys)
		return ADDED_BAD;
	*keys++ = '\0';
	for (char *c = keys; *c; c++) {
		if (*c == '\t')
			*c = ' ';
	}
	action = action_by_name(trim(name));
	if (action == ACT_NONE)
		return ADDED_BAD;
	added = add_keys(map, action, trim(keys));
	if (added != ADDED)
		map->count = before;
	else
		remove_keys(map, action, before);
	return added;
}

bool keymap_set(struct keymap *map, const char *line)
{
	char copy[FILE_LINE_SIZE];

	if (strlen(line) >= sizeof copy)
		return false;
	(void)snprintf(copy, sizeof copy, "%s", line);
	return take_line(map, copy) == ADDED;
}

enum err_code keymap_load(struct keymap *map, const char *path, config_told_fn *told, void *ctx,
                          struct err *err)
{
	char line[FILE_LINE_SIZE], shown[FILE_LINE_SIZE];
	struct err why;
	FILE *file = NULL;
	enum err_code rc = config_open(path, &file, err);
	long number = 0;

	if (rc != ERR_OK && told)
		told(ctx, err);
	if (!file)
		return rc;
	while (fgets(line, sizeof line, file)) {
		bool whole = strchr(line, '\n') || feof(file);
		enum added added;

		number++;
		memcpy(shown, line, sizeof shown);
		added = whole ? take_line(map, line) : ADDED_BAD;
		for (int c = whole ? '\n' : 0; c != '\n' && c != EOF;)
			c = fgetc(file);
		if (added == ADDED)
			continue;
		(void)err_fail(&why, added == ADDED_BAD ? WHY_KEY_LINE : WHY_NO_MEMORY,
		        "keys of the user");
		(void)err_at(&why, number, path, trim(shown));
		if (told)
			told(ctx, &why);
		if (rc == ERR_OK) {
			*err = why;
			rc = why.code;
		}
	}
	if (ferror(file) && rc == ERR_OK) {
		(void)err_fail(err, WHY_FILE_IO, "reading");
		rc = err_at(err, 0, path, NULL);
	}
	fclose(file);
	return rc;
}

enum keymap_found keymap_find(const struct keymap *map, int where, const uint32_t keys[],
                              int length, enum action *ret)
{
	enum keymap_found found = KEYMAP_NOTHING;

	for (size_t i = map->count; i-- > 0;) {
		const struct binding *binding = &map->bindings[i];

		if (!(actions[binding->action].where & where) || binding->length < length ||
		        memcmp(binding->keys, keys, (size_t)length * sizeof keys[0]) != 0)
			continue;
		if (binding->length == length) {
			*ret = binding->action;
			return KEYMAP_ACTION;
		}
		found = KEYMAP_PREFIX;
	}
	return found;
}

void keymap_key_name(uint32_t key, char *ret, size_t size)
{
	char text[5];

	for (size_t i = 0; i < sizeof named / sizeof named[0]; i++) {
		if (named[i].key == key) {
			(void)snprintf(ret, size, "%s", _(named[i].shown));
			return;
		}
	}
	if (key > KEYMAP_SPECIAL + SPECIAL_F0) {
		(void)snprintf(ret, size, "F%u", (unsigned)(key - KEYMAP_SPECIAL - SPECIAL_F0));
	} else if (key < ' ') {
		(void)snprintf(ret, size, _("Ctrl+%c"), (int)key + '@');
	} else {
		glyph_encode(key, text);
		(void)snprintf(ret, size, "%s", text);
	}
}

void keymap_describe(const struct keymap *map, enum action action, bool first, char *ret,
                     size_t size)
{
	size_t length = 0;

	if (size == 0)
		return;
	ret[0] = '\0';
	for (size_t i = 0; i < map->count; i++) {
		const struct binding *binding = &map->bindings[i];
		char all[64] = "", one[32];

		if (binding->action != action)
			continue;
		for (int k = 0; k < binding->length; k++) {
			size_t at = strlen(all);

			keymap_key_name(binding->keys[k], one, sizeof one);
			(void)snprintf(all + at, sizeof all - at, "%s%s", k > 0 ? " " : "", one);
		}
		if (length + strlen(all) + 3 > size)
			break;
		length += (size_t)snprintf(ret + length, size - length, "%s%s",
		        length > 0 ? "  " : "", all);
		if (first)
			break;
	}
}

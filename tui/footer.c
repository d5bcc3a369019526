/* The key bar. See footer.h. */
#include "tui/footer.h"

#include <stdio.h>
#include <string.h>

#include "core/language.h"
#include "tui/glyph.h"

enum { GAP = 2 };

void footer_key(const struct keymap *map, enum action action, bool typed, char *ret, size_t size)
{
	char all[128];
	const char *gap;

	keymap_describe(map, action, true, ret, size);
	if (!typed || strlen(ret) > 1)
		return;
	keymap_describe(map, action, false, all, sizeof all);
	gap = strstr(all, "  ");
	if (gap)
		(void)snprintf(ret, size, "%.*s", (int)strcspn(gap + 2, " "), gap + 2);
}

/* false: the action has no key. */
static bool fill(struct footer_item *item, const struct keymap *map, enum action action,
	const char *label, int levels, bool ascii, bool typed)
{
	char key[sizeof item->key], last[sizeof item->key];

	*item = (struct footer_item){.action = action};
	footer_key(map, action, typed, key, sizeof key);
	if (action == ACT_RATE_1 && levels > 1) {
		char both[2 * sizeof key];

		keymap_describe(
			map, (enum action)(ACT_RATE_1 + levels - 1), true, last, sizeof last);
		/* "1-4", unless somebody moved them */
		if (key[0] == '1' && key[1] == '\0' && last[0] == '0' + levels && last[1] == '\0')
			(void)snprintf(both, sizeof both, "%s-%s", key, last);
		else
			(void)snprintf(both, sizeof both, "%s", key);
		glyph_clean(both, ascii, item->key, sizeof item->key);
	} else {
		glyph_clean(key, ascii, item->key, sizeof item->key);
	}
	glyph_clean(
		label ? label : _(actions[action].label), ascii, item->label, sizeof item->label);
	item->key_cols = glyph_width(item->key);
	item->cols = item->key_cols + 1 + glyph_width(item->label);
	return item->key[0] != '\0';
}

void footer_build(struct footer *footer, const struct keymap *map, const enum action items[],
	int levels, int cols, bool ascii, bool (*allowed)(void *data, enum action action),
	const char *(*label)(void *data, enum action action), void *data)
{
	struct footer_item help;
	bool has_help = fill(&help, map, ACT_HELP, label ? label(data, ACT_HELP) : NULL, levels,
				ascii, footer->typed) &&
			allowed(data, ACT_HELP) && help.cols + 2 <= cols;
	int col = 1, limit = has_help ? cols - 1 - help.cols - GAP : cols - 1;

	footer->count = 0;
	for (; *items != ACT_NONE && footer->count < FOOTER_ITEMS - 1; items++) {
		struct footer_item item;

		if (*items == ACT_HELP || (*items == ACT_RATE_1 && levels < 1) ||
			!allowed(data, *items) ||
			!fill(&item, map, *items, label ? label(data, *items) : NULL, levels, ascii,
				footer->typed))
			continue;
		if (col + item.cols > limit)
			break;
		item.col = col;
		col += item.cols + GAP;
		footer->items[footer->count++] = item;
	}
	if (has_help) {
		help.col = cols - 1 - help.cols;
		footer->items[footer->count++] = help;
	}
}

enum action footer_at(const struct footer *footer, int col)
{
	for (size_t i = 0; i < footer->count; i++) {
		const struct footer_item *item = &footer->items[i];

		if (col >= item->col && col < item->col + item->cols)
			return item->action;
	}
	return ACT_NONE;
}

/* Cursor and window of a list. See list.h. */
#include "tui/list.h"

/* Bring the window to the cursor, and leave no room below the last row unused. */
static void settle(struct list *list)
{
	if (list->count == 0) {
		list->cursor = list->top = 0;
		return;
	}
	if (list->cursor >= list->count)
		list->cursor = list->count - 1;
	if (list->height == 0)
		return;
	if (list->cursor < list->top)
		list->top = list->cursor;
	if (list->cursor - list->top >= list->height)
		list->top = list->cursor - list->height + 1;
	if (list->count <= list->height)
		list->top = 0;
	else if (list->top > list->count - list->height)
		list->top = list->count - list->height;
}

void list_init(struct list *list)
{
	*list = (struct list){ 0 };
}

void list_set_count(struct list *list, size_t count)
{
	list->count = count;
	settle(list);
}

void list_set_height(struct list *list, size_t height)
{
	list->height = height;
	settle(list);
}

void list_go(struct list *list, size_t index)
{
	list->cursor = index;
	settle(list);
}

/* value + by, within 0 and last. */
static size_t clamped(size_t value, long by, size_t last)
{
	if (by < 0) {
		size_t back = 0 - (size_t)by;

		return back > value ? 0 : value - back;
	}
	return (size_t)by > last - value ? last : value + (size_t)by;
}

void list_move(struct list *list, long by)
{
	if (list->count == 0)
		return;
	list_go(list, clamped(list->cursor, by, list->count - 1));
}

void list_scroll(struct list *list, long by)
{
	if (list->height == 0 || list->count <= list->height)
		return;
	list->top = clamped(list->top, by, list->count - list->height);
	if (list->cursor < list->top)
		list->cursor = list->top;
	if (list->cursor - list->top >= list->height)
		list->cursor = list->top + list->height - 1;
}

bool list_act(struct list *list, enum action action)
{
	long page = list->height > 2 ? (long)list->height - 1 : 1;

	switch (action) {
	case ACT_UP:
		list_move(list, -1);
		return true;
	case ACT_DOWN:
		list_move(list, 1);
		return true;
	case ACT_PAGE_UP:
		list_scroll(list, -page);
		list_move(list, -page);
		return true;
	case ACT_PAGE_DOWN:
		list_scroll(list, page);
		list_move(list, page);
		return true;
	case ACT_TOP:
		list_go(list, 0);
		return true;
	case ACT_BOTTOM:
		if (list->count > 0)
			list_go(list, list->count - 1);
		return true;
	default:
		return false;
	}
}

size_t list_at(const struct list *list, int line)
{
	size_t index;

	if (line < 0 || (size_t)line >= list->height)
		return (size_t)-1;
	index = list->top + (size_t)line;
	return index < list->count ? index : (size_t)-1;
}

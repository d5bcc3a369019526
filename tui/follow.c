/* What the main screen follows. See follow.h. */
#include "tui/follow.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/config.h"
#include "core/language.h"
#include "core/level.h"
#include "core/student.h"

static const size_t none = (size_t)-1;

static const char *const after_names[AFTER_COUNT] = {"next-capability", "next-student", "stay"};
static const char *const order_names[ORDER_COUNT] = {"name", "level", "seen", "list"};

/* ---- Opening -------------------------------------------------------------------- */

static int remembered(const char *name, int count, const char *const words[])
{
	char value[CONFIG_VALUE_SIZE];

	if (config_get(name, value)) {
		for (int i = 0; i < count; i++) {
			if (strcmp(value, words[i]) == 0)
				return i;
		}
	}
	return 0;
}

static bool is_remembered(const char *name)
{
	char value[CONFIG_VALUE_SIZE];

	return config_get(name, value);
}

static enum err_code choose_framework(struct follow *follow, int64_t id, struct err *err)
{
	const struct framework_list *list = &follow->session->frameworks;

	follow->framework = framework_by_id(list, id);
	if (!follow->framework && list->count > 0)
		follow->framework = framework_find(list, list->frameworks[0].row.code, NULL);
	follow->framework_id = follow->framework ? follow->framework->row.id : 0;
	free(follow->folded);
	follow->folded = calloc(
		follow->framework ? follow->framework->item_count + 1 : 1, sizeof *follow->folded);
	if (!follow->folded)
		return err_fail(err, WHY_NO_MEMORY, "tree");
	follow->item = follow->node = 0;
	if (follow->framework && follow->framework->leaf_count > 0) {
		follow->item = follow->framework->leaves[0];
		/* Everything but the current root begins folded: eight lines, not forty-seven. */
		for (size_t i = 0; i < follow->framework->item_count; i++)
			follow->folded[i] = true;
		follow->folded[follow_root(follow)] = false;
		follow->node = follow->item;
	}
	return ERR_OK;
}

void follow_mine(struct group_row *ret)
{
	*ret = (struct group_row){.id = ROSTER_MINE};
	(void)snprintf(ret->label, sizeof ret->label, "%s", _("My students"));
	(void)snprintf(ret->code, sizeof ret->code, "%s", _("mine"));
}

static enum err_code new_roster(struct follow *follow, struct err *err)
{
	struct roster *roster = NULL;
	enum err_code rc = roster_new(
		follow->session, follow->group.id, follow->framework, follow->order, &roster, err);

	if (!rc && follow->search[0])
		rc = roster_search(roster, follow->search, err);
	if (rc) {
		roster_free(roster);
		return rc;
	}
	roster_free(follow->roster);
	follow->roster = roster;
	return ERR_OK;
}

/* The one remembered; the first where there is none, or no more. */
static enum err_code choose_group(struct follow *follow, struct err *err)
{
	struct session *session = follow->session;
	char value[CONFIG_VALUE_SIZE];
	enum err_code rc = ERR_NOT_FOUND;

	follow->group = (struct group_row){0};
	if (!session->demo && config_get("group", value)) {
		if (strcmp(value, "*") == 0)
			return ERR_OK;
		if (strcmp(value, "@me") == 0) {
			follow_mine(&follow->group);
			return ERR_OK;
		}
		rc = group_find(session, value, NULL, &follow->group, err);
	}
	return rc == ERR_NOT_FOUND ? group_first(session, &follow->group, err) : rc;
}

enum err_code follow_init(struct follow *follow, struct session *session, struct err *err)
{
	char value[CONFIG_VALUE_SIZE];
	enum err_code rc;

	*follow = (struct follow){.session = session};
	follow->after = (enum after_rating)remembered("after_rating", AFTER_COUNT, after_names);
	follow->after_chosen = is_remembered("after_rating");
	follow->order = (enum student_order)remembered("order", ORDER_COUNT, order_names);
	occasion_today(session, &follow->occasion);
	if (config_get("occasion_kind", value))
		(void)!kind_parse(value, &follow->occasion.kind, NULL);
	rc = choose_framework(follow, 0, err);
	if (!rc)
		rc = choose_group(follow, err);
	if (!rc)
		rc = new_roster(follow, err);
	if (!rc)
		rc = follow_student(follow, 0, err);
	if (rc)
		follow_release(follow);
	return rc;
}

void follow_release(struct follow *follow)
{
	student_grid_release(&follow->grid);
	roster_free(follow->roster);
	free(follow->folded);
	*follow = (struct follow){0};
}

enum err_code follow_reload(struct follow *follow, struct err *err)
{
	int64_t framework_id = follow->framework_id, student_id = follow->student_id;
	size_t item = follow->item, node = follow->node, items, student = follow->student;
	bool *folded = follow->folded;
	bool changed;
	enum err_code rc;

	items = follow->framework ? follow->framework->item_count : 0;
	student_grid_release(&follow->grid);
	rc = session_refresh(follow->session, &changed, err);
	if (rc)
		return rc;
	follow->folded = NULL;
	rc = choose_framework(follow, framework_id, err);
	if (!rc && follow->framework_id == framework_id && follow->framework &&
		follow->framework->item_count == items) {
		free(follow->folded);
		follow->folded = folded;
		folded = NULL;
		follow->item = item;
		follow->node = node;
	}
	free(folded);
	if (!rc)
		rc = new_roster(follow, err);
	if (rc)
		return rc;
	while (student_id && roster_index(follow->roster, student_id) == none &&
		!roster_complete(follow->roster)) {
		bool done;

		rc = roster_more(follow->roster, 4096, &done, err);
		if (rc)
			return rc;
	}
	if (student_id && roster_index(follow->roster, student_id) != none)
		return follow_student_id(follow, student_id, err);
	return follow_student(follow, student, err);
}

/* ---- Students ------------------------------------------------------------------------ */

size_t follow_count(const struct follow *follow)
{
	return roster_count(follow->roster);
}

enum err_code follow_student(struct follow *follow, size_t index, struct err *err)
{
	size_t count = roster_count(follow->roster);
	bool done = roster_complete(follow->roster);

	while (index >= count && !done) {
		enum err_code rc = roster_more(follow->roster, 4096, &done, err);

		if (rc)
			return rc;
		count = roster_count(follow->roster);
	}
	if (index >= count)
		index = count ? count - 1 : 0;
	follow->student = index;
	follow->student_id = roster_id(follow->roster, index);
	if (follow->grid.student_id != follow->student_id) {
		student_grid_release(&follow->grid);
		follow->older = 0;
	}
	return ERR_OK;
}

enum err_code follow_student_id(struct follow *follow, int64_t id, struct err *err)
{
	size_t index = roster_index(follow->roster, id);
	bool done = roster_complete(follow->roster);

	while (index == none && !done) {
		enum err_code rc = roster_more(follow->roster, 4096, &done, err);

		if (rc)
			return rc;
		index = roster_index(follow->roster, id);
	}
	return follow_student(follow, index == none ? follow->student : index, err);
}

enum err_code follow_grid(struct follow *follow, struct err *err)
{
	if (!follow->framework || !follow->student_id ||
		(follow->grid.student_id == follow->student_id &&
			follow->grid.framework == follow->framework))
		return ERR_OK;
	student_grid_release(&follow->grid);
	return student_grid_load(
		follow->session, follow->framework, follow->student_id, &follow->grid, err);
}

enum err_code follow_search(struct follow *follow, const char *pattern, struct err *err)
{
	int64_t id = follow->student_id;
	enum err_code rc = roster_search(follow->roster, pattern, err);

	if (rc)
		return rc;
	(void)snprintf(follow->search, sizeof follow->search, "%s", pattern);
	/* Stay on the student where they still match; else the first match. */
	if (id && roster_index(follow->roster, id) != none)
		return follow_student_id(follow, id, err);
	return follow_student(follow, 0, err);
}

enum err_code follow_order(struct follow *follow, enum student_order order, struct err *err)
{
	enum err_code rc;

	follow->order = order;
	config_set("order", order_names[order]);
	rc = new_roster(follow, err);
	return rc ? rc : follow_student_id(follow, follow->student_id, err);
}

enum err_code follow_group(struct follow *follow, const struct group_row *group, struct err *err)
{
	enum err_code rc;

	follow->group = *group;
	follow->search[0] = '\0';
	if (!follow->session->demo)
		config_set("group", group->id == ROSTER_MINE ? "@me"
				    : group->id              ? group->code
							     : "*");
	rc = new_roster(follow, err);
	return rc ? rc : follow_student(follow, 0, err);
}

enum err_code follow_framework(struct follow *follow, int64_t framework_id, struct err *err)
{
	enum err_code rc = choose_framework(follow, framework_id, err);

	student_grid_release(&follow->grid);
	if (!rc)
		rc = new_roster(follow, err);
	return rc ? rc : follow_student_id(follow, follow->student_id, err);
}

/* ---- The tree --------------------------------------------------------------------------- */

/* The node after this one among those shown. */
static size_t next_shown(const struct follow *follow, size_t node)
{
	return node + 1 + (follow->folded[node] ? follow->framework->items[node].descendants : 0);
}

size_t follow_tree_rows(const struct follow *follow)
{
	size_t rows = 0;

	if (!follow->framework)
		return 0;
	for (size_t i = 0; i < follow->framework->item_count; i = next_shown(follow, i))
		rows++;
	return rows;
}

size_t follow_tree_node(const struct follow *follow, size_t row)
{
	size_t node = 0;

	while (row-- > 0 && node < follow->framework->item_count)
		node = next_shown(follow, node);
	return node;
}

size_t follow_tree_row(const struct follow *follow, size_t node)
{
	size_t row = 0, at = 0;

	if (!follow->framework)
		return 0;
	while (next_shown(follow, at) <= node) {
		at = next_shown(follow, at);
		row++;
	}
	return row;
}

void follow_node(struct follow *follow, size_t node)
{
	const struct item *item = &follow->framework->items[node];
	size_t leaf = node;

	follow->node = node;
	if (item->descendants > 0 && follow->item > node &&
		follow->item <= node + item->descendants)
		return;
	while (follow->framework->items[leaf].leaf_index == none)
		leaf++;
	follow->item = leaf;
}

void follow_fold(struct follow *follow, size_t node, bool folded)
{
	if (follow->framework->items[node].descendants == 0)
		return;
	follow->folded[node] = folded;
	if (folded && follow->node > node &&
		follow->node <= node + follow->framework->items[node].descendants)
		follow->node = node;
}

size_t follow_root(const struct follow *follow)
{
	size_t item = follow->item;

	while (follow->framework->items[item].parent != none)
		item = follow->framework->items[item].parent;
	return item;
}

/* A framework whose roots are all leaves is shown as one list. */
static bool is_flat(const struct framework *framework)
{
	return framework->leaf_count == framework->item_count;
}

size_t follow_leaf_count(const struct follow *follow)
{
	if (is_flat(follow->framework))
		return follow->framework->leaf_count;
	return follow->framework->items[follow_root(follow)].leaf_count;
}

/* leaf_index of the first leaf shown in the grid. */
static size_t first_leaf(const struct follow *follow)
{
	size_t item = follow_root(follow);

	if (is_flat(follow->framework))
		return 0;
	while (follow->framework->items[item].leaf_index == none)
		item++;
	return follow->framework->items[item].leaf_index;
}

size_t follow_leaf(const struct follow *follow, size_t i)
{
	return follow->framework->leaves[first_leaf(follow) + i];
}

size_t follow_leaf_place(const struct follow *follow)
{
	return follow->framework->items[follow->item].leaf_index - first_leaf(follow);
}

void follow_item(struct follow *follow, size_t item)
{
	size_t root;

	follow->item = item;
	root = follow_root(follow);
	if (follow->folded[root]) {
		for (size_t i = 0; i < follow->framework->item_count;
			i += follow->framework->items[i].descendants + 1)
			follow->folded[i] = true;
	}
	for (size_t up = follow->framework->items[item].parent; up != none;
		up = follow->framework->items[up].parent)
		follow->folded[up] = false;
	follow->node = item;
}

bool follow_next_item(struct follow *follow, int step)
{
	size_t leaf = follow->framework->items[follow->item].leaf_index;

	if ((step < 0 && leaf == 0) || (step > 0 && leaf + 1 == follow->framework->leaf_count))
		return false;
	follow_item(follow, follow->framework->leaves[leaf + (step > 0 ? 1 : -1)]);
	return true;
}

/* ---- Rating --------------------------------------------------------------------------------- */

size_t follow_column(const struct follow *follow)
{
	for (size_t i = follow->grid.column_count; i-- > 0;) {
		const struct assessment_row *column = &follow->grid.columns[i];

		if (column->kind == follow->occasion.kind &&
			strcmp(column->held_on, follow->occasion.held_on) == 0 &&
			(!level_counts(column->kind) ||
				strcmp(column->person, follow->occasion.person) == 0))
			return i;
	}
	return follow->grid.column_count;
}

int follow_level(const struct follow *follow)
{
	size_t column = follow_column(follow);
	size_t leaf = follow->framework->items[follow->item].leaf_index;

	if (follow->grid.student_id != follow->student_id || column == follow->grid.column_count)
		return LEVEL_NONE;
	return follow->grid.cells[leaf * follow->grid.column_count + column].level;
}

enum after_rating follow_after(const struct follow *follow)
{
	if (follow->after_chosen)
		return follow->after;
	return follow->group_mode ? AFTER_NEXT_STUDENT : AFTER_NEXT_ITEM;
}

/* Move on after a rating, as the user chose. */
static enum err_code move_on(struct follow *follow, struct err *err)
{
	enum after_rating after = follow_after(follow);

	if (after == AFTER_NEXT_ITEM && !follow->group_mode)
		(void)follow_next_item(follow, 1);
	else if (after == AFTER_NEXT_ITEM && follow->group_mode &&
		 follow_leaf_place(follow) + 1 < follow_leaf_count(follow))
		(void)follow_next_item(follow, 1);
	else if (after == AFTER_NEXT_STUDENT && follow->student + 1 < follow_count(follow))
		return follow_student(follow, follow->student + 1, err);
	return ERR_OK;
}

enum err_code follow_rate(struct follow *follow, int level, int *ret_before, struct err *err)
{
	size_t item = follow->item;
	int64_t student_id = follow->student_id;
	enum err_code rc;

	if (!follow->student_id || !follow->framework)
		return err_fail(err, WHY_NO_STUDENT, "rating");
	rc = rating_set(follow->session, follow->framework, follow->item, follow->student_id,
		&follow->occasion, level, NULL, ret_before, err);
	if (rc)
		return rc;
	roster_forget(follow->roster, follow->student_id);
	student_grid_release(&follow->grid);
	follow->older = 0; /* what was just given is seen */
	rc = move_on(follow, err);
	follow->ended = !rc && level != LEVEL_NONE && follow_after(follow) != AFTER_STAY &&
			follow->item == item && follow->student_id == student_id;
	return rc;
}

/* The cells that are filled. */
struct filling {
	size_t item_count, student_count, *items;
	int64_t *students;
};

static void filling_release(struct filling *filling)
{
	free(filling->items);
	free(filling->students);
	*filling = (struct filling){0};
}

static enum err_code find_cells(
	struct follow *follow, enum fill fill, struct filling *ret, struct err *err)
{
	struct filling filling = {.student_count = 1};
	bool whole_class = follow->group_mode && (fill == FILL_GRID || fill == FILL_COLUMN);
	bool done = roster_complete(follow->roster);
	enum err_code rc = ERR_OK;

	*ret = filling;
	if (!follow->student_id || !follow->framework)
		return err_fail(err, WHY_NO_STUDENT, "fill");
	while (whole_class && !rc && !done)
		rc = roster_more(follow->roster, 4096, &done, err);
	if (rc)
		return rc;
	filling.item_count = follow_leaf_count(follow);
	if (whole_class)
		filling.student_count = follow_count(follow);
	filling.items = calloc(filling.item_count + 1, sizeof *filling.items);
	filling.students = calloc(filling.student_count + 1, sizeof *filling.students);
	*ret = filling;
	if (!filling.items || !filling.students)
		return err_fail(err, WHY_NO_MEMORY, "fill");
	for (size_t i = 0; i < filling.item_count; i++)
		filling.items[i] = follow_leaf(follow, i);
	/* In the class's grid a column is one capability; in one student's, a row is. */
	if (follow->group_mode ? fill == FILL_COLUMN : fill == FILL_ROW) {
		filling.items[0] = follow->item;
		ret->item_count = 1;
	}
	for (size_t i = 0; i < filling.student_count; i++)
		filling.students[i] =
			whole_class ? roster_id(follow->roster, i) : follow->student_id;
	return ERR_OK;
}

enum err_code follow_fill_effect(
	struct follow *follow, enum fill fill, int level, struct fill_effect *ret, struct err *err)
{
	struct filling filling;
	enum err_code rc = find_cells(follow, fill, &filling, err);

	if (!rc)
		rc = rating_fill_effect(follow->session, follow->framework, filling.item_count,
			filling.items, filling.student_count, filling.students, &follow->occasion,
			level, ret, err);
	filling_release(&filling);
	return rc;
}

enum err_code follow_fill(
	struct follow *follow, enum fill fill, int level, long *ret, struct err *err)
{
	struct filling filling;
	enum err_code rc = find_cells(follow, fill, &filling, err);

	if (!rc)
		rc = rating_fill(follow->session, follow->framework, filling.item_count,
			filling.items, filling.student_count, filling.students, &follow->occasion,
			level, ret, err);
	filling_release(&filling);
	if (!rc) {
		roster_forget(follow->roster, 0);
		student_grid_release(&follow->grid);
		follow->older = 0;
	}
	return rc;
}

void follow_occasion(struct follow *follow, const struct occasion *occasion)
{
	follow->occasion = *occasion;
	follow->occasion_told = true;
	follow->older = 0;
	config_set("occasion_kind", kind_code(occasion->kind));
}

/* ---- How things are written -------------------------------------------------------------------
 */

void follow_code(const struct item *item, char ret[CODE_SIZE + 8])
{
	framework_shown_code(item->row.code, ret);
}

void follow_decimal(int hundredths, char ret[16])
{
	level_mean_text(hundredths, ret);
}

void follow_current(
	const struct framework *framework, const struct current_row *current, char ret[16])
{
	level_text(framework->row.rule, current->value, current->count, ret);
}

void follow_day(const char *date, char ret[8])
{
	if (strlen(date) == DATE_SIZE - 1)
		(void)snprintf(ret, 8, "%.2s/%.2s", date + 8, date + 5);
	else
		ret[0] = '\0';
}

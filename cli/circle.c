/* The circle: the students whose rows a listing shows. */
#include <stdlib.h>
#include <string.h>

#include "cli/choose.h"
#include "cli/circle.h"

enum { PAGE = 4096 };

struct reading {
	struct circle *circle;
	size_t room;
	bool failed;
};

static bool take(void *ctx, int64_t id, const char *sort_key, const char *matricule)
{
	struct reading *reading = ctx;
	struct circle *circle = reading->circle;

	(void)sort_key;
	(void)matricule;
	if (circle->count == reading->room) {
		size_t room = reading->room ? 2 * reading->room : PAGE;
		int64_t *grown = realloc(circle->ids, room * sizeof(*grown));

		if (!grown) {
			reading->failed = true;
			return false;
		}
		circle->ids = grown;
		reading->room = room;
	}
	circle->ids[circle->count++] = id;
	return true;
}

static int by_id(const void *left, const void *right)
{
	const int64_t *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

static enum err_code order(struct circle *circle, struct err *err)
{
	if (circle->count == 0)
		return ERR_OK;
	circle->ordered = malloc(circle->count * sizeof(*circle->ordered));
	if (!circle->ordered)
		return err_fail(err, WHY_NO_MEMORY, "circle");
	memcpy(circle->ordered, circle->ids, circle->count * sizeof(*circle->ordered));
	qsort(circle->ordered, circle->count, sizeof(*circle->ordered), by_id);
	return ERR_OK;
}

enum err_code circle_load(const struct cli *cli, const struct student_row *student, bool with_ids,
	struct circle *ret, struct err *err)
{
	struct student_cursor cursor = {0};
	struct reading reading = {.circle = ret};
	int64_t group_id = 0;
	enum err_code rc = choose_group(cli, &group_id, err);

	*ret = (struct circle){.everybody = !student && !group_id};
	if (!rc && student) {
		if (!take(&reading, student->id, "", ""))
			rc = err_fail(err, WHY_NO_MEMORY, "circle");
	} else if (group_id || with_ids) {
		while (!rc && !cursor.finished) {
			rc = db_student_page(cli->session->db, group_id, 0, ORDER_NAME, &cursor,
				PAGE, take, &reading, err);
			if (!rc && reading.failed)
				rc = err_fail(err, WHY_NO_MEMORY, "circle");
		}
	}
	if (!rc)
		rc = order(ret, err);
	if (rc)
		circle_release(ret);
	return rc;
}

void circle_release(struct circle *circle)
{
	free(circle->ids);
	free(circle->ordered);
	*circle = (struct circle){0};
}

bool circle_has(const struct circle *circle, int64_t student_id)
{
	return circle->everybody ||
	       (circle->count && bsearch(&student_id, circle->ordered, circle->count,
					 sizeof(*circle->ordered), by_id));
}

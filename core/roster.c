/* The students of a list in order. See roster.h. */
#include "core/roster.h"

#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "core/fold.h"

enum { FIRST_PAGE = 200, LINES_CACHED = 256, OVERDUE_DAYS = 42 };

/* A cached line; student_id 0: empty. */
struct cached {
	int64_t student_id;
	struct roster_line line;
};

struct roster {
	struct session *session;
	int64_t group_id, framework_id;
	enum student_order order;
	struct student_cursor cursor;
	long total;
	int overdue_days;
	char overdue_before[DATE_SIZE]; /* seen before this date: overdue */
	/* Everybody read so far. */
	size_t count, room;
	int64_t *ids;
	uint32_t *texts; /* offset into arena: "last first\tfirst last\tmatricule" folded */
	char *arena;
	size_t arena_used, arena_room;
	/* Those that match; NULL pattern: all. */
	char pattern[NAME_SIZE];
	uint32_t *matches;
	size_t match_count, match_room;
	bool failed;
	struct cached *lines; /* LINES_CACHED of them, by id modulo */
};

/* ---- Reading ----------------------------------------------------------------- */

static bool arena_add(struct roster *roster, const char *text, size_t length)
{
	if (roster->arena_used + length + 1 > roster->arena_room) {
		size_t room = roster->arena_room ? 2 * roster->arena_room : 16384;
		char *grown;

		while (room < roster->arena_used + length + 1)
			room *= 2;
		grown = realloc(roster->arena, room);
		if (!grown)
			return false;
		roster->arena = grown;
		roster->arena_room = room;
	}
	memcpy(roster->arena + roster->arena_used, text, length);
	roster->arena_used += length;
	roster->arena[roster->arena_used] = '\0';
	return true;
}

static bool grow(struct roster *roster)
{
	size_t room = roster->room ? 2 * roster->room : 512;
	int64_t *ids = realloc(roster->ids, room * sizeof *ids);
	uint32_t *texts;

	if (!ids)
		return false;
	roster->ids = ids;
	texts = realloc(roster->texts, room * sizeof *texts);
	if (!texts)
		return false;
	roster->texts = texts;
	roster->room = room;
	return true;
}

/* "last\x01first" becomes "last first\tlast\tmatricule": "first last" matches across the middle. */
static bool take(void *ctx, int64_t id, const char *sort_key, const char *matricule)
{
	struct roster *roster = ctx;
	const char *cut = strchr(sort_key, '\x01');
	size_t last = cut ? (size_t)(cut - sort_key) : strlen(sort_key);
	const char *first = cut ? cut + 1 : "";
	char folded[MATRICULE_SIZE];
	size_t length = fold(matricule, strlen(matricule), folded, sizeof folded);
	bool ok = (roster->count < roster->room || grow(roster)) &&
		  roster->arena_used < UINT32_MAX - 4 * SORT_KEY_SIZE;

	if (ok) {
		roster->texts[roster->count] = (uint32_t)roster->arena_used;
		ok = arena_add(roster, sort_key, last) && arena_add(roster, " ", 1) &&
		     arena_add(roster, first, strlen(first)) && arena_add(roster, " ", 1) &&
		     arena_add(roster, sort_key, last) && arena_add(roster, "\t", 1) &&
		     arena_add(roster, folded, length);
	}
	if (!ok) {
		roster->failed = true;
		return false;
	}
	roster->arena_used++; /* keep the NUL */
	roster->ids[roster->count++] = id;
	return true;
}

enum err_code roster_more(struct roster *roster, size_t limit, bool *ret_done, struct err *err)
{
	enum err_code rc = db_student_page(roster->session->db, roster->group_id,
		roster->framework_id, roster->order, &roster->cursor, limit, take, roster, err);

	if (!rc && roster->failed)
		rc = err_fail(err, WHY_NO_MEMORY, "roster");
	if (!rc)
		*ret_done = roster->cursor.finished;
	return rc;
}

static enum err_code read_settings(struct roster *roster, struct err *err)
{
	char value[LABEL_SIZE], today[DATE_SIZE];
	enum err_code rc = db_setting_get(roster->session->db, "overdue_days", value, err);

	if (rc)
		return rc;
	roster->overdue_days = (int)strtol(value, NULL, 10);
	if (roster->overdue_days <= 0)
		roster->overdue_days = OVERDUE_DAYS;
	clock_today(today);
	clock_add_days(today, -roster->overdue_days, roster->overdue_before);
	return ERR_OK;
}

enum err_code roster_new(struct session *session, int64_t group_id,
	const struct framework *framework, enum student_order order, struct roster **ret,
	struct err *err)
{
	struct roster *roster = calloc(1, sizeof *roster);
	bool done;
	enum err_code rc;

	if (!roster)
		return err_fail(err, WHY_NO_MEMORY, "roster");
	roster->session = session;
	roster->group_id = group_id;
	roster->framework_id = framework ? framework->row.id : 0;
	roster->order = order;
	roster->lines = calloc(LINES_CACHED, sizeof *roster->lines);
	rc = roster->lines ? ERR_OK : err_fail(err, WHY_NO_MEMORY, "roster");
	if (!rc)
		rc = read_settings(roster, err);
	if (!rc)
		rc = db_student_count(session->db, group_id, &roster->total, err);
	if (!rc)
		rc = roster_more(roster, FIRST_PAGE, &done, err);
	if (rc) {
		roster_free(roster);
		return rc;
	}
	*ret = roster;
	return ERR_OK;
}

void roster_free(struct roster *roster)
{
	if (!roster)
		return;
	free(roster->ids);
	free(roster->texts);
	free(roster->arena);
	free(roster->matches);
	free(roster->lines);
	free(roster);
}

bool roster_complete(const struct roster *roster)
{
	return roster->cursor.finished;
}

/* ---- Searching ----------------------------------------------------------------- */

static enum err_code complete(struct roster *roster, struct err *err)
{
	bool done = roster->cursor.finished;
	enum err_code rc = ERR_OK;

	while (!rc && !done)
		rc = roster_more(roster, 4096, &done, err);
	return rc;
}

static enum err_code keep_match(struct roster *roster, uint32_t index, struct err *err)
{
	if (roster->match_count == roster->match_room) {
		size_t room = roster->match_room ? 2 * roster->match_room : 512;
		uint32_t *grown = realloc(roster->matches, room * sizeof *grown);

		if (!grown)
			return err_fail(err, WHY_NO_MEMORY, "search");
		roster->matches = grown;
		roster->match_room = room;
	}
	roster->matches[roster->match_count++] = index;
	return ERR_OK;
}

enum err_code roster_search(struct roster *roster, const char *pattern, struct err *err)
{
	char folded[NAME_SIZE];
	size_t n = fold(pattern, strlen(pattern), folded, sizeof folded);
	bool narrower = roster->pattern[0] && strstr(folded, roster->pattern) != NULL;
	size_t candidates;
	enum err_code rc = complete(roster, err);

	if (rc)
		return rc;
	candidates = narrower ? roster->match_count : roster->count;
	roster->match_count = 0; /* those kept are written over those read: never ahead of them */
	for (size_t i = 0; n > 0 && i < candidates && !rc; i++) {
		uint32_t index = narrower ? roster->matches[i] : (uint32_t)i;

		if (strstr(roster->arena + roster->texts[index], folded))
			rc = keep_match(roster, index, err);
	}
	if (!rc)
		memcpy(roster->pattern, folded, n + 1);
	else
		roster->pattern[0] = '\0';
	return rc;
}

/* ---- Looking ---------------------------------------------------------------------- */

size_t roster_count(const struct roster *roster)
{
	return roster->pattern[0] ? roster->match_count : roster->count;
}

long roster_total(const struct roster *roster)
{
	return roster->total;
}

int64_t roster_id(const struct roster *roster, size_t index)
{
	if (index >= roster_count(roster))
		return 0;
	return roster->ids[roster->pattern[0] ? roster->matches[index] : index];
}

size_t roster_index(const struct roster *roster, int64_t student_id)
{
	for (size_t i = 0; i < roster_count(roster); i++) {
		if (roster_id(roster, i) == student_id)
			return i;
	}
	return (size_t)-1;
}

enum err_code roster_line(
	struct roster *roster, size_t index, const struct roster_line **ret, struct err *err)
{
	int64_t id = roster_id(roster, index);
	struct cached *cached = &roster->lines[index % LINES_CACHED];
	enum err_code rc = ERR_OK;

	if (cached->student_id != id || id == 0) {
		cached->student_id = 0;
		rc = db_student_by_id(roster->session->db, id, &cached->line.student, err);
		if (!rc)
			rc = db_standing_get(roster->session->db, roster->framework_id, id,
				&cached->line.standing, err);
		if (rc)
			return rc;
		cached->line.overdue =
			strcmp(cached->line.standing.seen_on, roster->overdue_before) < 0;
		cached->student_id = id;
	}
	*ret = &cached->line;
	return ERR_OK;
}

void roster_forget(struct roster *roster, int64_t student_id)
{
	for (size_t i = 0; i < LINES_CACHED; i++) {
		if (student_id == 0 || roster->lines[i].student_id == student_id)
			roster->lines[i].student_id = 0;
	}
}

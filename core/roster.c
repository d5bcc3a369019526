/* The students of a list in order. See roster.h. */
#include "core/roster.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "core/clock.h"
#include "core/preference.h"
#include "core/search.h"
#include "core/student.h"
#include "db/follow.h"

enum {
	FIRST_PAGE = 64, /* about a screen: more is read when it is free */
	LINES_CACHED = 256,
	OVERDUE_DAYS = 42,
	MANY = 8, /* from an eighth of all on, matches are looked for in the whole arena */
};

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
	uint32_t *texts; /* offset into arena: search_text() of name, "\t", matricule, NUL */
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

static bool grow_array(void **array, size_t room, size_t size)
{
	void *grown = realloc(*array, room * size);

	if (grown)
		*array = grown;
	return grown != NULL;
}

static bool grow(struct roster *roster)
{
	size_t room = roster->room ? 2 * roster->room : 512;

	if (!grow_array((void **)&roster->ids, room, sizeof *roster->ids) ||
		!grow_array((void **)&roster->texts, room, sizeof *roster->texts))
		return false;
	roster->room = room;
	return true;
}

static bool take(void *ctx, int64_t id, const char *sort_key, const char *matricule)
{
	struct roster *roster = ctx;
	char name[SORT_KEY_SIZE], number[MATRICULE_SIZE];
	size_t length = search_pack(sort_key, name, sizeof name);
	size_t digits = search_text(matricule, number, sizeof number);
	bool ok = (roster->count < roster->room || grow(roster)) &&
		  roster->arena_used < UINT32_MAX - 4 * SORT_KEY_SIZE;

	if (ok) {
		roster->texts[roster->count] = (uint32_t)roster->arena_used;
		ok = arena_add(roster, name, length) && arena_add(roster, "\t", 1) &&
		     arena_add(roster, number, digits);
	}
	if (!ok) {
		roster->failed = true;
		return false;
	}
	roster->arena_used++; /* keep the NUL */
	roster->ids[roster->count++] = id;
	return true;
}

/* All is read: the total is known, and no room is needed for more. */
static void finish(struct roster *roster)
{
	char *fitted;

	roster->total = (long)roster->count;
	if (roster->arena_used == 0)
		return;
	fitted = realloc(roster->arena, roster->arena_used);
	if (fitted) {
		roster->arena = fitted;
		roster->arena_room = roster->arena_used;
	}
}

/* Those accompanied: some tens, read at once. */
static enum err_code read_mine(struct roster *roster, struct err *err)
{
	struct session *session = roster->session;
	struct person_row person = {.id = session->person_id};
	struct student_row student;
	char today[DATE_SIZE], key[SORT_KEY_SIZE];
	int64_t *ids = NULL;
	size_t count = 0;
	enum err_code rc = ERR_OK;

	clock_today(today);
	if (!person.id)
		rc = db_person_by_name(session->db, session->author, &person, err);
	if (rc == ERR_NOT_FOUND)
		rc = ERR_OK; /* acts for the first time: nobody */
	else if (!rc)
		rc = db_support_students(session->db, person.id, today, &ids, &count, err);
	for (size_t i = 0; i < count && !rc; i++) {
		rc = db_student_by_id(session->db, ids[i], &student, err);
		if (rc)
			break;
		student_sort_key(student.last_name, student.first_name, key);
		(void)take(roster, student.id, key, student.matricule);
	}
	free(ids);
	roster->cursor.finished = true;
	return rc;
}

enum err_code roster_more(struct roster *roster, size_t limit, bool *ret_done, struct err *err)
{
	bool sorted_whole = roster->group_id && roster->order != ORDER_NAME;
	enum err_code rc;

	/* These orders read and sort the group for each page: after the first, all at once. */
	if (sorted_whole && roster->count > 0)
		limit = INT32_MAX;
	rc = roster->group_id == ROSTER_MINE
		     ? read_mine(roster, err)
		     : db_student_page(roster->session->db, roster->group_id, roster->framework_id,
			       roster->order, &roster->cursor, limit, take, roster, err);
	if (!rc && roster->failed)
		rc = err_fail(err, WHY_NO_MEMORY, "roster");
	if (rc)
		return rc;
	if (roster->cursor.finished)
		finish(roster);
	*ret_done = roster->cursor.finished;
	return ERR_OK;
}

static enum err_code read_settings(struct roster *roster, struct err *err)
{
	char value[LABEL_SIZE], today[DATE_SIZE];
	enum err_code rc = db_setting_get(roster->session->db, "overdue_days", value, err);
	long preferred;

	if (rc)
		return rc;
	roster->overdue_days = (int)strtol(value, NULL, 10);
	if (preference_number(PREF_OVERDUE_DAYS, &preferred))
		roster->overdue_days = (int)preferred;
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
		rc = group_id == ROSTER_MINE
			     ? ERR_OK
			     : db_student_estimate(session->db, group_id, &roster->total, err);
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

/* A pattern: its longest word finds candidates, the whole decides. */
struct needle {
	const char *pattern, *word;
	size_t length, word_length;
};

static struct needle needle_of(const char *pattern)
{
	struct needle needle = {.pattern = pattern, .length = strlen(pattern)};

	for (const char *at = pattern; *at; at += strspn(at, " ")) {
		size_t length = strcspn(at, " ");

		if (length > needle.word_length) {
			needle.word = at;
			needle.word_length = length;
		}
		at += length;
	}
	return needle;
}

/* Row of an offset into the arena, from row on. */
static size_t row_at(const struct roster *roster, size_t row, size_t offset)
{
	size_t step = 1, high;

	while (row + step < roster->count && roster->texts[row + step] <= offset) {
		row += step;
		step *= 2;
	}
	high = row + step < roster->count ? row + step : roster->count;
	while (high - row > 1) {
		size_t middle = row + (high - row) / 2;

		if (roster->texts[middle] <= offset)
			row = middle;
		else
			high = middle;
	}
	return row;
}

/*
 * Like memmem(), but faster for the short words people type: sixteen places at
 * a time are asked for the first and the last byte of the word.
 */
static const char *find_word(const char *at, const char *end, const struct needle *needle)
{
	size_t n = needle->word_length;
#ifdef __SSE2__
	const __m128i first = _mm_set1_epi8(needle->word[0]);
	const __m128i last = _mm_set1_epi8(needle->word[n - 1]);

	for (; (size_t)(end - at) >= 16 + n; at += 16) {
		__m128i begins = _mm_loadu_si128((const __m128i *)(const void *)at);
		__m128i ends = _mm_loadu_si128((const __m128i *)(const void *)(at + n - 1));
		unsigned places = (unsigned)_mm_movemask_epi8(
			_mm_and_si128(_mm_cmpeq_epi8(begins, first), _mm_cmpeq_epi8(ends, last)));

		for (; places; places &= places - 1) {
			const char *place = at + __builtin_ctz(places);

			if (n < 3 || memcmp(place, needle->word, n) == 0)
				return place;
		}
	}
#endif
	return memmem(at, (size_t)(end - at), needle->word, n);
}

/* Everybody: one pass over the arena; a word never runs over a NUL. */
static enum err_code search_all(struct roster *roster, const struct needle *needle, struct err *err)
{
	const char *at = roster->arena, *end = roster->arena + roster->arena_used;
	bool words = needle->word_length < needle->length;
	size_t row = 0;
	enum err_code rc = ERR_OK;

	while (!rc && at < end) {
		at = find_word(at, end, needle);
		if (!at)
			break;
		row = row_at(roster, row, (size_t)(at - roster->arena));
		if (!words || search_holds(roster->arena + roster->texts[row], needle->pattern))
			rc = keep_match(roster, (uint32_t)row, err);
		if (++row == roster->count)
			break;
		at = roster->arena + roster->texts[row];
	}
	return rc;
}

/* Those that matched before, a few. Those kept are written over those read. */
static enum err_code search_matches(
	struct roster *roster, const struct needle *needle, size_t candidates, struct err *err)
{
	enum err_code rc = ERR_OK;

	for (size_t i = 0; i < candidates && !rc; i++) {
		uint32_t row = roster->matches[i];

		if (search_holds(roster->arena + roster->texts[row], needle->pattern))
			rc = keep_match(roster, row, err);
	}
	return rc;
}

enum err_code roster_search(struct roster *roster, const char *pattern, struct err *err)
{
	char folded[NAME_SIZE];
	size_t n = search_pattern(pattern, folded, sizeof folded);
	struct needle needle = needle_of(folded);
	/* Every word of the old one goes on in the new one. */
	bool narrower = roster->pattern[0] &&
			strncmp(folded, roster->pattern, strlen(roster->pattern)) == 0;
	size_t candidates;
	enum err_code rc = complete(roster, err);

	if (rc)
		return rc;
	candidates = narrower ? roster->match_count : roster->count;
	roster->match_count = 0;
	if (n > 0 && narrower && candidates < roster->count / MANY)
		rc = search_matches(roster, &needle, candidates, err);
	else if (n > 0 && roster->count > 0)
		rc = search_all(roster, &needle, err);
	memcpy(roster->pattern, folded, n + 1);
	if (rc)
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
		if (!rc)
			rc = db_student_namesake(
				roster->session->db, id, cached->line.namesake, err);
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

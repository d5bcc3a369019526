/*
 * The least that the same work can cost, with nothing around it:
 *
 *   bare parse LIST        libcsv alone over a class list
 *   bare commit FILE N     N times one level changed and committed, as durable as suivi does
 *   bare grade FILE N      N times one grade changed and committed, its journal with it
 *   bare student FILE N    what the grid of a student needs, for N students by name
 *   bare group FILE N      what the grid of a group needs, for N groups
 *   bare map FILE N        what the map of everybody needs, N times
 *   bare sheet FILE N      what the sheet of a unit needs, N times
 *
 * Prints a line "key US" for each, but for parse, which is timed from outside.
 */
#include <csv.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Those of db/db.c: what a commit costs hangs on them. */
static const char pragmas[] = "PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON;"
			      "PRAGMA synchronous = EXTRA; PRAGMA journal_mode = TRUNCATE;";

/* One value to go through, and what is done for each of them. */
static const struct work {
	const char *name, *each;
	const char *steps[3]; /* ?1: the value */
	bool writes;
} works[] = {
	{
		.name = "commit",
		.each = "SELECT id FROM rating LIMIT ?1",
		.steps = {"UPDATE rating SET level = 1 + abs(level) % 4 WHERE id = ?1"},
		.writes = true,
	},
	{
		/* Stamps grow, as suivi's do: the journal is written at its end. */
		.name = "grade",
		.each = "SELECT id FROM grade LIMIT ?1",
		.steps =
			{
				"UPDATE grade SET value = (value + 137) % 2000 WHERE id = ?1",
				"INSERT OR REPLACE INTO journal (stamp, tbl, row, col, value, "
				"batch, author) "
				"SELECT CAST(printf('%013d', CAST(julianday('now') * 86400000 AS "
				"INTEGER) % 10000000000000) "
				"|| substr(hex(randomblob(2)), 1, 3) AS BLOB), 36, id, 5, value, "
				"zeroblob(16), 'bare' FROM grade WHERE id = ?1",
			},
		.writes = true,
	},
	{
		.name = "student",
		.each = "SELECT id FROM student WHERE deleted = 0 ORDER BY sort_key, id LIMIT ?1",
		.steps =
			{
				"SELECT matricule, last_name, first_name FROM student WHERE id = "
				"?1",
				"SELECT r.item_id, a.id, a.held_on, r.level FROM rating AS r "
				"CROSS JOIN assessment AS a ON a.id = r.assessment_id "
				"WHERE r.student_id = ?1",
				"SELECT item_id, value, trend FROM current_level "
				"WHERE student_id = ?1",
			},
	},
	{
		.name = "group",
		.each = "SELECT id FROM student_group LIMIT ?1",
		.steps =
			{
				"SELECT s.last_name, l.item_id, l.value, l.trend FROM membership "
				"AS m "
				"CROSS JOIN student AS s ON s.id = m.student_id "
				"CROSS JOIN current_level AS l ON l.student_id = s.id "
				"WHERE m.group_id = ?1",
			},
	},
	{
		.name = "map",
		.each = "SELECT ?1",
		.steps =
			{
				"SELECT id, last_name, first_name FROM student WHERE deleted = 0 "
				"AND ?1 ORDER BY sort_key",
				"SELECT student_id, item_id, value FROM current_level WHERE ?1",
			},
	},
	{
		.name = "sheet",
		.each = "SELECT id FROM unit WHERE code = 'UE4' LIMIT ?1",
		.steps =
			{
				"SELECT t.id, t.matricule, t.last_name, t.first_name, e.state "
				"FROM enrolment AS e JOIN student AS t ON t.id = e.student_id "
				"WHERE e.unit_id = ?1 AND e.deleted = 0 ORDER BY t.sort_key",
				"SELECT student_id, session, value FROM grade "
				"WHERE unit_id = ?1 AND deleted = 0",
			},
	},
};

static int64_t now_us(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void ignore_field(void *text, size_t length, void *ctx)
{
	(void)text;
	(void)length;
	(void)ctx;
}

static void count_row(int end, void *ctx)
{
	long *rows = ctx;

	(void)end;
	(*rows)++;
}

static int parse(const char *path)
{
	FILE *in = fopen(path, "re");
	struct csv_parser parser;
	char block[65536];
	size_t count;
	long rows = 0;

	if (!in || csv_init(&parser, 0)) {
		perror(path);
		return 1;
	}
	csv_set_delim(&parser, ';');
	while ((count = fread(block, 1, sizeof block, in)) > 0) {
		if (csv_parse(&parser, block, count, ignore_field, count_row, &rows) != count)
			return 1;
	}
	(void)csv_fini(&parser, ignore_field, count_row, &rows);
	csv_free(&parser);
	fclose(in);
	return rows == 0;
}

/* All rows of a statement for one value, looked at and dropped. */
static int run(sqlite3_stmt *st, int64_t value)
{
	int code = sqlite3_bind_int64(st, 1, value);

	while (!code && (code = sqlite3_step(st)) == SQLITE_ROW) {
		for (int i = 0; i < sqlite3_column_count(st); i++)
			(void)sqlite3_column_text(st, i);
		code = SQLITE_OK;
	}
	(void)sqlite3_reset(st);
	return code == SQLITE_DONE ? SQLITE_OK : code;
}

static int read_values(sqlite3 *handle, const char *sql, long count, int64_t *ret)
{
	sqlite3_stmt *st = NULL;
	long found = 0;

	if (sqlite3_prepare_v2(handle, sql, -1, &st, NULL) == SQLITE_OK &&
		sqlite3_bind_int64(st, 1, count) == SQLITE_OK) {
		while (found < count && sqlite3_step(st) == SQLITE_ROW)
			ret[found++] = sqlite3_column_int64(st, 0);
	}
	(void)sqlite3_finalize(st);
	return (int)found;
}

static int once(
	sqlite3 *handle, const struct work *work, sqlite3_stmt *const steps[], int64_t value)
{
	int64_t begun = now_us();
	int code = work->writes ? sqlite3_exec(handle, "BEGIN IMMEDIATE", NULL, NULL, NULL) : 0;

	for (int i = 0; i < 3 && steps[i] && !code; i++)
		code = run(steps[i], value);
	if (!code && work->writes)
		code = sqlite3_exec(handle, "COMMIT", NULL, NULL, NULL);
	(void)printf("key %lld\n", (long long)(now_us() - begun));
	return code;
}

static int repeat(sqlite3 *handle, const struct work *work, long count)
{
	sqlite3_stmt *steps[3] = {NULL};
	int64_t *values = calloc((size_t)count, sizeof *values);
	int code = values ? SQLITE_OK : SQLITE_NOMEM;
	long found = values ? read_values(handle, work->each, count, values) : 0;

	for (int i = 0; i < 3 && work->steps[i] && !code; i++)
		code = sqlite3_prepare_v2(handle, work->steps[i], -1, &steps[i], NULL);
	for (long i = 0; found && i < count && !code; i++)
		code = once(handle, work, steps, values[i % found]);
	for (int i = 0; i < 3; i++)
		(void)sqlite3_finalize(steps[i]);
	free(values);
	return code;
}

int main(int argc, char *argv[])
{
	long count = argc == 4 ? strtol(argv[3], NULL, 10) : 0;
	sqlite3 *handle = NULL;
	int code;

	if (argc == 3 && strcmp(argv[1], "parse") == 0)
		return parse(argv[2]);
	for (size_t i = 0; count > 0 && i < sizeof works / sizeof works[0]; i++) {
		if (strcmp(argv[1], works[i].name) != 0)
			continue;
		code = sqlite3_open_v2(argv[2], &handle, SQLITE_OPEN_READWRITE, NULL);
		if (!code)
			code = sqlite3_exec(handle, pragmas, NULL, NULL, NULL);
		if (!code)
			code = repeat(handle, &works[i], count);
		if (code)
			(void)fprintf(stderr, "bare: %s\n", sqlite3_errmsg(handle));
		(void)sqlite3_close(handle);
		return code != SQLITE_OK;
	}
	(void)fprintf(
		stderr, "usage: bare parse LIST | bare commit|student|group|map|sheet FILE N\n");
	return 2;
}

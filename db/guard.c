/* Hostile opening. See guard.h. */
#include "db/guard.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/conn.h"
#include "db/path.h"

static enum err_code refuse(struct err *err, enum err_reason reason, const char *path,
	const char *value, const char *detail)
{
	(void)err_fail(err, reason, "%s", detail);
	return err_at(err, 0, path, value);
}

enum err_code guard_before(const char *path, struct guard_file *ret, struct err *err)
{
	unsigned char header[100];
	struct stat info;
	ssize_t got;
	int fd;

	if (lstat(path, &info) < 0)
		return path_unread(path, "lstat", err);
	if (!S_ISREG(info.st_mode))
		return refuse(err, WHY_FILE_NOT_REGULAR, path, NULL, "not a regular file");
	fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return path_unread(path, "open", err);
	got = pread(fd, header, sizeof header, 0);
	(void)close(fd);
	if (got < 0)
		return path_unread(path, "read", err);
	if (got < (ssize_t)sizeof header || memcmp(header, "SQLite format 3", 16) != 0)
		return refuse(err, WHY_FILE_NOT_OURS, path, NULL, "no SQLite header");
	if (header[18] != 1 || header[19] != 1)
		return refuse(err, WHY_FILE_NOT_OURS, path, NULL, "not in rollback mode");
	ret->size = info.st_size;
	ret->writable = access(path, W_OK) == 0;
	return ERR_OK;
}

enum err_code guard_version(struct db *db, int64_t *ret, struct err *err)
{
	int64_t application, version;
	char number[24];
	enum err_code rc = db_exec_int(db, "PRAGMA application_id", &application, err);

	if (!rc)
		rc = db_exec_int(db, "PRAGMA user_version", &version, err);
	if (rc)
		return rc;
	if (application != APPLICATION_ID || version < 1)
		return refuse(err, WHY_FILE_NOT_OURS, db->path, NULL, "application id");
	(void)snprintf(number, sizeof number, "%lld", (long long)version);
	if (version > FORMAT_VERSION)
		return refuse(err, WHY_FILE_NEWER, db->path, number, "user_version");
	*ret = version;
	return ERR_OK;
}

/* The next statement, past white space and comments. */
static const char *skip_comments(const char *sql)
{
	for (;;) {
		sql += strspn(sql, " \t\r\n");
		if (strncmp(sql, "--", 2) != 0)
			return sql;
		sql += strcspn(sql, "\n");
	}
}

/* The end of the statement that begins here: its ";", or the end of all. */
static const char *statement_end(const char *sql)
{
	for (;;) {
		sql += strcspn(sql, ";-");
		if (strncmp(sql, "--", 2) == 0)
			sql += strcspn(sql, "\n");
		else if (*sql == '-')
			sql++;
		else
			return sql;
	}
}

static bool is_mark(char c)
{
	return c == '(' || c == ',' || c == ')';
}

/*
 * Copy the next statement of sql without comments and needless white space.
 * The schema holds no string with "--" or ";", which its test asserts.
 * ret: malloc'd, "" at the end; *sql moves behind it. NULL: no memory.
 */
static char *next_statement(const char **sql)
{
	const char *at = *sql;
	char *text = malloc((size_t)(statement_end(at) - at) + 1), *to = text;
	bool space = false;

	if (!text)
		return NULL;
	for (; *at && *at != ';'; at++) {
		if (at[0] == '-' && at[1] == '-') {
			while (at[1] && at[1] != '\n')
				at++;
			space = true;
		} else if (isspace((unsigned char)*at)) {
			space = true;
		} else {
			bool tight = to > text && (is_mark(to[-1]) || is_mark(*at));

			if (space && to > text && !tight)
				*to++ = ' ';
			*to++ = *at;
			space = false;
		}
	}
	*to = '\0';
	*sql = *at ? at + 1 : at;
	return text;
}

/* The tables of a format, ours or an older one. */
static const char *schema_of(int64_t version)
{
	switch (version) {
#define X(number)                                                                                  \
	case number:                                                                               \
		return sql_format_##number;
		FORMATS(X)
#undef X
	default:
		return sql_schema;
	}
}

/* A statement of a schema; plain is made when it is first needed. */
struct wanted {
	const char *at;
	size_t length;
	char *plain;
};

struct expected {
	struct wanted *all;
	size_t count, next; /* next: whose turn it is where the file has them in our order */
};

static void expected_release(struct expected *expected)
{
	for (size_t i = 0; i < expected->count; i++)
		free(expected->all[i].plain);
	free(expected->all);
	*expected = (struct expected){0};
}

static enum err_code expected_read(const char *schema, struct expected *ret, struct err *err)
{
	size_t room = 1;

	*ret = (struct expected){0};
	for (const char *at = schema; (at = strchr(at, ';')); at++)
		room++;
	ret->all = calloc(room, sizeof *ret->all);
	if (!ret->all)
		return err_fail(err, WHY_NO_MEMORY, "schema");
	for (schema = skip_comments(schema); *schema; schema = skip_comments(schema)) {
		const char *end = statement_end(schema);

		ret->all[ret->count++] =
			(struct wanted){.at = schema, .length = (size_t)(end - schema)};
		schema = *end ? end + 1 : end;
	}
	return ERR_OK;
}

/*
 * Letter for letter, as a file made by us has them? Else, as after a migration,
 * in the same words? ret false: neither. It is looked for from the turn on.
 */
static enum err_code is_expected(
	struct expected *expected, const char *sql, bool *ret, struct err *err)
{
	size_t length = strlen(sql), count = expected->count;
	struct wanted *wanted;
	const char *from;
	char *plain;

	*ret = true;
	for (size_t i = 0; i < count; i++) {
		wanted = &expected->all[(expected->next + i) % count];
		if (wanted->length == length && memcmp(wanted->at, sql, length) == 0) {
			expected->next += i + 1;
			return ERR_OK;
		}
	}
	*ret = false;
	plain = next_statement(&sql);
	if (!plain)
		return err_fail(err, WHY_NO_MEMORY, "schema");
	for (size_t i = 0; *sql == '\0' && !*ret && i < count; i++) {
		wanted = &expected->all[(expected->next + i) % count];
		from = wanted->at;
		if (!wanted->plain)
			wanted->plain = next_statement(&from);
		if (!wanted->plain) {
			free(plain);
			return err_fail(err, WHY_NO_MEMORY, "schema");
		}
		*ret = strcmp(wanted->plain, plain) == 0;
		if (*ret)
			expected->next += i + 1;
	}
	free(plain);
	return ERR_OK;
}

enum err_code guard_schema(struct db *db, int64_t version, struct err *err)
{
	struct expected expected;
	sqlite3_stmt *st = NULL;
	size_t count = 0;
	enum err_code rc = expected_read(schema_of(version), &expected, err);
	int code;

	if (rc)
		return rc;
	code = sqlite3_prepare_v2(
		db->handle, "SELECT name, sql FROM main.sqlite_schema", -1, &st, NULL);
	while (!rc && !code && (code = sqlite3_step(st)) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(st, 0);
		const char *sql = (const char *)sqlite3_column_text(st, 1);
		bool known = false;

		if (!sql && sqlite3_column_type(st, 1) != SQLITE_NULL)
			rc = err_fail(err, WHY_NO_MEMORY, "schema");
		else if (sql)
			rc = is_expected(&expected, sql, &known, err);
		if (!rc && !known)
			rc = refuse(err, WHY_FILE_SCHEMA, db->path, name ? name : "?",
				"unknown object");
		count++;
		code = SQLITE_OK;
	}
	sqlite3_finalize(st);
	if (!rc && code != SQLITE_DONE)
		rc = db_error(db, code, err);
	if (!rc && count != expected.count)
		rc = refuse(err, WHY_FILE_SCHEMA, db->path, "-", "objects are missing");
	expected_release(&expected);
	return rc;
}

enum err_code db_fingerprint(const char *path, char ret[FINGERPRINT_SIZE], struct err *err)
{
	unsigned char counter[4] = {0};
	struct stat info;
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0)
		return path_unread(path, "open", err);
	if (fstat(fd, &info) < 0 || pread(fd, counter, sizeof counter, 24) < 0) {
		enum err_code rc = path_unread(path, "fstat", err);

		(void)close(fd);
		return rc;
	}
	(void)close(fd);
	(void)snprintf(ret, FINGERPRINT_SIZE, "%llx.%llx.%llx.%llx.%lx.%02x%02x%02x%02x",
		(unsigned long long)info.st_dev, (unsigned long long)info.st_ino,
		(unsigned long long)info.st_size, (unsigned long long)info.st_ctim.tv_sec,
		(unsigned long)info.st_ctim.tv_nsec, counter[0], counter[1], counter[2],
		counter[3]); /* ctime: mtime can be set at will */
	return ERR_OK;
}

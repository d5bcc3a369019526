/* An open file, and who acts in it. See session.h. */
#include "core/session.h"

#include <ctype.h>
#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/config.h"
#include "core/demo.h"
#include "core/fold.h"
#include "core/level.h"
#include "core/student_name.h"
#include "core/text.h"
#include "core/who.h"
#include "db/text_cut.h"

static const struct db_hooks hooks = {
	.fold = fold,
	.derive = level_derive,
	.now_ms = clock_now_ms,
	.release = framework_cache_release,
};

const struct db_hooks *session_hooks(void)
{
	return &hooks;
}

enum err_code session_default_path(char **ret, struct err *err)
{
	const char *asked = getenv("SUIVI_DB");

	*ret = asked && *asked ? strdup(asked) : config_place(CONFIG_DATA, "suivi.db");
	return *ret ? ERR_OK : err_fail(err, WHY_NO_MEMORY, "path");
}

/* The folder of a file about to be made, if it is the usual place; others are not ours to make. */
static void make_usual_folder(const char *path)
{
	char *usual = config_place(CONFIG_DATA, "suivi.db");

	if (usual && strcmp(path, usual) == 0)
		config_make_folders(usual);
	free(usual);
}

/*
 * Whether a file may be made there; in the usual place, whose folders would be
 * made with it, whether the first of them may.
 */
static enum err_code create_try(
	const char *path, const struct db_hooks *with, struct db **ret, struct err *err)
{
	char *usual = config_place(CONFIG_DATA, "suivi.db");
	enum err_code rc;

	if (usual && strcmp(path, usual) == 0) {
		for (char *at = strchr(usual + 1, '/'); at; at = strchr(at + 1, '/')) {
			*at = '\0';
			if (access(usual, F_OK) != 0)
				break;
			*at = '/';
		}
		path = usual;
	}
	rc = db_create_try(path, with, ret, err);
	free(usual);
	return rc;
}

void year_of(const char *iso_date, char ret[YEAR_SIZE])
{
	int year = 0, month = 0;

	if (sscanf(iso_date, "%4d-%2d", &year, &month) != 2)
		year = 1970;
	if (month < 9)
		year--;
	if (year < 0 || year > 9998)
		year = 1970;
	(void)snprintf(
		ret, YEAR_SIZE, "%04u-%04u", (unsigned)year % 10000, (unsigned)(year + 1) % 10000);
}

/* ---- Who acts ---------------------------------------------------------------- */

/* Full name of the system user, else the login. */
static void system_user(char ret[NAME_SIZE])
{
	const struct passwd *user = getpwuid(getuid());
	size_t length = user && user->pw_gecos ? strcspn(user->pw_gecos, ",") : 0;

	if (length > 0)
		(void)text_cut_format(ret, NAME_SIZE, "%.*s", (int)length, user->pw_gecos);
	else
		(void)text_cut_copy(ret, NAME_SIZE, user ? user->pw_name : "?");
}

/* Who is logged in, and where: kept beside whoever says to be acting. */
static void set_place(struct session *session)
{
	const struct passwd *user = getpwuid(getuid());
	char login[LOGIN_SIZE] = "", machine[LOGIN_SIZE] = "";

	if (user)
		(void)text_cut_copy(login, sizeof login, user->pw_name);
	else
		(void)snprintf(login, sizeof login, "%lu", (unsigned long)getuid());
	if (gethostname(machine, sizeof machine) != 0)
		machine[0] = '\0';
	machine[sizeof machine - 1] = '\0';
	db_set_place(session->db, login, machine);
}

/* Is the last change dated a day or more ahead of the clock? One of two clocks is wrong. */
static void look_ahead(struct session *session)
{
	const int64_t day = INT64_C(24) * 60 * 60 * 1000;
	struct batch_row newest;
	size_t count = 0;

	session->ahead_at = 0;
	if (db_batches(session->db, NULL, 1, &newest, &count, NULL) == ERR_OK && count > 0 &&
		newest.at - clock_now_ms() > day)
		session->ahead_at = newest.at;
}

static void find_person(struct session *session)
{
	struct person_row person;

	session->person_id = 0;
	if (db_person_by_name(session->db, session->author, &person, NULL) == ERR_OK)
		session->person_id = person.id;
}

/* As the file writes it. certain: a doubt is refused, and not passed over. */
static enum err_code know_author(
	struct session *session, const char *name, bool certain, struct err *err)
{
	char known[NAME_SIZE];
	enum who_match match = WHO_NEW;
	enum err_code rc = who_find(session->db, name, &match, known, err);

	if (rc)
		return rc;
	if (match == WHO_UNSURE && certain) {
		(void)err_fail(err, WHY_PERSON_UNSURE, "--as");
		return err_at(err, 0, known, name);
	}
	(void)text_cut_copy(session->author, NAME_SIZE, match == WHO_KNOWN ? known : name);
	session->author_new = certain && match == WHO_NEW;
	find_person(session);
	return ERR_OK;
}

enum err_code session_act_as(struct session *session, const char *name, struct err *err)
{
	char clean[NAME_SIZE];

	if (text_clean(name, strlen(name), clean, sizeof clean, NULL) >= sizeof clean) {
		enum err_code rc = err_fail(err, WHY_TEXT_TOO_LONG, "name");

		(void)err_at(err, 0, "--as", "200");
		return rc;
	}
	if (clean[strspn(clean, "= ")] == '\0') {
		enum err_code rc = err_fail(err, WHY_FIELD_EMPTY, "name");

		(void)err_at(err, 0, "--as", NULL);
		return rc;
	}
	if (clean[0] != '=')
		return know_author(session, clean, true, err);
	memmove(clean, clean + 1, strlen(clean));
	(void)text_cut_copy(session->author, sizeof session->author, clean + strspn(clean, " "));
	session->author_new = false;
	find_person(session);
	return ERR_OK;
}

static enum err_code choose_author(struct session *session, const char *as, struct err *err)
{
	char remembered[CONFIG_VALUE_SIZE], user[NAME_SIZE], clean[NAME_SIZE];

	if (as && *as)
		return session_act_as(session, as, err);
	if (config_get("as", remembered) && *remembered)
		return know_author(session, remembered, false, err);
	system_user(user);
	if (text_clean(user, strlen(user), clean, sizeof clean, NULL) >= sizeof clean || !*clean)
		(void)text_cut_copy(clean, sizeof clean, "?");
	return know_author(session, clean, false, err);
}

static void remember_author(const struct session *session, int flags, const char *as)
{
	if ((flags & SESSION_REMEMBER) && as && *as)
		config_set("as", session->author);
}

/* ---- Trust ---------------------------------------------------------------------- */

/* The name under which state remembers what this file looked like at its last close. */
static void trust_name(const char *path, char ret[96])
{
	char *real = realpath(path, NULL);
	unsigned long hash = 5381;

	for (const char *at = real ? real : path; *at; at++)
		hash = hash * 33 + (unsigned char)*at;
	(void)snprintf(ret, 96, "verified.%lx", hash);
	free(real);
}

static bool is_trusted(const char *path)
{
	char name[96], remembered[CONFIG_VALUE_SIZE], now[FINGERPRINT_SIZE];

	trust_name(path, name);
	return config_get(name, remembered) && db_fingerprint(path, now, NULL) == ERR_OK &&
	       strcmp(remembered, now) == 0;
}

/*
 * Remember what the file looks like, so that the next opening need not check it
 * whole: only if it was checked at opening and nobody else wrote since. The
 * fingerprint is taken first: a change after it shows as another fingerprint.
 */
static void remember_trust(struct session *session)
{
	const char *path = db_path(session->db);
	char name[96], remembered[CONFIG_VALUE_SIZE], now[FINGERPRINT_SIZE];

	if (*path == '\0' || session->demo || session->unchecked ||
		db_fingerprint(path, now, NULL) != ERR_OK || !db_alone(session->db))
		return;
	trust_name(path, name);
	if (!config_get(name, remembered) || strcmp(remembered, now) != 0)
		config_set(name, now);
}

/* ---- Opening ----------------------------------------------------------------------- */

static enum err_code read_frameworks(struct session *session, struct err *err)
{
	uint64_t generation = db_framework_generation(session->db);
	struct framework_list list = {0};
	enum err_code rc;

	if (session->framework_generation == generation && session->frameworks.frameworks) {
		session->seen_generation = db_generation(session->db);
		return ERR_OK;
	}
	rc = framework_list_load(session->db, &list, err);
	if (rc)
		return rc;
	if (framework_list_same(&list, &session->frameworks)) {
		framework_list_release(&list); /* pointers into the old one stay valid */
	} else {
		framework_list_release(&session->frameworks);
		session->frameworks = list;
	}
	session->framework_generation = generation;
	session->seen_generation = db_generation(session->db);
	return ERR_OK;
}

/* Take over db, which is closed on failure. */
static enum err_code begin(struct db *db, const char *as, struct session **ret, struct err *err)
{
	struct session *session = calloc(1, sizeof *session);
	enum err_code rc;

	if (!session) {
		db_close(db);
		return err_fail(err, WHY_NO_MEMORY, "session");
	}
	session->db = db;
	session->unchecked =
		true; /* until the caller knows better: closed early, it proves nothing */
	set_place(session);
	db_set_same_person(db, who_same_person, db);
	db_read_begin(db);
	rc = choose_author(session, as, err);
	if (!rc)
		rc = read_frameworks(session, err);
	if (!rc)
		look_ahead(session);
	db_read_end(db);
	if (rc) {
		session_close(session);
		return rc;
	}
	*ret = session;
	return ERR_OK;
}

enum err_code session_open(
	const char *path, int flags, const char *as, struct session **ret, struct err *err)
{
	char *chosen = NULL;
	struct db *db = NULL;
	int db_flags = (flags & SESSION_READ_ONLY ? DB_READ_ONLY : 0) |
		       (flags & SESSION_UNTOUCHED ? DB_UNTOUCHED : 0);
	enum err_code rc = ERR_OK;

	if (!path) {
		rc = session_default_path(&chosen, err);
		path = chosen;
	}
	if (!rc && (flags & SESSION_CREATE) && access(path, F_OK) != 0) {
		rc = session_init(path, 0, NULL, NULL, as, ret, err);
		free(chosen);
		if (!rc)
			remember_author(*ret, flags, as);
		return rc;
	}
	if (!rc && chosen && access(path, F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR)) {
		rc = err_fail(err, WHY_FILE_MISSING, "usual place");
		(void)err_at(err, 0, path, NULL);
	}
	if (!rc) {
		if ((flags & SESSION_UNCHECKED) || is_trusted(path))
			db_flags |= DB_TRUSTED;
		rc = db_open(path, db_flags, &hooks, &db, err);
	}
	free(chosen);
	if (!rc)
		rc = begin(db, as, ret, err);
	if (!rc) {
		(*ret)->unchecked = (flags & SESSION_UNCHECKED) != 0;
		remember_author(*ret, flags, as);
	}
	/* Checked just now: said at once, since a program may end without closing. */
	if (!rc && !(db_flags & DB_TRUSTED))
		remember_trust(*ret);
	if (!rc && (flags & SESSION_BACKUP))
		(void)!db_backup_rotate(
			(*ret)->db, "open", NULL); /* missing it must not keep one out */
	return rc;
}

bool year_is_valid(const char *text)
{
	return strlen(text) == YEAR_SIZE - 1 && text[4] == '-' && strspn(text, "0123456789") == 4 &&
	       strspn(text + 5, "0123456789") == 4 &&
	       strtol(text + 5, NULL, 10) == strtol(text, NULL, 10) + 1;
}

static enum err_code import_each(
	struct session *session, size_t n, const char *const frameworks[], struct err *err)
{
	struct framework_report report;
	enum err_code rc = ERR_OK;

	for (size_t i = 0; i < n && !rc; i++) {
		rc = framework_import_shipped(session, frameworks[i], false, &report, err);
		if (rc == ERR_NOT_FOUND)
			rc = framework_import(session, frameworks[i], false, &report, err);
	}
	if (n == 0)
		rc = framework_import_all_shipped(session, err);
	return rc;
}

/* What a new file begins with: one batch, which undo leaves alone. */
static enum err_code fill_new(struct session *session, size_t n, const char *const frameworks[],
	const char *year, struct err *err)
{
	char today[DATE_SIZE], current[YEAR_SIZE];
	enum err_code rc;

	if (!year) {
		clock_today(today);
		year_of(today, current);
		year = current;
	}
	rc = db_batch_begin(session->db, "init", year, session->author, err);
	if (rc)
		return rc;
	rc = db_setting_put(session->db, "year", year, err);
	if (!rc)
		rc = import_each(session, n, frameworks, err);
	return db_batch_close(session->db, rc, err);
}

typedef enum err_code create_fn(
	const char *path, const struct db_hooks *hooks, struct db **ret, struct err *err);

static enum err_code init(create_fn *create, const char *path, size_t n,
	const char *const frameworks[], const char *year, const char *as, struct session **ret,
	struct err *err)
{
	struct session *session = NULL;
	struct db *db = NULL;
	char *chosen = NULL;
	enum err_code rc = ERR_OK;

	if (year && !year_is_valid(year)) {
		rc = err_fail(err, WHY_YEAR_INVALID, "year");
		(void)err_at(err, 0, "--year", year);
		return rc;
	}
	if (!path) {
		rc = session_default_path(&chosen, err);
		path = chosen;
	}
	if (!rc && create == db_create)
		make_usual_folder(path);
	if (!rc)
		rc = create(path, &hooks, &db, err);
	if (!rc)
		rc = begin(db, as, &session, err);
	if (!rc) {
		session->unchecked = false;
		rc = fill_new(session, n, frameworks, year, err);
		if (!rc)
			rc = read_frameworks(session, err);
		if (rc) {
			/* It was made just now and nothing was said yet: leave nothing behind. */
			if (create == db_create)
				(void)unlink(db_path(session->db));
			session_close(session);
		}
	}
	free(chosen);
	if (!rc)
		*ret = session;
	return rc;
}

enum err_code session_init(const char *path, size_t n, const char *const frameworks[],
	const char *year, const char *as, struct session **ret, struct err *err)
{
	return init(db_create, path, n, frameworks, year, as, ret, err);
}

enum err_code session_init_try(const char *path, size_t n, const char *const frameworks[],
	const char *year, const char *as, struct session **ret, struct err *err)
{
	return init(create_try, path, n, frameworks, year, as, ret, err);
}

void session_close(struct session *session)
{
	char *path = NULL;

	if (!session)
		return;
	if (session->db) {
		remember_trust(session);
		path = session->demo ? strdup(db_path(session->db)) : NULL;
	}
	db_close(session->db);
	if (path)
		demo_remove(path);
	free(path);
	framework_list_release(&session->frameworks);
	student_numbers_free(session->numbers);
	free(session);
}

enum err_code session_backups(
	const char *path, struct session *session, db_backup_fn *each, void *ctx, struct err *err)
{
	char *chosen = NULL;
	enum err_code rc = path || session ? ERR_OK : session_default_path(&chosen, err);

	if (!rc)
		rc = db_backup_each(session ? db_path(session->db)
				    : path  ? path
					    : chosen,
			session ? session->db : NULL, &hooks, true, each, ctx, err);
	free(chosen);
	return rc;
}

enum err_code session_restore_try(const char *backup, const char *path, struct err *err)
{
	return db_restore_try(backup, path, &hooks, err);
}

enum err_code session_restore(const char *backup, const char *path, struct err *err)
{
	char *chosen = NULL;
	enum err_code rc = path ? ERR_OK : session_default_path(&chosen, err);

	if (!rc) {
		path = path ? path : chosen;
		make_usual_folder(path);
		rc = db_restore(backup, path, &hooks, err);
	}
	free(chosen);
	return rc;
}

enum err_code session_refresh(struct session *session, bool *ret, struct err *err)
{
	uint64_t generation = 0;
	enum err_code rc = db_look(session->db, &generation, err);

	if (rc)
		return rc;
	*ret = generation != session->seen_generation;
	return *ret ? read_frameworks(session, err) : ERR_OK;
}

enum err_code session_reopen(struct session *session, struct err *err)
{
	const char *path = db_path(session->db);
	int flags = (db_is_read_only(session->db) ? DB_READ_ONLY : 0) |
		    (is_trusted(path) ? DB_TRUSTED : 0);
	struct db *db = NULL;
	enum err_code rc = db_open(path, flags, &hooks, &db, err);

	if (rc)
		return rc;
	db_close(session->db);
	session->db = db;
	session->unchecked = false;
	framework_list_release(&session->frameworks);
	find_person(session);
	return read_frameworks(session, err);
}

enum err_code session_year(struct session *session, char ret[YEAR_SIZE], struct err *err)
{
	char value[LABEL_SIZE], today[DATE_SIZE];
	enum err_code rc = db_setting_get(session->db, "year", value, err);

	if (rc)
		return rc;
	if (strlen(value) == YEAR_SIZE - 1) {
		memcpy(ret, value, YEAR_SIZE);
	} else {
		clock_today(today);
		year_of(today, ret);
	}
	return ERR_OK;
}

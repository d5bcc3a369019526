/* The backups of a file. See backups.h. */
#include "core/backups.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "core/date.h"
#include "core/history.h"
#include "core/language.h"

const char *backups_reason(const char *why)
{
	static const struct {
		const char *word, *text;
	} reasons[] = {
		{"open", N_("opening")},
		{"import", N_("before an import")},
		{"merge", N_("before a merge")},
		{"migration", N_("before a migration")},
		{"repair", N_("before a repair")},
		{"restore", N_("before a restore")},
	};

	for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++) {
		if (strcmp(reasons[i].word, why) == 0)
			return _(reasons[i].text);
	}
	return why;
}

const char *backups_state(const struct backup_row *row)
{
	if (row->bad)
		return _("cannot be restored");
	if (!row->replayed)
		return _("not replayed");
	return row->current ? _("good") : _("good, of a line taken back");
}

void backups_moment(int64_t ms, char ret[MOMENT_SIZE])
{
	char iso[DATE_SIZE], date[DATE_SIZE], time[6];

	if (ms <= 0) {
		(void)snprintf(ret, MOMENT_SIZE, "?");
		return;
	}
	clock_date(ms, iso);
	clock_time(ms, time);
	if (language_is_french())
		date_for_people(iso, date);
	else
		memcpy(date, iso, sizeof date);
	(void)snprintf(ret, MOMENT_SIZE, "%s %s", date, time);
}

int64_t backups_id(const char *path)
{
	uint64_t hash = UINT64_C(14695981039346656037); /* FNV-1a */

	for (const char *at = path; *at; at++)
		hash = (hash ^ (unsigned char)*at) * UINT64_C(1099511628211);
	return (int64_t)(hash & INT64_MAX) | 1;
}

static bool add_row(void *ctx, const struct backup_row *row)
{
	struct page *page = ctx;
	char newest[MOMENT_SIZE], students[16], levels[16], grades[16];

	/* how far it goes says more than when it was made, and both do not fit */
	backups_moment(row->newest > 0 ? row->newest : row->at, newest);
	(void)snprintf(students, sizeof students, "%ld", row->students);
	(void)snprintf(levels, sizeof levels, "%ld", row->ratings);
	(void)snprintf(grades, sizeof grades, "%ld", row->grades);
	page_row(page, PAGE_ROW, 5,
		(const char *const[]){newest,
			row->bad ? _("cannot be restored") : backups_reason(row->why), students,
			levels, grades});
	page_mark(page, MARK_BACKUP, backups_id(row->path));
	return true;
}

enum err_code backups_page(struct session *session, struct page *ret, struct err *err)
{
	struct page page = {0};
	enum err_code rc;
	size_t lines;

	page_add(&page, PAGE_TITLE, _("Backups"));
	page_row(&page, PAGE_HEAD, 5,
		(const char *const[]){
			_("Up to"), _("Why"), _("Students"), _("Levels"), _("Grades")});
	lines = page.count;
	rc = db_backup_each(
		db_path(session->db), session->db, session_hooks(), false, add_row, &page, err);
	if (!rc && page.count == lines)
		page_add(&page, PAGE_TEXT, _("There is no backup yet."));
	if (!rc && page.failed)
		rc = err_fail(err, WHY_NO_MEMORY, "backups");
	if (rc) {
		page_release(&page);
		return rc;
	}
	*ret = page;
	return ERR_OK;
}

struct search {
	int64_t id;
	char *path;
};

static bool is_wanted(void *ctx, const struct backup_row *row)
{
	struct search *search = ctx;

	if (backups_id(row->path) != search->id)
		return true;
	search->path = strdup(row->path);
	return false;
}

enum err_code backups_find(struct session *session, int64_t id, char **ret, struct err *err)
{
	struct search search = {.id = id};
	enum err_code rc = db_backup_each(
		db_path(session->db), session->db, session_hooks(), false, is_wanted, &search, err);

	if (!rc && !search.path)
		rc = err_fail(err, WHY_FILE_MISSING, "backup");
	if (!rc)
		*ret = search.path;
	return rc;
}

enum err_code backups_loss(
	struct session *session, const char *path, char ret[LOSS_SIZE], struct err *err)
{
	struct batch_row last;
	char what[256], moment[MOMENT_SIZE];
	bool current = false;
	long batches = 0;
	enum err_code rc = db_backup_loss(session->db, path, &current, &batches, &last, err);

	ret[0] = '\0';
	if (rc)
		return rc;
	if (!current)
		(void)snprintf(ret, LOSS_SIZE, "%s",
			_("It is of another line of changes: all made in this one go."));
	else if (batches > 0) {
		history_describe(&last, what, sizeof what);
		backups_moment(last.at, moment);
		(void)snprintf(ret, LOSS_SIZE,
			ngettext("%ld change goes: %s (%s, %s).",
				"%ld changes go, the last: %s (%s, %s).", (unsigned long)batches),
			batches, what, last.author, moment);
	}
	return ERR_OK;
}

enum err_code backups_restore(struct session *session, const char *path, struct err *err)
{
	enum err_code rc = session_restore(path, db_path(session->db), err);

	return rc ? rc : session_reopen(session, err);
}

/* Accounts and the agenda, written. See export_page.h. */
#include "cli/choose.h"
#include "cli/export_page.h"

#include <stdlib.h>
#include <string.h>

#include "cli/noun.h"
#include "core/account.h"
#include "core/agenda.h"
#include "core/language.h"
#include "core/meeting.h"
#include "core/outfile.h"
#include "core/paper.h"
#include "core/student.h"

static int64_t meeting_id(const void *rows, size_t i)
{
	return ((const struct meeting_row *)rows)[i].id;
}

/* A student's last meeting held, or the one that a ref names. */
static enum err_code find_meeting(struct cli *cli, const char *word, int64_t *ret, struct err *err)
{
	struct student_row student;
	struct meeting_row *rows = NULL;
	size_t count = 0, at = 0;
	enum err_code rc = student_find(cli->session, word, &student, NULL);

	if (!rc) {
		rc = meeting_last(cli->session, student.id, 0, &rows, err);
		if (!rc && !rows)
			rc = err_fail(err, WHY_NOTHING_KNOWN_AS, "meeting");
		if (!rc)
			*ret = rows->id;
		else
			(void)err_at(err, 0, _("Meetings"), word);
		free(rows);
		return rc;
	}
	for (int s = 0; s < MEETING_STATE_COUNT; s++) {
		rc = db_meeting_agenda(cli->session->db, (enum meeting_state)s, 0, "1900-01-01",
			"2199-12-31", 100000, &rows, &count, err);
		if (!rc)
			rc = noun_ref(word, count, meeting_id, rows, _("Meetings"), &at, err);
		if (!rc)
			*ret = rows[at].id;
		free(rows);
		rows = NULL;
		if (rc != ERR_NOT_FOUND)
			break;
	}
	return rc;
}

enum err_code export_account(struct cli *cli, const struct target *to, struct err *err)
{
	struct page page = {0};
	int64_t id = 0;
	enum err_code rc = options_words(cli->options, 2, 2, err);

	if (!rc)
		rc = find_meeting(cli, cli->options->words[1], &id, err);
	if (!rc)
		rc = account_build(cli->session, id, false, &page, err);
	if (!rc)
		rc = page_save(&page, to, 78, err);
	page_release(&page);
	return rc;
}

enum err_code export_agenda(struct cli *cli, const struct target *to, struct err *err)
{
	struct agenda agenda = {0};
	struct outfile file;
	enum err_code rc = options_words(cli->options, 1, 1, err);

	if (!rc)
		rc = agenda_load(cli->session, !option_given(cli->options, OPT_ALL), "2199-12-31",
			&agenda, err);
	if (rc)
		return rc;
	rc = outfile_open(&file, to->path, to->replace, err);
	if (!rc) {
		rc = agenda_write_ics(&agenda, file.stream, true, err);
		rc = outfile_close(&file, rc, err);
	}
	agenda_release(&agenda);
	return rc;
}

static int64_t internship_id(const void *rows, size_t i)
{
	return ((const struct internship_row *)rows)[i].id;
}

/* Whose form it is: the student's own, a peer's, a field supervisor's. */
static enum err_code choose_form(struct cli *cli, struct paper_about *about, struct err *err)
{
	const char *peer = option_value(cli->options, OPT_PEER);
	const char *ref = option_value(cli->options, OPT_REF);
	struct internship_row *rows = NULL;
	struct student_row other;
	size_t count = 0, at = 0;
	enum err_code rc = ERR_OK;

	if (peer) {
		about->kind = PAPER_PEER;
		if (strcmp(peer, "-") != 0) {
			rc = student_find(cli->session, peer, &other, err);
			about->peer_id = other.id;
			if (!rc && other.id == about->student_id)
				rc = err_fail(err, WHY_PEER_SELF, "form");
		}
	} else if (ref) {
		about->kind = PAPER_INTERNSHIP;
		rc = db_internship_list(
			cli->session->db, about->student_id, 0, 1000, &rows, &count, err);
		if (!rc)
			rc = noun_ref(ref, count, internship_id, rows, _("Internships"), &at, err);
		if (!rc)
			about->internship_id = rows[at].id;
		free(rows);
	}
	return rc;
}

enum err_code export_form(struct cli *cli, const struct target *to, struct err *err)
{
	struct paper_about about = {.kind = PAPER_SELF};
	const struct framework *framework = NULL;
	struct student_row student;
	enum err_code rc = options_words(cli->options, 2, 2, err);

	if (!rc)
		rc = student_find(cli->session, cli->options->words[1], &student, err);
	if (rc)
		return rc;
	about.student_id = student.id;
	rc = choose_form(cli, &about, err);
	if (!rc)
		rc = choose_framework(cli, &framework, err);
	if (!rc && !framework && !cli->session->frameworks.count)
		rc = err_fail(err, WHY_FRAMEWORK_UNKNOWN, "form");
	if (!rc && !framework)
		rc = paper_framework(cli->session, &about, &cli->session->frameworks.frameworks[0],
			&framework, err);
	return rc ? rc : paper_write(cli->session, framework, &about, to, err);
}

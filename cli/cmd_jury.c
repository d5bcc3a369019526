/* jury, deliberate: what the jury decides, and its sheets closed. */
#include "core/jury.h"

#include <string.h>
#include <strings.h>

#include "cli/json.h"
#include "cli/noun.h"
#include "cli/programme_of.h"
#include "cli/show_page.h"
#include "core/language.h"
#include "core/student.h"

/* credit, refused, none, or a mark. */
static enum err_code parse_outcome(const char *text, struct deciding *deciding, struct err *err)
{
	deciding->mark = -1;
	if (strcasecmp(text, "credit") == 0 || strcasecmp(text, _("credit")) == 0) {
		deciding->outcome = VERDICT_CREDIT;
	} else if (strcasecmp(text, "refused") == 0 || strcasecmp(text, _("refused")) == 0) {
		deciding->outcome = VERDICT_REFUSED;
	} else if (strcasecmp(text, "none") == 0 || strcmp(text, "-") == 0) {
		deciding->remove = true;
	} else if (mark_read(text, &deciding->mark)) {
		deciding->outcome = VERDICT_MARK;
	} else {
		(void)err_fail(err, WHY_STATE_UNKNOWN, "jury");
		return err_at(err, 0, "credit, refused, none, 12", text);
	}
	return ERR_OK;
}

static void say_verdict(
	struct cli *cli, const struct deciding *deciding, const struct student_row *student)
{
	const char *what = deciding->unit == (size_t)-1
				   ? deciding->programme->row.code
				   : deciding->programme->units[deciding->unit].row.code;
	char mark[MARK_SIZE];

	mark_format(deciding->mark, mark);
	if (cli->json || cli->quiet)
		;
	else if (deciding->remove)
		output_say(_("%s, %s: the decision is taken back."), student->matricule, what);
	else
		output_say(_("%s, %s, session %d: %s%s%s"), student->matricule, what,
			deciding->session, verdict_name(deciding->outcome), *mark ? " " : "", mark);
	cli_say_dry_run(cli);
}

enum err_code cmd_jury(struct cli *cli, struct err *err)
{
	const char *const *said = cli->options->words;
	struct programme programme = {0};
	struct deciding deciding = {.programme = &programme, .reason = ""};
	struct student_row student;
	char date[DATE_SIZE];
	size_t activity = 0;
	enum err_code rc = options_words(cli->options, 3, 4, err);

	if (!rc)
		rc = noun_open(cli, 0, &student, err);
	if (!rc)
		rc = noun_day(cli, OPT_DATE, DATE_BACK, date, err);
	if (!rc)
		rc = programme_of(cli, &programme, err);
	if (rc)
		return rc;
	deciding.student_id = student.id;
	deciding.date = *date ? date : NULL;
	if (strcasecmp(said[1], "year") == 0 || strcasecmp(said[1], _("year")) == 0)
		deciding.unit = (size_t)-1;
	else
		rc = programme_find(&programme, said[1], &deciding.unit, &activity, err);
	if (!rc)
		rc = parse_outcome(said[2], &deciding, err);
	if (!rc)
		rc = session_of(cli, &programme, 1, &deciding.session, err);
	if (!rc && cli->options->word_count == 4)
		deciding.reason = said[3];
	if (!rc)
		rc = verdict_set(cli->session, &deciding, err);
	if (!rc)
		say_verdict(cli, &deciding, &student);
	programme_release(&programme);
	return rc;
}

static enum err_code freeze(
	struct cli *cli, const struct programme *programme, int number, struct err *err)
{
	char date[DATE_SIZE];
	size_t students = 0;
	enum err_code rc = noun_day(cli, OPT_DATE, DATE_BACK, date, err);

	if (!rc)
		rc = jury_freeze(
			cli->session, programme, number, *date ? date : NULL, &students, err);
	if (rc)
		return rc;
	if (cli->json) {
		json_open(cli->json, NULL, '{');
		json_text(cli->json, "programme", programme->row.code);
		json_count(cli->json, "session", number);
		json_count(cli->json, "students", (int64_t)students);
		json_close(cli->json);
	} else if (!cli->quiet) {
		output_say(
			ngettext("Session %d closed: figures of %zu student kept, grades locked.",
				"Session %d closed: figures of %zu students kept, grades locked.",
				(unsigned long)students),
			number, students);
	}
	cli_say_dry_run(cli);
	return ERR_OK;
}

enum err_code cmd_deliberate(struct cli *cli, struct err *err)
{
	const struct seeing seeing = {.ascii = false};
	const char *reason = option_value(cli->options, OPT_UNLOCK);
	struct programme programme = {0};
	struct page page = {.facts.wanted = cli->json && !option_given(cli->options, OPT_OUTPUT)};
	int number = 1;
	enum err_code rc = options_words(cli->options, 0, 0, err);

	if (!rc)
		rc = cli_open(cli, 0, err);
	if (!rc)
		rc = programme_of(cli, &programme, err);
	if (!rc)
		rc = session_of(cli, &programme, 1, &number, err);
	if (!rc && option_given(cli->options, OPT_FREEZE)) {
		rc = freeze(cli, &programme, number, err);
	} else if (!rc && reason) {
		rc = jury_unlock(cli->session, &programme, number, reason, err);
		if (!rc && !cli->quiet && !cli->json)
			output_say(_("Session %d is open again."), number);
	} else if (!rc) {
		rc = jury_changes_page(cli->session, &programme, number, &seeing, &page, err);
		if (!rc)
			rc = page_out(cli, &page, err);
		page_release(&page);
	}
	programme_release(&programme);
	return rc;
}

/* export: students, ratings, a framework. */
#include "core/export.h"

#include <string.h>

#include "cli/choose.h"
#include "cli/export_page.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/programme_of.h"
#include "cli/progress.h"
#include "cli/target_of.h"
#include "cli/verb.h"
#include "core/grade_import.h"
#include "core/grade_rules.h"
#include "core/language.h"
#include "core/page.h"
#include "core/paper.h"

static enum err_code write_it(
	struct cli *cli, enum export_what what, const struct target *to, struct err *err)
{
	const struct framework *framework = NULL;
	bool piped = strcmp(to->path, "-") == 0;
	struct progress progress;
	int64_t group_id;
	long rows = 0;
	enum err_code rc;

	rc = choose_group(cli, &group_id, err);
	if (rc)
		return rc;
	rc = what == EXPORT_FRAMEWORK ? choose_one_framework(cli, &framework, err)
				      : choose_framework(cli, &framework, err);
	if (rc)
		return rc;
	/* no bar over data that goes to the same terminal */
	progress_init(&progress, _("Exporting…"), cli->quiet || piped);
	db_on_progress(cli->session->db, progress_stop, &progress);
	rc = export_write(cli->session, what, to, group_id, framework, &rows, err);
	db_on_progress(cli->session->db, interrupt_seen, NULL);
	progress_end(&progress);
	if (!rc)
		target_written(cli, to, rows);
	return rc;
}

/* What each can be written as, and is where nothing is asked for. */
static const struct {
	enum word_id word;
	unsigned can;
	enum target_form file, piped;
} outputs[] = {
	{WORD_export_students, EXPORT_FORMS, TARGET_CSV, TARGET_CSV},
	{WORD_export_ratings, EXPORT_FORMS, TARGET_CSV, TARGET_CSV},
	{WORD_export_framework, EXPORT_FORMS, TARGET_CSV, TARGET_CSV},
	{WORD_export_account, PAGE_FORMS, TARGET_HTML, TARGET_TEXT},
	{WORD_export_agenda, TARGET_BIT(TARGET_ICS), TARGET_ICS, TARGET_ICS},
	{WORD_export_form, PAPER_FORMS, TARGET_CSV, TARGET_CSV},
	{WORD_export_grades, GRADE_FORMS, TARGET_CSV, TARGET_CSV},
	{WORD_export_sheet, PAGE_FORMS, TARGET_HTML, TARGET_HTML},
	{WORD_export_jury, PAGE_FORMS | TARGET_BIT(TARGET_CSV), TARGET_HTML, TARGET_TEXT},
	{WORD_export_programme, RULES_FORMS, TARGET_CSV, TARGET_CSV},
	{WORD_export_rules, RULES_FORMS, TARGET_CSV, TARGET_CSV},
};

static enum err_code choose_target(
	const struct cli *cli, enum word_id word, struct target *ret, struct err *err)
{
	const char *path = option_value(cli->options, OPT_OUTPUT);
	bool piped = !path || strcmp(path, "-") == 0;
	size_t at = 0;

	while (outputs[at].word != word)
		at++;
	return target_of(
		cli, outputs[at].can, piped ? outputs[at].piped : outputs[at].file, ret, err);
}

static enum err_code write_page(
	struct cli *cli, enum word_id word, const struct target *to, struct err *err)
{
	switch (word) {
	case WORD_export_account:
		return export_account(cli, to, err);
	case WORD_export_agenda:
		return export_agenda(cli, to, err);
	case WORD_export_form:
		return export_form(cli, to, err);
	case WORD_export_programme:
	case WORD_export_rules:
		return export_programme(cli, word, to, err);
	default:
		return export_grades(cli, word, to, err);
	}
}

enum err_code cmd_export(struct cli *cli, struct err *err)
{
	struct target to;
	enum word_id word;
	bool table;
	enum err_code rc = options_word(cli->options, &word, err);

	if (rc)
		return rc;
	table = word == WORD_export_students || word == WORD_export_ratings ||
		word == WORD_export_framework;
	if (table)
		rc = options_words(cli->options, 1, 1, err);
	if (!rc)
		rc = choose_target(cli, word, &to, err);
	if (!rc)
		rc = cli_open(cli, SESSION_READ_ONLY, err);
	if (rc)
		return rc;
	if (strcmp(to.path, "-") == 0)
		/* the rows themselves are the output, whatever their format */
		cli->json = NULL;
	if (table)
		return write_it(cli,
			word == WORD_export_students  ? EXPORT_STUDENTS
			: word == WORD_export_ratings ? EXPORT_RATINGS
						      : EXPORT_FRAMEWORK,
			&to, err);
	rc = write_page(cli, word, &to, err);
	if (!rc)
		target_written(cli, &to, -1);
	return rc;
}

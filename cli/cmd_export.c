/* export: students, ratings, a framework. */
#include "core/export.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/ask.h"
#include "cli/choose.h"
#include "cli/export_page.h"
#include "cli/interrupt.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/programme_of.h"
#include "cli/progress.h"
#include "cli/verb.h"
#include "core/language.h"

static enum err_code parse_format(const struct cli *cli, enum export_format *ret, struct err *err)
{
	const char *text = option_value(cli->options, OPT_FORMAT);
	const char *output = option_value(cli->options, OPT_OUTPUT);
	bool to_file = output && strcmp(output, "-") != 0;

	/* --json without a file: the document itself */
	if (!text)
		*ret = cli->json && !to_file ? EXPORT_JSON : EXPORT_PEOPLE;
	else if (strcmp(text, "csv") == 0)
		*ret = EXPORT_PEOPLE;
	else if (strcmp(text, "rfc4180") == 0)
		*ret = EXPORT_RFC4180;
	else if (strcmp(text, "json") == 0)
		*ret = EXPORT_JSON;
	else {
		(void)err_fail(err, WHY_OPTION_VALUE, "%s", text);
		return err_at(err, 0, "--format", text);
	}
	return ERR_OK;
}

static enum err_code may_replace(const struct cli *cli, const char *path, struct err *err)
{
	char question[MESSAGE_SIZE];

	/* as other programs do with -o, a script overwrites; a person is asked */
	if (!ask_possible(cli) || access(path, F_OK))
		return ERR_OK;
	(void)snprintf(question, sizeof(question), _("“%s” exists. Replace it?"), path);
	return ask(cli, question, path, err);
}

static enum err_code write_it(struct cli *cli, enum export_what what, enum export_format format,
	const char *path, struct err *err)
{
	const struct framework *framework = NULL;
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
	progress_init(&progress, _("Exporting…"), cli->quiet || strcmp(path, "-") == 0);
	db_on_progress(cli->session->db, progress_stop, &progress);
	rc = export_write(cli->session, what, format, path, group_id, framework, &rows, err);
	db_on_progress(cli->session->db, interrupt_seen, NULL);
	progress_end(&progress);
	if (rc || strcmp(path, "-") == 0)
		return rc;
	if (cli->json) {
		json_open(cli->json, NULL, '{');
		json_text(cli->json, "path", path);
		json_count(cli->json, "rows", rows);
		json_close(cli->json);
	} else if (!cli->quiet) {
		output_say(ngettext("%ld row written to %s.", "%ld rows written to %s.",
				   (unsigned long)rows),
			rows, path);
	}
	return ERR_OK;
}

static bool is_programme_word(enum word_id word)
{
	return word == WORD_export_programme || word == WORD_export_rules;
}

/* What is no table of students: an account, the agenda, grades. */
static enum err_code write_page(
	struct cli *cli, enum word_id word, const char *path, struct err *err)
{
	enum err_code rc = cli_open(cli, SESSION_READ_ONLY, err);

	if (!rc && strcmp(path, "-") != 0)
		rc = may_replace(cli, path, err);
	cli->json = strcmp(path, "-") == 0 ? NULL : cli->json;
	if (rc)
		return rc;
	if (is_grade_word(word))
		return export_grades(cli, word, path, err);
	if (is_programme_word(word))
		return export_programme(cli, word, path, err);
	if (word == WORD_export_form)
		return export_form(cli, path, err);
	return word == WORD_export_account ? export_account(cli, path, err)
					   : export_agenda(cli, path, err);
}

enum err_code cmd_export(struct cli *cli, struct err *err)
{
	const char *path = option_value(cli->options, OPT_OUTPUT);
	enum export_what what;
	enum export_format format = EXPORT_PEOPLE;
	enum word_id word;
	enum err_code rc;

	rc = options_word(cli->options, &word, err);
	if (rc)
		return rc;
	if (word == WORD_export_account || word == WORD_export_agenda || word == WORD_export_form ||
		is_grade_word(word) || is_programme_word(word))
		return write_page(cli, word, path ? path : "-", err);
	rc = options_words(cli->options, 1, 1, err);
	if (rc)
		return rc;
	rc = parse_format(cli, &format, err);
	if (rc)
		return rc;
	what = word == WORD_export_students  ? EXPORT_STUDENTS
	       : word == WORD_export_ratings ? EXPORT_RATINGS
					     : EXPORT_FRAMEWORK;
	rc = cli_open(cli, SESSION_READ_ONLY, err);
	if (rc)
		return rc;
	if (!path)
		path = "-";
	if (strcmp(path, "-") == 0)
		/* the rows themselves are the output, whatever their format */
		cli->json = NULL;
	else
		rc = may_replace(cli, path, err);
	return rc ? rc : write_it(cli, what, format, path, err);
}

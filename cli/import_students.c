/* import students: understand, show, ask, write, report. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/ask.h"
#include "cli/cmd_import.h"
#include "cli/import_report.h"
#include "cli/interrupt.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/target_of.h"
#include "core/import.h"
#include "core/language.h"

/* One character, or "tab". */
static enum err_code parse_delimiter(const struct cli *cli, char *ret, struct err *err)
{
	const char *text = option_value(cli->options, OPT_DELIMITER);

	*ret = 0;
	if (!text)
		return ERR_OK;
	if (strcmp(text, "tab") == 0 || strcmp(text, "\\t") == 0) {
		*ret = '\t';
		return ERR_OK;
	}
	if (strlen(text) != 1 || (unsigned char)*text >= 0x80 || strchr("\"\r\n", *text)) {
		(void)err_fail(err, WHY_OPTION_VALUE, "%s", text);
		return err_at(err, 0, "--delimiter", text);
	}
	*ret = *text;
	return ERR_OK;
}

/* The --map options; each must look like FIELD=HEADER. ret: malloc'd. */
static enum err_code parse_map(
	const struct cli *cli, const char ***ret, size_t *ret_count, struct err *err)
{
	const char **map = calloc(cli->options->use_count + 1, sizeof(*map));
	const char *value;
	size_t n = 0, position = 0;

	if (!map)
		return err_fail(err, WHY_NO_MEMORY, "map");
	while ((value = option_each(cli->options, OPT_MAP, &position))) {
		if (!strchr(value, '=')) {
			free(map);
			(void)err_fail(err, WHY_OPTION_VALUE, "%s", value);
			return err_at(err, 0, "--map", value);
		}
		map[n++] = value;
	}
	*ret = map;
	*ret_count = n;
	return ERR_OK;
}

/* An answer for all rows: the word for yes, or "keep". */
static enum err_code parse_answer(const struct cli *cli, enum option_id id, const char *name,
	const char *yes, enum import_answer *ret, struct err *err)
{
	const char *text = option_value(cli->options, id);

	*ret = ANSWER_NONE;
	if (!text)
		return ERR_OK;
	*ret = strcmp(text, yes) == 0 ? ANSWER_YES : ANSWER_NO;
	if (*ret == ANSWER_YES || strcmp(text, "keep") == 0)
		return ERR_OK;
	(void)err_fail(err, WHY_OPTION_VALUE, "%s", text);
	return err_at(err, 0, name, text);
}

struct first_row {
	char value[sizeof(((struct err *)0)->value)];
	enum import_question question;
};

static bool take_first(void *ctx, const struct import_row *row)
{
	struct first_row *first = ctx;

	if (row->question != first->question)
		return true;
	(void)snprintf(first->value, sizeof(first->value), "%s", row->why.value);
	return false;
}

/*
 * What one answer settles for all rows, asked on a terminal. --yes answers the
 * question whether to write, not this one: no is left undecided.
 */
static enum err_code ask_once(const struct cli *cli, struct import *import,
	enum import_question question, const char *asked, struct err *err)
{
	const struct import_counts *counts = import_counts(import);
	struct first_row first = {.question = question};
	char text[256];
	enum err_code rc;

	if (counts->asked[question] == 0 || !ask_possible(cli) ||
		option_given(cli->options, OPT_YES))
		return ERR_OK;
	rc = import_rows(import, IMPORT_ASK, 0, counts->ask, take_first, &first, err);
	if (rc)
		return rc;
	(void)snprintf(
		text, sizeof(text), "%s (%s; %ld)", asked, first.value, counts->asked[question]);
	rc = ask(cli, text, "", err);
	if (rc == ERR_OK)
		return import_set_answer(import, question, ANSWER_YES, err);
	return err->reason == WHY_ANSWER_NO ? ERR_OK : rc;
}

/* Write what was planned, with a bar; then say how it went. */
static enum err_code apply(struct cli *cli, struct import *import, struct progress *progress,
	struct import_counts *ret, struct err *err)
{
	enum err_code rc;

	progress_end(progress);
	progress_init(progress, _("Importing…"), cli->quiet);
	db_on_progress(cli->session->db, progress_stop, progress);
	rc = import_apply(import, ret, err);
	db_on_progress(cli->session->db, interrupt_seen, NULL);
	progress_end(progress);
	return rc;
}

static enum err_code write_refusals(struct cli *cli, struct import *import, struct err *err)
{
	const char *path = option_value(cli->options, OPT_REFUSALS);
	const struct import_counts *counts = import_counts(import);
	char *written = NULL;
	bool replace;
	enum err_code rc;

	if (!path || counts->refused + counts->ask == 0)
		return ERR_OK;
	rc = target_may_replace(cli, path, &replace, err);
	if (!rc)
		rc = import_write_refusals(import, path, replace, &written, err);
	if (rc)
		return rc;
	if (!cli->json && !cli->quiet)
		output_say(_("The refused rows are in %s."), written);
	free(written);
	return ERR_OK;
}

/* All that is to be said is said; an error may follow. */
static enum err_code finish(const struct cli *cli, struct err *err)
{
	return cli->json ? json_finish(cli->json, err) : output_flush(err);
}

/* The others were taken; the exit status says that some were not. */
static enum err_code undecided(const struct cli *cli, const char *path, long count, struct err *err)
{
	char number[24];
	enum err_code rc = finish(cli, err);

	if (rc)
		return rc;
	(void)snprintf(number, sizeof(number), "%ld", count);
	(void)err_fail(err, WHY_IMPORT_UNDECIDED, "%ld rows", count);
	return err_at(err, 0, path, number);
}

/* From the plan on: what it would do, the question, the writing. */
static enum err_code carry_out(struct cli *cli, struct import *import, struct progress *progress,
	const char *path, struct err *err)
{
	bool dry_run = option_given(cli->options, OPT_DRY_RUN);
	struct import_counts counts = *import_counts(import);
	enum err_code rc;

	rc = ask_once(cli, import, QUESTION_ZEROS,
		_("Give these matricules back the zeros they lost?"), err);
	if (!rc)
		rc = ask_once(cli, import, QUESTION_MEND, _("Mend these damaged names?"), err);
	if (rc)
		return rc;
	counts = *import_counts(import);
	rc = import_report_preview(cli, import, err);
	if (rc)
		return rc;
	rc = write_refusals(cli, import, err);
	if (rc)
		return rc;
	if (counts.shifted > 0 || (counts.rows > 0 && counts.refused + counts.ask == counts.rows)) {
		rc = import_report_result(cli, import, &counts, true, err);
		if (!rc)
			rc = finish(cli, err);
		if (rc)
			return rc;
		rc = import_check(import, err);
		if (rc)
			return rc;
		(void)err_fail(err, WHY_IMPORT_ALL_REFUSED, "%ld rows", counts.rows);
		return err_at(err, 0, path, NULL);
	}
	if (!dry_run && counts.new_ + counts.changed > 0) {
		if (ask_possible(cli)) {
			rc = ask(cli, _("Import it?"), path, err);
			if (rc)
				return rc;
		}
		rc = apply(cli, import, progress, &counts, err);
		if (rc)
			return rc;
	}
	rc = import_report_result(cli, import, &counts, dry_run, err);
	return rc || counts.ask == 0 ? rc : undecided(cli, path, counts.ask, err);
}

/* Standard output holds one document under --json. */
static enum err_code check_refusals(const struct cli *cli, struct err *err)
{
	const char *path = option_value(cli->options, OPT_REFUSALS);

	if (!cli->json || !path || strcmp(path, "-") != 0)
		return ERR_OK;
	(void)err_fail(err, WHY_OPTION_VALUE, "two documents");
	return err_at(err, 0, "--refusals", path);
}

enum err_code import_students(struct cli *cli, const char *path, struct err *err)
{
	struct import_options options = {0};
	struct import *import = NULL;
	struct progress progress;
	const char **map = NULL;
	enum err_code rc;

	rc = check_refusals(cli, err);
	if (rc)
		return rc;
	rc = parse_delimiter(cli, &options.delimiter, err);
	if (rc)
		return rc;
	rc = parse_map(cli, &map, &options.map_count, err);
	if (rc)
		return rc;
	options.map = map;
	rc = parse_answer(cli, OPT_ZEROS, "--zeros", "restore", &options.zeros, err);
	if (!rc)
		rc = parse_answer(cli, OPT_MOJIBAKE, "--mojibake", "mend", &options.mend, err);
	if (rc) {
		free(map);
		return rc;
	}
	options.group = option_value(cli->options, OPT_GROUP);
	options.year = option_value(cli->options, OPT_YEAR);
	options.encoding = option_value(cli->options, OPT_ENCODING);
	options.layout = option_value(cli->options, OPT_LAYOUT);
	options.progress = progress_step;
	options.progress_ctx = &progress;

	progress_init(&progress, _("Reading…"), cli->quiet);
	rc = import_open(cli->session, path, &options, &import, err);
	progress_end(&progress);
	if (rc == ERR_OK)
		rc = carry_out(cli, import, &progress, path, err);
	progress_end(&progress);
	import_close(import);
	free(map);
	return rc;
}

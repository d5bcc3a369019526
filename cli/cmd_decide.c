/* decide, adjust, require, set: what a school decides and asks for. */
#include "core/decision.h"

#include <stdlib.h>
#include <string.h>

#include "cli/noun.h"
#include "core/language.h"
#include "core/school_setting.h"
#include "core/student.h"

enum err_code cmd_decide(struct cli *cli, struct err *err)
{
	const char *const *arguments = cli->options->words;
	const struct framework *framework;
	struct student_row student;
	size_t item = 0;
	int level = LEVEL_NONE;
	enum err_code rc = options_words(cli->options, 3, 4, err);

	if (!rc)
		rc = noun_open(cli, 0, &student, err);
	if (!rc)
		rc = framework_resolve(
			&cli->session->frameworks, arguments[1], &framework, &item, err);
	if (!rc && strcmp(arguments[2], "0") != 0)
		rc = framework_level(framework, arguments[2], &level, err);
	if (!rc)
		rc = decision_set(cli->session, framework, item, student.id, level,
			cli->options->word_count == 4 ? arguments[3] : "", err);
	if (rc)
		return rc;
	if (!cli->quiet && !cli->json && level != LEVEL_NONE)
		output_say(_("%s, %s decided: %s."), student.matricule,
			framework->items[item].row.code, framework_level_name(framework, level));
	else if (!cli->quiet && !cli->json)
		output_say(_("%s, %s: the decision is taken back."), student.matricule,
			framework->items[item].row.code);
	cli_say_dry_run(cli);
	return ERR_OK;
}

enum err_code cmd_adjust(struct cli *cli, struct err *err)
{
	struct adjustment_row row = {0};
	struct student_row student;
	enum err_code rc = options_words(cli->options, 2, 2, err);

	if (!rc)
		rc = noun_open(cli, 0, &student, err);
	if (!rc)
		rc = noun_day(cli, OPT_SINCE, DATE_NEAREST, row.since, err);
	if (!rc)
		rc = noun_day(cli, OPT_UNTIL, DATE_NEAREST, row.until, err);
	if (rc)
		return rc;
	row.student_id = student.id;
	row.text = cli->options->words[1];
	rc = adjustment_put(cli->session, &row, err);
	if (!rc && !cli->quiet && !cli->json)
		output_say(_("%s: adjustment noted."), student.matricule);
	if (!rc)
		cli_say_dry_run(cli);
	return rc;
}

enum err_code cmd_require(struct cli *cli, struct err *err)
{
	const struct framework *framework;
	size_t item = 0;
	char *end;
	long times;
	enum err_code rc = options_words(cli->options, 2, 2, err);

	if (!rc)
		rc = cli_open(cli, 0, err);
	if (!rc)
		rc = framework_resolve(
			&cli->session->frameworks, cli->options->words[0], &framework, &item, err);
	if (rc)
		return rc;
	times = strtol(cli->options->words[1], &end, 10);
	if (end == cli->options->words[1] || *end || times < 0 || times > 1000) {
		(void)err_fail(err, WHY_NUMBER_OUT, "times");
		return err_at(err, 0, "0–99", cli->options->words[1]);
	}
	rc = requirement_set(cli->session, framework, item, (int)times, err);
	if (!rc && !cli->quiet && !cli->json)
		output_say(_("%s: to be observed %ld times."), cli->options->words[0], times);
	if (!rc)
		cli_say_dry_run(cli);
	return rc;
}

enum err_code cmd_set(struct cli *cli, struct err *err)
{
	enum err_code rc = options_words(cli->options, 2, 2, err);

	if (!rc)
		rc = cli_open(cli, 0, err);
	if (!rc)
		rc = school_setting_set(
			cli->session, cli->options->words[0], cli->options->words[1], err);
	if (!rc && !cli->quiet && !cli->json)
		output_say(_("%s: %s"), cli->options->words[0], cli->options->words[1]);
	if (!rc)
		cli_say_dry_run(cli);
	return rc;
}

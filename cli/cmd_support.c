/* support: who accompanies whom. */
#include <stdlib.h>
#include <string.h>

#include "cli/choose.h"
#include "cli/noun.h"
#include "core/clock.h"
#include "core/language.h"
#include "core/student.h"
#include "core/support.h"

/* The support in force that the plan speaks of. ret->id 0: there is none. */
static enum err_code find(
	struct cli *cli, const struct support_plan *plan, struct support_row *ret, struct err *err)
{
	struct support_row *rows = NULL;
	char today[DATE_SIZE];
	size_t count = 0;
	enum err_code rc;

	*ret = (struct support_row){0};
	clock_today(today);
	if (plan->student_id)
		rc = db_support_of_student(cli->session->db, plan->student_id, &rows, &count, err);
	else
		rc = db_support_of_group(cli->session->db, plan->group_id, &rows, &count, err);
	for (size_t i = 0; i < count && !rc; i++) {
		if (rows[i].role == plan->role && rows[i].group_id == plan->group_id &&
			strcmp(rows[i].person, plan->person) == 0 && support_holds(&rows[i], today))
			*ret = rows[i];
	}
	free(rows);
	return rc;
}

static enum err_code not_found(const struct support_plan *plan, struct err *err)
{
	enum err_code rc = err_fail(err, WHY_NOTHING_KNOWN_AS, "support");

	(void)err_at(err, 0, _("Supports"), plan->person);
	return rc;
}

static enum err_code run(struct cli *cli, const struct support_plan *plan, struct err *err)
{
	bool remove = option_given(cli->options, OPT_REMOVE);
	struct support_row there;
	enum err_code rc = find(cli, plan, &there, err);

	if (rc)
		return rc;
	if (remove)
		return there.id ? support_remove(cli->session, &there, err) : not_found(plan, err);
	if (there.id && *plan->until && !*plan->since)
		return support_end(cli->session, &there, plan->until, err);
	return support_add(cli->session, plan, NULL, err);
}

enum err_code cmd_support(struct cli *cli, struct err *err)
{
	const char *const *arguments = cli->options->words;
	char since[DATE_SIZE], until[DATE_SIZE];
	struct support_plan plan = {.since = since, .until = until};
	struct student_row student = {0};
	enum err_code rc = options_words(cli->options, 2, 3, err);

	if (!rc)
		rc = cli_open(cli, 0, err);
	if (rc)
		return rc;
	plan.person = arguments[0];
	rc = role_parse(arguments[1], &plan.role, err);
	if (!rc && cli->options->word_count == 3)
		rc = student_find(cli->session, arguments[2], &student, err);
	else if (!rc)
		rc = choose_group(cli, &plan.group_id, err);
	plan.student_id = student.id;
	if (!rc)
		rc = noun_day(cli, OPT_SINCE, DATE_NEAREST, since, err);
	if (!rc)
		rc = noun_day(cli, OPT_UNTIL, DATE_NEAREST, until, err);
	if (!rc)
		rc = run(cli, &plan, err);
	if (rc)
		return rc;
	if (!cli->quiet && !cli->json)
		output_say(_("%s: %s"), role_name(plan.role), plan.person);
	cli_say_dry_run(cli);
	return ERR_OK;
}

/* group, move: groups made and changed, students moved between them. */
#include <string.h>
#include <strings.h>

#include "cli/noun.h"
#include "core/language.h"
#include "core/student.h"
#include "core/support.h"

static enum err_code parse_kind(const char *text, enum group_kind *ret, struct err *err)
{
	static const char *const kinds[] = {"class", "peer", "seminar"};
	enum err_code rc;

	for (int i = 0; i < GROUP_KIND_COUNT; i++) {
		if (strcasecmp(text, kinds[i]) == 0) {
			*ret = (enum group_kind)i;
			return ERR_OK;
		}
	}
	rc = err_fail(err, WHY_STATE_UNKNOWN, "kind of group");
	(void)err_at(err, 0, "class, peer, seminar", text);
	return rc;
}

enum err_code cmd_group(struct cli *cli, struct err *err)
{
	const char *kind = option_value(cli->options, OPT_KIND);
	const char *label = option_value(cli->options, OPT_LABEL);
	const char *year = option_value(cli->options, OPT_YEAR);
	struct group_row row = {0};
	enum err_code rc = options_words(cli->options, 1, 1, err);

	if (!rc)
		rc = cli_open(cli, 0, err);
	if (rc)
		return rc;
	rc = group_find(cli->session, cli->options->words[0], year, &row, err);
	if (rc == ERR_NOT_FOUND)
		rc = group_new(cli->session, cli->options->words[0], year, &row, err);
	if (!rc && kind)
		rc = parse_kind(kind, &row.kind, err);
	if (!rc)
		rc = group_set(cli->session, &row, label,
			option_given(cli->options, OPT_NAMED)     ? 1
			: option_given(cli->options, OPT_UNNAMED) ? 0
								  : -1,
			err);
	if (rc)
		return rc;
	if (!cli->quiet && !cli->json)
		output_say(_("Group %s, %s."), row.code, row.year);
	cli_say_dry_run(cli);
	return ERR_OK;
}

enum err_code cmd_move(struct cli *cli, struct err *err)
{
	const char *from = option_value(cli->options, OPT_FROM);
	const char *to = option_value(cli->options, OPT_TO);
	const char *year = option_value(cli->options, OPT_YEAR);
	struct group_row left = {0}, joined = {0};
	struct student_row student;
	char day[DATE_SIZE];
	enum err_code rc = options_words(cli->options, 1, 1, err);

	if (!rc && !from && !to) {
		(void)err_fail(err, WHY_WORD_MISSING, "--from or --to");
		return err_at(err, 0, "move", NULL);
	}
	if (!rc)
		rc = noun_open(cli, 0, &student, err);
	if (!rc && from)
		rc = group_find(cli->session, from, year, &left, err);
	if (!rc && to)
		rc = group_find(cli->session, to, year, &joined, err);
	if (!rc)
		rc = noun_day(cli, OPT_DATE, DATE_NEAREST, day, err);
	if (!rc)
		rc = group_move(cli->session, student.id, left.id, joined.id, day, err);
	if (rc && err->reason == WHY_NOT_A_MEMBER)
		return err_at(err, 0, left.code, student.matricule);
	if (rc)
		return rc;
	if (!cli->quiet && !cli->json)
		output_say(_("%s: %s → %s"), student.matricule, from ? from : "–", to ? to : "–");
	cli_say_dry_run(cli);
	return ERR_OK;
}

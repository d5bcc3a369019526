/* What the verbs of grades share. See programme_of.h. */
#include "cli/programme_of.h"

#include <stdio.h>
#include <string.h>

#include "cli/options.h"

enum err_code programme_of(const struct cli *cli, struct programme *ret, struct err *err)
{
	return programme_load(cli->session, option_value(cli->options, OPT_PROGRAMME),
		option_value(cli->options, OPT_YEAR), ret, err);
}

enum err_code session_of(const struct cli *cli, const struct programme *programme, int standard,
	int *ret, struct err *err)
{
	const char *text = option_value(cli->options, OPT_SESSION);
	int most = programme->rules.values[GRADE_RULE_SESSIONS];
	char word[12];
	enum err_code rc;

	*ret = standard;
	if (!text)
		return ERR_OK;
	if (text[0] >= '1' && text[0] <= '0' + most && !text[1]) {
		*ret = text[0] - '0';
		return ERR_OK;
	}
	(void)snprintf(word, sizeof word, "%d", most);
	rc = err_fail(err, WHY_SESSION_OUT, "session");
	(void)err_at(err, 0, word, text);
	return rc;
}

enum err_code part_of(const struct programme *programme, const char *name, size_t *ret_unit,
	size_t *ret_part, struct err *err)
{
	size_t activity;
	enum err_code rc = programme_find(programme, name, ret_unit, &activity, err);

	if (rc)
		return rc;
	*ret_part = activity == (size_t)-1 ? 0 : activity;
	if (activity == (size_t)-1 && programme->units[*ret_unit].activity_count > 1) {
		rc = err_fail(err, WHY_UNIT_NEEDS_ACTIVITY, "unit");
		(void)err_at(err, 0, programme->units[*ret_unit].activities[0].code,
			programme->units[*ret_unit].row.code);
	}
	return rc;
}

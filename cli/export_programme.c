/* export programme, export rules: the files that import reads, to be changed. */
#include "cli/options.h"
#include "cli/programme_of.h"

/* Those of --rules; else the programme's. */
static enum err_code find_rules(struct cli *cli, struct grade_rules *ret, struct err *err)
{
	const char *name = option_value(cli->options, OPT_RULES);
	struct programme programme = {0};
	struct rule_set_row set;
	enum err_code rc;

	if (name) {
		rc = rule_set_find(cli->session, name, &set, err);
		return rc ? rc : grade_rules_load(cli->session, set.id, ret, err);
	}
	rc = programme_of(cli, &programme, err);
	if (!rc)
		rc = grade_rules_load(cli->session, programme.row.rule_set_id, ret, err);
	programme_release(&programme);
	return rc;
}

enum err_code export_programme(
	struct cli *cli, enum word_id word, const struct target *to, struct err *err)
{
	struct programme programme = {0};
	struct grade_rules rules = {0};
	enum err_code rc = options_words(cli->options, 1, 1, err);

	if (rc)
		return rc;
	if (word == WORD_export_rules) {
		rc = find_rules(cli, &rules, err);
		if (!rc)
			rc = grade_rules_export(&rules, to, err);
		grade_rules_release(&rules);
		return rc;
	}
	rc = programme_of(cli, &programme, err);
	if (!rc)
		rc = programme_export(cli->session, &programme, to, err);
	programme_release(&programme);
	return rc;
}

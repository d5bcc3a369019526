/* export programme, export rules: the files that import reads, to be changed. */
#include <string.h>

#include "cli/options.h"
#include "cli/programme_of.h"

/* csv or rfc4180: json is what the lists are for. */
static enum err_code parse_mode(const struct cli *cli, enum csv_mode *ret, struct err *err)
{
	const char *text = option_value(cli->options, OPT_FORMAT);

	*ret = text && strcmp(text, "rfc4180") == 0 ? CSV_RFC4180 : CSV_PEOPLE;
	if (!text || *ret == CSV_RFC4180 || strcmp(text, "csv") == 0)
		return ERR_OK;
	(void)err_fail(err, WHY_OPTION_VALUE, "%s", text);
	return err_at(err, 0, "--format", text);
}

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
	struct cli *cli, enum word_id word, const char *path, struct err *err)
{
	struct programme programme = {0};
	struct grade_rules rules = {0};
	enum csv_mode mode = CSV_PEOPLE;
	enum err_code rc = options_words(cli->options, 1, 1, err);

	if (!rc)
		rc = parse_mode(cli, &mode, err);
	if (rc)
		return rc;
	if (word == WORD_export_rules) {
		rc = find_rules(cli, &rules, err);
		if (!rc)
			rc = grade_rules_export(&rules, mode, path, err);
		grade_rules_release(&rules);
		return rc;
	}
	rc = programme_of(cli, &programme, err);
	if (!rc)
		rc = programme_export(cli->session, &programme, mode, path, err);
	programme_release(&programme);
	return rc;
}

/* rate: give, change or clear one level. */
#include <stdlib.h>
#include <string.h>

#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/verb.h"
#include "core/date.h"
#include "core/language.h"
#include "core/meeting.h"
#include "core/rating.h"
#include "core/student.h"
#include "core/text.h"

/* "0" clears and "-" is "not observed" in every scale; else the scale knows. */
static enum err_code parse_level(
	const struct framework *framework, const char *text, int *ret, struct err *err)
{
	if (strcmp(text, "0") == 0) {
		*ret = LEVEL_NONE;
		return ERR_OK;
	}
	if (strcmp(text, "-") == 0) {
		*ret = LEVEL_NOT_OBSERVED;
		return ERR_OK;
	}
	if (!*text) { /* an unset variable of a script clears nothing */
		(void)err_fail(err, WHY_WORD_MISSING, "level");
		return err_at(err, 0, verbs[VERB_rate].name, NULL);
	}
	return framework_level(framework, text, ret, err);
}

/* Said nowhere: in a meeting of today that is under way it is that one, else the course. */
static enum err_code default_occasion(
	const struct cli *cli, int64_t student_id, struct occasion *ret, struct err *err)
{
	struct meeting_row *row = NULL;
	int64_t id = 0;
	enum err_code rc = meeting_open_with(cli->session, student_id, &id, err);

	occasion_today(cli->session, ret);
	if (!rc && id)
		rc = meeting_get(cli->session, id, &row, err);
	if (!rc && id && strcmp(row->held_on, ret->held_on) == 0)
		meeting_occasion(row, ret);
	free(row);
	return rc;
}

static enum err_code parse_occasion(
	const struct cli *cli, int64_t student_id, struct occasion *ret, struct err *err)
{
	const char *kind = option_value(cli->options, OPT_KIND);
	const char *date = option_value(cli->options, OPT_DATE);
	const char *by = option_value(cli->options, OPT_BY);
	enum err_code rc;

	occasion_today(cli->session, ret);
	if (!kind && !date && !by) {
		rc = default_occasion(cli, student_id, ret, err);
		if (rc)
			return rc;
	}
	if (kind) {
		rc = kind_parse(kind, &ret->kind, err);
		if (rc)
			return rc;
	}
	if (date) {
		rc = date_parse(date, DATE_BACK, ret->held_on, err);
		if (rc)
			return rc;
	}
	if (by) {
		if (strlen(by) >= sizeof(ret->person)) {
			(void)err_fail(err, WHY_TEXT_TOO_LONG, "--by");
			return err_at(err, 0, "--by", "200");
		}
		(void)memset(ret->person, 0, sizeof(ret->person));
		memcpy(ret->person, by, strlen(by));
	}
	return ERR_OK;
}

struct rated {
	const struct framework *framework;
	const struct item *item;
	struct student_row student;
	struct occasion occasion;
	int level, before;
	const char *comment;
};

static void kept_text(struct json *json, const char *key, const char *text)
{
	char clean[COMMENT_SIZE] = "";

	if (text)
		(void)text_clean(text, strlen(text), clean, sizeof(clean), NULL);
	json_text(json, key, clean);
}

static void report(const struct cli *cli, const struct rated *rated)
{
	struct json *json = cli->json;
	char date[DATE_SIZE];

	if (json) {
		json_open(json, NULL, '{');
		json_text(json, "matricule", rated->student.matricule);
		json_text(json, "item", rated->item->row.code);
		json_level(json, "level", rated->level);
		json_text(json, "kind", kind_code(rated->occasion.kind));
		json_text(json, "date", rated->occasion.held_on);
		kept_text(json, "by", rated->occasion.person);
		kept_text(json, "comment", rated->comment);
		json_text(json, "framework", rated->framework->row.code);
		json_level(json, "before", rated->before);
		json_text(json, "version", rated->framework->row.version);
		json_close(json);
		return;
	}
	if (cli->quiet)
		return;
	if (rated->level == LEVEL_NONE)
		output_say(_("%s, %s, %s of %s: cleared."), rated->student.matricule,
			rated->item->row.code, kind_name(rated->occasion.kind),
			output_date(rated->occasion.held_on, date));
	else
		output_say(_("%s, %s, %s of %s: %s."), rated->student.matricule,
			rated->item->row.code, kind_name(rated->occasion.kind),
			output_date(rated->occasion.held_on, date),
			framework_level_name(rated->framework, rated->level));
	if (rated->before != LEVEL_NONE && rated->before != rated->level)
		output_say(_("Before: %s."), framework_level_name(rated->framework, rated->before));
}

enum err_code cmd_rate(struct cli *cli, struct err *err)
{
	const char *const *arguments = cli->options->words;
	struct rated rated = {0};
	size_t item;
	enum err_code rc;

	rc = options_words(cli->options, 3, 3, err);
	if (rc)
		return rc;
	rc = cli_open(cli, 0, err);
	if (rc)
		return rc;
	rc = student_find(cli->session, arguments[0], &rated.student, err);
	if (rc)
		return rc;
	rc = framework_resolve(
		&cli->session->frameworks, arguments[1], &rated.framework, &item, err);
	if (rc)
		return rc;
	rated.item = &rated.framework->items[item];
	rc = parse_level(rated.framework, arguments[2], &rated.level, err);
	if (rc)
		return rc;
	rc = parse_occasion(cli, rated.student.id, &rated.occasion, err);
	if (rc)
		return rc;
	rated.comment = option_value(cli->options, OPT_COMMENT);
	rc = rating_set(cli->session, rated.framework, item, rated.student.id, &rated.occasion,
		rated.level, rated.comment, &rated.before, err);
	if (rc)
		return rc;
	report(cli, &rated);
	cli_say_dry_run(cli);
	return ERR_OK;
}

/* Pages, shown. See show_page.h. */
#include "cli/show_page.h"

#include <string.h>
#include <unistd.h>

#include "cli/choose.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/target_of.h"
#include "core/explain.h"
#include "core/page.h"
#include "core/seeing.h"
#include "core/student.h"

static enum err_code parse_rule(const char *text, int *ret, struct err *err)
{
	static const char *const rules[] = {"latest", "highest", "mean", "decaying", "times"};
	enum err_code rc;

	for (int i = 0; i <= RULE_COUNT; i++) {
		if (strcmp(text, rules[i]) == 0) {
			*ret = i;
			return ERR_OK;
		}
	}
	rc = err_fail(err, WHY_STATE_UNKNOWN, "rule");
	(void)err_at(err, 0, "latest, highest, mean, decaying, times", text);
	return rc;
}

/* What the words after the verb name. */
struct asked {
	const struct framework *framework;
	struct student_row student; /* id 0: none */
	int64_t group_id;
	size_t item;
	int rule;
};

static enum err_code parse_student(
	struct cli *cli, enum word_id word, struct asked *ret, struct err *err)
{
	bool needs = word == WORD_show_fiche || word == WORD_show_views || word == WORD_show_why;
	size_t most = word == WORD_show_why ? 3 : needs || word == WORD_show_coverage ? 2 : 1;
	enum err_code rc;

	if (word == WORD_show_what_if) {
		rc = options_words(cli->options, 2, 2, err);
		return rc ? rc : parse_rule(cli->options->words[1], &ret->rule, err);
	}
	rc = options_words(cli->options, needs ? 2 : 1, most, err);
	if (!rc && cli->options->word_count > 1)
		rc = student_find(cli->session, cli->options->words[1], &ret->student, err);
	if (!rc && cli->options->word_count > 2)
		rc = framework_resolve(&cli->session->frameworks, cli->options->words[2],
			&ret->framework, &ret->item, err);
	return rc;
}

/* --framework, else the first of the file. */
static enum err_code pick_framework(
	struct cli *cli, const struct framework **framework, struct err *err)
{
	enum err_code rc = ERR_OK;

	if (!*framework)
		rc = choose_framework(cli, framework, err);
	if (!rc && !*framework && cli->session->frameworks.count)
		*framework = &cli->session->frameworks.frameworks[0];
	if (!rc && !*framework)
		rc = err_fail(err, WHY_FRAMEWORK_UNKNOWN, "page");
	return rc;
}

static enum err_code build(
	struct cli *cli, enum word_id word, struct asked *asked, struct page *ret, struct err *err)
{
	const struct seeing seeing = {.ascii = false};
	struct session *session = cli->session;

	switch (word) {
	case WORD_show_fiche:
		return fiche_build(session, asked->framework, asked->student.id, &seeing, ret, err);
	case WORD_show_views:
		return compare_build(
			session, asked->framework, asked->student.id, &seeing, ret, err);
	case WORD_show_why:
		return explain_build(
			session, asked->framework, asked->item, asked->student.id, false, ret, err);
	case WORD_show_coverage:
		return coverage_build(session, asked->framework, asked->student.id, asked->group_id,
			&seeing, ret, err);
	case WORD_show_map:
		return map_build(session, asked->framework, asked->group_id, (size_t)-1,
			MAP_BY_NAME, &seeing, ret, err);
	case WORD_show_alerts:
		return alert_build(session, asked->framework, asked->group_id, &seeing, ret, err);
	case WORD_show_what_if:
		return what_if_build(
			session, asked->framework, asked->group_id, asked->rule, &seeing, ret, err);
	default:
		return goals_build(session, asked->framework, ret, err);
	}
}

static void facts_json(struct json *json, const struct facts *facts)
{
	for (size_t i = 0; i < facts->count; i++) {
		const struct fact *fact = &facts->facts[i];

		switch (fact->kind) {
		case FACT_OPEN:
			json_open(json, fact->name, (char)fact->number);
			break;
		case FACT_CLOSE:
			json_close(json);
			break;
		case FACT_TEXT:
			json_text(json, fact->name, fact->text);
			break;
		case FACT_COUNT:
			json_count(json, fact->name, fact->number);
			break;
		case FACT_HUNDREDTHS:
			json_hundredths(json, fact->name, (int)fact->number);
			break;
		case FACT_FLAG:
			json_bool(json, fact->name, fact->number != 0);
			break;
		default:
			json_null(json, fact->name);
			break;
		}
	}
}

/* The facts of a page; of one without, a line as an object: its kind, and its cells or text. */
void page_json(struct json *json, const struct page *page)
{
	static const char *const kinds[] = {[PAGE_TITLE] = "title",
		[PAGE_HEADING] = "heading",
		[PAGE_TEXT] = "text",
		[PAGE_POINT] = "text",
		[PAGE_MUTED] = "text",
		[PAGE_WARNING] = "warning",
		[PAGE_HEAD] = "columns",
		[PAGE_ROW] = "row",
		[PAGE_CHART] = "chart",
		[PAGE_SPACE] = "",
		[PAGE_SIGN] = "",
		[PAGE_BREAK] = ""};

	if (page->facts.wanted) {
		facts_json(json, &page->facts);
		return;
	}
	for (size_t i = 0; i < page->count; i++) {
		const struct page_line *line = &page->lines[i];

		if (!*kinds[line->kind] || line->kind == PAGE_CHART)
			continue;
		json_open(json, NULL, '{');
		json_text(json, "kind", kinds[line->kind]);
		json_open(json, "cells", '[');
		for (size_t c = 0; c < line->count; c++)
			json_text(json, NULL, line->cells[c]);
		json_close(json);
		json_close(json);
	}
}

enum err_code page_out(const struct cli *cli, const struct page *page, struct err *err)
{
	struct target to;
	enum err_code rc;

	if (cli->json && !option_given(cli->options, OPT_OUTPUT)) {
		page_json(cli->json, page);
		return ERR_OK;
	}
	rc = target_of(cli, PAGE_FORMS, TARGET_TEXT, &to, err);
	if (!rc)
		rc = page_save(page, &to, 100, err);
	if (!rc)
		target_written(cli, &to, -1);
	return rc;
}

enum err_code show_page(struct cli *cli, enum word_id word, struct err *err)
{
	struct asked asked = {.item = (size_t)-1};
	struct page page = {.facts.wanted = cli->json && !option_given(cli->options, OPT_OUTPUT)};
	enum err_code rc = parse_student(cli, word, &asked, err);

	if (!rc)
		rc = choose_group(cli, &asked.group_id, err);
	if (!rc)
		rc = pick_framework(cli, &asked.framework, err);
	if (!rc)
		rc = build(cli, word, &asked, &page, err);
	if (rc)
		return rc;
	rc = page_out(cli, &page, err);
	page_release(&page);
	return rc;
}

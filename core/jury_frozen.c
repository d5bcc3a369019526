/* Closed deliberations as text. See jury_frozen.h. */
#include "core/jury_frozen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"

/* "UE3 TAB 13.5 TAB +" */
static void figure_line(
	const struct programme *programme, const struct unit_figure *figure, char ret[256])
{
	char mark[MARK_SIZE];

	if (figure->cell.code[0])
		(void)snprintf(mark, sizeof mark, "%.31s", figure->cell.code);
	else
		mark_plain(figure->cell.mark, mark);
	(void)snprintf(ret, 256, "%s\t%s\t%c", programme->units[figure->unit].row.code, mark,
		figure->acquired ? '+' : '-');
}

static void year_line(const struct year_result *year, char ret[256])
{
	char mean[MARK_SIZE], credits[MARK_SIZE];

	mark_plain(year->mean, mean);
	mark_plain(year->credits_acquired, credits);
	(void)snprintf(ret, 256, "*\t%s\t%s", mean, credits);
}

char *frozen_text(const struct figures *figures, size_t student)
{
	const struct student_figures *who = &figures->students[student];
	char line[256], *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		return NULL;
	for (size_t i = 0; i < who->count; i++) {
		figure_line(figures->programme, &figures->units[who->first + i], line);
		(void)fprintf(out, "%s\n", line);
	}
	year_line(&who->year, line);
	(void)fprintf(out, "%s\n", line);
	if (fclose(out) == 0)
		return text;
	free(text);
	return NULL;
}

char *frozen_rules(const struct grade_rules *rules)
{
	char value[LABEL_SIZE], *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		return NULL;
	(void)fprintf(out, "set;%s;%s\n", rules->set.code, rules->set.since);
	for (int i = 0; i < GRADE_RULE_COUNT; i++) {
		grade_rule_value(rules, (enum grade_rule_id)i, value);
		(void)fprintf(out, "rule;%s;%s\n", grade_rule_word((enum grade_rule_id)i), value);
	}
	for (size_t i = 0; i < rules->code_count; i++)
		/* As those wrote it that were closed before a code was an absence or not. */
		(void)fprintf(out, "code;%s;%d;%s%s\n", rules->codes[i].code,
			(int)rules->codes[i].effect, rules->codes[i].label,
			rules->codes[i].absence == ABSENCE_YES ? ";absence" : "");
	for (size_t i = 0; i < rules->mention_count; i++)
		(void)fprintf(
			out, "mention;%d;%s\n", rules->mentions[i].least, rules->mentions[i].label);
	if (fclose(out) == 0)
		return text;
	free(text);
	return NULL;
}

enum err_code frozen_open_all(struct session *session, const struct programme *programme,
	int number, const char *reason, size_t *ret_opened, struct err *err)
{
	struct deliberation_row *rows = NULL;
	size_t count = 0;
	enum err_code rc = db_deliberation_list(session->db, programme->row.id, &rows, &count, err);

	for (size_t i = 0; i < count && !rc; i++) {
		if (rows[i].session != number || rows[i].unlocked_at)
			continue;
		rows[i].unlocked_at = clock_now_ms();
		if (reason)
			(void)snprintf(
				rows[i].unlock_reason, sizeof rows[i].unlock_reason, "%s", reason);
		rc = db_deliberation_put(session->db, &rows[i], NULL, err);
		if (ret_opened)
			(*ret_opened)++;
	}
	free(rows);
	return rc;
}

enum err_code frozen_load(struct session *session, const struct programme *programme, int number,
	struct frozen *ret, struct err *err)
{
	struct deliberation_row *rows = NULL;
	struct frozen frozen = {0};
	size_t count = 0;
	char word[12];
	enum err_code rc = db_deliberation_list(session->db, programme->row.id, &rows, &count, err);

	for (size_t i = count; i-- > 0 && !rc;) {
		if (rows[i].session != number)
			continue;
		frozen.row = rows[i];
		free(frozen.rules);
		frozen.rules = strdup(rows[i].rules ? rows[i].rules : "");
		if (!frozen.rules)
			rc = err_fail(err, WHY_NO_MEMORY, "jury");
	}
	free(rows);
	frozen.row.rules = "";
	if (!rc && !frozen.row.id) {
		(void)snprintf(word, sizeof word, "%d", number);
		rc = err_fail(err, WHY_NOT_LOCKED, "jury");
		(void)err_at(err, 0, programme->row.code, word);
	}
	if (!rc)
		rc = db_deliberated_list(
			session->db, frozen.row.id, &frozen.rows, &frozen.count, err);
	if (rc)
		frozen_release(&frozen);
	else
		*ret = frozen;
	return rc;
}

void frozen_release(struct frozen *frozen)
{
	free(frozen->rules);
	free(frozen->rows);
	*frozen = (struct frozen){0};
}

const char *frozen_of(const struct frozen *frozen, int64_t student_id)
{
	for (size_t i = 0; i < frozen->count; i++) {
		if (frozen->rows[i].student_id == student_id)
			return frozen->rows[i].figures;
	}
	return NULL;
}

/* The line of a unit in a text, without its end; "" when it has none. */
static void line_of(const char *text, const char *code, char ret[256])
{
	size_t length = strlen(code);

	ret[0] = '\0';
	while (*text) {
		size_t line = strcspn(text, "\n");

		if (line > length && line < 256 && strncmp(text, code, length) == 0 &&
			text[length] == '\t') {
			memcpy(ret, text, line);
			ret[line] = '\0';
			return;
		}
		text += line + (text[line] == '\n');
	}
}

/* "13.5 +" out of a line; "" of none. */
static void said(const char *line, char ret[256])
{
	const char *tab = strchr(line, '\t');
	char *gap;

	(void)snprintf(ret, 256, "%s", tab ? tab + 1 : "");
	gap = strchr(ret, '\t');
	if (gap)
		*gap = ' ';
}

static size_t compare_line(
	const char *code, const char *before, const char *after, frozen_change_fn *each, void *ctx)
{
	char old[256], new[256];

	if (strcmp(before, after) == 0)
		return 0;
	said(before, old);
	said(after, new);
	if (each)
		each(ctx, code, old, new);
	return 1;
}

/* Units of the text that the student no longer takes. */
static size_t compare_gone(const struct figures *figures, const struct student_figures *who,
	const char *text, frozen_change_fn *each, void *ctx)
{
	char line[256], code[CODE_SIZE];
	size_t changes = 0;

	for (; *text; text += strcspn(text, "\n"), text += *text == '\n') {
		bool taken = false;

		(void)snprintf(code, sizeof code, "%.*s", (int)strcspn(text, "\t\n"), text);
		for (size_t i = 0; i < who->count && !taken; i++) {
			size_t unit = figures->units[who->first + i].unit;

			taken = strcmp(figures->programme->units[unit].row.code, code) == 0;
		}
		if (taken || strcmp(code, "*") == 0)
			continue;
		line_of(text, code, line);
		changes += compare_line(code, line, "", each, ctx);
	}
	return changes;
}

/* Does a text have this line? */
static bool has_line(const char *text, const char *line)
{
	size_t length = strlen(line);

	while (*text) {
		size_t here = strcspn(text, "\n");

		if (here == length && strncmp(text, line, length) == 0)
			return true;
		text += here + (text[here] == '\n');
	}
	return false;
}

static size_t lines_missing(
	const char *text, const char *from, bool gone, frozen_rule_fn *each, void *ctx)
{
	char line[2 * LABEL_SIZE];
	size_t count = 0;

	for (; *text; text += strcspn(text, "\n"), text += *text == '\n') {
		(void)snprintf(line, sizeof line, "%.*s", (int)strcspn(text, "\n"), text);
		if (has_line(from, line))
			continue;
		each(ctx, gone ? line : "", gone ? "" : line);
		count++;
	}
	return count;
}

size_t frozen_rules_compare(const char *before, const char *now, frozen_rule_fn *each, void *ctx)
{
	return lines_missing(before, now, true, each, ctx) +
	       lines_missing(now, before, false, each, ctx);
}

size_t frozen_compare(const struct figures *figures, size_t student, const char *text,
	frozen_change_fn *each, void *ctx)
{
	const struct student_figures *who = &figures->students[student];
	char before[256], after[256];
	size_t changes = 0;

	for (size_t i = 0; i < who->count; i++) {
		const struct unit_figure *figure = &figures->units[who->first + i];
		const char *code = figures->programme->units[figure->unit].row.code;

		line_of(text, code, before);
		figure_line(figures->programme, figure, after);
		changes += compare_line(code, before, after, each, ctx);
	}
	changes += compare_gone(figures, who, text, each, ctx);
	line_of(text, "*", before);
	year_line(&who->year, after);
	return changes + compare_line("*", before, after, each, ctx);
}

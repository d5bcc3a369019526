/* Import of class lists. See import.h. */
#include "core/import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/csv.h"
#include "core/date.h"
#include "core/import_plan.h"
#include "core/language.h"
#include "core/message.h"
#include "core/outfile.h"
#include "core/target.h"
#include "core/text.h"

/* ---- Opening ----------------------------------------------------------------------- */

static enum err_code copy_options(
	struct import *import, const struct import_options *options, struct err *err)
{
	bool ok = true;

	import->options = *options;
	if (options->group)
		ok = (import->group = strdup(options->group)) != NULL;
	if (ok && options->encoding)
		ok = (import->encoding = strdup(options->encoding)) != NULL;
	if (ok && options->layout)
		ok = (import->layout = strdup(options->layout)) != NULL;
	if (ok && options->map_count > 0) {
		import->map = calloc(options->map_count, sizeof *import->map);
		ok = import->map != NULL;
		for (size_t i = 0; ok && i < options->map_count; i++)
			ok = (import->map[i] = strdup(options->map[i])) != NULL;
	}
	if (!ok)
		return err_fail(err, WHY_NO_MEMORY, "import");
	import->options.map = (const char *const *)import->map;
	if (import->group && strlen(import->group) >= CODE_SIZE) {
		enum err_code rc = err_fail(err, WHY_TEXT_TOO_LONG, "group");

		(void)err_at(err, 0, "--group", "100");
		return rc;
	}
	if (options->year && year_is_valid(options->year)) {
		memcpy(import->year, options->year, sizeof import->year);
		return ERR_OK;
	}
	if (options->year) {
		enum err_code rc = err_fail(err, WHY_YEAR_INVALID, "year");

		(void)err_at(err, 0, "--year", options->year);
		return rc;
	}
	return session_year(import->session, import->year, err);
}

static enum err_code read_header(struct import *import, struct err *err)
{
	struct header_options options = {
		.delimiter = import->options.delimiter,
		.layout = import->layout,
		.map_count = import->options.map_count,
		.map = import->options.map,
	};
	struct header *header = NULL;
	enum err_code rc = import->encoding
				   ? header_read(import->decode, &options, &header, err)
				   : header_read_guess(import->decode, &options, &header, err);

	if (rc)
		return rc;
	header_free(import->header);
	import->header = header;
	return ERR_OK;
}

/* Does some birth date of this list prove the month first, and none the day first? */
static bool look_at_dates(void *ctx, const struct csv_record *record)
{
	struct import *import = ctx;
	size_t column = header_column(import->header, HEADER_BIRTH_DATE);
	enum date_order order;

	if (record->line < import->header->first_line || column >= record->count ||
		!date_proves(record->cells[column].text, record->cells[column].length, &order))
		return true;
	import->months_first = order == DATE_MONTH_FIRST;
	return import->months_first;
}

static enum err_code find_date_order(struct import *import, struct err *err)
{
	import->months_first = false;
	if (header_column(import->header, HEADER_BIRTH_DATE) == (size_t)-1)
		return ERR_OK;
	decode_rewind(import->decode);
	return csv_read(import->decode, import->header->delimiter, look_at_dates, import, err);
}

static void warn(struct import *import, enum err_reason why, const char *place, const char *value)
{
	struct err *warning;

	if (import->warning_count == WARNINGS_MAX)
		return;
	warning = &import->warnings[import->warning_count++];
	(void)err_fail(warning, why, "class list");
	(void)err_at(warning, import->header->line, place, value);
}

/* Last, for it asks nothing of anybody. */
static void warn_separator(struct import *import)
{
	const char said[] = {import->header->announced, '\0'};
	const char found[] = {import->header->delimiter, '\0'};

	if (!import->header->announced || import->warning_count == WARNINGS_MAX)
		return;
	warn(import, WHY_LIST_SEP, *found == '\t' ? "TAB" : found, *said == '\t' ? "TAB" : said);
	import->warnings[import->warning_count - 1].line = 1;
}

static void collect_warnings(struct import *import)
{
	char number[24];

	import->warning_count = 0;
	for (size_t i = 0; i < import->header->count; i++) {
		const struct header_column *column = &import->header->columns[i];

		if (column->duplicate)
			warn(import, WHY_COLUMN_TWICE, column->name, "");
		if (column->field == HEADER_NEVER)
			warn(import, WHY_COLUMN_NEVER, column->name, "");
		if (column->field == HEADER_SENSITIVE)
			warn(import, WHY_COLUMN_SENSITIVE, column->name, "");
	}
	if (import->mojibake > 0) {
		(void)snprintf(number, sizeof number, "%ld", import->mojibake);
		warn(import,
			strcmp(decode_encoding(import->decode), "utf-8") == 0 ? WHY_LIST_MENDED
									      : WHY_LIST_MOJIBAKE,
			"", number);
	}
	if (import->zeros > 0) {
		(void)snprintf(number, sizeof number, "%ld", import->zeros);
		warn(import, WHY_LIST_ZEROS, "", number);
	}
	if (import->secret > 0) {
		(void)snprintf(number, sizeof number, "%ld", import->secret);
		warn(import, WHY_LIST_SECRET, "", number);
	}
	if (import->nameless > 0) {
		(void)snprintf(number, sizeof number, "%ld", import->nameless);
		warn(import, WHY_LIST_NAMELESS, "", number);
	}
	if (decode_replaced(import->decode) > 0) {
		(void)snprintf(number, sizeof number, "%ld", decode_replaced(import->decode));
		warn(import, WHY_LIST_REPLACED, "", number);
	}
	warn_separator(import);
}

/* ---- Missing from the list ------------------------------------------------------------ */

struct missing {
	struct import *import;
	import_missing_fn *each;
	void *ctx;
	long count;
	bool stopped;
};

static bool take_missing(void *ctx, int64_t id)
{
	struct missing *missing = ctx;
	struct student_row student;
	struct err err;

	if (import_index_met(missing->import->index, id) ||
		db_student_by_id(missing->import->session->db, id, &student, &err) != ERR_OK)
		return true;
	missing->count++;
	if (missing->each && !missing->each(missing->ctx, &student))
		missing->stopped = true;
	return !missing->stopped;
}

/* The same in the order of the list: for those that are shown. */
static bool take_missing_listed(void *ctx, int64_t id, const char *sort_key, const char *matricule)
{
	(void)sort_key;
	(void)matricule;
	return take_missing(ctx, id);
}

static enum err_code walk_missing(struct missing *missing, struct err *err)
{
	struct import *import = missing->import;
	struct db *db = import->session->db;
	enum err_code rc = ERR_OK;

	for (size_t i = 0; i < import->group_count && !rc && !missing->stopped; i++) {
		struct student_cursor cursor = {0};
		int64_t group_id = import->groups[i].row.id;

		if (group_id && missing->each) /* one page, or each would sort the group again */
			rc = db_student_page(db, group_id, 0, ORDER_LIST, &cursor, INT64_MAX,
				take_missing_listed, missing, err);
		else if (group_id)
			rc = db_member_each(db, group_id, take_missing, missing, err);
	}
	return rc;
}

enum err_code import_missing(
	struct import *import, import_missing_fn *each, void *ctx, struct err *err)
{
	struct missing missing = {.import = import, .each = each, .ctx = ctx};

	return walk_missing(&missing, err);
}

/* ---- Planning ---------------------------------------------------------------------------- */

static void forget_groups(struct import *import)
{
	for (size_t i = 0; i < import->group_count; i++)
		hash_set_clear(&import->groups[i].members);
	import->group_count = 0;
}

static enum err_code plan(struct import *import, struct err *err)
{
	struct missing missing = {.import = import};
	enum err_code rc = find_date_order(import, err);

	forget_groups(import);
	if (!rc)
		rc = plan_all(import, err);
	if (!rc)
		rc = walk_missing(&missing, err);
	if (!rc) {
		import->counts.missing = missing.count;
		collect_warnings(import);
	}
	return rc;
}

enum err_code import_open(struct session *session, const char *path,
	const struct import_options *options, struct import **ret, struct err *err)
{
	struct import *import = calloc(1, sizeof *import);
	enum err_code rc;

	if (!import)
		return err_fail(err, WHY_NO_MEMORY, "import");
	import->session = session;
	import->answers[QUESTION_ZEROS] = options->zeros;
	import->answers[QUESTION_MEND] = options->mend;
	rc = copy_options(import, options, err);
	if (!rc)
		rc = decode_open(path, import->encoding, &import->decode, err);
	if (!rc)
		rc = read_header(import, err);
	if (!rc)
		rc = import_index_new(session, &import->index, err);
	if (!rc)
		rc = plan(import, err);
	if (rc) {
		import_close(import);
		return rc;
	}
	*ret = import;
	return ERR_OK;
}

void import_close(struct import *import)
{
	if (!import)
		return;
	forget_groups(import);
	hash_set_clear(&import->seen);
	import_index_free(import->index);
	header_free(import->header);
	decode_close(import->decode);
	for (size_t i = 0; import->map && i < import->options.map_count; i++)
		free(import->map[i]);
	free(import->map);
	free(import->group);
	free(import->encoding);
	free(import->layout);
	free(import->decisions);
	free(import->cells);
	free(import->mended);
	plan_forget(&import->survey);
	free(import);
}

const struct import_counts *import_counts(const struct import *import)
{
	return &import->counts;
}

const struct header *import_header(const struct import *import)
{
	return import->header;
}

const char *import_encoding(const struct import *import)
{
	return decode_encoding(import->decode);
}

char import_delimiter(const struct import *import)
{
	return import->header->delimiter;
}

size_t import_warnings(const struct import *import, const struct err **ret)
{
	*ret = import->warnings;
	return import->warning_count;
}

/* ---- Changing what was understood ------------------------------------------------------------ */

enum err_code import_set_encoding(struct import *import, const char *encoding, struct err *err)
{
	char *copy = strdup(encoding);
	enum err_code rc;

	if (!copy)
		return err_fail(err, WHY_NO_MEMORY, "import");
	rc = decode_set_encoding(import->decode, encoding, err);
	if (rc) {
		free(copy);
		return rc;
	}
	free(import->encoding);
	import->encoding = copy;
	rc = read_header(import, err);
	return rc ? rc : plan(import, err);
}

enum err_code import_set_delimiter(struct import *import, char delimiter, struct err *err)
{
	enum err_code rc;

	import->options.delimiter = delimiter;
	rc = read_header(import, err);
	return rc ? rc : plan(import, err);
}

enum err_code import_set_column(
	struct import *import, size_t column, enum header_field field, struct err *err)
{
	enum err_code rc = header_set(import->header, column, field, err);

	return rc ? rc : plan(import, err);
}

enum err_code import_set_group(struct import *import, const char *code, struct err *err)
{
	char *copy = code && *code ? strdup(code) : NULL;

	if (code && *code && (!copy || strlen(copy) >= CODE_SIZE)) {
		free(copy);
		return err_fail(err, copy ? WHY_TEXT_TOO_LONG : WHY_NO_MEMORY, "group");
	}
	free(import->group);
	import->group = copy;
	return plan(import, err);
}

enum err_code import_resolve(struct import *import, long line, int64_t student_id, struct err *err)
{
	struct decision *grown =
		realloc(import->decisions, (import->decision_count + 1) * sizeof *grown);

	if (!grown)
		return err_fail(err, WHY_NO_MEMORY, "import");
	import->decisions = grown;
	grown[import->decision_count++] = (struct decision){line, student_id};
	return plan(import, err);
}

enum err_code import_set_answer(struct import *import, enum import_question question,
	enum import_answer answer, struct err *err)
{
	import->answers[question] = answer;
	return plan(import, err);
}

enum err_code import_check(const struct import *import, struct err *err)
{
	if (import->counts.shifted == 0)
		return ERR_OK;
	(void)err_fail(err, WHY_NAMES_SHIFTED, "%ld rows", import->counts.shifted);
	return err_at(err, 0, decode_path(import->decode), NULL);
}

/* ---- Looking at rows --------------------------------------------------------------------------
 */

struct looking {
	struct import *import;
	int filter;
	long first, limit, at;
	import_row_fn *each;
	void *ctx;
	struct err *err;
	enum err_code rc;
};

static bool look(void *ctx, const struct planned *planned)
{
	struct looking *looking = ctx;
	struct import_row row = {.line = planned->row->line, .action = planned->action};
	bool more;

	if (looking->filter >= 0 && (int)planned->action != looking->filter)
		return true;
	if (looking->at++ < looking->first)
		return true;
	row.student = planned->row->student;
	row.why = planned->why;
	row.question = planned->question;
	row.notes = planned->row->notes;
	row.note_count = planned->action == IMPORT_REFUSED ? 0 : planned->row->note_count;
	row.candidate_count = planned->candidate_count;
	memcpy(row.candidates, planned->candidates, sizeof row.candidates);
	if (planned->why.line)
		row.line = planned->why.line;
	if (planned->row->group_count > 0)
		memcpy(row.group, planned->row->groups[0], sizeof row.group);
	looking->rc = import_changes_fill(looking->import, planned, &row, looking->err);
	more = !looking->rc && looking->each(looking->ctx, &row) &&
	       looking->at < looking->first + looking->limit;
	import_changes_release(&row);
	return more;
}

enum err_code import_rows(struct import *import, int filter, long first, long limit,
	import_row_fn *each, void *ctx, struct err *err)
{
	struct import_counts counts = import->counts;
	struct looking looking = {.import = import,
		.filter = filter,
		.first = first,
		.limit = limit,
		.each = each,
		.ctx = ctx,
		.err = err};
	enum err_code rc;

	if (limit <= 0)
		return ERR_OK;
	rc = plan_run(import, look, &looking, err);
	import->counts = counts; /* of the whole list, not of the rows looked at */
	return rc ? rc : looking.rc;
}

/* ---- Refusals as a file
 * -------------------------------------------------------------------------- */

struct refusals {
	struct csv_writer csv;
	long count;
};

static bool write_refusal(void *ctx, const struct import_row *row)
{
	struct refusals *refusals = ctx;
	char line[24], reason[1024], remedy[1024];

	(void)snprintf(line, sizeof line, "%ld", row->line);
	message_sentence(&row->why, reason, sizeof reason);
	message_remedy(&row->why, remedy, sizeof remedy);
	csv_writer_value(&refusals->csv, line);
	csv_writer_text(&refusals->csv, row->why.place);
	csv_writer_text(&refusals->csv, row->why.value);
	csv_writer_text(&refusals->csv, reason);
	csv_writer_text(&refusals->csv, remedy);
	csv_writer_end_row(&refusals->csv);
	refusals->count++;
	return true;
}

/* "classe.csv" → "classe-refus.csv" beside it, or -2 where that is taken. malloc'd; NULL: no
 * memory. */
static char *refusals_path(const struct import *import)
{
	const char *path = decode_path(import->decode), *slash = strrchr(path, '/');
	const char *dot = strrchr(path, '.'), *end = strrchr(_("refused.csv"), '.');
	int length = (int)(dot && (!slash || dot > slash) ? (size_t)(dot - path) : strlen(path));
	bool piped = strcmp(path, "-") == 0;
	char *name = NULL, count[12] = "";

	for (int i = 2; i <= 100; i++) {
		if (asprintf(&name, "%.*s%s%.*s%s%s", piped ? 0 : length, path, piped ? "" : "-",
			    (int)(end - _("refused.csv")), _("refused.csv"), count, end) < 0)
			return NULL;
		if (!target_taken(name))
			break;
		if (i < 100)
			free(name);
		(void)snprintf(count, sizeof count, "-%d", i);
	}
	return name;
}

/* Would the refusals take the place of the list? */
static bool is_the_list(const struct import *import, const char *path)
{
	struct stat list, other;

	return stat(decode_path(import->decode), &list) == 0 && stat(path, &other) == 0 &&
	       list.st_dev == other.st_dev && list.st_ino == other.st_ino;
}

enum err_code import_write_refusals(
	struct import *import, const char *path, bool replace, char **ret_path, struct err *err)
{
	static const char *const columns[] = {
		N_("Line"), N_("Column"), N_("Value"), N_("Reason"), N_("Remedy")};
	char *chosen = path ? strdup(path) : refusals_path(import);
	struct refusals refusals = {.count = 0};
	struct outfile file;
	enum err_code rc = ERR_OK;

	if (!chosen)
		return err_fail(err, WHY_NO_MEMORY, "refusals");
	if (is_the_list(import, chosen)) {
		rc = err_fail(err, WHY_FILE_EXISTS, "the list itself");
		(void)err_at(err, 0, chosen, NULL);
	}
	if (!rc)
		rc = outfile_open(&file, chosen, replace, err);
	if (rc) {
		free(chosen);
		return rc;
	}
	csv_writer_init(&refusals.csv, file.stream, CSV_PEOPLE);
	for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
		csv_writer_text(&refusals.csv, _(columns[i]));
	csv_writer_end_row(&refusals.csv);
	rc = import_rows(import, IMPORT_REFUSED, 0, INT32_MAX, write_refusal, &refusals, err);
	if (!rc)
		rc = import_rows(import, IMPORT_ASK, 0, INT32_MAX, write_refusal, &refusals, err);
	if (!rc)
		rc = csv_writer_finish(&refusals.csv, err);
	rc = outfile_close(&file, rc, err);
	if (rc || !ret_path)
		free(chosen);
	else
		*ret_path = chosen;
	return rc;
}

/* Forms. See paper.h. */
#include "core/paper.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "core/csv.h"
#include "core/date.h"
#include "core/language.h"
#include "core/outfile.h"
#include "core/ref.h"
#include "core/student.h"
#include "core/table.h"

/* ---- What it asks ------------------------------------------------------------------ */

enum err_code paper_framework(struct session *session, const struct paper_about *about,
	const struct framework *usual, const struct framework **ret, struct err *err)
{
	struct link_row owner = {.internship_id = about->internship_id};
	struct link_row *rows = NULL;
	const struct framework *found = NULL;
	size_t count = 0;
	enum err_code rc = ERR_OK;

	if (about->kind == PAPER_INTERNSHIP)
		rc = db_link_list(session->db, &owner, &rows, &count, err);
	for (size_t f = 0; f < session->frameworks.count && !rc; f++) {
		const struct framework *framework = &session->frameworks.frameworks[f];

		for (size_t i = 0; i < count && found != usual; i++) {
			if (rows[i].item_id &&
				framework_item_by_id(framework, rows[i].item_id) != (size_t)-1 &&
				(!found || framework == usual))
				found = framework;
		}
	}
	free(rows);
	if (!rc)
		*ret = found ? found : usual;
	return rc;
}

enum err_code paper_items(struct session *session, const struct framework *framework,
	const struct paper_about *about, size_t ret[], size_t *ret_count, struct err *err)
{
	struct link_row owner = {.internship_id = about->internship_id};
	struct link_row *rows = NULL;
	size_t count = 0, found = 0;
	enum err_code rc = ERR_OK;

	if (about->kind == PAPER_INTERNSHIP)
		rc = db_link_list(session->db, &owner, &rows, &count, err);
	for (size_t i = 0; i < framework->leaf_count && !rc; i++) {
		int64_t id = framework->items[framework->leaves[i]].row.id;

		for (size_t j = 0; j < count; j++) {
			if (rows[j].item_id == id) {
				ret[found++] = framework->leaves[i];
				break;
			}
		}
	}
	free(rows);
	if (!rc)
		*ret_count = found ? found : framework->leaf_count;
	if (!rc && !found) { /* linked to nothing, or to purposes alone: all of them */
		for (size_t i = 0; i < framework->leaf_count; i++)
			ret[i] = framework->leaves[i];
	}
	return rc;
}

/* "self", "peer 0024010", "internship k7m2qxxxxxxxx": what a row says of its form. */
static enum err_code paper_name(struct session *session, const struct paper_about *about, char *ret,
	size_t size, struct err *err)
{
	struct student_row peer;
	char ref[REF_SIZE];
	enum err_code rc = ERR_OK;

	switch (about->kind) {
	case PAPER_SELF:
		(void)snprintf(ret, size, "self");
		break;
	case PAPER_PEER:
		if (!about->peer_id) {
			(void)snprintf(ret, size, "peer");
			break;
		}
		rc = db_student_by_id(session->db, about->peer_id, &peer, err);
		(void)snprintf(ret, size, "peer %s", rc ? "" : peer.matricule);
		break;
	case PAPER_INTERNSHIP:
		ref_of(about->internship_id, ref);
		(void)snprintf(ret, size, "internship %s", ref);
		break;
	}
	return rc;
}

static const char *title_of(enum paper_kind kind)
{
	switch (kind) {
	case PAPER_SELF:
		return _("Self-assessment");
	case PAPER_PEER:
		return _("Peer feedback");
	default:
		return _("Internship assessment");
	}
}

/* ---- Written --------------------------------------------------------------------------- */

static void write_table(FILE *file, const struct framework *framework, const char *form,
	const struct student_row *student, size_t count, const size_t items[])
{
	const char *const head[] = {_("Form"), _("Matricule"), _("Date"), _("Number"), _("Code"),
		_("Capability"), _("Level"), _("Comment")};
	struct csv_writer writer;

	csv_writer_init(&writer, file, CSV_PEOPLE);
	for (size_t i = 0; i < sizeof head / sizeof head[0]; i++)
		csv_writer_value(&writer, head[i]);
	csv_writer_end_row(&writer);
	for (size_t i = 0; i < count; i++) {
		const struct item *item = &framework->items[items[i]];
		char number[24], code[2 * CODE_SIZE];

		(void)snprintf(number, sizeof number, "%zu", i + 1);
		(void)snprintf(code, sizeof code, "%s:%s", framework->row.code, item->row.code);
		csv_writer_text(&writer, form);
		csv_writer_text(&writer, student->matricule);
		csv_writer_value(&writer, "");
		csv_writer_value(&writer, number);
		csv_writer_text(&writer, code);
		csv_writer_text(&writer, item->row.text);
		csv_writer_value(&writer, "");
		csv_writer_value(&writer, "");
		csv_writer_end_row(&writer);
	}
}

static enum err_code write_page(FILE *file, const struct framework *framework,
	const struct paper_about *about, const char *form, const struct student_row *student,
	size_t count, const size_t items[], struct err *err)
{
	const char *head[2 + LEVELS_MAX + 1] = {_("Number"), _("Capability")};
	char digits[LEVELS_MAX][LABEL_SIZE + 8];
	const char *const boxes[] = {_("Date"), _("Name and signature")};
	size_t levels = framework->scale.level_count;
	struct page page = {0};
	enum err_code rc;

	page_addf(&page, PAGE_TITLE, "%s · %s %s", title_of(about->kind), student->first_name,
		student->last_name);
	page_addf(&page, PAGE_TEXT, _("Matricule: %s"), student->matricule);
	page_addf(&page, PAGE_MUTED, _("Reference of this paper: %s"), form);
	page_add(&page, PAGE_TEXT,
		_("Tick one box per line; leave empty what could not be observed."));
	for (size_t i = 0; i < levels; i++) {
		(void)snprintf(digits[i], sizeof digits[i], "%d %s",
			framework->scale.levels[i].digit, framework->scale.levels[i].name);
		head[2 + i] = digits[i];
	}
	head[2 + levels] = _("Comment");
	page_row(&page, PAGE_HEAD, levels + 3, head);
	for (size_t i = 0; i < count; i++) {
		const struct item *item = &framework->items[items[i]];
		char number[24], *text = NULL;
		const char *cells[2 + LEVELS_MAX + 1] = {number};

		(void)snprintf(number, sizeof number, "%zu", i + 1);
		if (asprintf(&text, "%s %s", item->row.code, item->row.text) < 0) {
			page.failed = true;
			break;
		}
		cells[1] = text;
		for (size_t c = 0; c < levels; c++)
			cells[2 + c] = "☐";
		cells[2 + levels] = "";
		page_row(&page, PAGE_ROW, levels + 3, cells);
		free(text);
	}
	page_row(&page, PAGE_SIGN, 2, boxes);
	rc = page_write_html(&page, file, language_is_french() ? "fr" : "en", err);
	page_release(&page);
	return rc;
}

enum err_code paper_write(struct session *session, const struct framework *framework,
	const struct paper_about *about, const struct target *to, struct err *err)
{
	size_t *items = calloc(framework->leaf_count + 1, sizeof *items), count = 0;
	struct student_row student;
	struct outfile file;
	char form[CODE_SIZE];
	enum err_code rc = items ? db_student_by_id(session->db, about->student_id, &student, err)
				 : err_fail(err, WHY_NO_MEMORY, "form");

	if (!rc)
		rc = paper_name(session, about, form, sizeof form, err);
	if (!rc)
		rc = paper_items(session, framework, about, items, &count, err);
	if (!rc)
		rc = outfile_open(&file, to->path, to->replace, err);
	if (!rc) {
		if (to->form == TARGET_HTML)
			rc = write_page(
				file.stream, framework, about, form, &student, count, items, err);
		else
			write_table(file.stream, framework, form, &student, count, items);
		rc = outfile_close(&file, rc, err);
	}
	free(items);
	return rc;
}

/* ---- Read back --------------------------------------------------------------------------- */

enum { FORM, MATRICULE, ITEM, LEVEL, COMMENT, DATE, FIELD_COUNT };

static const char *const fields[FIELD_COUNT] = {
	"form", "matricule", "item", "level", "comment", "date"};

struct reading {
	struct session *session;
	struct err *err;
	enum err_code rc;
	struct paper_report report;
	char matricule[MATRICULE_SIZE]; /* the student met last */
	struct student_row student;
};

enum err_code peer_rate(struct session *session, const struct framework *framework, size_t item,
	int64_t student_id, int64_t peer_id, const char *held_on, int level, const char *comment,
	struct err *err)
{
	struct student_row student;
	int64_t assessment = 0;
	enum err_code rc = db_student_by_id(session->db, student_id, &student, err);

	if (!rc && peer_id == student_id)
		rc = err_fail(err, WHY_PEER_SELF, "peer");
	if (!rc && (level > (int)framework->scale.level_count ||
			   framework->items[item].descendants > 0))
		rc = err_fail(err, WHY_LEVEL_OUT_OF_SCALE, "peer");
	if (!rc)
		rc = db_batch_begin(session->db, "peer", student.matricule, session->author, err);
	if (rc)
		return rc;
	rc = peer_id ? db_assessment_peer_put(session->db, held_on, peer_id, &assessment, err)
		     : db_assessment_put(session->db, KIND_PEER, held_on, 0, &assessment, err);
	if (!rc)
		rc = db_rating_put(session->db, student_id, framework->items[item].row.id,
			assessment, level, comment, NULL, err);
	return db_batch_close(session->db, rc, err);
}

static int64_t internship_id(const struct internship_row *rows, size_t count, const char *ref)
{
	for (size_t i = 0; i < count; i++) {
		if (ref_matches(rows[i].id, ref))
			return rows[i].id;
	}
	return 0;
}

/* The levels of an internship, by its field supervisor. */
static enum err_code take_internship(struct reading *reading, const struct framework *framework,
	size_t item, int level, const char *comment, const char *ref, const char *day)
{
	struct internship_row *rows = NULL, *found = NULL;
	struct occasion occasion = {.kind = KIND_INTERNSHIP};
	const char *const comments[] = {comment};
	struct placement placement = {.occasion = &occasion,
		.paper = ref,
		.count = 1,
		.items = &item,
		.levels = &level,
		.comments = comments};
	size_t count = 0;
	enum err_code rc = db_internship_list(
		reading->session->db, reading->student.id, 0, 100, &rows, &count, reading->err);

	for (size_t i = 0; i < count && !rc; i++) {
		if (rows[i].id == internship_id(rows, count, ref))
			found = &rows[i];
	}
	if (!rc && !found) {
		rc = err_fail(reading->err, WHY_NOTHING_KNOWN_AS, "form");
		(void)err_at(reading->err, 0, _("Internships"), ref);
	}
	if (!rc && !found->supervisor[0]) { /* without a name they would count as the school's */
		rc = err_fail(reading->err, WHY_FIELD_EMPTY, "form");
		(void)err_at(reading->err, 0, _("The name of the field supervisor"), NULL);
	}
	if (!rc) {
		(void)snprintf(occasion.held_on, sizeof occasion.held_on, "%s", day);
		(void)snprintf(occasion.person, sizeof occasion.person, "%s", found->supervisor);
		rc = internship_assess(
			reading->session, found, framework, &placement, reading->err);
	}
	free(rows);
	return rc;
}

static enum err_code take_peer(struct reading *reading, const struct framework *framework,
	size_t item, int level, const char *comment, const char *matricule, const char *day)
{
	struct student_row peer = {0};
	enum err_code rc = *matricule
				   ? student_find(reading->session, matricule, &peer, reading->err)
				   : ERR_OK;

	return rc ? rc
		  : peer_rate(reading->session, framework, item, reading->student.id, peer.id, day,
			    level, comment, reading->err);
}

static enum err_code take_level(struct reading *reading, const char *const cells[])
{
	const char *form = cells[FORM], *comment = *cells[COMMENT] ? cells[COMMENT] : NULL;
	const struct framework *framework;
	struct occasion self = {.kind = KIND_SELF};
	size_t item = 0;
	int level = LEVEL_NONE;
	char day[DATE_SIZE];
	enum err_code rc = framework_resolve(
		&reading->session->frameworks, cells[ITEM], &framework, &item, reading->err);

	if (!rc && *cells[LEVEL])
		rc = framework_level(framework, cells[LEVEL], &level, reading->err);
	clock_today(day);
	if (!rc && *cells[DATE] &&
		!date_read(cells[DATE], strlen(cells[DATE]), DATE_DAY_FIRST, day)) {
		rc = err_fail(reading->err, WHY_DATE_INVALID, "form");
		(void)err_at(reading->err, 0, NULL, cells[DATE]);
	}
	if (rc)
		return rc;
	if (strcmp(form, "self") == 0) {
		memcpy(self.held_on, day, sizeof self.held_on);
		return rating_set(reading->session, framework, item, reading->student.id, &self,
			level, comment, NULL, reading->err);
	}
	if (strncmp(form, "internship ", 11) == 0)
		return take_internship(reading, framework, item, level, comment, form + 11, day);
	if (strcmp(form, "peer") == 0 || strncmp(form, "peer ", 5) == 0)
		return take_peer(
			reading, framework, item, level, comment, form[4] ? form + 5 : "", day);
	rc = err_fail(reading->err, WHY_FORM_NOT_OURS, "form");
	(void)err_at(reading->err, 0, NULL, "self, peer, internship");
	return rc;
}

static bool take_row(void *ctx, long line, const char *const cells[])
{
	struct reading *reading = ctx;

	if (!*cells[LEVEL] && !*cells[COMMENT])
		return true;
	if (strcmp(reading->matricule, cells[MATRICULE]) != 0) {
		reading->rc = student_find(
			reading->session, cells[MATRICULE], &reading->student, reading->err);
		(void)snprintf(
			reading->matricule, sizeof reading->matricule, "%.64s", cells[MATRICULE]);
		reading->report.students++;
	}
	if (!reading->rc)
		reading->rc = take_level(reading, cells);
	if (reading->rc)
		reading->err->line = line;
	else
		reading->report.levels++;
	return reading->rc == ERR_OK;
}

enum err_code paper_read(struct session *session, const char *path, bool dry_run,
	struct paper_report *ret, struct err *err)
{
	struct reading reading = {.session = session, .err = err};
	enum err_code rc = db_batch_begin(session->db, "import-form", path, session->author, err);

	if (rc)
		return rc;
	rc = table_read(path, "form", FIELD_COUNT, fields, 4, take_row, &reading, err);
	if (!rc)
		rc = reading.rc;
	*ret = reading.report;
	if (dry_run && !rc) {
		db_batch_abort(session->db);
		return ERR_OK;
	}
	return db_batch_close(session->db, rc, err);
}

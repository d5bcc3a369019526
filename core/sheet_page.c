/* Papers of grades. See sheet_page.h. */
#include "core/sheet_page.h"

#include <stdio.h>
#include <string.h>

#include "core/csv.h"
#include "core/figures.h"
#include "core/jury.h"
#include "core/language.h"
#include "core/outfile.h"

static void sheet_rows(const struct gradesheet *sheet, struct page *page)
{
	for (size_t i = 0; i < sheet->count; i++) {
		const struct sheet_row *row = &sheet->rows[i];
		char number[24], name[2 * NAME_SIZE + 2], marks[PARTS_MAX][MARK_SIZE];
		const char *cells[PARTS_MAX + 3];
		size_t n = 0;

		(void)snprintf(number, sizeof number, "%zu", i + 1);
		(void)snprintf(name, sizeof name, "%s %s", row->enrolment.last_name,
			row->enrolment.first_name);
		cells[n++] = number;
		cells[n++] = row->enrolment.matricule;
		cells[n++] = name;
		for (size_t p = 0; p < sheet->part_count; p++) {
			cell_format(&row->cells[p][sheet->session - 1], marks[p]);
			if (row->exempt)
				(void)snprintf(marks[p], sizeof marks[p], "—");
			else if (!*marks[p])
				(void)snprintf(marks[p], sizeof marks[p], "[        ]");
			cells[n++] = marks[p];
		}
		page_row(page, PAGE_ROW, n, cells);
	}
}

enum err_code sheet_page(const struct gradesheet *sheet, struct page *ret, struct err *err)
{
	const char *signs[] = {_("Name of the teacher"), _("Date and signature")};
	const char *cells[PARTS_MAX + 3] = {_("No."), _("Matricule"), _("Last name, first name")};
	struct page page = {0};
	char scale[MARK_SIZE];
	size_t n = 3;

	mark_plain(sheet->programme->rules.values[GRADE_RULE_SCALE], scale);
	page_addf(&page, PAGE_TITLE, "%s %s", sheet->unit->row.code, sheet->unit->row.title);
	page_addf(&page, PAGE_MUTED, _("%s · %s · session %d · marks out of %s"),
		sheet->programme->row.code, sheet->programme->row.year, sheet->session, scale);
	for (size_t p = 0; p < sheet->part_count; p++)
		cells[n++] = unit_part_title(sheet->unit, p);
	page_row(&page, PAGE_HEAD, n, cells);
	sheet_rows(sheet, &page);
	page_row(&page, PAGE_SIGN, 2, signs);
	if (page.failed) {
		page_release(&page);
		return err_fail(err, WHY_NO_MEMORY, "sheet");
	}
	*ret = page;
	return ERR_OK;
}

/* ---- The jury's ------------------------------------------------------------------------ */

/* "16/115" in two cells: a spreadsheet would make a day of "7/12". */
static void put_credits(struct csv_writer *writer, const char *text)
{
	size_t length = strcspn(text, "/");
	char got[MARK_SIZE];

	(void)snprintf(got, sizeof got, "%.*s", (int)length, text);
	csv_writer_text(writer, got);
	csv_writer_text(writer, text[length] ? text + length + 1 : "");
}

/* The figure of a student in the unit that a column of the table is about; NULL: not taken. */
static const struct unit_figure *figure_of(
	const struct figures *figures, int64_t student_id, const char *unit)
{
	for (size_t i = 0; i < figures->student_count; i++) {
		const struct student_figures *who = &figures->students[i];

		for (size_t k = 0; k < who->count && who->student_id == student_id; k++) {
			const struct unit_figure *figure = &figures->units[who->first + k];

			if (strcmp(figures->programme->units[figure->unit].row.code, unit) == 0)
				return figure;
		}
	}
	return NULL;
}

/* A mark stays a number for the spreadsheet: whether it is acquired stands in a column apart. */
static void put_figure(struct csv_writer *writer, const char *text)
{
	const char *sign = strstr(text, NOT_ACQUIRED_SIGN);
	char mark[SIGNED_SIZE];

	(void)snprintf(mark, sizeof mark, "%.*s",
		(int)(sign ? (size_t)(sign - text) : strlen(text)), text);
	csv_writer_text(writer, mark);
}

static void put_acquired(struct csv_writer *writer, const struct figures *figures,
	const struct page_line *head, const struct page_line *line)
{
	char title[CODE_SIZE + 64];

	for (size_t c = JURY_FIXED_COLUMNS; c < head->count; c++) {
		const struct unit_figure *figure =
			line == head ? NULL : figure_of(figures, line->id, head->cells[c]);

		if (line == head)
			(void)snprintf(title, sizeof title, _("%s acquired"), head->cells[c]);
		csv_writer_text(writer, line == head       ? title
					: !figure          ? ""
					: figure->acquired ? _("yes")
					: figure->by_jury || !cell_is_blank(&figure->cell) ? _("no")
											   : "");
	}
}

/*
 * The table of the class as CSV: with the matricule before the name, since two
 * students may have the same, and after the marks whether each is acquired.
 */
static enum err_code write_csv(struct session *session, const struct page *page,
	const struct figures *figures, FILE *file, struct err *err)
{
	const struct page_line *head = NULL;
	struct csv_writer writer;
	enum err_code rc = ERR_OK;

	csv_writer_init(&writer, file, CSV_PEOPLE);
	for (size_t i = 0; i < page->count && !rc; i++) {
		const struct page_line *line = &page->lines[i];
		struct student_row student = {0};

		if (line->kind != PAGE_HEAD && line->kind != PAGE_ROW)
			continue;
		head = line->kind == PAGE_HEAD ? line : head;
		if (line->kind == PAGE_ROW)
			rc = db_student_by_id(session->db, line->id, &student, err);
		csv_writer_text(
			&writer, line->kind == PAGE_HEAD ? _("Matricule") : student.matricule);
		for (size_t c = 0; c < line->count; c++) {
			if (c != 1)
				put_figure(&writer, line->cells[c]);
			else if (line->kind == PAGE_HEAD)
				put_credits(&writer, _("Credits acquired/Credits taken"));
			else
				put_credits(&writer, line->cells[c]);
		}
		if (head)
			put_acquired(&writer, figures, head, line);
		csv_writer_end_row(&writer);
	}
	return rc ? rc : csv_writer_finish(&writer, err);
}

static enum err_code export_csv(struct session *session, const struct figures_asked *asked,
	const struct page *page, const struct target *to, struct err *err)
{
	struct figures figures = {0};
	struct outfile file;
	enum err_code rc = figures_load(session, asked, &figures, err);

	if (!rc)
		rc = outfile_open(&file, to->path, to->replace, err);
	if (!rc)
		rc = outfile_close(
			&file, write_csv(session, page, &figures, file.stream, err), err);
	figures_release(&figures);
	return rc;
}

static enum err_code add_students(struct session *session, const struct programme *programme,
	int number, int64_t group_id, struct page *page, struct err *err)
{
	const struct seeing seeing = {.ascii = false};
	const struct figures_asked asked = {
		.programme = programme, .session = number, .group_id = group_id};
	struct figures figures = {0};
	enum err_code rc = figures_load(session, &asked, &figures, err);

	for (size_t i = 0; i < figures.student_count && !rc; i++) {
		struct page one = {0};

		rc = jury_student_page(session, programme, number, figures.students[i].student_id,
			NULL, 0, &seeing, &one, err);
		if (!rc) {
			page_add(page, PAGE_BREAK, "");
			page_append(page, &one);
		}
		page_release(&one);
	}
	figures_release(&figures);
	return rc;
}

enum err_code jury_export(struct session *session, const struct programme *programme, int number,
	int64_t group_id, const struct target *to, struct err *err)
{
	const struct seeing seeing = {.ascii = false};
	const struct figures_asked asked = {
		.programme = programme, .session = number, .group_id = group_id};
	struct page page = {0};
	enum err_code rc =
		jury_class_page(session, programme, number, group_id, &seeing, &page, err);

	if (!rc && to->form != TARGET_CSV)
		rc = add_students(session, programme, number, group_id, &page, err);
	if (!rc && page.failed)
		rc = err_fail(err, WHY_NO_MEMORY, "jury");
	if (!rc)
		rc = to->form == TARGET_CSV ? export_csv(session, &asked, &page, to, err)
					    : page_save(&page, to, 120, err);
	page_release(&page);
	return rc;
}

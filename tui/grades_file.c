/* The grades of a file beside those of the sheet, and then written. See grades.h. */
#include <stdio.h>
#include <string.h>

#include "core/grade_import.h"
#include "core/language.h"
#include "core/message.h"
#include "core/seeing.h"
#include "core/student_name.h"
#include "tui/grades_menu.h"

static enum err_code read_file(struct tui *tui, const struct page_about *about,
	struct programme *programme, struct grade_import *ret, struct err *err)
{
	struct grade_import_options options = {
		.programme = programme, .part = (size_t)-1, .session = about->mode};
	enum err_code rc = programme_load_id(tui->session, about->group_id, programme, err);

	options.unit = programme_unit(programme, about->id);
	if (!rc && (options.unit == programme->unit_count || !tui->asking))
		rc = err_fail(err, WHY_UNIT_UNKNOWN, "import");
	if (!rc)
		rc = grade_import_read(tui->session, tui->asking->paper, &options, ret, err);
	if (rc)
		programme_release(programme);
	return rc;
}

static void import_row(
	const struct tui *tui, const struct grade_import *import, size_t i, struct page *page)
{
	static const char *const words[] = {[GRADE_NEW] = N_("new"),
		[GRADE_CHANGED] = N_("changed"),
		[GRADE_SAME] = N_("unchanged"),
		[GRADE_REFUSED] = N_("REFUSED")};
	const struct grade_line *line = &import->lines[i];
	const struct enrolment_row *who =
		line->row < import->sheet.count ? &import->sheet.rows[line->row].enrolment : NULL;
	char number[24], name[STUDENT_NAME_SIZE] = "", before[MARK_SIZE], after[512],
						 kept[MARK_SIZE], out_of[MARK_SIZE];
	const char *cells[] = {number, _(words[line->change]), name,
		line->row < import->sheet.count ? unit_part_title(import->sheet.unit, line->part)
						: "",
		before, after};

	(void)snprintf(number, sizeof number, "%ld", line->line);
	if (who)
		student_name(tui->session, tui->anonymous, who->student_id, who->last_name,
			who->first_name, name, sizeof name);
	cell_format(&line->before, before);
	if (line->change == GRADE_REFUSED) {
		message_sentence(&line->why, after, sizeof after);
	} else if (line->out_of) {
		cell_format(&line->after, kept);
		mark_plain(line->out_of, out_of);
		(void)snprintf(after, sizeof after, "%s/%s → %s", line->typed, out_of, kept);
	} else {
		cell_format(&line->after, after);
	}
	page_row(page, PAGE_ROW, 6, cells);
	page_mark(page, MARK_UNIT, (int64_t)i + 1);
}

/* What the marks of columns are out of, and the columns that are not taken. */
static void say_columns(const struct grade_import *import, struct page *page)
{
	int scale = import->sheet.programme->rules.values[GRADE_RULE_SCALE];
	char from[MARK_SIZE], to[MARK_SIZE];

	mark_plain(scale, to);
	for (size_t p = 0; p < import->sheet.part_count; p++) {
		mark_plain(import->scales[p].out_of, from);
		if (import->columns[p][0] && import->scales[p].out_of &&
			import->scales[p].out_of != scale)
			page_addf(page, PAGE_WARNING,
				_("! %s: from marks out of %s to marks out of %s"),
				import->columns[p], from, to);
	}
	for (size_t i = 0; i < import->left_count; i++)
		page_addf(page, PAGE_WARNING, _("! %s: not taken, although it looks like marks"),
			import->left[i]);
}

static enum err_code build_import(
	struct tui *tui, const struct page_about *about, struct page *ret, struct err *err)
{
	const char *head[] = {_("Line"), "", _("Student"), _("Activity"), _("before"), _("after")};
	struct programme programme = {0};
	struct grade_import import = {0};
	struct page page = {0};
	enum err_code rc = read_file(tui, about, &programme, &import, err);

	if (rc)
		return rc;
	page_addf(&page, PAGE_TITLE, _("Grades of %s · %s"), tui->asking->paper,
		import.sheet.unit->row.code);
	page_addf(&page, PAGE_TEXT,
		_("%ld rows: %ld new, %ld changed, %ld unchanged, %ld refused."), import.rows,
		import.added, import.changed, import.unchanged, import.refused);
	page_add(&page, PAGE_MUTED, _("Nothing is written yet: Enter writes what can be."));
	say_columns(&import, &page);
	page_row(&page, PAGE_HEAD, 6, head);
	/* What needs a look comes first. */
	for (size_t pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < import.count; i++) {
			if ((import.lines[i].change == GRADE_REFUSED) == (pass == 0))
				import_row(tui, &import, i, &page);
		}
	}
	grade_import_release(&import);
	programme_release(&programme);
	if (page.failed) {
		page_release(&page);
		return err_fail(err, WHY_NO_MEMORY, "import");
	}
	*ret = page;
	return ERR_OK;
}

static void import_answered(struct tui *tui, void *data, int button)
{
	const struct sheet_about *asked = data;
	const struct page_about about = {.id = asked->row_id,
		.group_id = asked->programme_id,
		.item = (size_t)-1,
		.mode = asked->session};
	struct programme programme = {0};
	struct grade_import import = {0};
	const char *slash = strrchr(asked->paper, '/');
	char said[160];
	struct err err;
	enum err_code rc;

	if (button != 1)
		return;
	rc = read_file(tui, &about, &programme, &import, &err);
	if (!rc)
		rc = grade_import_apply(
			tui->session, &import, slash ? slash + 1 : asked->paper, true, true, &err);
	if (rc) {
		status_error(&tui->status, &err);
	} else {
		(void)snprintf(said, sizeof said, _("Imported: %ld new, %ld changed · u undo"),
			import.added, import.changed);
		tui_pop(tui);
		grades_saved(tui, said);
	}
	grade_import_release(&import);
	programme_release(&programme);
}

static void open_import(struct tui *tui, const struct page_about *about, int kind, int64_t id)
{
	const char *buttons[] = {_("Cancel"), _("Write"), NULL};

	(void)about;
	(void)kind;
	(void)id;
	if (tui->asking)
		prompt_buttons(
			tui, _("Write these grades?"), buttons, import_answered, tui->asking);
}

static const struct page_source import_source = {
	.name = "grade-import", .build = build_import, .open = open_import};

void grades_import_preview(
	struct tui *tui, int64_t programme_id, int64_t unit_id, int session, const char *path)
{
	struct page_view view = {.title = _("Import grades"), .source = &import_source};
	char kept[LABEL_SIZE];
	struct sheet_about *asked;

	(void)snprintf(kept, sizeof kept, "%.200s", path);
	asked = sheet_asking(tui);
	if (!asked)
		return;
	asked->programme_id = programme_id;
	asked->row_id = unit_id;
	asked->session = session;
	memcpy(asked->paper, kept, sizeof kept);
	view.about = (struct page_about){
		.id = unit_id, .group_id = programme_id, .item = (size_t)-1, .mode = session};
	(void)snprintf(view.path, sizeof view.path, "%s", _("import.html"));
	(void)tui_push(tui, &view_page, &view);
}

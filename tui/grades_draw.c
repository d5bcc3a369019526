/* The sheet of grades, painted. See grades_screen.h. */
#include <stdio.h>
#include <string.h>

#include "core/language.h"
#include "tui/glyph.h"
#include "tui/grades_screen.h"

enum {
	PART_COLS = 12,
	PART_ROOMY = 18, /* a code and the beginning of a title */
	PART_MOST = 40,
	NUMBER_COLS = 5,
	MATRICULE_COLS = 12,
	MEAN_COLS = 9,
	NAME_LEAST = 11,
	NAME_MOST = 34
};

/* Where columns stand; a narrow window leaves the matricule out. */
struct columns {
	int matricule, name; /* widths */
	int part;            /* of each activity; wider where its title has room */
	int mean;            /* where it begins */
};

/* What stands in a cell, and how. */
static enum role cell_text(
	struct grades_screen *screen, size_t row, size_t part, bool here, char *ret, size_t size)
{
	const struct sheet_row *line = &screen->sheet.rows[row];
	const struct kept_cell *kept = grades_kept(screen, row, part);
	char text[MARK_SIZE], second[MARK_SIZE], wrong[64];
	int cursor;

	if (here && screen->typing) {
		char shown[64];

		form_show(&screen->form, PART_COLS - 4, shown, sizeof shown, &cursor);
		(void)snprintf(ret, size, "[%s_]", shown);
		return ROLE_TEXT;
	}
	if (line->exempt) {
		(void)snprintf(ret, size, "%s", enrolment_state_name(line->enrolment.state));
		return ROLE_MUTED;
	}
	if (screen->mode == GRADES_SECOND && part == screen->part) {
		cell_format(&kept->second, text);
		(void)snprintf(ret, size, "%s", kept->seconded ? *text ? text : "–" : "····");
		return kept->seconded ? ROLE_TEXT : ROLE_MUTED;
	}
	if (kept->wrong[0]) {
		(void)glyph_fit(
			kept->wrong, PART_COLS - 3, screen->tui->term.ascii, wrong, sizeof wrong);
		(void)snprintf(ret, size, "%s !", wrong);
		return ROLE_ERROR;
	}
	cell_format(&line->cells[part][screen->session - 1], text);
	if (screen->mode == GRADES_COMPARE && part == screen->part && kept->seconded) {
		cell_format(&kept->second, second);
		(void)snprintf(ret, size, "%s≠%s", *text ? text : "–", *second ? second : "–");
		return ROLE_WARNING;
	}
	if (!*text && screen->session > 1) {
		/* What an earlier session left, in brackets: it is not of this one. */
		const struct part_result *part_result = &line->result.parts[part];

		if (part_result->session) {
			cell_format(&part_result->cell, text);
			(void)snprintf(ret, size, "(%s)", text);
			return ROLE_MUTED;
		}
	}
	(void)snprintf(ret, size, "%s", text);
	return ROLE_TEXT;
}

static void result_text(const struct sheet_row *row, char *ret, size_t size)
{
	struct cell cell;
	char mark[MARK_SIZE];

	unit_result_cell(&row->result, &cell);
	cell_format(&cell, mark);
	(void)snprintf(ret, size, "%s%s", mark, not_acquired_sign(&cell, row->result.acquired));
	if (!*ret && row->result.state != UNIT_MISSING)
		(void)snprintf(ret, size, "–");
}

/* How wide a column of grades is, with that much room to spare: its title rather than its code. */
static int widen_parts(const struct grades_screen *screen, int spare)
{
	const struct unit *unit = screen->sheet.unit;
	int widest = PART_COLS, most;

	if (spare <= 0 || screen->sheet.part_count == 0)
		return PART_COLS;
	for (size_t p = 0; p < screen->sheet.part_count; p++) {
		int cols = glyph_width(unit_part_title(unit, p)) + 6; /* " /20" and a gap */

		if (cols > widest)
			widest = cols;
	}
	most = PART_COLS + spare / (int)screen->sheet.part_count;
	if (most > PART_MOST)
		most = PART_MOST;
	return widest < most ? widest : most;
}

/* Columns that fit, the one with the cursor among them. */
static int place_parts(struct grades_screen *screen, int part_cols, int first_col, int end)
{
	int col = first_col, room = (end - first_col - MEAN_COLS) / part_cols;
	size_t fits = room > 0 ? (size_t)room : 1;

	if (screen->part < screen->first_part)
		screen->first_part = screen->part;
	if (screen->part >= screen->first_part + fits)
		screen->first_part = screen->part - fits + 1;
	for (size_t p = 0; p < screen->sheet.part_count; p++) {
		screen->part_col[p] = -1;
		if (p < screen->first_part || p >= screen->first_part + fits)
			continue;
		screen->part_col[p] = col;
		col += part_cols;
	}
	return col;
}

static const char *part_code(const struct grades_screen *screen, size_t part)
{
	const struct unit *unit = screen->sheet.unit;

	return part < unit->activity_count ? unit->activities[part].code : unit->row.code;
}

static void draw_head(struct grades_screen *screen, struct rect rect, const struct columns *columns)
{
	const struct term *term = &screen->tui->term;
	char scale[MARK_SIZE], head[LABEL_SIZE + MARK_SIZE + 2], both[LABEL_SIZE + CODE_SIZE + 2];
	char cut[LABEL_SIZE];
	int col = rect.col, room;

	mark_plain(screen->programme.rules.values[GRADE_RULE_SCALE], scale);
	draw_text(term, rect.row, col, NUMBER_COLS, ROLE_TITLE, 0, _("No."));
	col += NUMBER_COLS;
	draw_text(term, rect.row, col, columns->matricule, ROLE_TITLE, 0, _("Matricule"));
	col += columns->matricule;
	draw_text(
		term, rect.row, col, columns->name - 1, ROLE_TITLE, 0, _("Last name, first name"));
	for (size_t p = 0; p < screen->sheet.part_count; p++) {
		const char *title = unit_part_title(screen->sheet.unit, p);

		if (screen->part_col[p] < 0)
			continue;
		/* Short of room the code says which, and as much of the title as there is room. */
		room = columns->part - 4 - (int)strlen(scale);
		if (glyph_width(title) > room) {
			(void)snprintf(both, sizeof both, "%s %s", part_code(screen, p), title);
			(void)glyph_fit(both, room, term->ascii, cut, sizeof cut);
			title = columns->part < PART_ROOMY ? part_code(screen, p) : cut;
		}
		(void)snprintf(head, sizeof head, "%s /%s", title, scale);
		draw_text(term, rect.row, screen->part_col[p], columns->part - 1, ROLE_TITLE,
			p == screen->part ? DRAW_BOLD : 0, head);
	}
	draw_text(term, rect.row, columns->mean, MEAN_COLS - 1, ROLE_TITLE, 0, _("Unit"));
}

static void draw_row(struct grades_screen *screen, int y, size_t at, const struct columns *columns)
{
	struct tui *tui = screen->tui;
	const struct term *term = &tui->term;
	size_t row = screen->shown[at];
	const struct sheet_row *line = &screen->sheet.rows[row];
	bool here = at == screen->list.cursor && screen->past != PAST_COLUMN;
	char number[24], name[2 * NAME_SIZE + 2], text[128];
	struct student_row student = {0};
	int col = screen->rect.col;

	student.id = line->enrolment.student_id;
	memcpy(student.last_name, line->enrolment.last_name, sizeof student.last_name);
	memcpy(student.first_name, line->enrolment.first_name, sizeof student.first_name);
	if (tui->anonymous)
		tui_student_name(tui, &student, name, sizeof name);
	else /* the matricule stands beside it */
		(void)snprintf(name, sizeof name, "%s %s", student.last_name, student.first_name);
	(void)snprintf(number, sizeof number, "%s%zu", here ? ">" : " ", row + 1);
	draw_text(term, y, col, NUMBER_COLS, ROLE_TEXT, 0, number);
	col += NUMBER_COLS;
	draw_text(term, y, col, columns->matricule, ROLE_TEXT, 0,
		tui->anonymous ? "·" : line->enrolment.matricule);
	col += columns->matricule;
	draw_text(term, y, col, columns->name - 1, ROLE_TEXT, 0, name);
	for (size_t p = 0; p < screen->sheet.part_count; p++) {
		bool cell = here && p == screen->part && !screen->past;
		enum role role;

		if (screen->part_col[p] < 0)
			continue;
		role = cell_text(screen, row, p, cell, text, sizeof text);
		draw_text(term, y, screen->part_col[p], PART_COLS - 1, role,
			cell && !screen->typing ? DRAW_FOCUS : 0, text);
		if (cell) {
			int cursor = 0;
			char shown[64];

			if (screen->typing)
				form_show(
					&screen->form, PART_COLS - 4, shown, sizeof shown, &cursor);
			tui->cursor_row = y;
			tui->cursor_col = screen->part_col[p] + (screen->typing ? 1 + cursor : 0);
		}
	}
	if (screen->mode == GRADES_SECOND)
		(void)snprintf(text, sizeof text, "····"); /* it would tell the first entry */
	else
		result_text(line, text, sizeof text);
	draw_text(term, y, columns->mean, MEAN_COLS - 1,
		line->result.acquired ? ROLE_TEXT : ROLE_MUTED, 0, text);
}

/* After the title: ": 2/24 typed · sum 14,00 · mean 14,00 · 1 PP · 1 to correct (F8)" */
static void count_line(struct grades_screen *screen, bool with_mean, char *ret, size_t size)
{
	const struct sheet_count *count = &screen->counts[screen->part];
	char sum[MARK_SIZE], mean[MARK_SIZE];
	size_t used;

	if (screen->mode == GRADES_SECOND) {
		size_t again = 0;

		for (size_t i = 0; i < screen->sheet.count; i++)
			again += grades_kept(screen, i, screen->part)->seconded;
		(void)snprintf(ret, size, _(": %zu/%zu typed again"), again, screen->sheet.count);
		return;
	}
	mark_format((int)count->sum, sum);
	mark_format(count->mean, mean);
	used = (size_t)snprintf(ret, size, _(": %zu/%zu typed · sum %s"),
		count->marks + count->codes, count->marks + count->codes + count->blanks, sum);
	if (with_mean && *mean && used < size)
		used += (size_t)snprintf(ret + used, size - used, _(" · mean %s"), mean);
	if (count->used[0] && used < size)
		used += (size_t)snprintf(ret + used, size - used, " · %s", count->used);
	if (screen->wrong_count && used < size)
		(void)snprintf(ret + used, size - used,
			ngettext(" · %zu to correct (F8)", " · %zu to correct (F8)",
				(unsigned long)screen->wrong_count),
			screen->wrong_count);
}

/*
 * "Écrit: 2/24 typed · sum 14,00": what is to be compared with paper is never cut,
 * the title and then the mean give way.
 */
static void draw_count(struct grades_screen *screen, int row, int col, int cols)
{
	const struct term *term = &screen->tui->term;
	char count[300], title[LABEL_SIZE + 8];
	int room, least;

	least = glyph_fit(unit_part_title(screen->sheet.unit, screen->part), 8, term->ascii, title,
		sizeof title);
	count_line(screen, true, count, sizeof count);
	if (cols - glyph_width(count) < least)
		count_line(screen, false, count, sizeof count);
	room = cols - glyph_width(count) < least ? least : cols - glyph_width(count);
	room = glyph_fit(unit_part_title(screen->sheet.unit, screen->part), room, term->ascii,
		title, sizeof title);
	col += draw_text(term, row, col, room, ROLE_TEXT, DRAW_TIGHT, title);
	draw_text(term, row, col, cols - room, ROLE_TEXT, 0, count);
}

void grades_draw(struct tui *tui, void *state, struct rect rect)
{
	struct grades_screen *screen = state;
	struct rect table = {rect.row, rect.col, rect.rows - 2, rect.cols};
	struct rect inside;
	struct columns columns;

	draw_box(&tui->term, table,
		screen->mode == GRADES_SECOND    ? _("Second entry")
		: screen->mode == GRADES_COMPARE ? _("Differences")
						 : screen->sheet.unit->row.title,
		true);
	inside = rect_inside(table);
	columns.name = inside.cols - NUMBER_COLS - MATRICULE_COLS - MEAN_COLS -
		       (int)screen->sheet.part_count * PART_COLS;
	columns.matricule = MATRICULE_COLS;
	if (columns.name < NAME_LEAST + 3) {
		columns.name += MATRICULE_COLS;
		columns.matricule = 0;
	}
	if (columns.name < NAME_LEAST)
		columns.name = NAME_LEAST;
	columns.part = widen_parts(screen, columns.name - NAME_MOST);
	screen->part_cols = columns.part;
	if (columns.name > NAME_MOST)
		columns.name = NAME_MOST;
	columns.mean = place_parts(screen, columns.part,
		inside.col + NUMBER_COLS + columns.matricule + columns.name,
		inside.col + inside.cols);
	draw_head(screen, inside, &columns);
	screen->rect = (struct rect){inside.row + 1, inside.col, inside.rows - 1, inside.cols};
	list_set_height(&screen->list, screen->rect.rows > 0 ? (size_t)screen->rect.rows : 1);
	for (int i = 0; i < screen->rect.rows; i++) {
		size_t at = list_at(&screen->list, i);

		if (at == (size_t)-1)
			break;
		draw_row(screen, screen->rect.row + i, at, &columns);
	}
	if (screen->sheet.count == 0)
		draw_wrapped(&tui->term, screen->rect, ROLE_MUTED, 0,
			_("Nobody takes this unit yet: “suivi enrol --group CODE” puts a class in "
			  "it."));
	draw_count(screen, rect.row + rect.rows - 2, rect.col, rect.cols);
	draw_text(&tui->term, rect.row + rect.rows - 1, rect.col, rect.cols,
		screen->wrong_count ? ROLE_WARNING : ROLE_MUTED, 0, screen->note);
}

/* The agenda. See agenda.h. */
#include "core/agenda.h"

#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "core/language.h"
#include "core/ref.h"

enum { ENTRIES_MAX = 2000 };

static const char first_day[] = "1900-01-01", last_day[] = "2199-12-31";

static const char *const kind_names[] = {
	[AGENDA_OPEN] = N_("meeting under way"),
	[AGENDA_MEETING] = N_("meeting"),
	[AGENDA_OBJECTIVE] = N_("objective"),
	[AGENDA_MILESTONE] = N_("milestone"),
};

const char *agenda_kind_name(enum agenda_kind kind)
{
	return _(kind_names[kind]);
}

void agenda_release(struct agenda *agenda)
{
	free(agenda->entries);
	*agenda = (struct agenda){0};
}

struct loading {
	struct session *session;
	struct agenda *agenda;
	size_t room;
	bool mine;
	int64_t person_id;
	char today[DATE_SIZE];
	const char *to;
};

/* What falls due until the last day, of whoever acts or of all. */
static struct due_when due(const struct loading *loading)
{
	return (struct due_when){.from = first_day,
		.to = loading->to,
		.person_id = loading->mine ? loading->person_id : 0,
		.day = loading->today};
}

static struct agenda_entry *add(struct loading *loading, struct err *err)
{
	struct agenda *agenda = loading->agenda;

	if (agenda->count == loading->room) {
		size_t room = 2 * loading->room + 32;
		struct agenda_entry *grown = realloc(agenda->entries, room * sizeof *grown);

		if (!grown) {
			(void)err_fail(err, WHY_NO_MEMORY, "agenda");
			return NULL;
		}
		agenda->entries = grown;
		loading->room = room;
	}
	agenda->entries[agenda->count] = (struct agenda_entry){0};
	return &agenda->entries[agenda->count++];
}

/* The first line of a text, cut at a character. */
static void first_line(const char *text, char ret[LABEL_SIZE])
{
	size_t n = strcspn(text, "\n");

	if (n >= LABEL_SIZE)
		n = LABEL_SIZE - 1;
	while (n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80)
		n--;
	memcpy(ret, text, n);
	ret[n] = '\0';
}

static void name(struct agenda_entry *entry, const char *matricule, const char *last_name,
	const char *first_name)
{
	(void)snprintf(entry->matricule, sizeof entry->matricule, "%s", matricule);
	(void)snprintf(entry->last_name, sizeof entry->last_name, "%s", last_name);
	(void)snprintf(entry->first_name, sizeof entry->first_name, "%s", first_name);
}

static enum err_code load_meetings(
	struct loading *loading, enum meeting_state state, const char *to, struct err *err)
{
	struct meeting_row *rows = NULL;
	size_t count = 0;
	enum err_code rc = db_meeting_agenda(loading->session->db, state,
		loading->mine ? loading->person_id : 0, first_day, to, ENTRIES_MAX, &rows, &count,
		err);

	for (size_t i = 0; i < count && !rc; i++) {
		struct agenda_entry *entry = add(loading, err);

		if (!entry) {
			rc = ERR_NO_MEMORY;
			break;
		}
		entry->kind = state == MEETING_OPEN ? AGENDA_OPEN : AGENDA_MEETING;
		entry->id = rows[i].id;
		entry->student_id = rows[i].student_id;
		memcpy(entry->on, rows[i].held_on, sizeof entry->on);
		memcpy(entry->at, rows[i].starts_at, sizeof entry->at);
		entry->late = strcmp(entry->on, loading->today) < 0;
		name(entry, rows[i].matricule, rows[i].last_name, rows[i].first_name);
		first_line(*rows[i].agenda ? rows[i].agenda : rows[i].place, entry->text);
	}
	free(rows);
	return rc;
}

static enum err_code load_objectives(struct loading *loading, struct err *err)
{
	struct objective_row *rows = NULL;
	size_t count = 0;
	struct due_when when = due(loading);
	enum err_code rc =
		db_objective_due(loading->session->db, &when, ENTRIES_MAX, &rows, &count, err);

	for (size_t i = 0; i < count && !rc; i++) {
		struct agenda_entry *entry = add(loading, err);

		if (!entry) {
			rc = ERR_NO_MEMORY;
			break;
		}
		entry->kind = AGENDA_OBJECTIVE;
		entry->id = rows[i].id;
		entry->student_id = rows[i].student_id;
		memcpy(entry->on, rows[i].due_on, sizeof entry->on);
		entry->late = strcmp(entry->on, loading->today) < 0;
		name(entry, rows[i].matricule, rows[i].last_name, rows[i].first_name);
		first_line(rows[i].text, entry->text);
	}
	free(rows);
	return rc;
}

static enum err_code load_milestones(struct loading *loading, struct err *err)
{
	struct milestone_due_row *rows = NULL;
	size_t count = 0;
	struct due_when when = due(loading);
	enum err_code rc =
		db_milestone_due(loading->session->db, &when, ENTRIES_MAX, &rows, &count, err);

	for (size_t i = 0; i < count && !rc; i++) {
		struct agenda_entry *entry = add(loading, err);

		if (!entry) {
			rc = ERR_NO_MEMORY;
			break;
		}
		entry->kind = AGENDA_MILESTONE;
		entry->id = rows[i].milestone.thesis_id;
		entry->student_id = rows[i].student_id;
		memcpy(entry->on, rows[i].milestone.due_on, sizeof entry->on);
		entry->late = strcmp(entry->on, loading->today) < 0;
		name(entry, rows[i].matricule, rows[i].last_name, rows[i].first_name);
		first_line(rows[i].milestone.title, entry->text);
	}
	free(rows);
	return rc;
}

/* Those under way first, then by date, hour, kind, name. */
static int by_date(const void *a, const void *b)
{
	const struct agenda_entry *left = a, *right = b;
	int order = (right->kind == AGENDA_OPEN) - (left->kind == AGENDA_OPEN);

	if (!order)
		order = strcmp(left->on, right->on);
	if (!order)
		order = strcmp(left->at, right->at);
	if (!order)
		order = (int)left->kind - (int)right->kind;
	if (!order)
		order = strcmp(left->matricule, right->matricule);
	return order ? order : (left->id > right->id) - (left->id < right->id);
}

enum err_code agenda_load(
	struct session *session, bool mine, const char *to, struct agenda *ret, struct err *err)
{
	struct agenda agenda = {0};
	struct loading loading = {.session = session,
		.agenda = &agenda,
		.mine = mine,
		.to = to,
		.person_id = session->person_id};
	struct person_row person;
	enum err_code rc = ERR_OK;

	clock_today(loading.today);
	if (mine && !loading.person_id) {
		rc = db_person_by_name(session->db, session->author, &person, err);
		if (rc == ERR_NOT_FOUND) { /* acts for the first time: nothing is theirs */
			*ret = agenda;
			return ERR_OK;
		}
		loading.person_id = rc ? 0 : person.id;
	}
	if (!rc)
		rc = load_meetings(&loading, MEETING_OPEN, last_day, err);
	if (!rc)
		rc = load_meetings(&loading, MEETING_PLANNED, to, err);
	if (!rc)
		rc = load_objectives(&loading, err);
	if (!rc)
		rc = load_milestones(&loading, err);
	if (rc) {
		agenda_release(&agenda);
		return rc;
	}
	if (agenda.count)
		qsort(agenda.entries, agenda.count, sizeof *agenda.entries, by_date);
	*ret = agenda;
	return ERR_OK;
}

/* ---- iCalendar ------------------------------------------------------------------ */

/* One content line: escaped, folded at 75 bytes between characters. */
static void ics_line(FILE *file, const char *before, const char *text)
{
	size_t column = strlen(before);

	(void)fputs(before, file);
	for (; *text; text++) {
		const char *escaped = *text == '\n' ? "\\n" : NULL;
		bool starts = ((unsigned char)*text & 0xC0) != 0x80;

		if (column >= 70 && starts) {
			(void)fputs("\r\n ", file);
			column = 1;
		}
		if (escaped) {
			(void)fputs(escaped, file);
			column += 2;
			continue;
		}
		if (strchr("\\;,", *text)) {
			(void)fputc('\\', file);
			column++;
		}
		(void)fputc(*text, file);
		column++;
	}
	(void)fputs("\r\n", file);
}

static void compact(const char *date, char ret[9])
{
	(void)snprintf(ret, 9, "%.4s%.2s%.2s", date, date + 5, date + 8);
}

static void ics_event(FILE *file, const struct agenda_entry *entry, bool names, const char *stamp)
{
	char ref[REF_SIZE], on[9], after[9], next[DATE_SIZE], summary[3 * NAME_SIZE];
	const char *kind = agenda_kind_name(entry->kind);

	ref_of(entry->id, ref);
	compact(entry->on, on);
	(void)fputs("BEGIN:VEVENT\r\n", file);
	/* The same while it moves, so that a calendar moves it; a thesis has several steps. */
	if (entry->kind == AGENDA_MILESTONE)
		(void)fprintf(file, "UID:%s-%s-step@suivi\r\n", ref, on);
	else
		(void)fprintf(file, "UID:%s-%s@suivi\r\n", ref,
			entry->kind == AGENDA_OBJECTIVE ? "objective" : "meeting");
	(void)fprintf(file, "DTSTAMP:%s\r\n", stamp);
	if (entry->at[0]) {
		(void)fprintf(file, "DTSTART:%sT%.2s%.2s00\r\nDURATION:PT20M\r\n", on, entry->at,
			entry->at + 3);
	} else {
		clock_add_days(entry->on, 1, next);
		compact(next, after);
		(void)fprintf(file, "DTSTART;VALUE=DATE:%s\r\nDTEND;VALUE=DATE:%s\r\n", on, after);
	}
	if (names)
		(void)snprintf(summary, sizeof summary, _("%s: %s %s"), kind, entry->first_name,
			entry->last_name);
	else
		(void)snprintf(summary, sizeof summary, _("%s: %s %s"), kind, entry->matricule, "");
	ics_line(file, "SUMMARY:", summary);
	if (entry->text[0])
		ics_line(file, "DESCRIPTION:", entry->text);
	(void)fputs("END:VEVENT\r\n", file);
}

enum err_code agenda_write_ics(const struct agenda *agenda, FILE *file, bool names, struct err *err)
{
	char today[DATE_SIZE], day[9], stamp[24];

	clock_today(today);
	compact(today, day);
	(void)snprintf(stamp, sizeof stamp, "%sT000000Z", day);
	(void)fputs("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//suivi//suivi//FR\r\n", file);
	for (size_t i = 0; i < agenda->count; i++)
		ics_event(file, &agenda->entries[i], names, stamp);
	(void)fputs("END:VCALENDAR\r\n", file);
	return ferror(file) ? err_fail(err, WHY_OUTPUT_FAILED, "ics") : ERR_OK;
}

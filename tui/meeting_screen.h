/*
 * Between the files of the meeting only: view_meeting.c puts them together,
 * meeting_load.c reads, meeting_draw.c paints, meeting_type.c takes what is
 * typed into fields.
 *
 * A meeting is one list of rows: the objectives of last time, the capabilities
 * to look at, observations, new objectives, the next date. Rows that end a
 * section are fields: what is typed on them becomes a new row at Enter.
 */
#ifndef SUIVI_TUI_MEETING_SCREEN_H
#define SUIVI_TUI_MEETING_SCREEN_H

#include "core/meeting.h"
#include "tui/form.h"
#include "tui/view.h"

enum meeting_row_kind {
	MROW_HEADING,       /* of a section; never has the cursor */
	MROW_PLACE,
	MROW_PRESENCE,
	MROW_PAST,          /* an open objective of before, to settle */
	MROW_CAPABILITY,
	MROW_OBSERVATION,
	MROW_NEW_OBSERVATION,
	MROW_OBJECTIVE,     /* agreed in this meeting */
	MROW_NEW_OBJECTIVE,
	MROW_NEXT,
	MROW_END,
};

struct meeting_line {
	enum meeting_row_kind kind;
	size_t at; /* in the array of its kind */
};

struct meeting_capability {
	size_t item;
	enum suggestion_reason reason;
	char seen_on[DATE_SIZE];
	int before; /* newest staff level before this meeting; LEVEL_NONE */
	int self;   /* newest level the student gave; LEVEL_NONE */
	int now;    /* given in this meeting */
};

enum typing {
	TYPING_NOTHING,
	TYPING_OBSERVATION,
	TYPING_OBJECTIVE,
	TYPING_DUE, /* of the objective just typed */
	TYPING_CARRY, /* the new date of an objective carried on */
	TYPING_PLACE,
	TYPING_NEXT,
};

enum { CAPABILITIES_MAX = 64, LINES_MAX = 512 };

struct meeting_screen {
	struct tui *tui;
	int64_t id;
	struct meeting_row *row; /* one block, as read */
	struct student_row student;
	const struct framework *framework;
	struct objective_row *past; /* open before this meeting, or settled in it */
	size_t past_count;
	struct objective_row *agreed;
	size_t agreed_count;
	struct observation_row *notes;
	size_t note_count;
	struct meeting_capability capabilities[CAPABILITIES_MAX];
	size_t capability_count;
	struct meeting_line lines[LINES_MAX];
	struct list list;
	struct rect rect; /* of the list, for the mouse */
	enum typing typing;
	struct form form;
	int64_t typing_item;  /* the item the text is about; 0: general */
	size_t typing_at;     /* row being changed; (size_t)-1: a new one */
	int64_t typing_row;   /* its id: it may stand elsewhere once read again */
	char objective[FORM_SIZE]; /* typed already, while its date is asked */
	bool note_drafted, objective_drafted; /* words not entered yet wait in a draft */
	bool draft_stale;     /* the draft on disk is older than the form */
};

/* Read the meeting again; places are kept. */
MUST_CHECK enum err_code meeting_screen_load(struct meeting_screen *screen, struct err *err);
void meeting_screen_release(struct meeting_screen *screen);
/* Put the cursor on the first row of a kind at or after the cursor; stays where there is none. */
void meeting_screen_go(struct meeting_screen *screen, enum meeting_row_kind kind);
/* The id of a note or objective that is being typed; 0: it is a new one. */
int64_t meeting_screen_row(const struct meeting_screen *screen, enum typing typing, size_t at);
/* On to the next row that can have the cursor. */
void meeting_screen_on(struct meeting_screen *screen);
const struct meeting_line *meeting_screen_here(const struct meeting_screen *screen);

void meeting_draw(struct tui *tui, void *state, struct rect rect);

/*
 * One rule: a field is entered with Enter and left with Enter or Esc; between
 * these all keys are text, elsewhere none is. For view.text.
 */
bool meeting_text(struct tui *tui, void *state, const struct key *key);
/* Enter the field that the row is; false: it is none. */
bool meeting_open_field(struct meeting_screen *screen);
/* Begin typing. initial may be NULL; at (size_t)-1: a new row. */
void meeting_type(struct meeting_screen *screen, enum typing typing, int64_t item, size_t at,
                  const char *initial);
/* Take what stands in the field into the file; false: refused, the field stays. */
bool meeting_take(struct meeting_screen *screen);
/* The text in $EDITOR. */
void meeting_edit(struct meeting_screen *screen);
/* "observation": the name of the draft of a field. */
const char *meeting_draft_name(enum typing typing);

/* A change was saved: read again and say so. */
void meeting_saved(struct meeting_screen *screen, const char *said);

#endif

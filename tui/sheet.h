/* The numbered sheet of view_sheet.c, and the menus that lead there. */
#ifndef SUIVI_TUI_SHEET_H
#define SUIVI_TUI_SHEET_H

#include "db/follow.h"
#include "tui/view.h"

enum sheet_kind { SHEET_SELF, SHEET_PEER, SHEET_FIELD, SHEET_TUTOR };

/* The argument of view_sheet; copied. */
enum { SHOWN_MAX = 32 };

struct sheet_about {
	enum sheet_kind kind;
	int64_t student_id;
	int64_t peer_id;          /* SHEET_PEER; 0: unnamed */
	int64_t internship_id;    /* SHEET_FIELD, SHEET_TUTOR */
	char held_on[DATE_SIZE];
	char person[NAME_SIZE];   /* SHEET_FIELD, SHEET_TUTOR: who gives the levels */
	char paper[LABEL_SIZE];   /* reference of the paper typed from */
	char code[64];            /* SHEET_SELF: what it is left with */
	int64_t row_id;           /* of a menu: the internship, thesis or support */
	int field;                /* of a menu: which line was chosen */
	int64_t shown[SHOWN_MAX]; /* of a menu: the rows that its last lines stand for */
	char note[NOTE_SIZE];     /* of what is added to a student's file: its text, where it is */
	char place[PLACE_SIZE];
	int64_t programme_id;     /* of a menu of grades, like what follows */
	int64_t group_id;
	int session;
};
extern const struct view view_sheet;

/* The place where questions of several steps keep what they know; NULL without memory. */
struct sheet_about *sheet_asking(struct tui *tui);

/* Ask for a code, then the student's own view. */
void sheet_self(struct tui *tui, int64_t student_id);
/* Ask which peer, then the sheet. */
void sheet_peer(struct tui *tui, int64_t student_id);

#endif

/*
 * Views: one screen per file, each ending in its table; and what they share.
 *
 * A view is a const table and a state of its own. Views are stacked: the top
 * one has the keys, the title and the key bar; an overlay lets the one below
 * be seen. `draw` reads and paints; it changes nothing that is saved. What a
 * view changes in the file it does in `act` and `text`, through core.
 *
 * To write one: a file view_NOUN.c with a struct, its functions and, last,
 * `const struct view view_noun = { … }`; declare that here; open it with
 * tui_push(). view_messages.c is the smallest example.
 */
#ifndef SUIVI_TUI_VIEW_H
#define SUIVI_TUI_VIEW_H

#include "core/page.h"
#include "core/session.h"
#include "tui/cover.h"
#include "tui/draw.h"
#include "tui/footer.h"
#include "tui/list.h"
#include "tui/prompt.h"
#include "tui/save.h"
#include "tui/status.h"
#include "tui/tui.h"

/* The two ends of the title row. */
struct title {
	char left[256];  /* after "suivi · " */
	char right[256]; /* before the time of the last save */
};

/* Something of a view that the palette finds too: a student, a capability. */
struct offer {
	char label[LABEL_SIZE];
	char note[64]; /* what it is: "student" */
	int kind;      /* for the view */
	int64_t id;    /* likewise */
};

struct view {
	const char *name; /* stable, for tests: "help" */
	int where;        /* one bit of enum where: which actions it takes */
	bool overlay;     /* drawn upon the view below, in a box of its own */
	const enum action *footer; /* by importance, ended by ACT_NONE; NULL: only help */

	/* argument: as given to tui_push(). ret: the state, handed to all others. Required. */
	enum err_code (*open)(struct tui *tui, const void *argument, void **ret, struct err *err);
	/* Paint the rectangle, which is blank; set tui->cursor_row and _col to the focus. Required. */
	void (*draw)(struct tui *tui, void *state, struct rect rect);
	/* Do it. false: not mine, the loop has a go. Required. */
	bool (*act)(struct tui *tui, void *state, enum action action);
	/*
	 * Every key before it becomes an action, for views that are typed into.
	 * A paste comes here too. false: let it be an action. NULL: no text.
	 */
	bool (*text)(struct tui *tui, void *state, const struct key *key);
	/*
	 * Why an action of these `where` cannot be done now: NULL: it can; "":
	 * there is no such thing here, do not show it; else a translated reason.
	 * Slot NULL: all can.
	 */
	const char *(*why_not)(struct tui *tui, void *state, enum action action);
	/* What the key bar calls an action here, translated: "run". NULL: as everywhere. */
	const char *(*label)(struct tui *tui, void *state, enum action action);
	/* A slice of work (a few milliseconds) while no key waits. Returns whether more is left. */
	bool (*idle)(struct tui *tui, void *state);
	/* A click or the wheel within the rectangle last drawn. */
	bool (*mouse)(struct tui *tui, void *state, const struct key *key);
	/* The file changed (undo, another program): read again what was kept. */
	void (*refresh)(struct tui *tui, void *state);
	void (*title)(struct tui *tui, void *state, struct title *ret);
	/* Up to limit things whose name answers a pattern of core/search.h; and go to one. */
	size_t (*offers)(struct tui *tui, void *state, const char *pattern, struct offer ret[],
	                 size_t limit);
	void (*take)(struct tui *tui, void *state, const struct offer *offer);
	/* Made to leave: save drafts. Called before close, too. */
	void (*commit)(struct tui *tui, void *state);
	void (*close)(struct tui *tui, void *state); /* releases the state. Required. */
};

/* What a page is about: enough to make it again. */
struct page_about {
	int64_t student_id, group_id, id; /* 0: none */
	size_t item;                      /* of the framework; (size_t)-1: none */
	int mode;                         /* the page's own: an order, mine or all, a rule */
};

/* A page that can be made again, and what its keys do. */
struct page_source {
	const char *name;
	enum err_code (*build)(struct tui *tui, const struct page_about *about, struct page *ret,
	                       struct err *err);
	/* Enter on a marked line (page_mark()); NULL: nothing. */
	void (*open)(struct tui *tui, const struct page_about *about, int kind, int64_t id);
	/* Another action on the line, or on none (kind 0). false: not mine. NULL: none. */
	bool (*act)(struct tui *tui, struct page_about *about, int kind, int64_t id,
	            enum action action);
	/*
	 * Write it in a way of its own. false: as a page. err->code ERR_OK: written.
	 * NULL: always as a page.
	 */
	bool (*write)(struct tui *tui, const struct page_about *about, const struct target *to,
	              struct err *err);
	unsigned forms; /* those it has beside PAGE_FORMS; only with `write` */
	const enum action *actions; /* those it takes, ended by ACT_NONE; NULL: none */
};

/* The argument of view_page; copied, the page is taken over. */
struct page_view {
	const char *title; /* translated, static */
	struct page page;  /* may be empty where there is a source */
	char path[256];    /* what x proposes to call it, before who it is about: "fiche.html" */
	const struct page_source *source; /* NULL: only to be read */
	struct page_about about;
};

struct sheet_about;

struct frame {
	const struct view *view;
	void *state;
	struct rect rect; /* where it was drawn last */
};

enum { VIEWS_MAX = 8, RECENT_MAX = 16 };

/* One run of the screens: all that used to be globals elsewhere. */
struct tui {
	const struct tui_options *options;
	struct session *session;
	struct db_backup_job *backup; /* the opening's, made while no key waits; NULL: done */
	struct session *demo; /* the demonstration opened from here; owned; NULL: none */
	struct term term;
	struct keymap keymap;
	struct status status;
	struct prompt prompt;
	struct cover cover;
	struct footer footer;
	struct frame frames[VIEWS_MAX];
	size_t depth;
	enum action recent[RECENT_MAX]; /* from the palette, newest first; ACT_NONE: empty */
	int levels;         /* of the scale in use; 0: none; see tui_use() */
	int64_t framework_id; /* in use, likewise; 0: the first */
	char saved_at[6];   /* local time of the last change saved; its date when older; "": none */
	struct save save;   /* where something is being written to */
	struct sheet_about *asking; /* what a question of several steps is about; owned */
	char *restoring;            /* path of the backup a question is about; owned */
	bool anonymous;     /* names are hidden */
	bool dirty;         /* something is to be drawn */
	bool whole;         /* and all of it, as if the screen were empty */
	bool leaving;
	bool replaced;              /* that the file is another was asked about */
	struct err failed;          /* why the screens had to end; ERR_OK: as was asked */
	int cursor_row, cursor_col; /* where draw put the focus; row -1: nowhere */
};

/* Open a view on top. Errors: those of its open. */
MUST_CHECK enum err_code tui_open(struct tui *tui, const struct view *view, const void *argument,
                                  struct err *err);
/* The same for a key: failing, it says why in the message row. Returns whether it is open. */
bool tui_push(struct tui *tui, const struct view *view, const void *argument);
/* Close the top view; the root stays. */
void tui_pop(struct tui *tui);
void tui_close_all(struct tui *tui);
struct frame *tui_top(struct tui *tui);
/* The view under an overlay (help, palette), which they speak about; the top one otherwise. */
struct frame *tui_subject(struct tui *tui);

/*
 * The framework that was chosen to rate in; pages, meetings and sheets are about
 * it too. NULL: the file has none.
 */
void tui_use(struct tui *tui, const struct framework *framework);
const struct framework *tui_framework(const struct tui *tui);

/* Close every view and begin again with the demonstration class. */
void tui_demo(struct tui *tui);
/*
 * The file is another one than was opened: what is typed is kept as a draft,
 * and whether to open it again is asked. false: why is something else.
 */
bool tui_replaced(struct tui *tui, const struct err *why);
/* From the top again on the file as it is, or with a backup put back first. The views go. */
void tui_open_again(struct tui *tui, const char *backup);

/* Do an action as if its key had been pressed in the top view. */
void tui_perform(struct tui *tui, enum action action);
/* Whether and why not, as `why_not` above, for the subject. */
const char *tui_why_not(struct tui *tui, enum action action);

/* The time of the newest change in the file, for the title. */
void tui_last_saved(struct tui *tui);
/* After a change was saved: remembers the time for the title, and draws. */
void tui_saved(struct tui *tui);
/* The file changed: every view reads again. */
void tui_refresh(struct tui *tui);
/* A student's name as it may be shown now: student_name(). */
void tui_student_name(const struct tui *tui, const struct student_row *student, char *ret,
                      size_t size);
/*
 * What a batch did, in words: as history_describe(), with the student's name in
 * place of the matricule, or without either while names are hidden.
 */
void tui_batch_words(struct tui *tui, const struct batch_row *batch, char *ret, size_t size);
/* Has a key been pressed meanwhile? Then leave an idle slice early. */
bool tui_busy(void);

extern const struct view view_main;     /* the root */
extern const struct view view_history;
extern const struct view view_import;   /* argument: struct import_about */
extern const struct view view_help;
extern const struct view view_palette;
extern const struct view view_messages;
extern const struct view view_meeting; /* argument: const int64_t *, the id of a meeting that is open */
extern const struct view view_page;    /* argument: const struct page_view * */

#endif

/*
 * Where to write: a name is asked for, its ending says in which form, and a
 * file of that name is replaced only after a question that names it. One at a
 * time, as prompts are.
 */
#ifndef SUIVI_TUI_SAVE_H
#define SUIVI_TUI_SAVE_H

#include "core/target.h"
#include "tui/prompt.h"

/* Writes, and says so in the message row. data: as given to save_ask(). */
typedef enum err_code save_write_fn(struct tui *tui, void *data, const struct target *to,
                                    struct err *err);

/* Part of struct tui. */
struct save {
	unsigned can;              /* forms: target_form() */
	enum target_form standard; /* of a name without ending */
	save_write_fn *write;
	void *data;                /* lives as long as the view that asks */
	struct target to;
	char path[4096];
};

/* question: translated; NULL: « Write to: ». proposed: the name to begin with. */
void save_ask(struct tui *tui, const char *question, const char *proposed, unsigned can,
              enum target_form standard, save_write_fn *write, void *data);
/* « Written to … » */
void save_said(struct tui *tui, const struct target *to);

/*
 * A path as people type and drop it, made one to open: "~/list.csv", and the
 * quotes and space that terminals put around a dropped file.
 */
void save_path(const char *text, char *ret, size_t size);

/*
 * A name for a page: its word, "fiche.html", with whom it is about before the
 * ending: a student's matricule and name (their number while names are hidden),
 * else a group's code. 0: none.
 */
void save_name(const struct tui *tui, const char *word, int64_t student_id, int64_t group_id,
               char *ret, size_t size);

#endif

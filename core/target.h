/*
 * Where something is written, and in which form: asked for by the name of the
 * form (--format), else by the end of the file's name. What is asked for is
 * written or refused: a form that this output cannot have, an ending of
 * somebody else's form (.pdf, .xlsx), an ending that is not the form's.
 */
#ifndef SUIVI_CORE_TARGET_H
#define SUIVI_CORE_TARGET_H

#include <stdbool.h>
#include <stddef.h>

#include "core/csv.h"
#include "db/err.h"

enum target_form {
	TARGET_CSV,     /* for people: see core/export.h */
	TARGET_RFC4180, /* for programs */
	TARGET_JSON,
	TARGET_HTML,
	TARGET_TEXT,
	TARGET_ICS,
	TARGET_MOODLE,
	TARGET_CANVAS,
	TARGET_FORM_COUNT,
};

/* A set of forms. */
#define TARGET_BIT(form) (1U << (form))

struct target {
	const char *path; /* borrowed; "-": standard output */
	enum target_form form;
	bool replace;     /* what stands under that name may go */
};

/*
 * Choose the form.
 *
 * word      what was asked for by name, "html"; NULL: nothing
 * path      "-", or the name of a file; one without an ending says nothing
 * can       the forms this output has
 * standard  the one where neither says anything
 *
 * Errors: WHY_FORM_UNKNOWN, WHY_FORM_ENDING, both with what can be used.
 */
MUST_CHECK enum err_code target_form(const char *word, const char *path, unsigned can,
                                     enum target_form standard, enum target_form *ret,
                                     struct err *err);
/* Is there a file under this name that would be lost? A device or a pipe is not. */
bool target_taken(const char *path);
enum csv_mode target_csv_mode(enum target_form form);
/* The name of a form: "html". */
const char *target_form_word(enum target_form form);

/*
 * A name for a file out of words: "fiche-0024003-lefevre-zoe.html". Only small
 * letters, digits and "-" of the words stay, so that it can stand on any disk.
 *
 * count   words, translated or not; empty ones are left out; borrowed
 * ending  ".html"
 */
void target_name(size_t count, const char *const words[], const char *ending, char *ret,
                 size_t size);

#endif

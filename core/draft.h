/*
 * Drafts: a text being typed, kept outside the file of the class until it is
 * entered there, so that not even a power cut takes the words of a field.
 *
 * One file of mode 0600 in the state folder, named after what is typed; it
 * goes when the text is entered or given up. Losing a draft loses no data, so
 * a failure to write one is no error.
 *
 * A draft belongs to one file: that at its place whose journal has the batch it
 * was typed upon (so a restored backup is the same file, another one put there
 * is not), or that same file renamed on its disk. A copy has drafts of its own.
 */
#ifndef SUIVI_CORE_DRAFT_H
#define SUIVI_CORE_DRAFT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db/db.h"

enum { DRAFT_SIZE = 4001 * 4 };

/*
 * From here on drafts are those of this file; NULL, or one in memory: there are
 * none to load, and none is saved. db stays open until the next call.
 */
void draft_begin(struct db *db);

/*
 * id: the row it belongs to (a meeting, a cell); field: letters, digits and - only.
 * "" drops it. A draft that cannot be written whole leaves the former one.
 */
void draft_save(int64_t id, const char *field, const char *text);
/* Is there one of this field, of any row? So that a screen of many cells need not ask for each. */
bool draft_any(const char *field);
/* ret "" where there is none; cut at size. */
void draft_load(int64_t id, const char *field, char *ret, size_t size);

#endif

/*
 * The French catalogue, built in: po/fr.po as embed_po.py turned it into C.
 *
 * entries stand in order of the bytes of their English sentence, each sentence
 * once. Nothing is allocated, opened or asked of the environment.
 */
#ifndef SUIVI_CORE_CATALOGUE_H
#define SUIVI_CORE_CATALOGUE_H

#include <stddef.h>
#include <stdint.h>

struct catalogue_entry {
	uint32_t sentence, text; /* where each begins in catalogue_texts */
	uint32_t forms;          /* 1, or catalogue_forms texts that follow each other */
};

extern const char catalogue_texts[];
extern const struct catalogue_entry catalogue_entries[];
extern const size_t catalogue_count;
extern const unsigned catalogue_forms; /* forms of a plural */

/* The form of a plural for a count, from 0 on. */
unsigned catalogue_form(unsigned long n);

/* The translation of a sentence, its form for a count (0: the first); NULL without one. */
const char *catalogue_find(const char *sentence, unsigned form);

#endif

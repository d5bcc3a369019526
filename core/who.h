/*
 * Who somebody is: several spellings of one person's name.
 *
 * “a. maes”, “A.Maes”, “MAES A.” and “Maes, A.” are one person: the same words,
 * whatever their order, accents, capitals and dots. “Anne Maes” may be another:
 * that is asked, never guessed.
 */
#ifndef SUIVI_CORE_WHO_H
#define SUIVI_CORE_WHO_H

#include "db/db.h"

/* The same words? */
bool who_same(const char *a, const char *b);
/* Not the same, but perhaps: an initial for a name, a name left out, words run together? */
bool who_like(const char *a, const char *b);

enum who_match {
	WHO_NEW,    /* nobody is called so, nor nearly so */
	WHO_KNOWN,  /* ret is their name as it is written in the file */
	WHO_UNSURE, /* ret is who it may be: the nearest */
};

/*
 * Whom of the file does this name mean: of its people, and of those who acted
 * in it lately? A name written exactly so is that person, whoever else is like
 * it.
 */
MUST_CHECK enum err_code who_find(struct db *db, const char *name, enum who_match *ret,
	char ret_name[NAME_SIZE], struct err *err);

/*
 * As db_person_by_name(), in any spelling of a name that one person alone has.
 */
MUST_CHECK enum err_code who_person(
	struct db *db, const char *name, struct person_row *ret, struct err *err);

/* For db_set_same_person(); ctx: the struct db. Two people of the file are never one. */
bool who_same_person(void *ctx, const char *author, const char *who);

#endif

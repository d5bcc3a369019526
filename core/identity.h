/*
 * Does a row of a file name the student of its matricule?
 *
 * In spreadsheets some columns are sorted without the others, and a matricule
 * then stands beside somebody else's name. Names also change: accents, slips,
 * a marriage, a first name written short. So one of the two may be other; both
 * are a question for a person, in every import, never an answer of ours.
 */
#ifndef SUIVI_CORE_IDENTITY_H
#define SUIVI_CORE_IDENTITY_H

enum identity {
	IDENTITY_SAME,    /* the same but for case, accents and punctuation; or nothing is said */
	IDENTITY_ALIKE,   /* at least one of the names is theirs, or nearly */
	IDENTITY_SWAPPED, /* the last name stands where the first one should */
	IDENTITY_OTHER,   /* neither is */
};

/* last, first: as the row has them; "" says nothing. */
enum identity identity_compare(
	const char *known_last, const char *known_first, const char *last, const char *first);

/* The same for a cell that holds both, in an order nobody knows. */
enum identity identity_compare_full(
	const char *known_last, const char *known_first, const char *full);

#endif

/*
 * Invented names and matricules, the same at every run.
 *
 * All letters exist in Windows-1252. Number i of the list is drawn from i
 * alone, so that a list of 1,000 is the beginning of one of a million.
 */
#ifndef SUIVI_TESTS_BENCH_NAMES_H
#define SUIVI_TESTS_BENCH_NAMES_H

struct invented {
	char matricule[24];
	char last_name[64], first_name[64];
	char email[160];
	char birth_date[11];
	char group[24]; /* "G001" to "G200", thirty students in turn */
};

void invent(long i, struct invented *ret);

#endif

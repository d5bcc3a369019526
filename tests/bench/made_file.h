/*
 * A suivi file of any size, filled below core: by the bulk functions of db and
 * one INSERT … SELECT, through the same triggers as any other change.
 */
#ifndef SUIVI_TESTS_BENCH_MADE_FILE_H
#define SUIVI_TESTS_BENCH_MADE_FILE_H

/* path must not exist. Says what is wrong on stderr; returns an exit status. */
int made_file(long students, const char *path);

#endif

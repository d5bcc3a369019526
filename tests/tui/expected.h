/*
 * The screens of NAME.screen: "== NAME" before each, then the screen as
 * dump_screen() gives it, which ends with the line of the cursor.
 */
#ifndef SUIVI_TESTS_TUI_EXPECTED_H
#define SUIVI_TESTS_TUI_EXPECTED_H

#include <stdbool.h>
#include <stddef.h>

enum { EXPECTED_MAX = 64 };

struct expected {
	struct {
		char *name;
		char *text;
		bool used;
	} screens[EXPECTED_MAX];
	size_t count;
};

/* No file is no screens. false: told on standard error. */
bool expected_load(struct expected *expected, const char *path);
bool expected_save(const struct expected *expected, const char *path);
void expected_release(struct expected *expected);

/* Marks it as used. NULL: there is none. */
const char *expected_find(struct expected *expected, const char *name);
void expected_add(struct expected *expected, const char *name, const char *text);

/* Screens no step asks for would rot. false: told on standard error. */
bool expected_all_used(const struct expected *expected);

/* Print the rows that differ to standard error. */
void expected_compare(const char *wanted, const char *came);

#endif

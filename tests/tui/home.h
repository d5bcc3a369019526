/*
 * A private home for one scenario: folders, environment, commands run in it.
 * Nothing of the person who runs the tests gets in, nothing gets out.
 */
#ifndef SUIVI_TESTS_TUI_HOME_H
#define SUIVI_TESTS_TUI_HOME_H

#include <stdbool.h>
#include <stddef.h>

enum { HOME_ENV_MAX = 64 };

struct home {
	char folder[256];            /* HOME, and where the program starts */
	char *env[HOME_ENV_MAX + 1]; /* NAME=VALUE, NULL at the end */
	size_t env_count;
};

/* suivi: path of the program, put on PATH. false: no folder can be made. */
bool home_init(struct home *home, const char *suivi);
void home_release(struct home *home); /* removes the folder too */

/* "NAME=VALUE" sets, "NAME" alone unsets. */
void home_set(struct home *home, const char *assignment);
const char *home_get(const struct home *home, const char *name); /* NULL: unset */

/* Run a line of sh there; its output goes to ours. Returns its status. */
int home_run(const struct home *home, const char *line);

#endif

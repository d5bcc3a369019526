/*
 * A program run as a shell runs it, on a pseudo-terminal of its own.
 *
 * Between the test and the program stands a keeper, the leader of the session:
 * without it the program could not be stopped (the system ignores SIGTSTP where
 * no shell could continue the process). The keeper tells of every change of
 * state through a pipe, so that nothing has to be guessed.
 */
#ifndef SUIVI_TESTS_TUI_CHILD_H
#define SUIVI_TESTS_TUI_CHILD_H

#include <stdbool.h>
#include <sys/types.h>

enum child_state {
	CHILD_RUNNING,
	CHILD_STOPPED, /* value: the signal */
	CHILD_EXITED,  /* value: the status */
	CHILD_KILLED,  /* value: the signal */
};

struct child {
	int master;  /* our side of the terminal; -1: hung up */
	int slave;   /* its side, to look at settings and at what it has not read yet */
	pid_t keeper, pid;
	int reports; /* from the keeper; readable when the state has changed */
	int orders;  /* to the keeper */
	enum child_state state;
	int value;
};

/* Start argv with exactly this environment in folder. false: the reason is in errno. */
bool child_start(struct child *child, char *const argv[], char *const env[], const char *folder,
                 int rows, int cols);
/* End it by force if it still runs, and forget it. */
void child_release(struct child *child);

/* Take in what the keeper has told since. Returns whether the state has changed. */
bool child_look(struct child *child);
/* Go on after CHILD_STOPPED, in the foreground. */
void child_continue(struct child *child);
/* Close the terminal, as a closed window or a lost connection does. */
void child_hang_up(struct child *child);

/* Has it read all its input, and does it wait for something now? */
bool child_waits(const struct child *child);
/* Does the terminal behave as a shell expects: lines, echo, signals? */
bool child_terminal_is_sane(const struct child *child);
/* Processor time in clock ticks, and how often it has woken up; false: cannot be told. */
bool child_work(const struct child *child, long *ret_ticks, long *ret_wakes);

#endif

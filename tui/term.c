/* The terminal started, stopped and suspended. See term.h; its keys are in input.c. */
#include "tui/term.h"

#include <curses.h>
#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "tui/burst.h"
#include "tui/canvas.h"
#include "tui/input.h"
#include "tui/signals.h"
#include "tui/terminfo.h"

/* What curses itself keeps one of. */
static SCREEN *screen;
static bool shown; /* the screen is ours, not the shell's */

void term_send(const char *bytes, size_t length)
{
	fflush(stdout);
	fwrite(bytes, 1, length, stdout);
	fflush(stdout);
}

static void paste_mode(bool on)
{
	/* A terminal without bracketed paste ignores this. */
	if (on)
		term_send("\033[?2004h", 8);
	else
		term_send("\033[?2004l", 8);
}

void term_mouse(struct term *term, bool on)
{
	term->mouse = on;
	if (!on) {
		mousemask(0, NULL);
		return;
	}
	mousemask(BUTTON1_PRESSED | BUTTON1_CLICKED | BUTTON1_DOUBLE_CLICKED | BUTTON4_PRESSED |
			  BUTTON5_PRESSED,
		NULL);
	mouseinterval(0); /* double clicks are counted in input.c, without delay */
}

bool term_theme(struct term *term, const char *name)
{
	bool colours = theme_start(&term->theme, name);

	canvas_forget();
	bkgdset((chtype)' ' | term->theme.attrs[ROLE_TEXT] |
		(chtype)COLOR_PAIR(term->theme.pairs[ROLE_TEXT]));
	return colours;
}

static void enter(struct term *term)
{
	raw(); /* ^S ^Q ^Z ^C are keys like others */
	noecho();
	nonl();
	meta(stdscr, TRUE);
	leaveok(stdscr, FALSE);
	scrollok(stdscr, FALSE);
	term_mouse(term, term->mouse);
	if (!term->console)
		paste_mode(true);
	shown = true;
}

enum err_code term_start(struct term *term, const struct term_options *options, struct err *err)
{
	const char *name;

	*term = (struct term){ .mouse = options->mouse };
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return err_fail(err, WHY_NOT_A_TERMINAL, "standard input or output");
	name = terminfo_choose();
	if (!name) {
		const char *own = getenv("TERM");

		(void)err_fail(err, WHY_TERMINAL_UNKNOWN, "no usable description");
		return err_at(err, 0, own ? own : "", NULL);
	}
	term->utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	term->ascii = options->ascii || !term->utf8;
	term->console = strcmp(name, "linux") == 0;

	/* Before curses looks: it leaves handlers alone that are there already. */
	if (!signals_start())
		return err_fail(err, WHY_INTERNAL, "pipe for signals");
	screen = newterm(name, burst_start(), stdin);
	if (!screen) {
		burst_stop();
		signals_stop();
		(void)err_fail(err, WHY_TERMINAL_UNKNOWN, "newterm");
		return err_at(err, 0, name, NULL);
	}
	set_term(screen);
	set_escdelay(25);
	if (!input_start()) {
		term_stop(term);
		return err_fail(err, WHY_NO_MEMORY, "pad for input");
	}
	enter(term);
	(void)term_theme(term, options->theme);
	getmaxyx(stdscr, term->rows, term->cols);
	return ERR_OK;
}

static void leave(const struct term *term)
{
	if (!shown)
		return;
	if (!term->console)
		paste_mode(false);
	mousemask(0, NULL);
	curs_set(1);
	endwin();
	shown = false;
}

void term_stop(struct term *term)
{
	if (!screen)
		return;
	leave(term);
	input_stop();
	canvas_release();
	delscreen(screen);
	screen = NULL;
	burst_stop();
	signals_stop();
}

void term_leave(struct term *term)
{
	leave(term);
}

void term_return(struct term *term)
{
	struct winsize size;

	reset_prog_mode();
	enter(term);
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
		resizeterm(size.ws_row, size.ws_col);
	getmaxyx(stdscr, term->rows, term->cols);
	clearok(curscr, TRUE);
}

void term_suspend(struct term *term)
{
	leave(term);
	signals_stop_self();
	term_return(term);
}

void term_resized(struct term *term)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0 &&
	        is_term_resized(size.ws_row, size.ws_col))
		resizeterm(size.ws_row, size.ws_col);
	getmaxyx(stdscr, term->rows, term->cols);
}

void term_show(struct term *term, bool full)
{
	(void)term;
	if (full) {
		canvas_forget();
		clearok(curscr, TRUE);
	}
	canvas_show();
	wnoutrefresh(stdscr);
	burst_begin();
	doupdate();
	burst_end();
}

void term_cursor(struct term *term, int row, int col)
{
	if (row < 0 || row >= term->rows || col < 0 || col >= term->cols) {
		curs_set(0);
		return;
	}
	curs_set(1);
	move(row, col);
}

void term_bell(void)
{
	beep();
}

/* A program's terminal, drawn by libvterm. See screen.h. */
#include "tests/tui/screen.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/param.h>
#include <time.h>
#include <unistd.h>

enum {
	QUIET_MS = 40, /* longer than the program waits after Escape */
};

/* libvterm 0.2 and later hand a title over in pieces. */
static void take_title(struct screen *screen, const VTermValue *value)
{
#if VTERM_VERSION_MAJOR > 0 || VTERM_VERSION_MINOR >= 2
	const VTermStringFragment piece = value->string;
	size_t is = piece.initial ? 0 : strlen(screen->title);
	size_t room = sizeof screen->title - 1 - is;
	size_t takes = MIN(piece.len, room);

	memcpy(screen->title + is, piece.str, takes);
	screen->title[is + takes] = '\0';
#else
	strncpy(screen->title, value->string, sizeof screen->title - 1);
#endif
}

static int property(VTermProp prop, VTermValue *value, void *user)
{
	struct screen *screen = user;

	if (prop == VTERM_PROP_ALTSCREEN) {
		screen->alternate = value->boolean;
	} else if (prop == VTERM_PROP_CURSORVISIBLE) {
		screen->cursor_shown = value->boolean;
	} else if (prop == VTERM_PROP_MOUSE) {
		screen->mouse = value->number != VTERM_PROP_MOUSE_NONE;
	} else if (prop == VTERM_PROP_TITLE) {
		take_title(screen, value);
	}
	return 1;
}

bool screen_start(struct screen *screen, char *const argv[], char *const env[], const char *folder,
                  int rows, int cols)
{
	*screen = (struct screen){ .rows = rows, .cols = cols, .cursor_shown = true };
	screen->vterm = vterm_new(rows, cols);
	if (!screen->vterm) {
		errno = ENOMEM;
		return false;
	}
	vterm_set_utf8(screen->vterm, 1);
	screen->cells = vterm_obtain_screen(screen->vterm);
	screen->callbacks = (VTermScreenCallbacks){ .settermprop = property };
	vterm_screen_set_callbacks(screen->cells, &screen->callbacks, screen);
	vterm_screen_enable_altscreen(screen->cells, 1);
	vterm_screen_reset(screen->cells, 1);
	return child_start(&screen->child, argv, env, folder, rows, cols);
}

void screen_release(struct screen *screen)
{
	child_release(&screen->child);
	if (screen->vterm)
		vterm_free(screen->vterm);
	screen->vterm = NULL;
}

/* What the bytes held back are. */
enum held { HELD_OTHER, HELD_BEGUN, HELD_RESET, HELD_REPEAT };

/* The end of what is held says it: "ESC ] R", or "ESC [ COUNT b". */
static enum held classify(const struct screen *screen)
{
	const char *held = screen->held;
	size_t count = screen->held_count;

	if (count == 1)
		return HELD_BEGUN;
	if (held[1] == ']')
		return count == 2 ? HELD_BEGUN : held[2] == 'R' ? HELD_RESET : HELD_OTHER;
	if (held[1] != '[')
		return HELD_OTHER;
	for (size_t i = 2; i < count; i++) {
		if (i > 2 && i == count - 1 && held[i] == 'b' && screen->last)
			return HELD_REPEAT;
		if (held[i] < '0' || held[i] > '9')
			return HELD_OTHER;
	}
	return count < sizeof screen->held ? HELD_BEGUN : HELD_OTHER;
}

static void pass(struct screen *screen, const char *bytes, size_t length)
{
	vterm_input_write(screen->vterm, bytes, length);
	screen->last = '\0';
	if (length == 1 && bytes[0] >= ' ' && bytes[0] < 0x7F)
		screen->last = bytes[0];
}

/*
 * Hand bytes to libvterm, but for two sequences. "ESC ] R": the Linux console
 * resets its palette with it, while everybody else waits for the end of a
 * sequence. "ESC [ COUNT b" repeats a character, which ncurses asks for in an
 * 8-bit locale: one that ends before the last column leaves libvterm believing
 * that the line is full, and a border's last piece goes to the next one.
 */
static void feed(struct screen *screen, const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		enum held is;

		if (screen->held_count == 0 && bytes[i] != '\033') {
			pass(screen, &bytes[i], 1);
			continue;
		}
		if (screen->held_count > 0 && bytes[i] == '\033') {
			pass(screen, screen->held, screen->held_count);
			screen->held_count = 0;
		}
		screen->held[screen->held_count++] = bytes[i];
		is = classify(screen);
		if (is == HELD_BEGUN)
			continue;
		if (is == HELD_REPEAT) {
			char last = screen->last;

			for (int n = MIN(atoi(screen->held + 2), screen->cols); n > 0; n--)
				pass(screen, &last, 1);
		} else if (is == HELD_OTHER) {
			pass(screen, screen->held, screen->held_count);
		}
		screen->held_count = 0;
	}
	vterm_screen_flush_damage(screen->cells);
}

static void write_all(struct screen *screen, const char *bytes, size_t length)
{
	while (length > 0 && screen->child.master >= 0) {
		ssize_t written = write(screen->child.master, bytes, length);

		if (written > 0) {
			bytes += written;
			length -= (size_t)written;
		} else if (errno == EAGAIN) {
			(void)screen_read(screen, QUIET_MS); /* neither side may wait for the other */
		} else {
			return;
		}
	}
}

/* What the terminal itself says: answers to questions, keys and clicks in its encoding. */
static void answer(struct screen *screen)
{
	char bytes[256];
	size_t count;

	while ((count = vterm_output_read(screen->vterm, bytes, sizeof bytes)) > 0)
		write_all(screen, bytes, count);
}

bool screen_read(struct screen *screen, int wait_ms)
{
	struct pollfd fds[2] = {
		{ .fd = screen->child.master, .events = POLLIN },
		{ .fd = screen->child.reports, .events = POLLIN },
	};
	bool changed = false;
	char bytes[8192];

	/* after its end the keeper's pipe is readable for ever */
	if (screen->child.state == CHILD_EXITED || screen->child.state == CHILD_KILLED)
		fds[1].fd = -1;
	if (poll(fds, 2, wait_ms) <= 0)
		return false;
	if (fds[1].revents)
		changed = child_look(&screen->child);
	if (fds[0].revents & POLLIN) {
		ssize_t count = read(screen->child.master, bytes, sizeof bytes);

		if (count > 0) {
			screen->drawn += (size_t)count;
			feed(screen, bytes, (size_t)count);
			answer(screen);
			changed = true;
		}
	}
	return changed;
}

static long now_ms(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool screen_settle(struct screen *screen, int limit_ms)
{
	long end = now_ms() + limit_ms;

	while (now_ms() < end) {
		bool waited = child_waits(&screen->child);

		if (!screen_read(screen, QUIET_MS) && waited && child_waits(&screen->child))
			return true;
	}
	return false;
}

void screen_send(struct screen *screen, const char *bytes, size_t length)
{
	screen->drawn = 0;
	write_all(screen, bytes, length);
}

void screen_paste(struct screen *screen, const char *text)
{
	screen->drawn = 0;
	vterm_keyboard_start_paste(screen->vterm);
	answer(screen);
	write_all(screen, text, strlen(text));
	vterm_keyboard_end_paste(screen->vterm);
	answer(screen);
}

void screen_click(struct screen *screen, int row, int col, int button)
{
	screen->drawn = 0;
	vterm_mouse_move(screen->vterm, row, col, VTERM_MOD_NONE);
	vterm_mouse_button(screen->vterm, button, true, VTERM_MOD_NONE);
	if (button < 4)
		vterm_mouse_button(screen->vterm, button, false, VTERM_MOD_NONE);
	answer(screen);
}

void screen_resize(struct screen *screen, int rows, int cols)
{
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };

	/* first what has been drawn for the size before */
	while (screen_read(screen, 0))
		continue;
	screen->drawn = 0;
	screen->rows = rows;
	screen->cols = cols;
	vterm_set_size(screen->vterm, rows, cols);
	if (screen->child.master >= 0)
		(void)ioctl(screen->child.master, TIOCSWINSZ, &size);
}

void screen_hang_up(struct screen *screen)
{
	child_hang_up(&screen->child);
}

bool screen_marks_pastes(struct screen *screen)
{
	char bytes[64];
	size_t count;

	/* libvterm speaks of a paste only where it was asked to */
	vterm_keyboard_start_paste(screen->vterm);
	count = vterm_output_read(screen->vterm, bytes, sizeof bytes);
	return count > 0;
}

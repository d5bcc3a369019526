/* What the terminal sends, as keys: see term_read_key() in term.h. */
#include "tui/input.h"

#include <curses.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

#include "tui/signals.h"

enum {
	CODE_PASTE = 0x2000, /* above every code of curses and of terminfo's own additions */
	CODE_PASTE_END,
	PASTE_MAX = 1 << 20, /* bytes; what comes after is dropped */
	PASTE_WAIT_MS = 1000,
	SEQUENCE_MAX = 64,
	DOUBLE_CLICK_MS = 400,
	EMPTY_READS_MAX = 3,
};

/* One terminal, one state: a character arriving in parts, the last paste, the last click. */
static struct {
	WINDOW *window; /* a pad: reading from it draws nothing */
	unsigned char part[4];
	size_t part_length;
	char *paste;
	size_t paste_length, paste_size;
	struct timespec click;
	int click_row, click_col;
	int empty_reads;
} input;

bool input_start(void)
{
	static const char *const putty[] = { "\033[11~", "\033[12~", "\033[13~", "\033[14~" };
	static const char *const console[] = { "\033[[A", "\033[[B", "\033[[C", "\033[[D", "\033[[E" };
	static const struct {
		const char *text;
		int code;
	} ends[] = {
		{ "\033[H", KEY_HOME },  { "\033[F", KEY_END },   { "\033OH", KEY_HOME },
		{ "\033OF", KEY_END },   { "\033[1~", KEY_HOME }, { "\033[4~", KEY_END },
		{ "\033[A", KEY_UP },    { "\033[B", KEY_DOWN },  { "\033[C", KEY_RIGHT },
		{ "\033[D", KEY_LEFT },  { "\033OA", KEY_UP },    { "\033OB", KEY_DOWN },
		{ "\033OC", KEY_RIGHT }, { "\033OD", KEY_LEFT },  { "\033[Z", KEY_BTAB },
		{ "\033OM", KEY_ENTER },
	};

	memset(&input, 0, sizeof input);
	input.window = newpad(1, 1);
	if (!input.window)
		return false;
	keypad(input.window, TRUE);
	for (int i = 0; i < 4; i++)
		define_key(putty[i], KEY_F(i + 1));
	for (int i = 0; i < 5; i++) {
		if (key_defined(console[i]) == 0)
			define_key(console[i], KEY_F(i + 1));
	}
	/* Both cursor key modes: a terminal may be left in the other one. */
	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
		if (key_defined(ends[i].text) == 0)
			define_key(ends[i].text, ends[i].code);
	}
	define_key("\033[200~", CODE_PASTE);
	define_key("\033[201~", CODE_PASTE_END);
	return true;
}

void input_stop(void)
{
	free(input.paste);
	if (input.window)
		delwin(input.window);
	memset(&input, 0, sizeof input);
}

/* Bytes of one UTF-8 character by its first; 0: cannot begin one. */
static size_t utf8_length(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first >= 0xC2 && first < 0xE0)
		return 2;
	if (first >= 0xE0 && first < 0xF0)
		return 3;
	if (first >= 0xF0 && first < 0xF5)
		return 4;
	return 0;
}

/* Decode what is in part. false: more bytes are needed, or they were no character. */
static bool decode(uint32_t *ret)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t length = utf8_length(input.part[0]);
	uint32_t code;

	if (length == 0) {
		input.part_length = 0;
		return false;
	}
	if (input.part_length < length)
		return false;
	code = length == 1 ? input.part[0] : input.part[0] & (0x7Fu >> length);
	for (size_t i = 1; i < length; i++)
		code = code << 6 | (input.part[i] & 0x3F);
	input.part_length = 0;
	if (code < least[length] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
		return false;
	*ret = code;
	return true;
}

/* A byte in, a character out when it is complete. */
static bool take_byte(const struct term *term, unsigned char byte, uint32_t *ret)
{
	if (!term->utf8) {
		wint_t wide = btowc(byte);

		/* In plain C nothing above ASCII is known: E9 is é there as in Latin-1. */
		*ret = wide == WEOF ? byte : (uint32_t)wide;
		return true;
	}
	/* A character cut off by the start of another is dropped. */
	if (input.part_length > 0 && (byte & 0xC0) != 0x80)
		input.part_length = 0;
	input.part[input.part_length++] = byte;
	return decode(ret);
}

static void paste_add(const char *bytes, size_t length)
{
	if (input.paste_length + length + 1 > input.paste_size) {
		size_t size = input.paste_size ? input.paste_size * 2 : 1024;
		char *more;

		if (size > PASTE_MAX)
			return;
		more = realloc(input.paste, size);
		if (!more)
			return;
		input.paste = more;
		input.paste_size = size;
	}
	memcpy(input.paste + input.paste_length, bytes, length);
	input.paste_length += length;
}

static void paste_add_code(uint32_t code)
{
	char bytes[4];
	size_t length = 0;

	if (code < 0x80) {
		bytes[length++] = (char)code;
	} else if (code < 0x800) {
		bytes[length++] = (char)(0xC0 | code >> 6);
		bytes[length++] = (char)(0x80 | (code & 0x3F));
	} else if (code < 0x10000) {
		bytes[length++] = (char)(0xE0 | code >> 12);
		bytes[length++] = (char)(0x80 | (code >> 6 & 0x3F));
		bytes[length++] = (char)(0x80 | (code & 0x3F));
	} else {
		bytes[length++] = (char)(0xF0 | code >> 18);
		bytes[length++] = (char)(0x80 | (code >> 12 & 0x3F));
		bytes[length++] = (char)(0x80 | (code >> 6 & 0x3F));
		bytes[length++] = (char)(0x80 | (code & 0x3F));
	}
	paste_add(bytes, length);
}

/* Everything up to the end of the paste; an end that never comes is waited for a second. */
static void read_paste(const struct term *term, struct key *ret)
{
	bool carriage = false;
	int byte;

	input.paste_length = 0;
	input.part_length = 0;
	wtimeout(input.window, PASTE_WAIT_MS);
	while ((byte = wgetch(input.window)) != ERR && byte != CODE_PASTE_END) {
		uint32_t code;

		if (byte > 0xFF || !take_byte(term, (unsigned char)byte, &code))
			continue;
		if (code == '\n' && carriage) {
			carriage = false;
			continue;
		}
		carriage = code == '\r';
		if (carriage)
			code = '\n';
		if (code != 0)
			paste_add_code(code);
	}
	paste_add("", 0);
	if (!input.paste) {
		ret->kind = INPUT_NONE;
		return;
	}
	input.paste[input.paste_length] = '\0';
	ret->kind = INPUT_PASTE;
	ret->text = input.paste;
	ret->length = input.paste_length;
}

/* After Escape: true when something came with it, which is swallowed. */
static bool swallow_sequence(void)
{
	int byte;

	wtimeout(input.window, 0);
	byte = wgetch(input.window);
	if (byte == ERR)
		return false;
	if (byte == '[' || byte == 'O') {
		for (int i = 0; i < SEQUENCE_MAX; i++) {
			byte = wgetch(input.window);
			/* a mouse of the oldest kind: three bytes of any value follow */
			for (int k = 0; i == 0 && byte == 'M' && k < 3; k++)
				(void)wgetch(input.window);
			if (byte == ERR || (byte >= 0x40 && byte <= 0x7E && byte != '['))
				break;
		}
	} else if (byte == ']' || byte == 'P' || byte == '_' || byte == '^') {
		/* An answer of the terminal to somebody else's question, up to BEL or ST. */
		while ((byte = wgetch(input.window)) != ERR && byte != '\a' && byte != '\\')
			continue;
	} else if (byte >= 0xC0 && byte <= 0xFF) {
		while ((byte = wgetch(input.window)) != ERR && byte >= 0x80 && byte < 0xC0)
			continue;
		if (byte != ERR)
			ungetch(byte);
	}
	return true;
}

static void read_mouse(struct key *ret)
{
	struct timespec now;
	long since;
	MEVENT event;

	if (getmouse(&event) != OK)
		return;
	ret->row = event.y;
	ret->col = event.x;
	if (event.bstate & BUTTON4_PRESSED) {
		ret->kind = INPUT_MOUSE;
		ret->mouse = MOUSE_WHEEL_UP;
	} else if (event.bstate & BUTTON5_PRESSED) {
		ret->kind = INPUT_MOUSE;
		ret->mouse = MOUSE_WHEEL_DOWN;
	} else if (event.bstate & (BUTTON1_PRESSED | BUTTON1_CLICKED | BUTTON1_DOUBLE_CLICKED)) {
		clock_gettime(CLOCK_MONOTONIC, &now);
		since = (now.tv_sec - input.click.tv_sec) * 1000 +
		        (now.tv_nsec - input.click.tv_nsec) / 1000000;
		ret->kind = INPUT_MOUSE;
		ret->mouse = MOUSE_CLICK;
		if ((event.bstate & BUTTON1_DOUBLE_CLICKED) ||
		        (since < DOUBLE_CLICK_MS && input.click_row == event.y &&
		                input.click_col == event.x)) {
			ret->mouse = MOUSE_DOUBLE;
			now.tv_sec = 0; /* a third click begins anew */
		}
		input.click = now;
		input.click_row = event.y;
		input.click_col = event.x;
	}
}

static uint32_t special_of(int code)
{
	static const struct {
		int code;
		enum special_key special;
	} map[] = {
		{ KEY_UP, SPECIAL_UP },           { KEY_DOWN, SPECIAL_DOWN },
		{ KEY_LEFT, SPECIAL_LEFT },       { KEY_RIGHT, SPECIAL_RIGHT },
		{ KEY_PPAGE, SPECIAL_PAGE_UP },   { KEY_NPAGE, SPECIAL_PAGE_DOWN },
		{ KEY_HOME, SPECIAL_HOME },       { KEY_END, SPECIAL_END },
		{ KEY_IC, SPECIAL_INSERT },       { KEY_DC, SPECIAL_DELETE },
		{ KEY_BACKSPACE, SPECIAL_BACKSPACE }, { KEY_BTAB, SPECIAL_BACK_TAB },
		{ KEY_ENTER, SPECIAL_ENTER },     { KEY_A1, SPECIAL_HOME },
		{ KEY_A3, SPECIAL_PAGE_UP },      { KEY_C1, SPECIAL_END },
		{ KEY_C3, SPECIAL_PAGE_DOWN },    { KEY_FIND, SPECIAL_HOME },
		{ KEY_SELECT, SPECIAL_END },
	};

	if (code > KEY_F0 && code <= KEY_F(24))
		return SPECIAL_F0 + (uint32_t)(code - KEY_F0);
	for (size_t i = 0; i < sizeof map / sizeof map[0]; i++) {
		if (map[i].code == code)
			return map[i].special;
	}
	return SPECIAL_NONE;
}

static void special(struct key *ret, uint32_t code)
{
	if (code == SPECIAL_NONE)
		return;
	ret->kind = INPUT_SPECIAL;
	ret->code = code;
}

/* A code of curses or a byte, as a key. */
static void interpret(struct term *term, int code, struct key *ret)
{
	uint32_t character;

	if (code == CODE_PASTE) {
		read_paste(term, ret);
	} else if (code == KEY_MOUSE) {
		read_mouse(ret);
	} else if (code == KEY_RESIZE) {
		term_resized(term);
		ret->kind = INPUT_RESIZE;
	} else if (code > 0xFF) {
		special(ret, special_of(code));
	} else if (!take_byte(term, (unsigned char)code, &character)) {
		return;
	} else if (character == '\r' || character == '\n') {
		special(ret, SPECIAL_ENTER);
	} else if (character == '\t') {
		special(ret, SPECIAL_TAB);
	} else if (character == '\b' || character == 0x7F) {
		special(ret, SPECIAL_BACKSPACE);
	} else if (character == 0x1B) {
		if (!swallow_sequence())
			special(ret, SPECIAL_ESCAPE);
	} else if (character != 0) {
		ret->kind = INPUT_CHAR;
		ret->code = character;
	}
}

static bool take_signals(struct term *term, struct key *ret)
{
	int seen = signals_take();

	if (seen & SIGNALS_END) {
		ret->kind = INPUT_END;
		return true;
	}
	if (seen & SIGNALS_SUSPEND) {
		term_suspend(term);
		(void)signals_take(); /* being continued is part of it */
		ret->kind = INPUT_RESIZE;
		return true;
	}
	if (seen & SIGNALS_CONTINUE) {
		term_return(term);
		ret->kind = INPUT_RESIZE;
		return true;
	}
	if (seen & SIGNALS_RESIZE) {
		term_resized(term);
		ret->kind = INPUT_RESIZE;
		return true;
	}
	return false;
}

void term_read_key(struct term *term, int timeout_ms, struct key *ret)
{
	struct pollfd fds[2] = {
		{ .fd = STDIN_FILENO, .events = POLLIN },
		{ .fd = signals_fd(), .events = POLLIN },
	};
	int code, ready;

	*ret = (struct key){ .kind = INPUT_NONE };
	if (take_signals(term, ret))
		return;

	/* curses may hold keys it has read already. */
	wtimeout(input.window, 0);
	code = wgetch(input.window);
	if (code == ERR) {
		ready = poll(fds, 2, timeout_ms);
		if (take_signals(term, ret) || ready <= 0)
			return;
		code = wgetch(input.window);
		if (code == ERR) {
			/* Readable, yet nothing to read, again and again: nobody is there. */
			if ((fds[0].revents & (POLLHUP | POLLERR | POLLNVAL)) ||
			        ((fds[0].revents & POLLIN) &&
			                ++input.empty_reads >= EMPTY_READS_MAX))
				ret->kind = INPUT_END;
			return;
		}
	}
	input.empty_reads = 0;
	interpret(term, code, ret);
}

bool term_pending(void)
{
	struct pollfd fd = { .fd = STDIN_FILENO, .events = POLLIN };
	int code;

	if (signals_waiting() || poll(&fd, 1, 0) > 0)
		return true;
	wtimeout(input.window, 0);
	code = wgetch(input.window);
	if (code == ERR)
		return false;
	ungetch(code);
	return true;
}

/*
 * Run one scenario: golden SUIVI NAME.keys FAILED
 *
 * NAME.keys says what is done, NAME.screen beside it what must then be seen.
 * UPDATE=1 writes NAME.screen anew. Where a screen differs, the one that came
 * is kept in the folder FAILED. README.md
 * lists the steps.
 */
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "tests/tui/dump.h"
#include "tests/tui/expected.h"
#include "tests/tui/home.h"
#include "tests/tui/keyname.h"
#include "tests/tui/screen.h"

enum {
	ESCAPE_MS = 100, /* longer than the program waits after Escape, on a busy machine */
	DEADLINE_MS = 20000, /* for anything; passed only when a test fails */
	ARGS_MAX = 32,
	IDLE_MS = 400,
};

struct scenario {
	char *suivi;
	const char *path, *failed;
	char screens_path[1024];
	char base[128]; /* NAME */
	long line;      /* in NAME.keys */
	bool update;
	int rows, cols, flags;
	struct home home;
	struct screen screen;
	bool started;
	struct expected expected;
};

static long now_ms(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Say what is wrong and where; returns false. */
static bool complain(struct scenario *scenario, const char *format, ...)
        __attribute__((format(printf, 2, 3)));

static bool complain(struct scenario *scenario, const char *format, ...)
{
	va_list args;

	fprintf(stderr, "%s:%ld: ", scenario->path, scenario->line);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	return false;
}

static bool complain_screen(struct scenario *scenario, const char *what, const char *value)
{
	char *text = dump_screen(&scenario->screen, scenario->flags);

	(void)complain(scenario, what, value);
	fprintf(stderr, "The screen is\n%s", text);
	free(text);
	return false;
}

static bool settle(struct scenario *scenario)
{
	if (!screen_settle(&scenario->screen, DEADLINE_MS))
		return complain_screen(scenario, "the program never waits for a key%s", "");
	return true;
}

static void keep_failed(struct scenario *scenario, const char *name, const char *text)
{
	char path[2048];
	FILE *file;

	(void)mkdir(scenario->failed, 0777);
	(void)snprintf(path, sizeof path, "%s/%s.%s.screen", scenario->failed, scenario->base, name);
	file = fopen(path, "we");
	if (!file)
		return;
	fputs(text, file);
	if (fclose(file) == 0)
		fprintf(stderr, "kept as %s; UPDATE=1 accepts it\n", path);
}

static bool update_screen(struct scenario *scenario, const char *name)
{
	const char *before = expected_find(&scenario->expected, name);
	bool same = true;
	char *text;

	if (!settle(scenario))
		return false;
	text = dump_screen(&scenario->screen, scenario->flags);
	if (!before) {
		expected_add(&scenario->expected, name, text);
	} else if (strcmp(before, text) != 0) {
		same = complain(scenario, "not the same screen as the first %s", name);
		expected_compare(before, text);
	}
	free(text);
	return same;
}

static bool step_expect(struct scenario *scenario, const char *name)
{
	long end = now_ms() + DEADLINE_MS;
	const char *wanted;
	char *text = NULL;
	bool same = false;

	if (scenario->update)
		return update_screen(scenario, name);
	wanted = expected_find(&scenario->expected, name);
	if (!wanted)
		return complain(scenario, "no screen %s; UPDATE=1 writes it", name);
	/* equal, and still equal once nothing more comes */
	while (!same && now_ms() < end) {
		if (!settle(scenario))
			return false;
		free(text);
		text = dump_screen(&scenario->screen, scenario->flags);
		same = strcmp(wanted, text) == 0;
		if (!same && !screen_read(&scenario->screen, 1000))
			break;
	}
	if (!same) {
		(void)complain(scenario, "another screen than %s", name);
		expected_compare(wanted, text);
		keep_failed(scenario, name, text);
	}
	free(text);
	return same;
}

static bool shows(struct scenario *scenario, const char *what)
{
	char *text = dump_screen(&scenario->screen, DUMP_TEXT);
	bool found = strstr(text, what) != NULL;

	free(text);
	return found;
}

static bool step_wait(struct scenario *scenario, const char *what)
{
	long end = now_ms() + DEADLINE_MS;

	while (!shows(scenario, what)) {
		if (now_ms() > end || scenario->screen.child.state == CHILD_EXITED)
			return complain_screen(scenario, "never shown: %s", what);
		(void)screen_read(&scenario->screen, 100);
	}
	return settle(scenario);
}

static bool step_lacks(struct scenario *scenario, const char *what)
{
	if (!settle(scenario))
		return false;
	if (shows(scenario, what) || strstr(scenario->screen.title, what))
		return complain_screen(scenario, "shown, yet must not be: %s", what);
	return true;
}

static bool step_size(struct scenario *scenario, const char *text)
{
	if (sscanf(text, "%dx%d", &scenario->cols, &scenario->rows) != 2 || scenario->cols < 1 ||
	        scenario->rows < 1)
		return complain(scenario, "not a size: %s", text);
	if (scenario->started)
		screen_resize(&scenario->screen, scenario->rows, scenario->cols);
	return true;
}

static bool step_env(struct scenario *scenario, const char *text)
{
	home_set(&scenario->home, text);
	return true;
}

static bool step_sh(struct scenario *scenario, const char *line)
{
	int status = home_run(&scenario->home, line);

	return status == 0 || complain(scenario, "status %d: %s", status, line);
}

static bool step_colours(struct scenario *scenario, const char *text)
{
	(void)text;
	scenario->flags = DUMP_COLOURS;
	return true;
}

static bool step_run(struct scenario *scenario, const char *text)
{
	char program[1024], words[1024], *argv[ARGS_MAX + 2];
	int count = 0;

	if (scenario->started)
		screen_release(&scenario->screen);
	(void)snprintf(program, sizeof program, "%s", scenario->suivi);
	(void)snprintf(words, sizeof words, "%s", text);
	argv[count++] = program;
	for (char *word = strtok(words, " "); word && count <= ARGS_MAX; word = strtok(NULL, " "))
		argv[count++] = word;
	argv[count] = NULL;
	scenario->started = true;
	if (!screen_start(&scenario->screen, argv, scenario->home.env, scenario->home.folder,
	            scenario->rows, scenario->cols))
		return complain(scenario, "cannot start %s: %s", program, strerror(errno));
	return settle(scenario);
}

static bool step_keys(struct scenario *scenario, const char *text)
{
	const char *terminal = home_get(&scenario->home, "TERM");
	char words[1024], bytes[32];

	(void)snprintf(words, sizeof words, "%s", text);
	for (char *word = strtok(words, " "); word; word = strtok(NULL, " ")) {
		if (!keyname_bytes(word, terminal ? terminal : "", bytes, sizeof bytes))
			return complain(scenario, "no such key: %s", word);
		screen_send(&scenario->screen, bytes, strlen(bytes));
		/* With a key right behind it, Escape would be Alt; while the program waits
		 * to know, it looks as if it were settled. */
		if (strcmp(word, "Esc") == 0) {
			if (!settle(scenario))
				return false;
			(void)screen_read(&scenario->screen, ESCAPE_MS);
			if (!settle(scenario))
				return false;
		}
	}
	return true;
}

static bool step_type(struct scenario *scenario, const char *text)
{
	screen_send(&scenario->screen, text, strlen(text));
	return true;
}

static bool step_bytes(struct scenario *scenario, const char *text)
{
	char *end;

	for (;;) {
		char byte = (char)strtoul(text, &end, 16);

		if (end == text)
			break;
		screen_send(&scenario->screen, &byte, 1);
		text = end;
	}
	return *text == '\0' || complain(scenario, "not hexadecimal: %s", text);
}

/* "\n", "\r" and "\t" are understood, for columns out of a spreadsheet. */
static bool step_paste(struct scenario *scenario, const char *text)
{
	char plain[4096];
	size_t length = 0;

	for (; *text && length + 1 < sizeof plain; text++) {
		char c = *text;

		if (c == '\\' && (text[1] == 'n' || text[1] == 'r' || text[1] == 't')) {
			text++;
			c = *text == 'n' ? '\n' : *text == 'r' ? '\r' : '\t';
		}
		plain[length++] = c;
	}
	plain[length] = '\0';
	screen_paste(&scenario->screen, plain);
	return true;
}

static bool click(struct scenario *scenario, const char *text, int button, int times)
{
	int row, col;

	if (sscanf(text, "%d,%d", &row, &col) != 2)
		return complain(scenario, "not ROW,COLUMN: %s", text);
	if (!settle(scenario))
		return false;
	if (!scenario->screen.mouse)
		return complain_screen(scenario, "the program does not take the mouse%s", "");
	while (times-- > 0)
		screen_click(&scenario->screen, row, col, button);
	return true;
}

static bool step_click(struct scenario *scenario, const char *text)
{
	return click(scenario, text, 1, 1);
}

static bool step_double(struct scenario *scenario, const char *text)
{
	return click(scenario, text, 1, 2);
}

static bool step_wheel_up(struct scenario *scenario, const char *text)
{
	return click(scenario, text, 4, 1);
}

static bool step_wheel_down(struct scenario *scenario, const char *text)
{
	return click(scenario, text, 5, 1);
}

static bool step_signal(struct scenario *scenario, const char *text)
{
	static const struct {
		const char *name;
		int number;
	} signals[] = {
		{ "HUP", SIGHUP }, { "TERM", SIGTERM }, { "INT", SIGINT }, { "TSTP", SIGTSTP },
		{ "CONT", SIGCONT }, { "PIPE", SIGPIPE }, { "XFSZ", SIGXFSZ },
	};

	if (!settle(scenario))
		return false;
	for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
		if (strcmp(text, signals[i].name) == 0) {
			(void)kill(scenario->screen.child.pid, signals[i].number);
			return true;
		}
	}
	return complain(scenario, "no such signal: %s", text);
}

static bool step_hang_up(struct scenario *scenario, const char *text)
{
	(void)text;
	if (!settle(scenario))
		return false;
	screen_hang_up(&scenario->screen);
	return true;
}

/* Wait for the program to leave that state; the terminal must then be the shell's again. */
static bool step_ended(struct scenario *scenario, enum child_state state, int value)
{
	struct screen *screen = &scenario->screen;
	long end = now_ms() + DEADLINE_MS;

	while (screen->child.state == CHILD_RUNNING) {
		if (now_ms() > end)
			return complain_screen(scenario, "the program is still running%s", "");
		(void)screen_read(screen, 100);
	}
	if (!settle(scenario))
		return false;
	if (screen->child.state != state || screen->child.value != value)
		return complain(scenario, "%s %d", screen->child.state == CHILD_EXITED ? "exit status"
		                : screen->child.state == CHILD_STOPPED ? "stopped by signal"
		                                                       : "killed by signal",
		        screen->child.value);
	if (screen->child.master < 0)
		return true;
	if (!child_terminal_is_sane(&screen->child))
		return complain(scenario, "the terminal does not take lines as a shell needs them");
	if (screen->alternate || !screen->cursor_shown || screen->mouse ||
	        screen_marks_pastes(screen))
		return complain(scenario, "left on:%s%s%s%s", screen->alternate ? " screen" : "",
		        screen->cursor_shown ? "" : " hidden cursor", screen->mouse ? " mouse" : "",
		        screen_marks_pastes(screen) ? " paste" : "");
	return true;
}

static bool step_exit(struct scenario *scenario, const char *text)
{
	return step_ended(scenario, CHILD_EXITED, (int)strtol(text, NULL, 10));
}

/* As a power cut would: nothing is written on the way out, and the terminal stays as it was. */
static bool step_killed(struct scenario *scenario, const char *text)
{
	struct screen *screen = &scenario->screen;
	long end = now_ms() + DEADLINE_MS;

	(void)text;
	if (!settle(scenario))
		return false;
	(void)kill(screen->child.pid, SIGKILL);
	while (screen->child.state == CHILD_RUNNING && now_ms() < end)
		(void)screen_read(screen, 100);
	return screen->child.state == CHILD_KILLED ||
	       complain(scenario, "it is not killed: %d", screen->child.value);
}

static bool step_stopped(struct scenario *scenario, const char *text)
{
	(void)text;
	return step_ended(scenario, CHILD_STOPPED, SIGTSTP);
}

static bool step_continue(struct scenario *scenario, const char *text)
{
	(void)text;
	child_continue(&scenario->screen.child);
	return settle(scenario);
}

/* Left alone, it must neither work nor wake up. */
static bool step_idle(struct scenario *scenario, const char *text)
{
	struct screen *screen = &scenario->screen;
	long ticks, wakes, later_ticks, later_wakes, end;

	(void)text;
	if (!settle(scenario) || !child_work(&screen->child, &ticks, &wakes))
		return complain(scenario, "its work cannot be measured");
	for (end = now_ms() + IDLE_MS; now_ms() < end;)
		(void)screen_read(screen, (int)(end - now_ms()));
	if (!child_work(&screen->child, &later_ticks, &later_wakes))
		return complain(scenario, "its work cannot be measured");
	if (later_ticks != ticks || later_wakes != wakes)
		return complain(scenario, "woken up %ld times with nothing to do", later_wakes - wakes);
	return true;
}

/* At most so many bytes since the last key: only changed cells are drawn. */
static bool step_drawn(struct scenario *scenario, const char *text)
{
	size_t most = strtoul(text, NULL, 10);

	if (!settle(scenario))
		return false;
	if (scenario->screen.drawn > most)
		return complain(scenario, "drawn: %zu bytes", scenario->screen.drawn);
	return true;
}

static const struct {
	const char *name;
	bool (*run)(struct scenario *scenario, const char *text);
	bool live; /* needs a program */
} steps[] = {
	{"size", step_size, false},
	{"resize", step_size, true},
	{"env", step_env, false},
	{"sh", step_sh, false},
	{"colours", step_colours, false},
	{"run", step_run, false},
	{"keys", step_keys, true},
	{"type", step_type, true},
	{"bytes", step_bytes, true},
	{"paste", step_paste, true},
	{"click", step_click, true},
	{"double", step_double, true},
	{"wheel-up", step_wheel_up, true},
	{"wheel-down", step_wheel_down, true},
	{"signal", step_signal, true},
	{"hang-up", step_hang_up, true},
	{"killed", step_killed, true},
	{"stopped", step_stopped, true},
	{"continue", step_continue, true},
	{"expect", step_expect, true},
	{"wait", step_wait, true},
	{"lacks", step_lacks, true},
	{"idle", step_idle, true},
	{"drawn", step_drawn, true},
	{"exit", step_exit, true},
};

static bool perform(struct scenario *scenario, char *line)
{
	size_t length = strcspn(line, " ");
	const char *rest = line[length] ? line + length + 1 : "";

	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
		if (strlen(steps[i].name) != length || strncmp(line, steps[i].name, length) != 0)
			continue;
		if (steps[i].live && !scenario->started)
			return complain(scenario, "nothing runs yet: %s", line);
		return steps[i].run(scenario, rest);
	}
	return complain(scenario, "not understood: %s", line);
}

static bool perform_all(struct scenario *scenario)
{
	FILE *file = fopen(scenario->path, "re");
	char *line = NULL;
	size_t size = 0;
	bool good = true;

	if (!file)
		return complain(scenario, "%s", strerror(errno));
	while (good && getline(&line, &size, file) > 0) {
		scenario->line++;
		line[strcspn(line, "\n")] = '\0';
		if (line[0] && line[0] != '#')
			good = perform(scenario, line);
	}
	free(line);
	fclose(file);
	return good;
}

static void name_files(struct scenario *scenario)
{
	const char *slash = strrchr(scenario->path, '/'), *base = slash ? slash + 1 : scenario->path;
	size_t length = strlen(scenario->path);

	if (length > 5 && strcmp(scenario->path + length - 5, ".keys") == 0)
		length -= 5;
	(void)snprintf(scenario->screens_path, sizeof scenario->screens_path, "%.*s.screen",
	        (int)length, scenario->path);
	(void)snprintf(scenario->base, sizeof scenario->base, "%.*s",
	        (int)(scenario->path + length - base), base);
}

int main(int argc, char **argv)
{
	static struct scenario scenario;
	const char *update = getenv("UPDATE");
	bool good;

	if (argc != 4) {
		fputs("usage: golden SUIVI NAME.keys FAILED\n", stderr);
		return 2;
	}
	(void)signal(SIGPIPE, SIG_IGN);
	scenario = (struct scenario){ .suivi = realpath(argv[1], NULL), .path = argv[2], .failed = argv[3],
		.rows = 24, .cols = 80, .update = update && *update && strcmp(update, "0") != 0 };
	if (!scenario.suivi) {
		perror(argv[1]);
		return 2;
	}
	name_files(&scenario);
	good = home_init(&scenario.home, scenario.suivi) &&
	       (scenario.update || expected_load(&scenario.expected, scenario.screens_path)) &&
	       perform_all(&scenario);
	if (good)
		good = scenario.update ? expected_save(&scenario.expected, scenario.screens_path)
		                       : expected_all_used(&scenario.expected);
	if (scenario.started)
		screen_release(&scenario.screen);
	home_release(&scenario.home);
	expected_release(&scenario.expected);
	free(scenario.suivi);
	return good ? 0 : 1;
}

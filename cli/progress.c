/* Progress of long work. */
#include "cli/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/interrupt.h"
#include "core/language.h"

enum { MESSAGE_AFTER_MS = 300, BAR_AFTER_MS = 1000, REDRAW_MS = 100, BAR_WIDTH = 24 };

static int64_t now_ms(void)
{
	struct timespec now;

	if (clock_gettime(CLOCK_MONOTONIC, &now))
		return 0;
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void progress_init(struct progress *progress, const char *what, bool quiet)
{
	const char *term = getenv("TERM");

	*progress = (struct progress){.what = what, .begun_ms = now_ms()};
	progress->visible = !quiet && isatty(STDERR_FILENO) && term && strcmp(term, "dumb") != 0;
}

static void draw_bar(long done, long of)
{
	char bar[BAR_WIDTH + 1];
	long filled;

	if (of < done)
		of = done;
	/* an estimate is never a promise: the bar fills up at the end only */
	filled = of > 0 ? (long)((double)done / (double)of * BAR_WIDTH) : 0;
	for (long i = 0; i < BAR_WIDTH; i++)
		bar[i] = i < filled ? '#' : '-';
	bar[BAR_WIDTH] = '\0';
	/* TRANSLATORS: a bar, then how many of how many */
	(void)fprintf(stderr, _(" [%s] %ld of about %ld"), bar, done, of);
}

static void draw(struct progress *progress, long done, long of)
{
	int64_t now, elapsed;

	if (!progress->visible)
		return;
	now = now_ms();
	elapsed = now - progress->begun_ms;
	if (elapsed < MESSAGE_AFTER_MS || now - progress->drawn_ms < REDRAW_MS)
		return;
	progress->drawn_ms = now;
	progress->shown = true;
	(void)fprintf(stderr, "\r\033[K%s", progress->what);
	if (elapsed >= BAR_AFTER_MS && of > 0)
		draw_bar(done, of);
	else if (elapsed >= BAR_AFTER_MS && done > 0)
		(void)fprintf(stderr, " %ld", done);
	(void)fflush(stderr);
}

bool progress_step(void *ctx, long done, long of)
{
	draw(ctx, done, of);
	return !interrupt_seen(NULL);
}

bool progress_stop(void *ctx)
{
	struct progress *progress = ctx;

	/* a bar with counts, once there, is not replaced by less */
	if (!progress->shown)
		draw(progress, 0, 0);
	return interrupt_seen(NULL);
}

void progress_end(struct progress *progress)
{
	if (progress->shown)
		(void)fputs("\r\033[K", stderr);
	progress->shown = false;
}

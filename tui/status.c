/* The message row and its history. See status.h. */
#include "tui/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/clock.h"
#include "core/message.h"

void status_init(struct status *status)
{
	*status = (struct status){ 0 };
	status->lines = calloc(STATUS_KEPT, sizeof *status->lines);
}

void status_release(struct status *status)
{
	free(status->lines);
	*status = (struct status){ 0 };
}

static void keep(struct status *status, enum role role)
{
	clock_time(clock_now_ms(), status->now.time);
	status->now.role = role;
	if (!status->lines)
		return;
	status->lines[status->count % STATUS_KEPT] = status->now;
	status->count++;
}

void status_say(struct status *status, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	(void)vsnprintf(status->now.text, sizeof status->now.text, format, args);
	va_end(args);
	keep(status, ROLE_TEXT);
}

void status_warn(struct status *status, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	(void)vsnprintf(status->now.text, sizeof status->now.text, format, args);
	va_end(args);
	keep(status, ROLE_WARNING);
}

void status_error(struct status *status, const struct err *err)
{
	char sentence[STATUS_TEXT_SIZE - 2];

	message_format(err, sentence, sizeof sentence);
	(void)snprintf(status->now.text, sizeof status->now.text, "! %s", sentence);
	keep(status, ROLE_ERROR);
}

void status_forget(struct status *status)
{
	status->count = 0;
}

void status_clear(struct status *status)
{
	status->now.text[0] = '\0';
}

size_t status_kept(const struct status *status)
{
	return status->count < STATUS_KEPT ? status->count : STATUS_KEPT;
}

const struct status_line *status_at(const struct status *status, size_t index)
{
	return &status->lines[(status->count - 1 - index) % STATUS_KEPT];
}

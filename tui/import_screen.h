/*
 * Between the files of the import screen: what it holds, and how it is drawn.
 */
#ifndef SUIVI_TUI_IMPORT_SCREEN_H
#define SUIVI_TUI_IMPORT_SCREEN_H

#include "core/import.h"
#include "tui/view.h"

/* The argument of view_import. */
struct import_about {
	const char *path;
	char group[CODE_SIZE]; /* the class on the screen; "": none */
};

enum area { AREA_ROWS, AREA_SETTINGS, AREA_COLUMNS, AREA_COUNT };
enum setting { SETTING_ENCODING, SETTING_DELIMITER, SETTING_GROUP, SETTING_COUNT };

enum {
	CACHED = 128,
	TEXT_SIZE = 512,
	FILTER_ALL = -1,
	FILTER_MISSING = IMPORT_ASK + 1, /* students the list does not have; else an import_action */
};

/* A row of the preview as it is shown; read again only when scrolled out of sight. */
struct shown {
	long line;
	enum import_action action;
	char text[TEXT_SIZE], remedy[TEXT_SIZE];
	enum import_question question; /* of a row to decide */
	size_t candidate_count;
	int64_t candidates[IMPORT_CANDIDATES];
};

struct importing {
	struct tui *tui;
	struct import *import;
	char name[256]; /* of the file, without its folder */
	char group[CODE_SIZE];
	char verb[64]; /* what Enter does, for the key bar */
	enum area area;
	size_t setting, column;
	int first_line; /* of the columns, which go on as many lines as they need */
	int filter; /* an enum import_action, or FILTER_… */
	struct list list;
	size_t cached_from, cached_count;
	struct shown *cached;
	struct rect rows;
	int64_t began_ms;
};

/* What of the importing list the filter shows, in a word. */
const char *import_filter_word(int filter);
/* "20 new, 3 changed, 1 refused": only what there is. */
void import_counts_words(const struct import_counts *counts, char *ret, size_t size);
/* What a column can be, in words. */
const char *import_field_word(enum header_field field);
/* "tab", or the character itself. */
const char *import_delimiter_word(char delimiter, char buffer[2]);
/* The row under the cursor; NULL: there is none, or not read. */
const struct shown *import_current(const struct importing *importing);

/* Work begins that may last: from here on its progress is timed. */
void import_began(struct importing *importing);

void import_draw(struct importing *importing, struct rect rect);

#endif

/*
 * What a page says, for programs: named values in objects and lists, beside
 * the lines that say it to people. Nothing is kept unless it was asked for
 * (wanted, set before the page is made), so that a screen pays nothing.
 *
 * Texts are copied. Out of memory: failed, and the page is to be refused.
 */
#ifndef SUIVI_CORE_FACTS_H
#define SUIVI_CORE_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum fact_kind {
	FACT_OPEN,       /* number: '{' or '[' */
	FACT_CLOSE,
	FACT_TEXT,       /* "" is nothing known */
	FACT_COUNT,
	FACT_HUNDREDTHS, /* below 0: nothing known */
	FACT_FLAG,
	FACT_NULL,
};

struct fact {
	enum fact_kind kind;
	const char *name; /* of static storage; NULL inside a list */
	char *text;       /* owned; of FACT_TEXT */
	int64_t number;
};

struct facts {
	bool wanted, failed;
	size_t count, room;
	struct fact *facts;
};

/* Forgets them, and that they were wanted. */
void facts_release(struct facts *facts);

/* name: of static storage, NULL inside a list and for a row of the page itself. */
void facts_open(struct facts *facts, const char *name, char bracket);
void facts_close(struct facts *facts);
void facts_text(struct facts *facts, const char *name, const char *text);
void facts_count(struct facts *facts, const char *name, int64_t count);
void facts_hundredths(struct facts *facts, const char *name, int value);
void facts_flag(struct facts *facts, const char *name, bool value);
void facts_null(struct facts *facts, const char *name);

#endif

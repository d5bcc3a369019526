/*
 * A listing of one noun: the same columns as a table for people and as objects
 * for --json.
 */
#ifndef SUIVI_CLI_RECORD_H
#define SUIVI_CLI_RECORD_H

#include "cli/output.h"
#include "cli/verb.h"

enum column_type {
	COLUMN_TEXT,
	COLUMN_DATE,  /* ISO; as the language writes it for people */
	COLUMN_COUNT, /* digits; "" is null */
	COLUMN_DECIMAL, /* "2.5", at most two decimals; "" is null */
	COLUMN_FLAG,  /* "1" or "" */
};

struct column {
	const char *name;   /* of the field under --json; NULL: only for people */
	const char *header; /* English; NULL: only under --json */
	enum column_type type;
};

struct listing {
	const struct cli *cli;
	const struct column *columns;
	size_t count;
	struct table table;
};

enum { COLUMNS_MAX = 24 };

/* columns: count of them (<= COLUMNS_MAX), borrowed. The first names each line under --quiet. */
void listing_begin(struct listing *listing, const struct cli *cli, size_t count,
                   const struct column columns[]);
/* One value per column. */
void listing_row(struct listing *listing, const char *const values[]);
/* Ends it; failure: what came before, which wins. */
MUST_CHECK enum err_code listing_end(struct listing *listing, enum err_code failure,
                                     struct err *err);

#endif

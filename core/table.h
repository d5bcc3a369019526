/*
 * Small tables that come from outside (supports, forms): columns found by the
 * names in their first line, in any order and language; rows as cells by field.
 *
 * Read like class lists: any encoding (core/decode.h), strictly (core/csv.h).
 * The names are data: fixtures/import/columns.csv.
 */
#ifndef SUIVI_CORE_TABLE_H
#define SUIVI_CORE_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "db/err.h"

enum { TABLE_FIELDS_MAX = 16 };

/*
 * One row. cells[i] is what stands under fields[i], cleaned, "" without such a
 * column or cell; valid during the call. Return false to stop.
 */
typedef bool table_row_fn(void *ctx, long line, const char *const cells[]);

/*
 * path     "-" is standard input
 * table    first column of columns.csv: "support"
 * fields   count of them (<= TABLE_FIELDS_MAX), the words of its second column
 * needed   how many of them, from the first on, the header must have
 *
 * Errors: those of decode_open() and csv_read(), WHY_TABLE_COLUMN (value: the
 * field that is missing).
 */
MUST_CHECK enum err_code table_read(const char *path, const char *table, size_t count,
                                    const char *const fields[], size_t needed, table_row_fn *each,
                                    void *ctx, struct err *err);

/* The same from a built-in file below fixtures/, which cannot be missing. */
MUST_CHECK enum err_code table_read_fixture(const char *name, const char *table, size_t count,
                                            const char *const fields[], size_t needed,
                                            table_row_fn *each, void *ctx, struct err *err);

#endif

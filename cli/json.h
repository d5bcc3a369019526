/*
 * The document of --json: {"version":1,"data":[…],"warnings":[…]}, streamed.
 *
 * A verb opens an object per row of data and closes it; warnings may come at
 * any time and are kept in a temporary file until json_finish(). Nothing is
 * written before the first row. Failures (memory, disk) are remembered and
 * told by json_finish(), so that writing needs no checks in between.
 *
 * name is a field inside an object, NULL inside an array. An empty text is
 * null: the file does not tell them apart.
 */
#ifndef SUIVI_CLI_JSON_H
#define SUIVI_CLI_JSON_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "db/err.h"

struct json;

/* ret: free with json_free(). */
MUST_CHECK enum err_code json_new(FILE *file, struct json **ret, struct err *err);
void json_free(struct json *json); /* NULL is fine */

/* bracket: '{' or '['. At the top, a row of data. */
void json_open(struct json *json, const char *name, char bracket);
void json_close(struct json *json);

void json_text(struct json *json, const char *name, const char *text);
void json_count(struct json *json, const char *name, int64_t count);
void json_bool(struct json *json, const char *name, bool value);
void json_null(struct json *json, const char *name);
/* 250 → 2.50; below 0 → null */
void json_hundredths(struct json *json, const char *name, int value);
/* A level given: its digit, "NO" when not observed, null for none. */
void json_level(struct json *json, const char *name, int level);
/* size bytes as hexadecimal digits. */
void json_hex(struct json *json, const char *name, const unsigned char *bytes, size_t size);
/* Milliseconds since 1970 as 2026-11-12T10:42:07.123Z. */
void json_moment(struct json *json, const char *name, int64_t ms);

/* An object in warnings, which cannot hold another; the same functions fill it. */
void json_warning(struct json *json);
void json_warning_end(struct json *json);

/* code, reason, line, place, value, message, remedy of an error. */
void json_error_members(struct json *json, const struct err *failure);

/* The rest of the document. Errors: WHY_OUTPUT_FAILED, _NO_MEMORY. */
MUST_CHECK enum err_code json_finish(struct json *json, struct err *err);
bool json_finished(const struct json *json);

/* An error alone: {"version":1,"error":{…}}, on file. */
void json_error(FILE *file, const struct err *failure);

#endif

/* The document of --json. */
#include "cli/json.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/clean.h"
#include "cli/output.h"
#include "core/message.h"
#include "db/db.h"

enum { DEPTH_MAX = 8 };

/* Where one stream of objects stands. */
struct place {
	FILE *file;
	int depth;
	char close[DEPTH_MAX];
	bool comma[DEPTH_MAX + 1]; /* something was written before on this level */
};

struct json {
	struct place data;
	struct place warnings; /* file: temporary, NULL until needed */
	struct place *now;
	bool started;
	bool finished;
	enum err_reason failed;
};

enum err_code json_new(FILE *file, struct json **ret, struct err *err)
{
	struct json *json = calloc(1, sizeof(*json));

	if (!json)
		return err_fail(err, WHY_NO_MEMORY, "json");
	json->data.file = file;
	json->now = &json->data;
	*ret = json;
	return ERR_OK;
}

void json_free(struct json *json)
{
	if (json && json->warnings.file)
		(void)fclose(json->warnings.file);
	free(json);
}

static void put(struct json *json, const char *text)
{
	(void)fputs(text, json->now->file);
}

/* text in quotes; C1 controls and DEL, which JSON allows, written as numbers too. */
static void put_quoted(struct json *json, const char *text)
{
	char *clean = clean_utf8(text), *quoted = NULL;
	struct err err;

	if (!clean || db_json_quote(clean, &quoted, &err)) {
		json->failed = WHY_NO_MEMORY;
		goto out;
	}
	for (const char *c = quoted; *c; c++) {
		unsigned char byte = (unsigned char)*c, next = (unsigned char)c[1];

		if (byte == 0x7F) {
			put(json, "\\u007f");
		} else if (byte == 0xC2 && next >= 0x80 && next < 0xA0) {
			(void)fprintf(json->now->file, "\\u00%02x", next);
			c++;
		} else {
			(void)fputc(byte, json->now->file);
		}
	}
out:
	free(clean);
	free(quoted);
}

static bool is_plain(const char *text)
{
	for (; *text; text++) {
		if (*text < ' ' || *text > '~' || *text == '"' || *text == '\\')
			return false;
	}
	return true;
}

static void put_text(struct json *json, const char *text)
{
	if (is_plain(text)) {
		put(json, "\"");
		put(json, text);
		put(json, "\"");
	} else {
		put_quoted(json, text);
	}
}

static void start(struct json *json)
{
	if (!json->started) {
		json->started = true;
		(void)fputs("{\"version\":1,\"data\":[", json->data.file);
	}
}

/* The comma and the name before a value. */
static void begin_value(struct json *json, const char *name)
{
	if (json->now == &json->data)
		start(json);
	if (json->now->comma[json->now->depth])
		put(json, ",");
	json->now->comma[json->now->depth] = true;
	if (json->now->depth == 0)
		put(json, "\n");
	if (name) {
		put(json, "\"");
		put(json, name);
		put(json, "\":");
	}
}

void json_open(struct json *json, const char *name, char bracket)
{
	begin_value(json, name);
	(void)fputc(bracket, json->now->file);
	json->now->close[json->now->depth++] = bracket == '{' ? '}' : ']';
	json->now->comma[json->now->depth] = false;
}

void json_close(struct json *json)
{
	(void)fputc(json->now->close[--json->now->depth], json->now->file);
}

void json_null(struct json *json, const char *name)
{
	begin_value(json, name);
	put(json, "null");
}

void json_text(struct json *json, const char *name, const char *text)
{
	if (!text || !*text) {
		json_null(json, name);
		return;
	}
	begin_value(json, name);
	put_text(json, text);
}

void json_count(struct json *json, const char *name, int64_t count)
{
	begin_value(json, name);
	(void)fprintf(json->now->file, "%" PRId64, count);
}

void json_bool(struct json *json, const char *name, bool value)
{
	begin_value(json, name);
	put(json, value ? "true" : "false");
}

void json_hundredths(struct json *json, const char *name, int value)
{
	if (value < 0) {
		json_null(json, name);
		return;
	}
	begin_value(json, name);
	(void)fprintf(json->now->file, "%d.%02d", value / 100, value % 100);
}

void json_level(struct json *json, const char *name, int level)
{
	if (level > 0)
		json_count(json, name, level);
	else
		json_text(json, name, level == LEVEL_NOT_OBSERVED ? "NO" : "");
}

void json_hex(struct json *json, const char *name, const unsigned char *bytes, size_t size)
{
	begin_value(json, name);
	put(json, "\"");
	for (size_t i = 0; i < size; i++)
		(void)fprintf(json->now->file, "%02x", bytes[i]);
	put(json, "\"");
}

void json_moment(struct json *json, const char *name, int64_t ms)
{
	time_t seconds = (time_t)(ms / 1000);
	struct tm utc;
	char text[64];

	if (ms < 0 || !gmtime_r(&seconds, &utc) ||
		!strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &utc)) {
		json_null(json, name);
		return;
	}
	begin_value(json, name);
	(void)fprintf(json->now->file, "\"%s.%03dZ\"", text, (int)(ms % 1000));
}

void json_warning(struct json *json)
{
	if (!json->warnings.file) {
		json->warnings.file = tmpfile();
		if (!json->warnings.file) {
			/* what follows goes nowhere, and the end says so */
			json->failed = WHY_OUTPUT_FAILED;
			json->warnings.file = fopen("/dev/null", "w");
			if (!json->warnings.file)
				return;
		}
	}
	json->now = &json->warnings;
	json_open(json, NULL, '{');
}

void json_warning_end(struct json *json)
{
	if (json->now != &json->warnings)
		return;
	json_close(json);
	json->now = &json->data;
}

void json_error_members(struct json *json, const struct err *failure)
{
	static const char *const codes[] = {
		[ERR_OK] = "ok",
		[ERR_FAILED] = "failed",
		[ERR_USAGE] = "usage",
		[ERR_INVALID] = "invalid",
		[ERR_CONFLICT] = "conflict",
		[ERR_NOT_FOUND] = "not_found",
		[ERR_BUSY] = "busy",
		[ERR_PERMISSION] = "permission",
		[ERR_IO] = "io",
		[ERR_NO_MEMORY] = "no_memory",
		[ERR_INTERRUPTED] = "interrupted",
	};
	char text[MESSAGE_SIZE];

	json_text(json, "code", codes[failure->code]);
	json_text(json, "reason", err_text(failure->reason)->name);
	if (failure->line)
		json_count(json, "line", failure->line);
	else
		json_null(json, "line");
	json_text(json, "place", failure->place);
	json_text(json, "value", failure->value);
	message_sentence(failure, text, sizeof(text));
	json_text(json, "message", text);
	message_remedy(failure, text, sizeof(text));
	json_text(json, "remedy", text);
}

/* Append the warnings kept aside. */
static void put_warnings(struct json *json)
{
	char block[4096];
	size_t n;

	if (!json->warnings.file)
		return;
	if (fflush(json->warnings.file) || ferror(json->warnings.file))
		json->failed = WHY_OUTPUT_FAILED;
	rewind(json->warnings.file);
	while ((n = fread(block, 1, sizeof(block), json->warnings.file)) > 0)
		(void)fwrite(block, 1, n, json->data.file);
	if (ferror(json->warnings.file))
		json->failed = WHY_OUTPUT_FAILED;
}

enum err_code json_finish(struct json *json, struct err *err)
{
	start(json);
	json->finished = true;
	(void)fputs("],\"warnings\":[", json->data.file);
	put_warnings(json);
	(void)fputs("]}\n", json->data.file);
	if (json->failed)
		return err_fail(err, json->failed, "json");
	return output_flush(err);
}

bool json_finished(const struct json *json)
{
	return json->finished;
}

void json_error(FILE *file, const struct err *failure)
{
	struct json json = {.data.file = file, .now = &json.data, .started = true};

	(void)fputs("{\"version\":1,\"error\":", file);
	/* one level down, so that no line is broken before it */
	json.data.depth = 1;
	(void)fputc('{', file);
	json_error_members(&json, failure);
	(void)fputs("}}\n", file);
}

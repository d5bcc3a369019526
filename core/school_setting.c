/* Settings of the file. See school_setting.h. */
#include "core/school_setting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/csv.h"
#include "core/fixture.h"
#include "core/language.h"

enum { NAME, STANDARD, LOWEST, HIGHEST, ENGLISH, FRENCH, CELLS, SETTINGS_MAX = 64 };

struct reading {
	struct school_setting *settings;
	size_t count;
	bool header_seen;
};

static void copy(char *ret, size_t size, const struct csv_cell *cell)
{
	size_t n = cell->length < size ? cell->length : size - 1;

	memcpy(ret, cell->text, n);
	ret[n] = '\0';
}

static bool take(void *ctx, const struct csv_record *record)
{
	struct reading *reading = ctx;
	struct school_setting *setting = &reading->settings[reading->count];

	if (!reading->header_seen) {
		reading->header_seen = true;
		return true;
	}
	if (record->count < CELLS || reading->count == SETTINGS_MAX)
		return true;
	copy(setting->name, sizeof setting->name, &record->cells[NAME]);
	setting->standard = setting->value = strtol(record->cells[STANDARD].text, NULL, 10);
	setting->lowest = strtol(record->cells[LOWEST].text, NULL, 10);
	setting->highest = strtol(record->cells[HIGHEST].text, NULL, 10);
	copy(setting->description, sizeof setting->description,
		&record->cells[language_is_french() ? FRENCH : ENGLISH]);
	reading->count++;
	return true;
}

enum err_code school_setting_list(
	struct session *session, struct school_setting **ret, size_t *ret_count, struct err *err)
{
	struct reading reading = {.settings = calloc(SETTINGS_MAX, sizeof *reading.settings)};
	const char *data;
	size_t size;
	enum err_code rc = ERR_OK;

	if (!reading.settings)
		return err_fail(err, WHY_NO_MEMORY, "settings");
	if (!fixture_find("settings.csv", &data, &size))
		rc = err_fail(err, WHY_INTERNAL, "settings.csv is not built in");
	if (!rc)
		rc = csv_read_text(data, size, true, ';', take, &reading, err);
	for (size_t i = 0; i < reading.count && !rc; i++) {
		struct school_setting *setting = &reading.settings[i];
		char text[LABEL_SIZE], *end;
		long value;

		rc = db_setting_get(session->db, setting->name, text, err);
		value = rc || !*text ? setting->standard : strtol(text, &end, 10);
		if (value >= setting->lowest && value <= setting->highest)
			setting->value = value; /* else what stands there is from elsewhere */
	}
	if (rc) {
		free(reading.settings);
		return rc;
	}
	*ret = reading.settings;
	*ret_count = reading.count;
	return ERR_OK;
}

enum err_code school_setting_get(
	struct session *session, const char *name, long *ret, struct err *err)
{
	struct school_setting *settings = NULL;
	size_t count = 0;
	enum err_code rc = school_setting_list(session, &settings, &count, err);

	if (!rc)
		rc = err_fail(err, WHY_INTERNAL, "no setting %s", name);
	for (size_t i = 0; i < count; i++) {
		if (strcmp(settings[i].name, name) == 0) {
			*ret = settings[i].value;
			rc = ERR_OK;
		}
	}
	free(settings);
	return rc;
}

static enum err_code check(const struct school_setting *settings, size_t count, const char *name,
	const char *value, struct err *err)
{
	char all[sizeof err->place] = "", bounds[64], *end;
	size_t used = 0;
	long number;
	enum err_code rc;

	for (size_t i = 0; i < count; i++) {
		if (used < sizeof all)
			used += (size_t)snprintf(all + used, sizeof all - used, "%s%s",
				i ? ", " : "", settings[i].name);
		if (strcmp(settings[i].name, name) != 0)
			continue;
		number = strtol(value, &end, 10);
		if (end != value && !*end && number >= settings[i].lowest &&
			number <= settings[i].highest)
			return ERR_OK;
		(void)snprintf(
			bounds, sizeof bounds, "%ld–%ld", settings[i].lowest, settings[i].highest);
		rc = err_fail(err, WHY_NUMBER_OUT, "setting");
		(void)err_at(err, 0, bounds, value);
		return rc;
	}
	rc = err_fail(err, WHY_STATE_UNKNOWN, "setting");
	(void)err_at(err, 0, all, name);
	return rc;
}

enum err_code school_setting_set(
	struct session *session, const char *name, const char *value, struct err *err)
{
	struct school_setting *settings = NULL;
	size_t count = 0;
	enum err_code rc = school_setting_list(session, &settings, &count, err);

	if (rc)
		return rc;
	rc = check(settings, count, name, value, err);
	free(settings);
	if (!rc)
		rc = db_batch_begin(session->db, "set", name, session->author, err);
	if (rc)
		return rc;
	rc = db_setting_put(session->db, name, value, err);
	return db_batch_close(session->db, rc, err);
}

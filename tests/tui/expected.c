/* The screens of NAME.screen. See expected.h. */
#include "tests/tui/expected.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void expected_add(struct expected *expected, const char *name, const char *text)
{
	size_t at = expected->count++;

	if (at == EXPECTED_MAX)
		abort();
	expected->screens[at].name = strdup(name);
	expected->screens[at].text = strdup(text);
	if (!expected->screens[at].name || !expected->screens[at].text)
		abort();
}

/* Lines up to and with the one of the cursor. */
static char *read_screen(FILE *file)
{
	char *text = NULL, *line = NULL;
	size_t size = 0, line_size = 0;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		abort();
	while (getline(&line, &line_size, file) > 0) {
		fputs(line, out);
		if (strncmp(line, "cursor ", 7) == 0)
			break;
	}
	free(line);
	if (fclose(out) != 0 || !text)
		abort();
	return text;
}

bool expected_load(struct expected *expected, const char *path)
{
	FILE *file = fopen(path, "re");
	char *line = NULL;
	size_t size = 0;
	bool good = true;

	if (!file)
		return errno == ENOENT;
	while (good && getline(&line, &size, file) > 0) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '\0')
			continue;
		good = strncmp(line, "== ", 3) == 0 && expected->count < EXPECTED_MAX;
		if (good) {
			char *text = read_screen(file);

			expected_add(expected, line + 3, text);
			free(text);
		} else {
			fprintf(stderr, "%s: not \"== NAME\": %s\n", path, line);
		}
	}
	free(line);
	fclose(file);
	return good;
}

bool expected_save(const struct expected *expected, const char *path)
{
	FILE *file;

	if (expected->count == 0) {
		(void)remove(path);
		return true;
	}
	file = fopen(path, "we");
	if (!file) {
		perror(path);
		return false;
	}
	for (size_t i = 0; i < expected->count; i++)
		fprintf(file, "%s== %s\n%s", i > 0 ? "\n" : "", expected->screens[i].name,
		        expected->screens[i].text);
	return fclose(file) == 0;
}

void expected_release(struct expected *expected)
{
	while (expected->count > 0) {
		expected->count--;
		free(expected->screens[expected->count].name);
		free(expected->screens[expected->count].text);
	}
}

const char *expected_find(struct expected *expected, const char *name)
{
	for (size_t i = 0; i < expected->count; i++) {
		if (strcmp(expected->screens[i].name, name) == 0) {
			expected->screens[i].used = true;
			return expected->screens[i].text;
		}
	}
	return NULL;
}

bool expected_all_used(const struct expected *expected)
{
	for (size_t i = 0; i < expected->count; i++) {
		if (!expected->screens[i].used) {
			fprintf(stderr, "no step expects the screen %s\n",
			        expected->screens[i].name);
			return false;
		}
	}
	return true;
}

void expected_compare(const char *wanted, const char *came)
{
	for (int row = 0; *wanted || *came; row++) {
		size_t w = strcspn(wanted, "\n"), c = strcspn(came, "\n");

		if (w != c || memcmp(wanted, came, w) != 0)
			fprintf(stderr, "%3d expected |%.*s|\n    but came |%.*s|\n", row, (int)w,
			        wanted, (int)c, came);
		wanted += w + (wanted[w] == '\n');
		came += c + (came[c] == '\n');
	}
}

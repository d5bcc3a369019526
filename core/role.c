/* Rows of a list that are not about a student. See role.h. */
#include "core/role.h"

#include <stddef.h>
#include <string.h>

#include "core/fold.h"

static bool is_among(const char *text, const char *const words[], size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(words[i], text) == 0)
			return true;
	}
	return false;
}

#define IS_AMONG(text, words) is_among(text, words, sizeof(words) / sizeof(words)[0])

bool role_is_column(const char *key)
{
	static const char *const keys[] = {"role", "role1", "roles"};

	return IS_AMONG(key, keys);
}

bool deleted_is_column(const char *key)
{
	static const char *const keys[] = {"status", "deleted"};

	return IS_AMONG(key, keys);
}

bool role_is_other(const char *text)
{
	/* OneRoster, Canvas and Moodle; Moodle's names in French, English and Dutch */
	static const char *const roles[] = {"administrator", "aide", "counselor", "coursecreator",
		"designer", "districtadministrator", "docent", "editingteacher", "enseignant",
		"enseignant non editeur", "gestionnaire", "guardian", "leraar", "manager",
		"non-editing teacher", "observer", "parent", "principal", "proctor", "relative",
		"siteadministrator", "systemadministrator", "ta", "teacher"};
	char folded[64];

	(void)fold(text, strlen(text), folded, sizeof folded);
	return IS_AMONG(folded, roles);
}

bool deleted_is_said(const char *key, const char *text)
{
	static const char *const words[] = {"deleted", "tobedeleted"};
	char folded[64];

	(void)fold(text, strlen(text), folded, sizeof folded);
	if (strcmp(key, "deleted") == 0)
		return strcmp(folded, "1") == 0 || strcmp(folded, "true") == 0;
	return IS_AMONG(folded, words);
}

bool row_is_gradebook(const char *text)
{
	/* Canvas writes these between the names of the columns and the students, and after them */
	static const char *const words[] = {
		"manual posting", "points possible", "student, test", "test student"};
	char folded[64];

	(void)fold(text, strlen(text), folded, sizeof folded);
	return IS_AMONG(folded, words);
}

/* Where the pages for people stand. See manual.h. */
#include "core/manual.h"

#include <limits.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

/* The program runs from the folder it was built in. */
static bool is_uninstalled(void)
{
	char path[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
	size_t folder = strlen(SUIVI_BUILD_DIR);

	if (length <= 0)
		return false;
	path[length] = '\0';
	return strncmp(path, SUIVI_BUILD_DIR, folder) == 0 && path[folder] == '/';
}

const char *manual_folder(void)
{
	return is_uninstalled() ? SUIVI_SOURCE_DIR "/docs" : SUIVI_DOC_DIR;
}

/* Which backups stay. See retain.h. */
#include "db/retain.h"

#include <string.h>

enum backup_kind backup_kind(const char *word)
{
	static const char *const words[BACKUP_KINDS] = {
		"open", "import", "merge", "migration", "repair", "restore"};

	for (int i = 0; i < BACKUP_KINDS; i++) {
		if (strcmp(words[i], word) == 0)
			return (enum backup_kind)i;
	}
	return BACKUP_OPEN;
}

int retain_order(const struct retained *one, const struct retained *other)
{
	if (one->current != other->current)
		return one->current ? 1 : -1;
	return memcmp(one->head, other->head, STAMP_SIZE);
}

/* Weeks begin on Monday; 1970 began on a Thursday. Negative days are those of a clock unset. */
static int64_t week_of(int64_t day)
{
	int64_t monday = day + 3;

	return (monday < 0 ? monday - 6 : monday) / 7;
}

/* The newest of each of the last `most` periods on which there are some. */
static void keep_periods(size_t n, struct retained *const rows[], bool weeks, size_t most)
{
	size_t kept = 0;

	for (size_t i = n; i-- > 0 && kept < most;) {
		int64_t period = weeks ? week_of(rows[i]->day) : rows[i]->day;
		bool newest = true;

		for (size_t j = i + 1; j < n && newest; j++)
			newest = (weeks ? week_of(rows[j]->day) : rows[j]->day) != period;
		if (newest) {
			rows[i]->keep = true;
			kept++;
		}
	}
}

void retain(size_t n, struct retained *const rows[])
{
	size_t count[BACKUP_KINDS] = {0};

	for (size_t i = n; i-- > 0;)
		rows[i]->keep = count[rows[i]->kind]++ < RETAIN_LAST;
	keep_periods(n, rows, false, RETAIN_DAYS);
	keep_periods(n, rows, true, RETAIN_WEEKS);
}

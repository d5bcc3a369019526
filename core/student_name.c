/* What a student is called before people. See student_name.h. */
#include "core/student_name.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/language.h"

struct numbered {
	int64_t id;
	size_t number; /* from 1 */
};

/* Sorted by id. */
struct student_numbers {
	struct numbered *rows;
	size_t count;
	uint64_t generation; /* of the file, when they were read */
};

static int by_id(const void *a, const void *b)
{
	const struct numbered *one = a, *other = b;

	return (one->id > other->id) - (one->id < other->id);
}

static struct student_numbers *load(struct session *session)
{
	struct student_numbers *numbers = calloc(1, sizeof *numbers);
	int64_t *ids = NULL;
	size_t count = 0;

	if (numbers && db_student_entered(session->db, &ids, &count, NULL) == ERR_OK)
		numbers->rows = calloc(count + 1, sizeof *numbers->rows);
	if (numbers && numbers->rows) {
		for (size_t i = 0; i < count; i++)
			numbers->rows[i] = (struct numbered){.id = ids[i], .number = i + 1};
		qsort(numbers->rows, count, sizeof *numbers->rows, by_id);
		numbers->count = count;
		numbers->generation = db_generation(session->db);
	}
	free(ids);
	return numbers;
}

/* From 1; 0: not a student of the file. */
static size_t number_of(struct session *session, int64_t student_id)
{
	const struct numbered wanted = {.id = student_id};
	const struct numbered *found = NULL;

	for (int tries = 0; tries < 2 && !found; tries++) {
		struct student_numbers *numbers = session->numbers;

		if (numbers && numbers->rows)
			found = bsearch(
				&wanted, numbers->rows, numbers->count, sizeof wanted, by_id);
		if (found || (numbers && numbers->generation == db_generation(session->db)))
			break;
		student_numbers_free(numbers); /* somebody was entered since */
		session->numbers = load(session);
	}
	return found ? found->number : 0;
}

void student_name(struct session *session, bool hidden, int64_t student_id, const char *last_name,
	const char *first_name, char *ret, size_t size)
{
	char matricule[MATRICULE_SIZE] = "";

	if (hidden) {
		(void)snprintf(ret, size, _("Student %02zu"), number_of(session, student_id));
		return;
	}
	if (db_student_namesake(session->db, student_id, matricule, NULL) == ERR_OK && *matricule)
		(void)snprintf(ret, size, "%s %s (%s)", last_name, first_name, matricule);
	else
		(void)snprintf(ret, size, "%s%s%s", last_name, *first_name ? " " : "", first_name);
}

void student_numbers_free(struct student_numbers *numbers)
{
	if (!numbers)
		return;
	free(numbers->rows);
	free(numbers);
}

/*
 * A small class in memory for the tests of nouns: framework TEST of three
 * competencies (1: 1.1 1.2; 2: 2.1 2.2 2.3; 3, a leaf itself) with a scale of
 * four levels, and as many students as asked for. The clock ticks a second at
 * each reading.
 */
#ifndef SUIVI_TESTS_SAMPLE_H
#define SUIVI_TESTS_SAMPLE_H

#include "core/session.h"
#include "tests/unit/unit.h"

/* Fail the test with what err says, unless rc is ERR_OK. */
#define OK(call)                                                                                   \
	do {                                                                                       \
		struct err ok_err_ = {0};                                                          \
		struct err *err = &ok_err_;                                                        \
		if ((call) != ERR_OK)                                                              \
			fail_msg("%s: %s %s %s %s", #call, err_text(err->reason)->name,            \
				err->detail, err->place, err->value);                              \
	} while (0)

/* Expect a refusal for this reason. */
#define REFUSED(why, call)                                                                         \
	do {                                                                                       \
		struct err refused_err_ = {0};                                                     \
		struct err *err = &refused_err_;                                                   \
		enum err_code refused_ = (call);                                                   \
		assert_int_equal(refused_, err_text(why)->code);                                   \
		assert_string_equal(err_text(err->reason)->name, err_text(why)->name);             \
	} while (0)

struct sample {
	struct session session;
	int64_t group; /* M1 of 2026-2027, empty at first */
};

/* cmocka's set-up and tear-down; *state is a struct sample. */
int sample_set_up(void **state);
int sample_tear_down(void **state);

/* The framework TEST; valid until the session reads frameworks again. */
const struct framework *sample_framework(const struct sample *sample);
size_t sample_item(const struct sample *sample, const char *code);

/* A student in the group M1, at the end of its list. Inside a batch or not. */
int64_t sample_student(struct sample *sample, const char *matricule, const char *last_name,
	const char *first_name);
/* n students "0000001" … with names that repeat, and every third without a group. */
void sample_students(struct sample *sample, int n);

/* Rate on a date by a person; level as in rows.h. */
void sample_rate(struct sample *sample, int64_t student_id, const char *code, const char *date,
	enum assessment_kind kind, int level);

/* Findings of a whole check: 0 when all is well. */
long sample_check(struct sample *sample);
/* Batches in the journal, at most 64. */
size_t sample_batches(struct sample *sample);
/* Take the newest batch back. */
void sample_undo(struct sample *sample);

#endif

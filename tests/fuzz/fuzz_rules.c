/*
 * Any bytes as a file of rules for grades: refused with the lines that are
 * wrong, or rules that come back the same when they are written.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/grade_rules.h"
#include "tests/fuzz/input.h"

static void refused(void *ctx, const struct err *why)
{
	size_t *count = ctx;

	must(why->reason != WHY_NONE);
	(*count)++;
}

static void same(const struct grade_rules *a, const struct grade_rules *b)
{
	must(strcmp(a->set.code, b->set.code) == 0 && strcmp(a->set.since, b->set.since) == 0);
	must(memcmp(a->values, b->values, sizeof a->values) == 0);
	must(strcmp(a->once, b->once) == 0);
	must(a->code_count == b->code_count && a->mention_count == b->mention_count);
	for (size_t i = 0; i < a->code_count; i++)
		must(strcmp(a->codes[i].code, b->codes[i].code) == 0 &&
			a->codes[i].effect == b->codes[i].effect);
	for (size_t i = 0; i < a->mention_count; i++)
		must(a->mentions[i].least == b->mentions[i].least);
}

static void write_and_read(const struct grade_rules *rules)
{
	static char path[64];
	struct target to = {.form = TARGET_RFC4180, .replace = true};
	struct grade_rules again;
	size_t wrong = 0;
	struct err err;

	if (!*path)
		(void)snprintf(path, sizeof path, "%s/suivi-fuzz-rules-%ld.csv",
			access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp", (long)getpid());
	to.path = path;
	must(grade_rules_export(rules, &to, &err) == ERR_OK);
	must(grade_rules_read(path, refused, &wrong, &again, &err) == ERR_OK && wrong == 0);
	(void)unlink(path);
	same(rules, &again);
	grade_rules_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *path = input_path(data, size);
	struct grade_rules rules;
	struct rules_report report;
	size_t wrong = 0, again = 0;
	struct err err;
	enum err_code rc = grade_rules_read(path, refused, &wrong, &rules, &err);

	must(rc == ERR_OK || err.reason != WHY_NONE);
	if (rc == ERR_OK) {
		must(wrong == 0);
		must(rules.values[GRADE_RULE_SCALE] > 0);
		for (size_t i = 1; i < rules.mention_count; i++)
			must(rules.mentions[i - 1].least >= rules.mentions[i].least);
		write_and_read(&rules);
		grade_rules_release(&rules);
	}
	/* the same into a file, which may refuse more: a set of that code and day */
	if (grade_rules_import(input_session(), path, true, refused, &again, &report, &err) ==
		ERR_OK)
		must(rc == ERR_OK && again == 0 && *report.code && *report.since);
	input_session_unchanged();
	return 0;
}

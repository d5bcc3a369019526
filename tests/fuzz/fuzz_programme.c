/* Any bytes as a programme of units and activities: refused with its lines, or counted right. */
#include "core/programme.h"
#include "tests/fuzz/input.h"

static void refused(void *ctx, const struct err *why)
{
	size_t *count = ctx;

	must(why->reason != WHY_NONE);
	(*count)++;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t wrong = 0;
	/* a new programme, or one that is there */
	struct programme_import import = {
		.path = input_path(data, size),
		.code = size % 2 ? "NEW" : "MIAS",
		.dry_run = true,
		.refused = refused,
		.ctx = &wrong,
	};
	struct programme_report report = {0};
	struct err err;

	if (programme_import(input_session(), &import, &report, &err)) {
		must(err.reason != WHY_NONE);
	} else {
		must(wrong == 0 && report.refused == 0);
		must(report.units + report.activities <= report.rows);
		must(report.credits >= 0);
	}
	input_session_unchanged();
	return 0;
}

/* Any bytes as a list of supports: each row is added, there already, or refused with a reason. */
#include "core/support.h"
#include "tests/fuzz/input.h"

static void refused(void *ctx, const struct err *why)
{
	long *count = ctx;

	must(why->reason != WHY_NONE);
	(*count)++;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct support_report report = {0};
	long wrong = 0;
	struct err err;

	if (support_import(input_session(), input_path(data, size), true, refused, &wrong, &report,
		    &err)) {
		must(err.reason != WHY_NONE);
	} else {
		must(report.rows == report.added + report.unchanged + report.refused);
		must(report.refused == wrong);
	}
	input_session_unchanged();
	return 0;
}

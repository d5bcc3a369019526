/* Any bytes as a form filled in by a student, a peer or a supervisor: refused, or levels counted.
 */
#include "core/paper.h"
#include "tests/fuzz/input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct paper_report report = {0};
	struct err err;

	if (paper_read(input_session(), input_path(data, size), true, &report, &err))
		must(err.reason != WHY_NONE);
	else
		must(report.levels >= 0 && report.students >= 0 && report.students <= 24);
	input_session_unchanged();
	return 0;
}

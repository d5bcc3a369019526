/*
 * Any bytes as a framework file: refused with a reason, or a sound draft.
 */
#include <stdint.h>
#include <stdlib.h>

#include "core/framework_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void check(const struct framework_draft *draft)
{
	must(draft->scale.level_count >= 2 && draft->scale.level_count <= 6);
	must(draft->item_count >= 1 && draft->item_count <= FRAMEWORK_ITEMS_MAX);
	for (size_t i = 0; i < draft->item_count; i++) {
		const struct draft_item *item = &draft->items[i];

		/* in preorder, every parent stands before its children */
		must(item->parent == (size_t)-1 || item->parent < i);
		must(item->code[0] && item->position >= 1);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct framework_draft draft;
	struct err err;

	if (framework_file_parse("fuzz.csv", (const char *)data, size, &draft, &err)) {
		must(err.reason != WHY_NONE);
		return 0;
	}
	check(&draft);
	framework_draft_release(&draft);
	return 0;
}

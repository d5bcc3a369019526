/* Looking a sentence up in the catalogue. See catalogue.h. */
#include "core/catalogue.h"

#include <stdlib.h>
#include <string.h>

static int compare(const void *sentence, const void *entry)
{
	return strcmp(
		sentence, catalogue_texts + ((const struct catalogue_entry *)entry)->sentence);
}

const char *catalogue_find(const char *sentence, unsigned form)
{
	const struct catalogue_entry *entry = bsearch(
		sentence, catalogue_entries, catalogue_count, sizeof *catalogue_entries, compare);
	const char *text;

	if (!entry)
		return NULL;
	text = catalogue_texts + entry->text;
	/* a sentence without a plural has one form, whatever the count */
	for (unsigned i = 0; i < form && i + 1 < entry->forms; i++)
		text += strlen(text) + 1;
	return text;
}

/* What a page says, for programs. See facts.h. */
#include "core/facts.h"

#include <stdlib.h>
#include <string.h>

void facts_release(struct facts *facts)
{
	for (size_t i = 0; i < facts->count; i++)
		free(facts->facts[i].text);
	free(facts->facts);
	*facts = (struct facts){0};
}

static struct fact *add(struct facts *facts, enum fact_kind kind, const char *name, int64_t number)
{
	if (!facts->wanted || facts->failed)
		return NULL;
	if (facts->count == facts->room) {
		size_t room = 2 * facts->room + 64;
		struct fact *grown = realloc(facts->facts, room * sizeof *grown);

		if (!grown) {
			facts->failed = true;
			return NULL;
		}
		facts->facts = grown;
		facts->room = room;
	}
	facts->facts[facts->count] = (struct fact){.kind = kind, .name = name, .number = number};
	return &facts->facts[facts->count++];
}

void facts_open(struct facts *facts, const char *name, char bracket)
{
	(void)add(facts, FACT_OPEN, name, bracket);
}

void facts_close(struct facts *facts)
{
	(void)add(facts, FACT_CLOSE, NULL, 0);
}

void facts_text(struct facts *facts, const char *name, const char *text)
{
	struct fact *fact = add(facts, FACT_TEXT, name, 0);

	if (!fact)
		return;
	fact->text = strdup(text ? text : "");
	if (!fact->text)
		facts->failed = true;
}

void facts_count(struct facts *facts, const char *name, int64_t count)
{
	(void)add(facts, FACT_COUNT, name, count);
}

void facts_hundredths(struct facts *facts, const char *name, int value)
{
	(void)add(facts, FACT_HUNDREDTHS, name, value);
}

void facts_flag(struct facts *facts, const char *name, bool value)
{
	(void)add(facts, FACT_FLAG, name, value);
}

void facts_null(struct facts *facts, const char *name)
{
	(void)add(facts, FACT_NULL, name, 0);
}

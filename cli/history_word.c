/* Tables and fields of the journal, in words. See history_word.h. */
#include "cli/history_word.h"

#include <stdlib.h>
#include <string.h>

#include "core/language.h"

/* Sorted by name. What is not here is shown by its name in the file. */
static const struct word {
	const char *name, *text;
} words[] = {
	{"activity", N_("activity")},
	{"adjustment", N_("adjustment")},
	{"agenda", N_("agenda")},
	{"assessment", N_("assessment")},
	{"birth_date", N_("birth date")},
	{"certified_on", N_("certified on")},
	{"code", N_("code")},
	{"comment", N_("comment")},
	{"confidential", N_("confidentiality")},
	{"credits", N_("credits")},
	{"decided_on", N_("decided on")},
	{"decision", N_("decision")},
	{"deliberated", N_("deliberated")},
	{"deliberation", N_("deliberation")},
	{"descriptor", N_("descriptor")},
	{"done", N_("done")},
	{"due_on", N_("due")},
	{"email", N_("e-mail")},
	{"ends_on", N_("end")},
	{"enrolment", N_("enrolment")},
	{"evidence", N_("evidence")},
	{"exercise", N_("exercise")},
	{"extra", N_("other columns")},
	{"first_name", N_("first name")},
	{"framework", N_("framework")},
	{"goal", N_("goal")},
	{"grade", N_("grade")},
	{"grade_code", N_("code of grades")},
	{"held_on", N_("date")},
	{"host", N_("host")},
	{"internship", N_("internship")},
	{"internship_assessment", N_("internship assessment")},
	{"item", N_("item")},
	{"kind", N_("kind")},
	{"label", N_("label")},
	{"language", N_("language")},
	{"last_name", N_("last name")},
	{"level", N_("level")},
	{"link", N_("link")},
	{"mark", N_("mark")},
	{"matricule", N_("matricule")},
	{"meeting", N_("meeting")},
	{"membership", N_("member")},
	{"mention", N_("mention")},
	{"milestone", N_("milestone")},
	{"minutes", N_("length")},
	{"missions", N_("missions")},
	{"name", N_("name")},
	{"next_on", N_("next time")},
	{"objective", N_("objective")},
	{"observation", N_("observation")},
	{"opinion", N_("opinion")},
	{"outcome", N_("outcome")},
	{"person", N_("person")},
	{"person_id", N_("person")},
	{"place", N_("place")},
	{"planned", N_("planned")},
	{"position", N_("position")},
	{"programme", N_("programme")},
	{"rating", N_("rating")},
	{"reason", N_("reason")},
	{"requirement", N_("requirement")},
	{"role", N_("role")},
	{"rule", N_("rule")},
	{"rule_set", N_("rules")},
	{"scale", N_("scale")},
	{"session", N_("session")},
	{"setting", N_("setting")},
	{"short_name", N_("short name")},
	{"since", N_("since")},
	{"starts_on", N_("start")},
	{"state", N_("state")},
	{"student", N_("student")},
	{"student_group", N_("group")},
	{"support", N_("support")},
	{"text", N_("text")},
	{"thesis", N_("thesis")},
	{"title", N_("title")},
	{"unit", N_("unit")},
	{"until", N_("until")},
	{"value", N_("value")},
	{"verdict", N_("jury decision")},
	{"version", N_("version")},
	{"written_on", N_("written on")},
	{"year", N_("year")},
};

static int compare(const void *name, const void *word)
{
	return strcmp(name, ((const struct word *)word)->name);
}

const char *history_word(const char *name)
{
	const struct word *word =
		bsearch(name, words, sizeof(words) / sizeof(words[0]), sizeof(words[0]), compare);

	return word ? _(word->text) : name;
}

/* Changes of the journal in words. See change.h. */
#include "core/change.h"

#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "core/date.h"
#include "core/framework.h"
#include "core/history.h"
#include "core/language.h"
#include "core/mark.h"
#include "db/text_cut.h"

/* How a value is read. */
enum kind {
	TEXT,
	WORD, /* one of a few, in words[] */
	DATE,
	MOMENT, /* milliseconds */
	LEVEL,
	CELL, /* a mark in hundredths, or a code */
	FLAG,
	ASIDE, /* nothing for people */
	ROW,   /* of another table: its key */
};

static const struct column {
	const char *table, *column, *label;
	enum kind kind;
	const char *of; /* ROW: which table */
} columns[] = {
	{"scale", "code", N_("code"), TEXT, NULL},
	{"scale", "title", N_("title"), TEXT, NULL},
	{"scale", "mastery", N_("mastered from"), TEXT, NULL},
	{"level", "scale_id", N_("scale"), ROW, "scale"},
	{"level", "digit", N_("digit"), TEXT, NULL},
	{"level", "short_name", N_("short name"), TEXT, NULL},
	{"level", "name", N_("name"), TEXT, NULL},
	{"framework", "code", N_("code"), TEXT, NULL},
	{"framework", "version", N_("version"), TEXT, NULL},
	{"framework", "title", N_("title"), TEXT, NULL},
	{"framework", "scale_id", N_("scale"), ROW, "scale"},
	{"framework", "rule", N_("rule"), WORD, NULL},
	{"framework", "validated_on", N_("validated on"), DATE, NULL},
	{"framework", "level", N_("level"), TEXT, NULL},
	{"framework", "cycle", N_("cycle"), TEXT, NULL},
	{"framework", "type", N_("type"), TEXT, NULL},
	{"framework", "sector", N_("sector"), TEXT, NULL},
	{"framework", "domain", N_("domain"), TEXT, NULL},
	{"framework", "language", N_("language"), TEXT, NULL},
	{"framework", "credits", N_("credits"), TEXT, NULL},
	{"framework", "position", N_("place"), ASIDE, NULL},
	{"goal", "framework_id", N_("framework"), ROW, "framework"},
	{"goal", "position", N_("number"), TEXT, NULL},
	{"goal", "text", N_("text"), TEXT, NULL},
	{"item", "framework_id", N_("framework"), ROW, "framework"},
	{"item", "parent_id", N_("part of"), ROW, "item"},
	{"item", "code", N_("code"), TEXT, NULL},
	{"item", "kind", N_("kind"), TEXT, NULL},
	{"item", "position", N_("place"), ASIDE, NULL},
	{"item", "label", N_("label"), TEXT, NULL},
	{"item", "text", N_("text"), TEXT, NULL},
	{"descriptor", "item_id", N_("capability"), ROW, "item"},
	{"descriptor", "digit", N_("digit"), TEXT, NULL},
	{"descriptor", "text", N_("text"), TEXT, NULL},
	{"student", "matricule", N_("matricule"), TEXT, NULL},
	{"student", "last_name", N_("last name"), TEXT, NULL},
	{"student", "first_name", N_("first name"), TEXT, NULL},
	{"student", "email", N_("e-mail"), TEXT, NULL},
	{"student", "birth_date", N_("birth date"), DATE, NULL},
	{"student", "extra", N_("other columns"), TEXT, NULL},
	{"student_group", "code", N_("code"), TEXT, NULL},
	{"student_group", "label", N_("label"), TEXT, NULL},
	{"student_group", "kind", N_("kind"), WORD, NULL},
	{"student_group", "year", N_("year"), TEXT, NULL},
	{"student_group", "named", N_("peers are named"), FLAG, NULL},
	{"membership", "student_id", N_("student"), ROW, "student"},
	{"membership", "group_id", N_("group"), ROW, "student_group"},
	{"membership", "position", N_("place"), ASIDE, NULL},
	{"membership", "since", N_("since"), DATE, NULL},
	{"membership", "until", N_("until"), DATE, NULL},
	{"person", "name", N_("name"), TEXT, NULL},
	{"person", "email", N_("e-mail"), TEXT, NULL},
	{"person", "kind", N_("kind"), WORD, NULL},
	{"assessment", "kind", N_("kind"), WORD, NULL},
	{"assessment", "held_on", N_("date"), DATE, NULL},
	{"assessment", "person_id", N_("person"), ROW, "person"},
	{"assessment", "peer_id", N_("peer"), ROW, "student"},
	{"rating", "student_id", N_("student"), ROW, "student"},
	{"rating", "item_id", N_("capability"), ROW, "item"},
	{"rating", "assessment_id", N_("assessment"), ROW, "assessment"},
	{"rating", "level", N_("level"), LEVEL, NULL},
	{"rating", "comment", N_("comment"), TEXT, NULL},
	{"rating", "rated_at", N_("typed"), ASIDE, NULL},
	{"setting", "name", N_("name"), TEXT, NULL},
	{"setting", "value", N_("value"), TEXT, NULL},
	{"support", "role", N_("role"), WORD, NULL},
	{"support", "person_id", N_("person"), ROW, "person"},
	{"support", "peer_id", N_("peer"), ROW, "student"},
	{"support", "student_id", N_("student"), ROW, "student"},
	{"support", "group_id", N_("group"), ROW, "student_group"},
	{"support", "since", N_("since"), DATE, NULL},
	{"support", "until", N_("until"), DATE, NULL},
	{"internship", "student_id", N_("student"), ROW, "student"},
	{"internship", "host", N_("host"), TEXT, NULL},
	{"internship", "address", N_("address"), TEXT, NULL},
	{"internship", "supervisor_id", N_("supervisor"), ROW, "person"},
	{"internship", "starts_on", N_("start"), DATE, NULL},
	{"internship", "ends_on", N_("end"), DATE, NULL},
	{"internship", "planned", N_("hours planned"), TEXT, NULL},
	{"internship", "done", N_("hours done"), TEXT, NULL},
	{"internship", "certified_on", N_("certified on"), DATE, NULL},
	{"internship", "certified_by", N_("certified by"), TEXT, NULL},
	{"internship", "missions", N_("missions"), TEXT, NULL},
	{"internship", "opinion", N_("opinion"), TEXT, NULL},
	{"thesis", "student_id", N_("student"), ROW, "student"},
	{"thesis", "title", N_("title"), TEXT, NULL},
	{"thesis", "state", N_("state"), WORD, NULL},
	{"milestone", "thesis_id", N_("thesis"), ROW, "thesis"},
	{"milestone", "title", N_("title"), TEXT, NULL},
	{"milestone", "due_on", N_("due"), DATE, NULL},
	{"milestone", "done_on", N_("reached on"), DATE, NULL},
	{"meeting", "student_id", N_("student"), ROW, "student"},
	{"meeting", "person_id", N_("person"), ROW, "person"},
	{"meeting", "state", N_("state"), WORD, NULL},
	{"meeting", "held_on", N_("date"), DATE, NULL},
	{"meeting", "starts_at", N_("hour"), TEXT, NULL},
	{"meeting", "place", N_("place"), TEXT, NULL},
	{"meeting", "presence", N_("presence"), WORD, NULL},
	{"meeting", "agenda", N_("agenda"), TEXT, NULL},
	{"meeting", "assessment_id", N_("assessment"), ROW, "assessment"},
	{"meeting", "group_id", N_("group"), ROW, "student_group"},
	{"meeting", "internship_id", N_("internship"), ROW, "internship"},
	{"meeting", "opened_at", N_("begun"), MOMENT, NULL},
	{"meeting", "minutes", N_("length"), TEXT, NULL},
	{"meeting", "next_on", N_("next time"), DATE, NULL},
	{"meeting", "next_at", N_("next hour"), TEXT, NULL},
	{"meeting", "items", N_("capabilities to look at"), ASIDE, NULL},
	{"observation", "student_id", N_("student"), ROW, "student"},
	{"observation", "item_id", N_("capability"), ROW, "item"},
	{"observation", "meeting_id", N_("meeting"), ROW, "meeting"},
	{"observation", "person_id", N_("person"), ROW, "person"},
	{"observation", "written_on", N_("written on"), DATE, NULL},
	{"observation", "text", N_("text"), TEXT, NULL},
	{"observation", "confidential", N_("confidentiality"), FLAG, NULL},
	{"observation", "noted_at", N_("typed"), ASIDE, NULL},
	{"objective", "student_id", N_("student"), ROW, "student"},
	{"objective", "item_id", N_("capability"), ROW, "item"},
	{"objective", "meeting_id", N_("meeting"), ROW, "meeting"},
	{"objective", "person_id", N_("person"), ROW, "person"},
	{"objective", "text", N_("text"), TEXT, NULL},
	{"objective", "set_on", N_("agreed on"), DATE, NULL},
	{"objective", "due_on", N_("due"), DATE, NULL},
	{"objective", "state", N_("state"), WORD, NULL},
	{"objective", "settled_on", N_("settled on"), DATE, NULL},
	{"objective", "settled_in", N_("settled in"), ROW, "meeting"},
	{"objective", "from_id", N_("carried on from"), ROW, "objective"},
	{"objective", "noted_at", N_("typed"), ASIDE, NULL},
	{"evidence", "student_id", N_("student"), ROW, "student"},
	{"evidence", "title", N_("title"), TEXT, NULL},
	{"evidence", "made_on", N_("date"), DATE, NULL},
	{"evidence", "place", N_("place"), TEXT, NULL},
	{"link", "internship_id", N_("internship"), ROW, "internship"},
	{"link", "thesis_id", N_("thesis"), ROW, "thesis"},
	{"link", "objective_id", N_("objective"), ROW, "objective"},
	{"link", "evidence_id", N_("evidence"), ROW, "evidence"},
	{"link", "item_id", N_("capability"), ROW, "item"},
	{"link", "goal_id", N_("goal"), ROW, "goal"},
	{"internship_assessment", "internship_id", N_("internship"), ROW, "internship"},
	{"internship_assessment", "assessment_id", N_("assessment"), ROW, "assessment"},
	{"internship_assessment", "paper", N_("paper"), TEXT, NULL},
	{"internship_assessment", "typed_by", N_("typed by"), TEXT, NULL},
	{"adjustment", "student_id", N_("student"), ROW, "student"},
	{"adjustment", "text", N_("text"), TEXT, NULL},
	{"adjustment", "since", N_("since"), DATE, NULL},
	{"adjustment", "until", N_("until"), DATE, NULL},
	{"decision", "student_id", N_("student"), ROW, "student"},
	{"decision", "item_id", N_("capability"), ROW, "item"},
	{"decision", "level", N_("level"), LEVEL, NULL},
	{"decision", "reason", N_("reason"), TEXT, NULL},
	{"decision", "person_id", N_("person"), ROW, "person"},
	{"decision", "decided_on", N_("decided on"), DATE, NULL},
	{"requirement", "item_id", N_("capability"), ROW, "item"},
	{"requirement", "times", N_("times"), TEXT, NULL},
	{"rule_set", "code", N_("code"), TEXT, NULL},
	{"rule_set", "since", N_("since"), DATE, NULL},
	{"rule_set", "label", N_("label"), TEXT, NULL},
	{"rule", "rule_set_id", N_("rules"), ROW, "rule_set"},
	{"rule", "name", N_("name"), TEXT, NULL},
	{"rule", "value", N_("value"), TEXT, NULL},
	{"grade_code", "rule_set_id", N_("rules"), ROW, "rule_set"},
	{"grade_code", "code", N_("code"), TEXT, NULL},
	{"grade_code", "label", N_("label"), TEXT, NULL},
	{"grade_code", "aliases", N_("also written"), TEXT, NULL},
	{"grade_code", "effect", N_("effect"), WORD, NULL},
	{"grade_code", "typed_by", N_("typed by"), WORD, NULL},
	{"grade_code", "proof", N_("with proof"), FLAG, NULL},
	{"grade_code", "position", N_("place"), ASIDE, NULL},
	{"grade_code", "absence", N_("is an absence"), FLAG, NULL},
	{"mention", "rule_set_id", N_("rules"), ROW, "rule_set"},
	{"mention", "least", N_("from"), CELL, NULL},
	{"mention", "label", N_("label"), TEXT, NULL},
	{"programme", "year", N_("year"), TEXT, NULL},
	{"programme", "code", N_("code"), TEXT, NULL},
	{"programme", "label", N_("label"), TEXT, NULL},
	{"programme", "rule_set_id", N_("rules"), ROW, "rule_set"},
	{"unit", "programme_id", N_("programme"), ROW, "programme"},
	{"unit", "code", N_("code"), TEXT, NULL},
	{"unit", "title", N_("title"), TEXT, NULL},
	{"unit", "block", N_("block"), TEXT, NULL},
	{"unit", "credits", N_("credits"), TEXT, NULL},
	{"unit", "person_id", N_("person"), ROW, "person"},
	{"unit", "optional", N_("optional"), FLAG, NULL},
	{"unit", "decimals", N_("decimals"), TEXT, NULL},
	{"unit", "position", N_("place"), ASIDE, NULL},
	{"activity", "unit_id", N_("unit"), ROW, "unit"},
	{"activity", "code", N_("code"), TEXT, NULL},
	{"activity", "title", N_("title"), TEXT, NULL},
	{"activity", "kind", N_("kind"), TEXT, NULL},
	{"activity", "weight", N_("weight"), TEXT, NULL},
	{"activity", "minimum", N_("minimum"), CELL, NULL},
	{"activity", "position", N_("place"), ASIDE, NULL},
	{"exercise", "unit_id", N_("unit"), ROW, "unit"},
	{"exercise", "activity_id", N_("activity"), ROW, "activity"},
	{"exercise", "item_id", N_("capability"), ROW, "item"},
	{"enrolment", "student_id", N_("student"), ROW, "student"},
	{"enrolment", "unit_id", N_("unit"), ROW, "unit"},
	{"enrolment", "state", N_("state"), WORD, NULL},
	{"enrolment", "mark", N_("mark"), CELL, NULL},
	{"enrolment", "from_year", N_("from the year"), TEXT, NULL},
	{"grade", "student_id", N_("student"), ROW, "student"},
	{"grade", "unit_id", N_("unit"), ROW, "unit"},
	{"grade", "activity_id", N_("activity"), ROW, "activity"},
	{"grade", "session", N_("session"), TEXT, NULL},
	{"grade", "value", N_("mark"), CELL, NULL},
	{"grade", "proof", N_("proof"), TEXT, NULL},
	{"verdict", "student_id", N_("student"), ROW, "student"},
	{"verdict", "programme_id", N_("programme"), ROW, "programme"},
	{"verdict", "unit_id", N_("unit"), ROW, "unit"},
	{"verdict", "session", N_("session"), TEXT, NULL},
	{"verdict", "outcome", N_("outcome"), CELL, NULL},
	{"verdict", "reason", N_("reason"), TEXT, NULL},
	{"verdict", "person_id", N_("person"), ROW, "person"},
	{"verdict", "decided_on", N_("decided on"), DATE, NULL},
	{"deliberation", "programme_id", N_("programme"), ROW, "programme"},
	{"deliberation", "session", N_("session"), TEXT, NULL},
	{"deliberation", "held_on", N_("date"), DATE, NULL},
	{"deliberation", "frozen_at", N_("closed"), MOMENT, NULL},
	{"deliberation", "person_id", N_("person"), ROW, "person"},
	{"deliberation", "rules", N_("rules"), ASIDE, NULL},
	{"deliberation", "unlocked_at", N_("opened again"), MOMENT, NULL},
	{"deliberation", "unlock_reason", N_("reason"), TEXT, NULL},
	{"deliberated", "deliberation_id", N_("deliberation"), ROW, "deliberation"},
	{"deliberated", "student_id", N_("student"), ROW, "student"},
	{"deliberated", "figures", N_("figures"), ASIDE, NULL},
};

/* What the tables hold. */
static const struct {
	const char *table, *label;
} tables[] = {
	{"scale", N_("scale")},
	{"level", N_("level")},
	{"framework", N_("framework")},
	{"goal", N_("goal")},
	{"item", N_("item")},
	{"descriptor", N_("descriptor")},
	{"student", N_("student")},
	{"student_group", N_("group")},
	{"membership", N_("member")},
	{"person", N_("person")},
	{"assessment", N_("assessment")},
	{"rating", N_("rating")},
	{"setting", N_("setting")},
	{"support", N_("support")},
	{"internship", N_("internship")},
	{"thesis", N_("thesis")},
	{"milestone", N_("milestone")},
	{"meeting", N_("meeting")},
	{"observation", N_("observation")},
	{"objective", N_("objective")},
	{"evidence", N_("evidence")},
	{"link", N_("link")},
	{"internship_assessment", N_("internship assessment")},
	{"adjustment", N_("adjustment")},
	{"decision", N_("decision")},
	{"requirement", N_("requirement")},
	{"rule_set", N_("rules")},
	{"rule", N_("rule")},
	{"grade_code", N_("code of grades")},
	{"mention", N_("mention")},
	{"programme", N_("programme")},
	{"unit", N_("unit")},
	{"activity", N_("activity")},
	{"exercise", N_("exercise")},
	{"enrolment", N_("enrolment")},
	{"grade", N_("grade")},
	{"verdict", N_("jury decision")},
	{"deliberation", N_("deliberation")},
	{"deliberated", N_("deliberated")},
};

/* The words a column of few values holds; table NULL: of any. */
static const struct {
	const char *table, *value, *text;
} words[] = {
	{"support", "internship", N_("internship supervisor")},
	{"support", "thesis", N_("thesis supervisor")},
	{"meeting", "open", N_("under way")},
	{"meeting", "done", N_("held")},
	{"meeting", "dropped", N_("cancelled")},
	{"objective", "dropped", N_("dropped")},
	{"objective", "open", N_("still open")},
	{"objective", "carried", N_("carried on")},
	{"thesis", "dropped", N_("given up")},
	{"enrolment", "carried", N_("carried over")},
	{"grade_code", "open", N_("to be entered")},
	{NULL, "latest", N_("the latest")},
	{NULL, "highest", N_("the highest")},
	{NULL, "mean", N_("the mean")},
	{NULL, "decaying", N_("the decaying mean")},
	{NULL, "class", N_("class")},
	{NULL, "peer", N_("peer")},
	{NULL, "seminar", N_("seminar")},
	{NULL, "staff", N_("staff")},
	{NULL, "field", N_("field")},
	{NULL, "meeting", N_("meeting")},
	{NULL, "internship", N_("internship")},
	{NULL, "thesis", N_("thesis")},
	{NULL, "course", N_("course")},
	{NULL, "self", N_("self")},
	{NULL, "jury", N_("jury")},
	{NULL, "tutor", N_("tutor")},
	{NULL, "mentor", N_("mentor")},
	{NULL, "reader", N_("reader")},
	{NULL, "teacher", N_("teacher")},
	{NULL, "secretary", N_("secretary")},
	{NULL, "anybody", N_("anybody")},
	{NULL, "planned", N_("planned")},
	{NULL, "present", N_("present")},
	{NULL, "remote", N_("at a distance")},
	{NULL, "absent", N_("absent")},
	{NULL, "excused", N_("excused")},
	{NULL, "met", N_("met")},
	{NULL, "partly", N_("partly met")},
	{NULL, "going", N_("in progress")},
	{NULL, "submitted", N_("submitted")},
	{NULL, "defended", N_("defended")},
	{NULL, "zero", N_("counts zero")},
	{NULL, "left-out", N_("left out")},
	{NULL, "blocks", N_("blocks")},
	{NULL, "credit", N_("credit granted")},
	{NULL, "refused", N_("credit refused")},
	{NULL, "taken", N_("taken")},
	{NULL, "dispensed", N_("dispensed")},
};

/* ---- Names --------------------------------------------------------------- */

static const struct column *column_of(const char *table, const char *name)
{
	for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
		if (strcmp(columns[i].table, table) == 0 && strcmp(columns[i].column, name) == 0)
			return &columns[i];
	}
	return NULL;
}

const char *change_table(const char *table)
{
	for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
		if (strcmp(tables[i].table, table) == 0)
			return _(tables[i].label);
	}
	return NULL;
}

const char *change_column(const char *table, const char *column)
{
	const struct column *found = column_of(table, column);

	return found ? _(found->label) : NULL;
}

bool change_is_aside(const char *table, const char *column)
{
	const struct column *found = column_of(table, column);

	return !found || found->kind == ASIDE;
}

static const char *word_of(const char *table, const char *value)
{
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (strcmp(words[i].value, value) == 0 &&
			(!words[i].table || strcmp(words[i].table, table) == 0))
			return _(words[i].text);
	}
	return value;
}

const char *change_field(const struct history_row *row)
{
	const char *label = change_column(row->table, row->field);

	if (!*row->field)
		return _("(new)");
	if (strcmp(row->field, "deleted") == 0 && row->value)
		return strcmp(row->value, "1") == 0 ? _("(removed)") : _("(back again)");
	return label ? label : "";
}

/* ---- Rows ------------------------------------------------------------------ */

static bool is_date(const char *word, size_t length)
{
	static const char shape[] = "dddd-dd-dd";

	if (length != DATE_SIZE - 1)
		return false;
	for (size_t i = 0; i < length; i++) {
		if (shape[i] == 'd' ? word[i] < '0' || word[i] > '9' : word[i] != '-')
			return false;
	}
	return true;
}

/* A key of db, word by word: matricules become students, dates people's, kinds words. */
static void key_words(
	struct session *session, const char *table, const char *key, char ret[CHANGE_SIZE])
{
	size_t used = 0;

	ret[0] = '\0';
	while (*key && used + 1 < CHANGE_SIZE) {
		size_t length = strcspn(key, " ");
		char word[3 * NAME_SIZE], day[DATE_SIZE];
		struct student_row student;

		(void)text_cut_format(word, sizeof word, "%.*s", (int)length, key);
		if (used)
			ret[used++] = ' ';
		ret[used] = '\0';
		if (is_date(word, length)) {
			date_for_people(word, day);
			used += text_cut_copy(ret + used, CHANGE_SIZE - used, day);
		} else if (strlen(word) < MATRICULE_SIZE && strcmp(table, "student_group") != 0 &&
			   db_student_by_matricule(session->db, word, &student, NULL) == ERR_OK) {
			used += text_cut_format(ret + used, CHANGE_SIZE - used, "%s %s (%s)",
				student.last_name, student.first_name, student.matricule);
		} else if (strcmp(table, "assessment") == 0 || strcmp(table, "support") == 0) {
			used += text_cut_copy(ret + used, CHANGE_SIZE - used, word_of(table, word));
		} else {
			used += text_cut_copy(ret + used, CHANGE_SIZE - used, word);
		}
		key += length + (key[length] == ' ');
	}
}

void change_of(struct session *session, const struct history_row *row, char ret[CHANGE_SIZE])
{
	key_words(session, row->table, row->key, ret);
}

/* ---- Values ---------------------------------------------------------------- */

static void level_name(struct session *session, const struct history_row *row, const char *value,
	char ret[CHANGE_SIZE])
{
	const struct framework_list *list = &session->frameworks;
	int64_t item = 0;
	int level = atoi(value);

	(void)text_cut_copy(ret, CHANGE_SIZE,
		level == LEVEL_NOT_OBSERVED ? _("not observed")
		: level == LEVEL_NONE       ? ""
					    : value);
	if (level < 1 || db_row_item(session->db, row->table, row->row, &item, NULL))
		return;
	for (size_t f = 0; f < list->count; f++) {
		for (size_t i = 0; i < list->frameworks[f].item_count; i++) {
			if (list->frameworks[f].items[i].row.id == item)
				(void)text_cut_copy(ret, CHANGE_SIZE,
					framework_level_name(&list->frameworks[f], level));
		}
	}
}

static bool is_number(const char *text)
{
	return *text && text[strspn(text, "0123456789")] == '\0' && strlen(text) < 8;
}

static void say(struct session *session, const struct history_row *row, const struct column *column,
	const char *value, char ret[CHANGE_SIZE])
{
	char key[3 * NAME_SIZE], short_text[64];

	ret[0] = '\0';
	switch (column->kind) {
	case ROW:
		if (db_row_key(session->db, column->of, strtoll(value, NULL, 10), key, NULL) ==
			ERR_OK)
			key_words(session, column->of, key, ret);
		return;
	case WORD:
		(void)text_cut_copy(ret, CHANGE_SIZE, word_of(row->table, value));
		return;
	case DATE:
		if (is_date(value, strlen(value)))
			date_for_people(value, short_text);
		else
			(void)text_cut_copy(short_text, sizeof short_text, value);
		(void)text_cut_copy(ret, CHANGE_SIZE, short_text);
		return;
	case MOMENT:
		history_moment(strtoll(value, NULL, 10), short_text);
		(void)text_cut_copy(ret, CHANGE_SIZE, short_text);
		return;
	case LEVEL:
		level_name(session, row, value, ret);
		return;
	case CELL:
		if (is_number(value))
			mark_format(atoi(value), short_text);
		(void)text_cut_copy(ret, CHANGE_SIZE,
			is_number(value) ? short_text : word_of(row->table, value));
		return;
	case FLAG:
		(void)text_cut_copy(ret, CHANGE_SIZE, strcmp(value, "0") == 0 ? _("no") : _("yes"));
		return;
	case ASIDE:
		return;
	case TEXT:
		break;
	}
	(void)text_cut_copy(ret, CHANGE_SIZE, value);
}

static void value_words(struct session *session, const struct history_row *row, const char *value,
	char ret[CHANGE_SIZE])
{
	const struct column *column = column_of(row->table, row->field);

	ret[0] = '\0';
	if (value && column)
		say(session, row, column, value, ret);
}

void change_old(struct session *session, const struct history_row *row, char ret[CHANGE_SIZE])
{
	value_words(session, row, row->old, ret);
}

/* The fields of a new row, those aside that its key says already. */
struct telling {
	struct session *session;
	const struct history_row *row;
	const char *of; /* in words: what is said there is not said again */
	char *ret;
	size_t used;
};

static bool tell_field(void *ctx, const char *name, const char *before, const char *value)
{
	struct telling *telling = ctx;
	const struct column *column = column_of(telling->row->table, name);
	char said[CHANGE_SIZE];

	(void)before;
	if (!column || !value || !*value || column->kind == ASIDE ||
		(column->kind == FLAG && strcmp(value, "0") == 0))
		return true;
	say(telling->session, telling->row, column, value, said);
	if (!*said || strstr(telling->of, said))
		return true;
	/* TRANSLATORS: a field and its value, as in “level: Acquired” */
	telling->used += text_cut_format(telling->ret + telling->used, CHANGE_SIZE - telling->used,
		telling->used ? _(", %s: %s") : _("%s: %s"), _(column->label), said);
	return telling->used + 1 < CHANGE_SIZE;
}

void change_new(struct session *session, const struct history_row *row, char ret[CHANGE_SIZE])
{
	char of[CHANGE_SIZE];
	struct telling telling = {.session = session, .row = row, .of = of, .ret = ret};

	if (*row->field) {
		value_words(session, row, row->value, ret);
		return;
	}
	ret[0] = '\0';
	change_of(session, row, of);
	if (row->value)
		(void)!db_json_changes("{}", row->value, tell_field, &telling, NULL);
}

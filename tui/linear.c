/* The linear mode. See linear.h. */
#include "tui/linear.h"

#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/date.h"
#include "core/history.h"
#include "core/language.h"
#include "core/level.h"
#include "core/message.h"
#include "core/preference.h"
#include "core/student.h"
#include "core/student_name.h"
#include "core/who.h"
#include "tui/glyph.h"
#include "tui/linear_mode.h"

/* ---- Telling where one is ---------------------------------------------------------- */

static const char *level_words(const struct framework *framework, int level)
{
	const char *name = framework_level_name(framework, level);

	return *name ? name : _("nothing");
}

void linear_tell_student(struct linear *linear)
{
	struct follow *follow = &linear->follow;
	const struct roster_line *line;
	char name[STUDENT_NAME_SIZE], mean[16];
	struct err err;

	if (!follow->student_id) {
		linear_say(linear, "%s", _("There is no student here."));
		return;
	}
	if (roster_line(follow->roster, follow->student, &line, &err) != ERR_OK) {
		linear_error(linear, &err);
		return;
	}
	follow_decimal(line->standing.mean, mean);
	student_name(follow->session, linear->options->anonymous, line->student.id,
		line->student.last_name, line->student.first_name, name, sizeof name);
	if (linear->options->anonymous)
		linear_say(linear, _("%s, %zu of %zu, mean %s."), name, follow->student + 1,
			follow_count(follow), mean);
	else
		linear_say(linear, _("%s %s, %s, %zu of %zu, mean %s."), line->student.last_name,
			line->student.first_name, line->student.matricule, follow->student + 1,
			follow_count(follow), mean);
	if (line->overdue)
		linear_say(linear, "%s", _("Not seen for a long time."));
}

void linear_tell_item(struct linear *linear)
{
	struct follow *follow = &linear->follow;
	const struct item *item;
	const struct current_row *current;
	char code[CODE_SIZE + 8], value[16], day[DATE_SIZE];
	struct err err;

	if (!follow->framework || follow->framework->item_count == 0 || !follow->student_id)
		return;
	if (follow_grid(follow, &err) != ERR_OK) {
		linear_error(linear, &err);
		return;
	}
	item = &follow->framework->items[follow->item];
	current = &follow->grid.current[item->leaf_index];
	follow_code(item, code);
	linear_say(linear, "%s. %s.", code, item->row.text);
	linear_meeting_levels(linear);
	if (current->count == 0) {
		linear_say(linear, "%s",
			current->seen_on[0] ? _("Seen, never rated.") : _("Never observed."));
		return;
	}
	follow_current(follow->framework, current, value);
	date_for_people(current->seen_on, day);
	linear_say(linear, _("Now: %s (%s), on %s; %s."), value,
		level_words(follow->framework, (current->value + 50) / 100), day,
		current->count < 2   ? _("first level")
		: current->trend > 0 ? _("rising")
		: current->trend < 0 ? _("falling")
				     : _("unchanged"));
}

/* Each competency: mean, how many of how many. */
static void tell_summary(struct linear *linear)
{
	struct follow *follow = &linear->follow;
	const struct framework *framework = follow->framework;
	struct err err;

	if (!framework || !follow->student_id)
		return;
	if (follow_grid(follow, &err) != ERR_OK) {
		linear_error(linear, &err);
		return;
	}
	for (size_t i = 0; i < framework->item_count; i += framework->items[i].descendants + 1) {
		size_t rated = 0, of = 0;
		int value = level_item_mean(framework, i, follow->grid.values, &rated, &of);
		char code[CODE_SIZE + 8], mean[16];

		/* A competency that is rated itself has a level, no mean. */
		if (framework->items[i].descendants == 0)
			follow_current(framework,
				&follow->grid.current[framework->items[i].leaf_index], mean);
		else
			follow_decimal(value, mean);
		follow_code(&framework->items[i], code);
		linear_say(linear, _("%s %s: %s, %zu of %zu rated."), code,
			framework->items[i].row.label, rated ? mean : _("nothing"), rated, of);
	}
}

static void tell_help(struct linear *linear)
{
	linear_say(linear, "%s",
		_("A digit: rate. 0: clear. ; : not observed. Empty line: next capability."));
	linear_say(linear, "%s",
		_("p: previous capability. c CODE: go to a capability. o TEXT: observation."));
	linear_say(linear, "%s",
		_("> and <: next, previous student. / TEXT: search. l: list. s: summary."));
	linear_say(linear, "%s",
		_("g: groups. a DATE KIND: occasion. t: next student after each level, or not."));
	linear_say(linear, "%s",
		_("f: all about the student. i: why this level. d: dates and meetings; d all: "
		  "everybody's."));
	linear_say(linear, "%s",
		_("n TEXT: note. k TEXT: confidential note. b TEXT: objective. j: settle an "
		  "objective."));
	linear_say(linear, "%s",
		_("m: begin a meeting, or go on with it. In it, w TEXT: place. v WORD: presence. "
		  "e: end."));
	linear_say(linear, "%s",
		_("g n: type grades; g n UE3 2: of that unit, session 2. g b: results of the "
		  "student. g j: the list of the jury."));
	linear_say(linear, "%s",
		_("u: undo; u NAME: what that person did last, asked first. r: redo. ?: this help. "
		  "q: "
		  "quit."));
}

/* Rate the capability stood on, then move on: in a meeting to the next one to look at. */
static enum err_code rate_here(struct linear *linear, int level, int *ret_before, struct err *err)
{
	struct follow *follow = &linear->follow;
	enum after_rating after = follow->after;
	bool chosen = follow->after_chosen;
	enum err_code rc;

	if (!linear->meeting)
		return follow_rate(follow, level, ret_before, err);
	follow->after = AFTER_STAY;
	follow->after_chosen = true;
	rc = follow_rate(follow, level, ret_before, err);
	follow->after = after;
	follow->after_chosen = chosen;
	if (!rc && !linear_meeting_next(linear) && level != LEVEL_NONE)
		follow->ended = linear->item_count > 0 &&
				linear->items[linear->item_count - 1] == follow->item;
	return rc;
}

/* ---- Doing --------------------------------------------------------------------------- */

static void rate(struct linear *linear, int level)
{
	struct follow *follow = &linear->follow;
	char code[CODE_SIZE + 8];
	const struct item *item;
	int before = LEVEL_NONE;
	size_t student = follow->student;
	struct err err;

	if (!follow->framework || follow->framework->item_count == 0)
		return;
	if (follow->ended && level != LEVEL_NONE) {
		linear_say(linear, "! %s",
			_("That was the last one: nothing was changed. u: undo."));
		return;
	}
	item = &follow->framework->items[follow->item];
	if (rate_here(linear, level, &before, &err) != ERR_OK) {
		linear_error(linear, &err);
		return;
	}
	follow_code(item, code);
	linear_say(linear, _("Saved, %s: %s, %s (before: %s)."), kind_name(follow->occasion.kind),
		code, level_words(follow->framework, level),
		level_words(follow->framework, before));
	if (follow->student != student)
		linear_tell_student(linear);
	linear_tell_item(linear);
}

static void step_item(struct linear *linear, int by)
{
	if (!linear->follow.framework || linear->follow.framework->item_count == 0)
		return;
	if (by > 0 && linear->meeting && linear_meeting_next(linear))
		linear_tell_item(linear);
	else if (follow_next_item(&linear->follow, by))
		linear_tell_item(linear);
	else
		linear_say(linear, "%s",
			by > 0 ? _("That was the last capability.")
			       : _("This is the first capability."));
}

static void step_student(struct linear *linear, int by)
{
	struct follow *follow = &linear->follow;
	struct err err;

	if (by < 0 && follow->student == 0) {
		linear_say(linear, "%s", _("This is the first student."));
		return;
	}
	if (by > 0 && follow->student + 1 >= follow_count(follow) &&
		roster_complete(follow->roster)) {
		linear_say(linear, "%s", _("That was the last student."));
		return;
	}
	if (follow_student(follow, by < 0 ? follow->student - 1 : follow->student + 1, &err) !=
		ERR_OK) {
		linear_error(linear, &err);
		return;
	}
	linear_meeting_leave(linear);
	linear_tell_student(linear);
	linear_tell_item(linear);
}

void linear_go(struct linear *linear, int64_t student_id)
{
	struct follow *follow = &linear->follow;
	struct group_row everybody = {0};
	struct err err;
	enum err_code rc;

	if (student_id == follow->student_id)
		return;
	linear_meeting_leave(linear);
	rc = follow_student_id(follow, student_id, &err);
	if (!rc && follow->student_id != student_id) { /* in another group */
		rc = follow_group(follow, &everybody, &err);
		if (!rc)
			rc = follow_student_id(follow, student_id, &err);
	}
	if (rc)
		linear_error(linear, &err);
	linear_tell_student(linear);
	linear_tell_item(linear);
}

static void list_students(struct linear *linear)
{
	struct follow *follow = &linear->follow;
	const struct roster_line *line;
	char name[STUDENT_NAME_SIZE];
	struct err err;
	size_t count = follow_count(follow);

	for (size_t i = 0; i < count && i < FOUND_MAX; i++) {
		if (roster_line(follow->roster, i, &line, &err) != ERR_OK)
			break;
		student_name(follow->session, linear->options->anonymous, line->student.id,
			line->student.last_name, line->student.first_name, name, sizeof name);
		if (linear->options->anonymous)
			linear_say(linear, "%zu. %s", i + 1, name);
		else
			linear_say(linear, "%zu. %s %s, %s", i + 1, line->student.last_name,
				line->student.first_name, line->student.matricule);
	}
	if (count > FOUND_MAX)
		linear_say(linear, _("And %zu more: search with / and a part of the name."),
			count - FOUND_MAX);
}

/* Choose among those that match; nobody else is ever stood on by a slip. */
static bool choose_found(struct linear *linear)
{
	size_t count = follow_count(&linear->follow);
	char answer[LINE_SIZE];
	struct err err;
	long chosen = 1;

	if (count == 0) {
		linear_say(linear, "! %s", _("Nobody matches: still with the same student."));
		return false;
	}
	if (count > 1) {
		list_students(linear);
		if (!linear_ask(linear, _("Number of the student:"), answer))
			return false;
		chosen = linear_number(answer, count);
		if (chosen < 1) {
			linear_say(
				linear, "! %s", _("No such number: still with the same student."));
			return false;
		}
	}
	if (follow_student(&linear->follow, (size_t)chosen - 1, &err) != ERR_OK) {
		linear_error(linear, &err);
		return false;
	}
	return true;
}

static void search(struct linear *linear, const char *pattern)
{
	struct follow *follow = &linear->follow;
	int64_t before = follow->student_id, id;
	struct err err;

	if (!*pattern)
		return;
	if (follow_search(follow, pattern, &err) != ERR_OK) {
		linear_error(linear, &err);
		return;
	}
	id = choose_found(linear) ? follow->student_id : before;
	if (id != before)
		linear_meeting_leave(linear);
	/* The student found is the place to go on from, among everybody. */
	if (follow_search(follow, "", &err) != ERR_OK ||
		follow_student_id(follow, id, &err) != ERR_OK)
		linear_error(linear, &err);
	linear_tell_student(linear);
	linear_tell_item(linear);
}

/* By its number in the list, or its code. -1: none. */
static long group_named(const char *answer, const struct group_row *groups, size_t count)
{
	long number = linear_number(answer, count);

	for (size_t i = 0; i < count && number < 0; i++) {
		if (strcasecmp(groups[i].code, answer) == 0)
			number = (long)i + 1;
	}
	return number;
}

static void choose_group(struct linear *linear)
{
	struct group_row *groups = NULL, everybody = {0};
	char answer[LINE_SIZE];
	size_t count = 0;
	struct err err;
	int64_t before = linear->follow.student_id;
	enum err_code rc = group_list(linear->follow.session, &groups, &count, &err);
	long chosen;

	if (rc) {
		linear_error(linear, &err);
		return;
	}
	linear_say(linear, "0. %s", _("Everybody"));
	for (size_t i = 0; i < count; i++)
		linear_say(linear, "%zu. %s, %s, %ld", i + 1, groups[i].code, groups[i].year,
			groups[i].size);
	if (linear_ask(linear, _("Number or code of the group:"), answer) && *answer) {
		chosen = group_named(answer, groups, count);
		if (chosen < 0)
			linear_say(linear, "! %s", _("No such number: nothing changed."));
		else
			rc = follow_group(
				&linear->follow, chosen ? &groups[chosen - 1] : &everybody, &err);
		if (rc)
			linear_error(linear, &err);
		if (before != linear->follow.student_id)
			linear_meeting_leave(linear);
		linear_tell_student(linear);
	}
	free(groups);
}

static void go_to(struct linear *linear, const char *code)
{
	size_t item = linear->follow.framework
			      ? framework_item_by_code(linear->follow.framework,
					*code == 'C' || *code == 'c' ? code + 1 : code)
			      : (size_t)-1;

	if (item == (size_t)-1)
		linear_say(linear, _("No capability has the code %s."), code);
	else {
		follow_node(&linear->follow, item);
		follow_item(&linear->follow, linear->follow.item);
		linear_tell_item(linear);
	}
}

/* What levels are given on, as long as nothing else is said. */
static void occasion_words(const struct linear *linear, char *ret, size_t size)
{
	char day[DATE_WORDS_SIZE];

	date_in_words(linear->follow.occasion.held_on, day);
	(void)snprintf(ret, size, _("Levels now go to the %s of %s."),
		kind_name(linear->follow.occasion.kind), day);
}

/* "12/11 course": a date, then a kind; either may be left out. */
static void occasion(struct linear *linear, char *words)
{
	struct occasion chosen = linear->follow.occasion;
	char *kind = strchr(words, ' '), said[256];
	struct err err;

	if (linear->meeting) {
		linear_say(linear, "! %s", _("In a meeting, levels belong to it."));
		return;
	}
	if (kind)
		*kind++ = '\0';
	if (*words && date_parse(words, DATE_BACK, chosen.held_on, &err) != ERR_OK) {
		linear_error(linear, &err);
		return;
	}
	if (kind && *kind && kind_parse(kind, &chosen.kind, &err) != ERR_OK) {
		linear_error(linear, &err);
		return;
	}
	follow_occasion(&linear->follow, &chosen);
	occasion_words(linear, said, sizeof said);
	linear_say(linear, "%s", said);
}

static void observe(struct linear *linear, const char *text)
{
	struct follow *follow = &linear->follow;
	struct err err;

	if (!follow->framework || !follow->student_id)
		return;
	if (rating_comment(follow->session, follow->framework, follow->item, follow->student_id,
		    &follow->occasion, text, &err) != ERR_OK)
		linear_error(linear, &err);
	else
		linear_say(linear, "%s", _("Observation saved."));
	student_grid_release(&follow->grid);
}

/* What was done, without the matricule; of an undo and a redo the word of what they turned stays.
 */
static void hide_subject(struct batch_row *batch)
{
	bool turned = strcmp(batch->action, "undo") == 0 || strcmp(batch->action, "redo") == 0;
	size_t at = turned ? strcspn(batch->subject, " ") : 0;

	(void)snprintf(batch->subject + at, sizeof batch->subject - at, "%s%s", at ? " " : "",
		_("(name hidden)"));
}

static void tell_slip(const struct linear *linear)
{
	linear_say(linear, "! %s", _("Not understood: nothing was done. ? and Enter: help."));
}

bool linear_turn_back(struct linear *linear, bool undo, struct batch_row *ret)
{
	struct batch_row shown;
	char what[512];
	struct err err;
	enum err_code rc = undo ? history_undo(linear->follow.session, ret, &err)
				: history_redo(linear->follow.session, ret, &err);

	if (!rc)
		rc = follow_reload(&linear->follow, &err);
	if (rc) {
		linear_error(linear, &err);
		return false;
	}
	linear_meeting_check(linear);
	shown = *ret;
	if (linear->options->anonymous)
		hide_subject(&shown);
	history_describe(&shown, what, sizeof what);
	linear_say(linear, undo ? _("Undone: %s") : _("Done again: %s"), what);
	return true;
}

static void turn_back(struct linear *linear, bool undo)
{
	int64_t before = linear->follow.student_id;
	struct batch_row batch;

	if (!linear_turn_back(linear, undo, &batch))
		return;
	if (linear->follow.student_id != before)
		linear_tell_student(linear);
	linear_tell_item(linear);
}

/* "u A. Maes": what somebody else did last, asked by name. */
static void take_back_of(struct linear *linear, const char *name)
{
	struct session *session = linear->follow.session;
	struct batch_row batch, shown;
	char what[512], question[1024], known[NAME_SIZE];
	enum who_match match = WHO_NEW;
	struct err err;
	enum err_code rc = who_find(session->db, name, &match, known, &err);

	if (!rc && match != WHO_KNOWN) {
		rc = err_fail(&err, match == WHO_NEW ? WHY_PERSON_UNKNOWN : WHY_PERSON_UNSURE, "u");
		(void)err_at(&err, 0, known, name);
	}
	if (!rc)
		rc = history_newest_of(session, known, &batch, &err);
	if (rc) {
		linear_error(linear, &err);
		return;
	}
	shown = batch;
	if (linear->options->anonymous)
		hide_subject(&shown);
	history_describe(&shown, what, sizeof what);
	history_question(&batch, what, question, sizeof question);
	linear_say(linear, "%s", question);
	if (linear_choose(linear, _("1: take it back. Enter: leave it."), 1) != 1)
		return;
	rc = history_undo_batch(session, batch.stamp, &batch, &err);
	if (!rc)
		rc = follow_reload(&linear->follow, &err);
	if (rc) {
		linear_error(linear, &err);
		return;
	}
	linear_meeting_check(linear);
	linear_say(linear, _("Undone: %s"), what);
	linear_tell_item(linear);
}

/* "g" alone: groups; as on the screens, "g n" the grades, "g b" results, "g j" the jury. */
static void go(struct linear *linear, const char *words)
{
	const char *rest = words + (*words != '\0');
	bool one = *rest == '\0' || *rest == ' ';

	rest += strspn(rest, " ");
	if (*words == '\0')
		choose_group(linear);
	else if (one && *words == 'n')
		linear_grades(linear, rest);
	else if (one && *words == 'b' && !*rest)
		linear_results(linear);
	else if (one && *words == 'j')
		linear_jury(linear, rest);
	else
		tell_slip(linear);
}

/* A command is one letter, alone or before a space; only / and g may touch what follows. */
static bool is_command(const char *line)
{
	return *line == '\0' || *line == '/' || *line == 'g' || line[1] == '\0' || line[1] == ' ';
}

/* Does it take what follows it? A level does not: "1 2" is a slip, not a 1. */
static bool takes_words(const char *line)
{
	return strchr("/coadnkbwvgu", *line) != NULL;
}

/* Do one line. false: leave. */
static bool obey(struct linear *linear, char *line)
{
	char *rest = line + (*line != '\0');
	uint64_t generation = 0;
	struct err err;

	if (db_look(linear->follow.session->db, &generation, &err)) {
		linear_error(linear, &err); /* what is said here is of the other file */
		return false;
	}
	rest += strspn(rest, " ");
	if (!is_command(line) || (*line && *rest && !takes_words(line))) {
		tell_slip(linear);
		return true;
	}
	if (!strchr("123456;", *line) || !*line)
		linear->follow.ended = false;
	switch (*line) {
	case '\0':
		step_item(linear, 1);
		break;
	case '0':
	case '1':
	case '2':
	case '3':
	case '4':
	case '5':
	case '6':
		rate(linear, *line - '0');
		break;
	case ';':
		rate(linear, LEVEL_NOT_OBSERVED);
		break;
	case 'p':
		step_item(linear, -1);
		break;
	case 'c':
		go_to(linear, rest);
		break;
	case 'o':
		observe(linear, rest);
		break;
	case '>':
	case '<':
		step_student(linear, *line == '>' ? 1 : -1);
		break;
	case '/':
		search(linear, rest);
		break;
	case 'l':
		list_students(linear);
		break;
	case 's':
		tell_summary(linear);
		break;
	case 'g':
		go(linear, rest);
		break;
	case 'a':
		occasion(linear, rest);
		break;
	case 'f':
		linear_fiche(linear);
		break;
	case 'i':
		linear_why(linear);
		break;
	case 'd':
		if (*rest && strcasecmp(rest, "all") != 0 && strcasecmp(rest, _("all")) != 0)
			tell_slip(linear);
		else
			linear_agenda(linear, *rest != '\0');
		break;
	case 'm':
		linear_meeting_begin(linear);
		break;
	case 'e':
		linear_meeting_end(linear);
		break;
	case 'n':
	case 'k':
		linear_note(linear, rest, *line == 'k');
		break;
	case 'b':
		linear_objective(linear, rest);
		break;
	case 'j':
		linear_settle(linear);
		break;
	case 'w':
		linear_meeting_place(linear, rest);
		break;
	case 'v':
		linear_meeting_presence(linear, rest);
		break;
	case 't':
		linear->follow.after = linear->follow.after == AFTER_NEXT_STUDENT
					       ? AFTER_NEXT_ITEM
					       : AFTER_NEXT_STUDENT;
		linear_say(linear, "%s",
			linear->follow.after == AFTER_NEXT_STUDENT
				? _("After a level: to the next student")
				: _("After a level: to the next capability"));
		break;
	case 'u':
		if (*rest)
			take_back_of(linear, rest);
		else
			turn_back(linear, true);
		break;
	case 'r':
		turn_back(linear, false);
		break;
	case 'q':
		return false;
	default:
		tell_help(linear);
		break;
	}
	return true;
}

static void tell(void *ctx, const struct err *why)
{
	linear_error(ctx, why);
}

enum err_code linear_run(const struct tui_options *options, struct err *err)
{
	struct linear linear = {.options = options,
		.ascii = options->ascii || strcmp(nl_langinfo(CODESET), "UTF-8") != 0};
	char line[LINE_SIZE], said[256];
	struct err ahead;
	enum err_code rc = follow_init(&linear.follow, options->session, err);

	if (rc)
		return rc;
	(void)!preference_check(tell, &linear, err);
	if (history_is_ahead(options->session, &ahead))
		linear_error(&linear, &ahead);
	occasion_words(&linear, said, sizeof said);
	linear_say(&linear, "suivi. %s %s", said, _("? and Enter: help. q and Enter: quit."));
	linear_meeting_offer(&linear);
	linear_tell_student(&linear);
	linear_tell_item(&linear);
	linear_start();
	for (;;) {
		if (linear_ask(&linear, ">", line)) {
			if (!obey(&linear, line))
				break;
		} else if (linear_ended()) {
			break;
		} else {
			linear_say(&linear, "%s", _("? and Enter: help. q and Enter: quit."));
		}
	}
	(void)linear_meeting_forget(&linear);
	follow_release(&linear.follow);
	return ERR_OK;
}

/* Supports. See support.h. */
#include "core/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/clock.h"
#include "core/date.h"
#include "core/fold.h"
#include "core/language.h"
#include "core/note.h"
#include "core/student.h"
#include "core/text.h"
#include "core/who.h"

static const struct {
	const char *code, *name;
} roles[SUPPORT_ROLE_COUNT] = {
	[SUPPORT_TUTOR] = {"tutor", N_("tutor")},
	[SUPPORT_MENTOR] = {"mentor", N_("mentor")},
	[SUPPORT_PEER] = {"peer", N_("peer")},
	[SUPPORT_INTERNSHIP] = {"internship", N_("internship supervisor")},
	[SUPPORT_THESIS] = {"thesis", N_("thesis supervisor")},
	[SUPPORT_READER] = {"reader", N_("reader")},
	[SUPPORT_TEACHER] = {"teacher", N_("teacher")},
	[SUPPORT_SECRETARY] = {"secretary", N_("secretary")},
};

/* What else lists and people write for a role, folded and without what is not a letter. */
static const struct {
	const char *word;
	enum support_role role;
} role_words[] = {
	{"tuteur", SUPPORT_TUTOR},
	{"tutrice", SUPPORT_TUTOR},
	{"tuteurrice", SUPPORT_TUTOR},
	{"tuteurtutrice", SUPPORT_TUTOR},
	{"mentore", SUPPORT_MENTOR},
	{"pair", SUPPORT_PEER},
	{"paire", SUPPORT_PEER},
	{"fieldsupervisor", SUPPORT_INTERNSHIP},
	{"internshipsupervisor", SUPPORT_INTERNSHIP},
	{"maitredestage", SUPPORT_INTERNSHIP},
	{"maitressedestage", SUPPORT_INTERNSHIP},
	{"directeurdememoire", SUPPORT_THESIS},
	{"directricedememoire", SUPPORT_THESIS},
	{"promoteur", SUPPORT_THESIS},
	{"promoteurrice", SUPPORT_THESIS},
	{"promoteurpromotrice", SUPPORT_THESIS},
	{"promotrice", SUPPORT_THESIS},
	{"promotricedememoire", SUPPORT_THESIS},
	{"promoteurdememoire", SUPPORT_THESIS},
	{"thesissupervisor", SUPPORT_THESIS},
	{"lecteur", SUPPORT_READER},
	{"lecteurrice", SUPPORT_READER},
	{"lecteurlectrice", SUPPORT_READER},
	{"lectrice", SUPPORT_READER},
	{"enseignant", SUPPORT_TEACHER},
	{"enseignante", SUPPORT_TEACHER},
	{"professeur", SUPPORT_TEACHER},
	{"professeure", SUPPORT_TEACHER},
	{"secretaire", SUPPORT_SECRETARY},
};

const char *role_code(enum support_role role)
{
	return roles[role].code;
}

const char *role_name(enum support_role role)
{
	return _(roles[role].name);
}

/* Letters only, folded: “Tuteur·rice” and “tuteur/rice” are one word. */
static void role_key(const char *text, char *ret, size_t size)
{
	char folded[128];
	size_t used = 0;

	(void)fold(text, strlen(text), folded, sizeof folded);
	for (const char *c = folded; *c && used + 1 < size; c++) {
		if (*c >= 'a' && *c <= 'z')
			ret[used++] = *c;
	}
	ret[used] = '\0';
}

static bool role_of_word(const char *text, enum support_role *ret)
{
	char key[64];

	role_key(text, key, sizeof key);
	for (size_t i = 0; i < sizeof role_words / sizeof role_words[0]; i++) {
		if (strcmp(key, role_words[i].word) == 0) {
			*ret = role_words[i].role;
			return true;
		}
	}
	return false;
}

enum err_code role_parse(const char *text, enum support_role *ret, struct err *err)
{
	char all[sizeof err->place] = "";
	size_t used = 0;
	enum err_code rc;

	for (int i = 0; i < SUPPORT_ROLE_COUNT; i++) {
		if (strcasecmp(text, roles[i].code) == 0 ||
			strcasecmp(text, _(roles[i].name)) == 0) {
			*ret = (enum support_role)i;
			return ERR_OK;
		}
		if (used < sizeof all)
			used += (size_t)snprintf(all + used, sizeof all - used, "%s%s",
				i ? ", " : "", roles[i].code);
	}
	if (role_of_word(text, ret))
		return ERR_OK;
	rc = err_fail(err, WHY_ROLE_UNKNOWN, "role");
	(void)err_at(err, 0, all, text);
	return rc;
}

bool support_holds(const struct support_row *row, const char *day)
{
	return strcmp(row->since, day) <= 0 && (!row->until[0] || strcmp(day, row->until) <= 0);
}

void support_describe(const struct support_row *row, char *ret, size_t size)
{
	char since[DATE_SIZE], until[DATE_SIZE];

	date_for_people(row->since, since);
	date_for_people(row->until, until);
	if (row->until[0])
		(void)snprintf(ret, size, _("%s: %s (%s to %s)"), role_name(row->role), row->person,
			since, until);
	else
		(void)snprintf(ret, size, _("%s: %s (since %s)"), role_name(row->role), row->person,
			since);
}

/* The same person in the same role beside the same student or group, at some time of both. */
static bool overlaps(const struct support_row *a, const struct support_row *b)
{
	return a->role == b->role && a->student_id == b->student_id && a->group_id == b->group_id &&
	       strcmp(a->since, b->since) != 0 &&
	       (!a->until[0] || strcmp(b->since, a->until) <= 0) &&
	       (!b->until[0] || strcmp(a->since, b->until) <= 0);
}

static enum err_code check_overlap(
	struct session *session, const struct support_row *row, struct err *err)
{
	struct support_row *rows = NULL;
	size_t count = 0;
	enum err_code rc =
		db_support_of_person(session->db, row->person_id, row->peer_id, &rows, &count, err);

	for (size_t i = 0; i < count && !rc; i++) {
		if (rows[i].id != row->id && overlaps(&rows[i], row)) {
			char since[DATE_SIZE];

			date_for_people(rows[i].since, since);
			rc = err_fail(err, WHY_PERIOD_OVERLAP, "support");
			(void)err_at(err, 0, rows[i].person, since);
		}
	}
	free(rows);
	return rc;
}

/* Whose name stands in the plan: a person, perhaps still to be made (id 0), or a peer. */
static enum err_code find_side(struct session *session, const struct support_plan *plan,
	struct support_row *row, struct err *err)
{
	const char *typed = plan->person ? plan->person : "";
	struct person_row person = {0};
	struct student_row peer = {0};
	enum err_code rc = ERR_OK;

	if (text_clean(typed, strlen(typed), row->person, sizeof row->person, NULL) >=
		sizeof row->person) {
		rc = err_fail(err, WHY_TEXT_TOO_LONG, "person");
		(void)err_at(err, 0, _("The name of the person"), "200");
	} else if (!row->person[0]) {
		rc = err_fail(err, WHY_FIELD_EMPTY, "person");
		(void)err_at(err, 0, _("The name of the person"), NULL);
	}
	if (rc)
		return rc;
	if (plan->role != SUPPORT_PEER) {
		rc = who_person(session->db, row->person, &person, err);
		row->person_id = person.id;
		return rc == ERR_NOT_FOUND ? ERR_OK : rc;
	}
	rc = student_find_named(session, row->person, &peer, err);
	if (!rc && peer.id == plan->student_id)
		rc = err_fail(err, WHY_PEER_SELF, "support");
	row->peer_id = peer.id;
	return rc;
}

enum err_code support_add(
	struct session *session, const struct support_plan *plan, int64_t *ret, struct err *err)
{
	struct support_row row = {
		.role = plan->role, .student_id = plan->student_id, .group_id = plan->group_id};
	struct student_row student;
	enum err_code rc;

	if (plan->since && plan->since[0])
		(void)snprintf(row.since, sizeof row.since, "%s", plan->since);
	else
		clock_today(row.since);
	(void)snprintf(row.until, sizeof row.until, "%s", plan->until ? plan->until : "");
	/* All is checked before anything is written: an import goes on after a refusal. */
	rc = note_period(row.since, row.until, err);
	if (!rc && plan->student_id)
		rc = db_student_by_id(session->db, plan->student_id, &student, err);
	if (!rc)
		rc = find_side(session, plan, &row, err);
	if (!rc && (row.person_id || row.peer_id))
		rc = check_overlap(session, &row, err);
	if (!rc)
		rc = db_batch_begin(session->db, "support", row.person, session->author, err);
	if (rc)
		return rc;
	if (!row.peer_id)
		rc = person_put(session, row.person, &row.person_id, err);
	if (!rc)
		rc = db_support_put(session->db, &row, ret, err);
	return db_batch_close(session->db, rc, err);
}

/* Put a support as it is now, in a batch of its own. */
static enum err_code put(struct session *session, const struct support_row *row, struct err *err)
{
	enum err_code rc =
		db_batch_begin(session->db, "support", row->person, session->author, err);

	if (rc)
		return rc;
	rc = db_support_put(session->db, row, NULL, err);
	return db_batch_close(session->db, rc, err);
}

enum err_code support_end(
	struct session *session, const struct support_row *row, const char *until, struct err *err)
{
	struct support_row ended = *row;
	enum err_code rc = note_period(row->since, until, err);

	(void)snprintf(ended.until, sizeof ended.until, "%s", until);
	if (!rc)
		rc = check_overlap(session, &ended, err);
	return rc ? rc : put(session, &ended, err);
}

enum err_code support_remove(
	struct session *session, const struct support_row *row, struct err *err)
{
	struct support_row gone = *row;

	gone.deleted = true;
	return put(session, &gone, err);
}

enum err_code person_set_kind(
	struct session *session, const char *name, enum person_kind kind, struct err *err)
{
	int64_t id = 0;
	enum err_code rc = db_batch_begin(session->db, "person", name, session->author, err);

	if (rc)
		return rc;
	rc = person_put(session, name, &id, err);
	if (!rc)
		rc = db_person_kind_set(session->db, id, kind, err);
	return db_batch_close(session->db, rc, err);
}

/* Only who is in a group can leave it. */
static enum err_code check_member(struct session *session, const struct student_row *student,
	int64_t group_id, struct err *err)
{
	struct stay_row *rows = NULL;
	const char *code = "";
	size_t count = 0;
	bool found = false;
	enum err_code rc = db_stay_list(session->db, student->id, &rows, &count, err);

	for (size_t i = 0; i < count && !rc; i++) {
		if (rows[i].group_id == group_id) {
			code = rows[i].group;
			found |= !rows[i].until[0];
		}
	}
	if (!rc && !found) { /* the caller may know the code of a group one never was in */
		rc = err_fail(err, WHY_NOT_A_MEMBER, "move");
		(void)err_at(err, 0, code, student->matricule);
	}
	free(rows);
	return rc;
}

enum err_code group_move(struct session *session, int64_t student_id, int64_t from, int64_t to,
	const char *day, struct err *err)
{
	struct student_row student;
	char today[DATE_SIZE];
	enum err_code rc = db_student_by_id(session->db, student_id, &student, err);

	clock_today(today);
	if (!rc)
		rc = note_date(day ? day : "", err);
	if (!rc && from)
		rc = check_member(session, &student, from, err);
	if (!rc)
		rc = db_batch_begin(session->db, "move", student.matricule, session->author, err);
	if (rc)
		return rc;
	if (!day || !*day)
		day = today;
	if (from)
		rc = db_member_leave(session->db, from, student_id, day, err);
	if (!rc && to)
		rc = db_member_join(session->db, to, student_id, day, err);
	return db_batch_close(session->db, rc, err);
}

enum err_code group_new(struct session *session, const char *code, const char *year,
	struct group_row *ret, struct err *err)
{
	enum err_code rc = ERR_OK;

	*ret = (struct group_row){.kind = GROUP_CLASS};
	if (text_clean(code, strlen(code), ret->code, sizeof ret->code, NULL) >= sizeof ret->code) {
		rc = err_fail(err, WHY_TEXT_TOO_LONG, "group");
		(void)err_at(err, 0, _("The code"), "100");
	} else if (!ret->code[0]) {
		rc = err_fail(err, WHY_FIELD_EMPTY, "group");
		(void)err_at(err, 0, _("The code"), NULL);
	} else if (year && (strlen(year) != YEAR_SIZE - 1 || year[4] != '-')) {
		rc = err_fail(err, WHY_YEAR_INVALID, "group");
		(void)err_at(err, 0, NULL, year);
	}
	if (rc)
		return rc;
	if (year)
		memcpy(ret->year, year, YEAR_SIZE);
	return year ? ERR_OK : session_year(session, ret->year, err);
}

enum err_code group_set(struct session *session, struct group_row *row, const char *label,
	int named, struct err *err)
{
	enum err_code rc = ERR_OK;

	if (label && text_clean(label, strlen(label), row->label, sizeof row->label, NULL) >=
			     sizeof row->label) {
		rc = err_fail(err, WHY_TEXT_TOO_LONG, "group");
		(void)err_at(err, 0, _("The label"), "200");
	}
	if (!rc)
		rc = db_batch_begin(session->db, "group", row->code, session->author, err);
	if (rc)
		return rc;
	rc = db_group_put(session->db, row, &row->id, err);
	if (!rc && named >= 0)
		rc = db_group_named_set(session->db, row->id, named == 1, err);
	return db_batch_close(session->db, rc, err);
}

struct naming {
	struct db *db;
	bool named;
	enum err_code rc;
	struct err *err;
};

static bool ask_group(void *ctx, const struct group_row *row)
{
	struct naming *naming = ctx;
	bool named = false;

	naming->rc = db_group_named(naming->db, row->id, &named, naming->err);
	naming->named |= named;
	return naming->rc == ERR_OK && !naming->named;
}

enum err_code peers_named(struct session *session, int64_t student_id, bool *ret, struct err *err)
{
	struct naming naming = {.db = session->db, .err = err};
	enum err_code rc = db_group_each(session->db, student_id, ask_group, &naming, err);

	*ret = naming.named;
	return rc ? rc : naming.rc;
}

/* Who is in the file already. See import_index.h. */
#include "core/import_index.h"

#include <stdlib.h>
#include <string.h>

#include "core/fold.h"

struct entry {
	uint64_t key; /* 0: empty */
	int64_t id;
};

struct person {
	int64_t id; /* 0: empty */
	uint64_t content;
	bool met;
};

struct import_index {
	struct session *session;
	bool keyed;            /* entries hold e-mails and names, too */
	struct entry *entries; /* by key; several may share one */
	size_t entry_room, entry_count;
	struct person *people; /* by id */
	size_t people_room, people_count;
	uint64_t zeros; /* bit n: a matricule of n bytes begins with a zero */
	struct zeros digits;
	bool failed;
};

/* ---- Hashes --------------------------------------------------------------------- */

/* FNV-1a over words of eight bytes, then mixed; not for secrets. */
uint64_t hash_bytes(uint64_t seed, const char *bytes, size_t length)
{
	uint64_t hash = 0xCBF29CE484222325u ^ (seed * 0x9E3779B97F4A7C15u) ^ length;

	while (length >= 8) {
		uint64_t word;

		memcpy(&word, bytes, 8);
		hash = (hash ^ word) * 0xFF51AFD7ED558CCDu;
		hash ^= hash >> 32;
		bytes += 8;
		length -= 8;
	}
	while (length-- > 0)
		hash = (hash ^ (unsigned char)*bytes++) * 0x100000001B3u;
	hash ^= hash >> 33;
	hash *= 0xC4CEB9FE1A85EC53u;
	hash ^= hash >> 33;
	return hash ? hash : 1;
}

static uint64_t hash_text(uint64_t seed, const char *text)
{
	return hash_bytes(seed, text, strlen(text));
}

static uint64_t hash_folded(uint64_t seed, const char *text)
{
	char folded[2 * NAME_SIZE];
	size_t length = fold(text, strlen(text), folded, sizeof folded);

	return hash_bytes(seed, folded, length);
}

uint64_t import_key(enum import_key key, const struct student_row *row)
{
	uint64_t hash;

	switch (key) {
	case KEY_MATRICULE:
		return *row->matricule ? hash_text(1, row->matricule) : 0;
	case KEY_EMAIL:
		return *row->email ? hash_folded(2, row->email) : 0;
	case KEY_NAME_BIRTH:
		if (!*row->birth_date || !*row->last_name)
			return 0;
		hash = hash_folded(3, row->last_name);
		hash = hash_folded(hash, row->first_name);
		return hash_text(hash, row->birth_date);
	case KEY_NAME:
		if (!*row->last_name)
			return 0;
		hash = hash_folded(4, row->last_name);
		return hash_folded(hash, row->first_name);
	}
	return 0;
}

uint64_t import_content(const struct student_row *row, const char *extra)
{
	uint64_t hash = hash_text(5, row->matricule);

	hash = hash_text(hash, row->last_name);
	hash = hash_text(hash, row->first_name);
	hash = hash_text(hash, row->email);
	hash = hash_text(hash, row->birth_date);
	return hash_text(hash, extra ? extra : "");
}

/* ---- Sets -------------------------------------------------------------------------- */

/* Room for at least one more at a load of three quarters. */
static bool set_grow(struct hash_set *set)
{
	size_t room = set->room ? 2 * set->room : 1024;
	uint64_t *slots;

	if (set->count + 1 <= set->room / 4 * 3)
		return true;
	slots = calloc(room, sizeof *slots);
	if (!slots)
		return false;
	for (size_t i = 0; i < set->room; i++) {
		size_t at = set->slots[i] & (room - 1);

		if (!set->slots[i])
			continue;
		while (slots[at])
			at = (at + 1) & (room - 1);
		slots[at] = set->slots[i];
	}
	free(set->slots);
	set->slots = slots;
	set->room = room;
	return true;
}

enum err_code hash_set_add(struct hash_set *set, uint64_t hash, bool *ret_new, struct err *err)
{
	size_t at;

	if (!set_grow(set))
		return err_fail(err, WHY_NO_MEMORY, "set");
	at = hash & (set->room - 1);
	while (set->slots[at] && set->slots[at] != hash)
		at = (at + 1) & (set->room - 1);
	*ret_new = set->slots[at] == 0;
	if (*ret_new) {
		set->slots[at] = hash;
		set->count++;
	}
	return ERR_OK;
}

bool hash_set_has(const struct hash_set *set, uint64_t hash)
{
	size_t at;

	if (set->room == 0)
		return false;
	at = hash & (set->room - 1);
	while (set->slots[at] && set->slots[at] != hash)
		at = (at + 1) & (set->room - 1);
	return set->slots[at] == hash;
}

void hash_set_clear(struct hash_set *set)
{
	free(set->slots);
	*set = (struct hash_set){0};
}

/* ---- The index ------------------------------------------------------------------------ */

static bool add_key(struct import_index *index, uint64_t key, int64_t id)
{
	size_t at;

	if (key == 0)
		return true;
	if (index->entry_count + 1 > index->entry_room / 4 * 3) {
		size_t room = index->entry_room ? 2 * index->entry_room : 1024;
		struct entry *entries = calloc(room, sizeof *entries);

		if (!entries)
			return false;
		for (size_t i = 0; i < index->entry_room; i++) {
			at = index->entries[i].key & (room - 1);
			if (!index->entries[i].key)
				continue;
			while (entries[at].key)
				at = (at + 1) & (room - 1);
			entries[at] = index->entries[i];
		}
		free(index->entries);
		index->entries = entries;
		index->entry_room = room;
	}
	at = key & (index->entry_room - 1);
	while (index->entries[at].key)
		at = (at + 1) & (index->entry_room - 1);
	index->entries[at] = (struct entry){key, id};
	index->entry_count++;
	return true;
}

static size_t person_slot(const struct import_index *index, int64_t id)
{
	size_t at = (uint64_t)id & (index->people_room - 1);

	while (index->people[at].id && index->people[at].id != id)
		at = (at + 1) & (index->people_room - 1);
	return at;
}

static bool add_person(struct import_index *index, int64_t id, uint64_t content)
{
	if (index->people_count + 1 > index->people_room / 4 * 3) {
		struct import_index bigger = {
			.people_room = index->people_room ? 2 * index->people_room : 1024};

		bigger.people = calloc(bigger.people_room, sizeof *bigger.people);
		if (!bigger.people)
			return false;
		for (size_t i = 0; i < index->people_room; i++) {
			if (index->people[i].id)
				bigger.people[person_slot(&bigger, index->people[i].id)] =
					index->people[i];
		}
		free(index->people);
		index->people = bigger.people;
		index->people_room = bigger.people_room;
	}
	index->people[person_slot(index, id)] = (struct person){.id = id, .content = content};
	index->people_count++;
	return true;
}

static bool take_student(void *ctx, const struct student_row *row, const char *extra)
{
	struct import_index *index = ctx;

	if (row->matricule[0] == '0')
		index->zeros |= UINT64_C(1) << strnlen(row->matricule, 63);
	zeros_note(&index->digits, row->matricule);
	index->failed = !add_person(index, row->id, import_content(row, extra)) ||
			!add_key(index, import_key(KEY_MATRICULE, row), row->id);
	return !index->failed;
}

static bool take_names(void *ctx, const struct student_row *row, const char *extra)
{
	struct import_index *index = ctx;

	(void)extra;
	index->failed = !add_key(index, import_key(KEY_EMAIL, row), row->id) ||
			!add_key(index, import_key(KEY_NAME_BIRTH, row), row->id) ||
			!add_key(index, import_key(KEY_NAME, row), row->id);
	return !index->failed;
}

/*
 * Most lists are recognised by matricule alone: folding names and addresses of
 * everybody waits until one is not.
 */
static bool need_names(struct import_index *index)
{
	if (index->people_count == 0)
		return false;
	if (!index->keyed && !index->failed) {
		index->keyed = true;
		if (db_student_scan(index->session->db, take_names, index, NULL))
			index->failed = true;
	}
	return !index->failed;
}

bool import_index_failed(const struct import_index *index)
{
	return index->failed;
}

enum err_code import_index_new(struct session *session, struct import_index **ret, struct err *err)
{
	struct import_index *index = calloc(1, sizeof *index);
	enum err_code rc;

	if (!index)
		return err_fail(err, WHY_NO_MEMORY, "import");
	index->session = session;
	rc = db_student_scan(session->db, take_student, index, err);
	if (!rc && index->failed)
		rc = err_fail(err, WHY_NO_MEMORY, "import");
	if (rc) {
		import_index_free(index);
		return rc;
	}
	*ret = index;
	return ERR_OK;
}

void import_index_free(struct import_index *index)
{
	if (!index)
		return;
	free(index->entries);
	free(index->people);
	free(index);
}

size_t import_index_find(struct import_index *index, enum import_key what,
	const struct student_row *row, int64_t ret[], size_t limit)
{
	size_t count = 0, at;
	uint64_t key;

	if (index->people_count == 0 || (what != KEY_MATRICULE && !need_names(index)))
		return 0;
	key = import_key(what, row);
	if (key == 0 || index->entry_room == 0)
		return 0;
	for (at = key & (index->entry_room - 1); index->entries[at].key;
		at = (at + 1) & (index->entry_room - 1)) {
		if (index->entries[at].key != key)
			continue;
		if (count < limit)
			ret[count] = index->entries[at].id;
		count++;
	}
	return count;
}

/* Is this one of the students with the row's names? */
static bool has_names(struct import_index *index, const struct student_row *row, int64_t id)
{
	uint64_t key = need_names(index) ? import_key(KEY_NAME, row) : 0;
	size_t at;

	if (key == 0)
		return false;
	for (at = key & (index->entry_room - 1); index->entries[at].key;
		at = (at + 1) & (index->entry_room - 1)) {
		if (index->entries[at].key == key && index->entries[at].id == id)
			return true;
	}
	return false;
}

int64_t import_index_zeros(
	struct import_index *index, const struct student_row *row, char ret[MATRICULE_SIZE])
{
	size_t length = strlen(row->matricule);
	struct student_row padded = {0};
	int64_t id;

	if (index->zeros == 0 || strspn(row->matricule, "0123456789") != length)
		return 0;
	for (size_t size = length + 1; size < 63; size++) {
		if (!(index->zeros >> size & 1))
			continue;
		memset(padded.matricule, '0', size - length);
		memcpy(padded.matricule + size - length, row->matricule, length + 1);
		if (import_index_find(index, KEY_MATRICULE, &padded, &id, 1) > 0 &&
			has_names(index, row, id)) {
			memcpy(ret, padded.matricule, size + 1);
			return id;
		}
	}
	return 0;
}

/* Digits alone, of a length that is counted; 0: not so. */
static size_t digits_of(const char *matricule)
{
	size_t length = strlen(matricule);

	return length < ZEROS_LENGTHS && strspn(matricule, "0123456789") == length ? length : 0;
}

void zeros_note(struct zeros *zeros, const char *matricule)
{
	size_t length = digits_of(matricule), lost = strspn(matricule, "0");

	if (length == 0 || lost == 0)
		return;
	zeros->count[length]++;
	zeros->digits[length] |= UINT64_C(1) << (length - lost);
}

size_t zeros_length(const struct zeros *a, const struct zeros *b, const char *matricule)
{
	size_t length = digits_of(matricule), found = 0;
	long most = 0;

	if (length == 0 || *matricule == '0')
		return 0;
	for (size_t n = length + 1; n < ZEROS_LENGTHS; n++) {
		if (((a->digits[n] | b->digits[n]) >> length & 1) &&
			a->count[n] + b->count[n] > most) {
			most = a->count[n] + b->count[n];
			found = n;
		}
	}
	return found;
}

void zeros_restore(const char *matricule, size_t length, char ret[MATRICULE_SIZE])
{
	char whole[MATRICULE_SIZE];
	size_t have = strlen(matricule);

	if (length >= sizeof whole || length < have)
		return;
	memset(whole, '0', length - have);
	memcpy(whole + length - have, matricule, have + 1);
	memcpy(ret, whole, length + 1);
}

const struct zeros *import_index_digits(const struct import_index *index)
{
	return &index->digits;
}

bool import_index_same(const struct import_index *index, int64_t id, uint64_t content)
{
	size_t at;

	if (index->people_room == 0)
		return false;
	at = person_slot(index, id);
	return index->people[at].id == id && index->people[at].content == content;
}

void import_index_meet(struct import_index *index, int64_t id)
{
	size_t at;

	if (index->people_room == 0)
		return;
	at = person_slot(index, id);
	if (index->people[at].id == id)
		index->people[at].met = true;
}

bool import_index_met(const struct import_index *index, int64_t id)
{
	size_t at;

	if (index->people_room == 0)
		return false;
	at = person_slot(index, id);
	return index->people[at].id == id && index->people[at].met;
}

void import_index_forget(struct import_index *index)
{
	for (size_t i = 0; i < index->people_room; i++)
		index->people[i].met = false;
}

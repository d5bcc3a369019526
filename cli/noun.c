/* What the verbs of the follow-up share. See noun.h. */
#include "cli/noun.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/date.h"
#include "core/note.h"
#include "core/student.h"

enum err_code noun_open(struct cli *cli, size_t at, struct student_row *ret, struct err *err)
{
	enum err_code rc = cli_open(cli, 0, err);

	if (rc)
		return rc;
	return student_find(cli->session, cli->options->words[at], ret, err);
}

enum err_code noun_day(const struct cli *cli, enum option_id option, enum date_direction direction,
	char ret[DATE_SIZE], struct err *err)
{
	const char *typed = option_value(cli->options, option);

	ret[0] = '\0';
	return typed && *typed ? date_parse(typed, direction, ret, err) : ERR_OK;
}

enum err_code noun_item(const struct cli *cli, int64_t *ret, struct err *err)
{
	const char *typed = option_value(cli->options, OPT_ITEM);
	const struct framework *framework;
	size_t item;
	enum err_code rc;

	*ret = 0;
	if (!typed)
		return ERR_OK;
	rc = framework_resolve(&cli->session->frameworks, typed, &framework, &item, err);
	if (!rc)
		*ret = framework->items[item].row.id;
	return rc;
}

enum err_code noun_links(const struct cli *cli, const struct link_row *owner, struct err *err)
{
	size_t position = 0;
	const char *item;
	enum err_code rc = ERR_OK;

	while (!rc && (item = option_each(cli->options, OPT_ITEM, &position)))
		rc = link_set(cli->session, owner, item, false, err);
	position = 0;
	while (!rc && (item = option_each(cli->options, OPT_GOAL, &position)))
		rc = link_set(cli->session, owner, item, false, err);
	return rc;
}

enum err_code noun_link_names(const struct cli *cli, const struct link_row *owner, char *ret,
	size_t size, struct err *err)
{
	struct link_row *rows = NULL;
	size_t count = 0, used = 0;
	enum err_code rc = db_link_list(cli->session->db, owner, &rows, &count, err);

	ret[0] = '\0';
	for (size_t i = 0; i < count && !rc && used < size; i++) {
		if (rows[i].goal >= 0)
			used += (size_t)snprintf(
				ret + used, size - used, "%sF%d", used ? " " : "", rows[i].goal);
		else
			used += (size_t)snprintf(
				ret + used, size - used, "%s%s", used ? " " : "", rows[i].item);
	}
	free(rows);
	return rc;
}

enum err_code noun_ref(const char *ref, size_t count, int64_t (*id_at)(const void *rows, size_t i),
	const void *rows, const char *what, size_t *ret, struct err *err)
{
	size_t found = count;
	char number[24];
	enum err_code rc = ERR_OK;

	if (!*ref && count > 1) {
		(void)snprintf(number, sizeof number, "%zu", count);
		rc = err_fail(err, WHY_REF_NEEDED, "ref");
		(void)err_at(err, 0, what, number);
		return rc;
	}
	for (size_t i = 0; i < count; i++) {
		if (!ref_matches(id_at(rows, i), ref))
			continue;
		if (found < count) {
			rc = err_fail(err, WHY_KNOWN_AS_SEVERAL, "ref");
			(void)err_at(err, 0, what, ref);
			return rc;
		}
		found = i;
	}
	if (found == count) {
		rc = err_fail(err, WHY_NOTHING_KNOWN_AS, "ref");
		(void)err_at(err, 0, what, ref);
		return rc;
	}
	*ret = found;
	return ERR_OK;
}

void noun_short(int64_t id, char ret[REF_SIZE])
{
	ref_of(id, ret);
	ret[REF_SHORT] = '\0';
}

void noun_number(int value, char ret[16])
{
	if (value < 0)
		ret[0] = '\0';
	else
		(void)snprintf(ret, 16, "%d", value);
}

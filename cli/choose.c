/* The framework and the group that options name. */
#include "cli/choose.h"

#include <stdio.h>
#include <string.h>

#include "cli/options.h"
#include "core/student.h"

static enum err_code unknown(const char *text, struct err *err)
{
	(void)err_fail(err, WHY_FRAMEWORK_UNKNOWN, "%s", text);
	return err_at(err, 0, NULL, text);
}

enum err_code choose_framework(const struct cli *cli, const struct framework **ret, struct err *err)
{
	const char *text = option_value(cli->options, OPT_FRAMEWORK);

	*ret = text ? framework_named(&cli->session->frameworks, text) : NULL;
	return !text || *ret ? ERR_OK : unknown(text, err);
}

enum err_code choose_one_framework(
	const struct cli *cli, const struct framework **ret, struct err *err)
{
	const struct framework_list *list = &cli->session->frameworks;
	char codes[sizeof(((struct err *)0)->value)] = "";
	enum err_code rc;

	rc = choose_framework(cli, ret, err);
	if (rc || *ret)
		return rc;
	if (list->count == 0)
		return unknown("", err);
	if (list->count == 1) {
		*ret = &list->frameworks[0];
		return ERR_OK;
	}
	for (size_t i = 0, used = 0; i < list->count && used < sizeof(codes); i++) {
		const struct framework_row *row = &list->frameworks[i].row;

		used += (size_t)snprintf(codes + used, sizeof(codes) - used, "%s%s@%s",
			i ? ", " : "", row->code, row->version);
	}
	(void)err_fail(err, WHY_FRAMEWORK_WHICH, "%zu frameworks", list->count);
	return err_at(err, 0, NULL, codes);
}

enum err_code choose_group(const struct cli *cli, int64_t *ret, struct err *err)
{
	const char *code = option_value(cli->options, OPT_GROUP);
	const char *year = option_value(cli->options, OPT_YEAR);
	struct group_row group;
	enum err_code rc;

	if (!code) {
		*ret = 0;
		return ERR_OK;
	}
	rc = group_find(cli->session, code, year ? year : "", &group, err);
	if (rc == ERR_OK)
		*ret = group.id;
	return rc;
}

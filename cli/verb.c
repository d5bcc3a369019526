/* The verbs as data, looked up by name; opening the file they work on. */
#include "cli/verb.h"

#include <string.h>

#include "cli/ask.h"
#include "cli/interrupt.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "core/fold.h"
#include "core/history.h"
#include "core/language.h"
#include "core/message.h"
#include "db/text_cut.h"

const struct verb verbs[VERB_COUNT] = {
#define VERB(id, name, aliases, usage, summary, help)                                              \
	[VERB_##id] = {name, aliases, usage, summary, help, cmd_##id},
#include "cli/verbs.def"
#undef VERB
};

const struct word words[WORD_COUNT] = {
#define WORD(verb, id, name, aliases) [WORD_##verb##_##id] = {VERB_##verb, name, aliases},
#include "cli/words.def"
#undef WORD
};

/* Is text one of the names, which spaces separate? All folded. */
static bool named(const char *names, const char *text)
{
	char wanted[64], name[64];
	const char *end;

	(void)fold(text, strlen(text), wanted, sizeof(wanted));
	for (; *names; names = *end ? end + 1 : end) {
		end = strchrnul(names, ' ');
		(void)fold(names, (size_t)(end - names), name, sizeof(name));
		if (strcmp(name, wanted) == 0)
			return true;
	}
	return false;
}

enum verb_id verb_find(const char *text)
{
	for (int i = VERB_NONE + 1; i < VERB_COUNT; i++) {
		if (named(verbs[i].name, text) || named(verbs[i].aliases, text))
			return (enum verb_id)i;
	}
	return VERB_NONE;
}

enum word_id word_find(enum verb_id verb, const char *text)
{
	for (int i = WORD_NONE + 1; i < WORD_COUNT; i++) {
		if (words[i].verb == verb &&
			(named(words[i].name, text) || named(words[i].aliases, text)))
			return (enum word_id)i;
	}
	return WORD_NONE;
}

enum err_code cli_open_as(struct cli *cli, int flags, struct err *err)
{
	const char *path = option_value(cli->options, OPT_DB);
	const char *as = option_value(cli->options, OPT_AS);
	char question[MESSAGE_SIZE], other[NAME_SIZE + 1];
	enum err_code rc = session_open(path, flags, as, &cli->session, err), asked;

	/* who it is stands in the history for ever: --yes is no answer to that */
	if (!rc || err->reason != WHY_PERSON_UNSURE || !ask_possible(cli) ||
		option_given(cli->options, OPT_YES))
		return rc;
	(void)text_cut_format(other, sizeof other, "%s", err->place);
	(void)text_cut_format(
		question, sizeof question, _("Is “%s” the same person as “%s”?"), as, other);
	asked = ask(cli, question, as, err);
	if (asked && err->reason != WHY_ANSWER_NO)
		return asked;
	if (asked)
		(void)text_cut_format(other, sizeof other, "=%s", as);
	return session_open(path, flags, other, &cli->session, err);
}

void cli_say_opened(struct cli *cli)
{
	struct err ahead;
	char text[MESSAGE_SIZE];

	if (cli->session->author_new && !cli->quiet && ask_possible(cli))
		output_say(_("“%s” is a new name in this file."), cli->session->author);
	if (!history_is_ahead(cli->session, &ahead))
		return;
	if (cli->json) {
		json_warning(cli->json);
		json_error_members(cli->json, &ahead);
		json_warning_end(cli->json);
	} else if (!cli->quiet) {
		message_format(&ahead, text, sizeof text);
		output_say("%s", text);
	}
}

enum err_code cli_open(struct cli *cli, int flags, struct err *err)
{
	enum err_code rc;

	if (option_given(cli->options, OPT_DRY_RUN))
		flags |= SESSION_UNTOUCHED;
	rc = cli_open_as(cli, flags, err);
	if (rc)
		return rc;
	cli_say_opened(cli);
	db_on_progress(cli->session->db, interrupt_seen, NULL);
	db_dry_run(cli->session->db, option_given(cli->options, OPT_DRY_RUN));
	return interrupt_check(err);
}

void cli_say_dry_run(const struct cli *cli)
{
	if (option_given(cli->options, OPT_DRY_RUN) && !cli->quiet && !cli->json)
		output_say("%s", _("Nothing was written."));
}

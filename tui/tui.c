/* The screens: what they are made of, started and ended. See tui.h. */
#include "tui/tui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/config.h"
#include "core/draft.h"
#include "core/history.h"
#include "core/language.h"
#include "core/preference.h"
#include "tui/linear.h"
#include "tui/loop.h"
#include "tui/view.h"

static void tell(void *ctx, const struct err *why)
{
	struct tui *tui = ctx;

	status_error(&tui->status, why);
}

static void load_keys(struct tui *tui)
{
	char *path = config_place(CONFIG_CONFIG, "keys");
	struct err err;

	if (preference_word(PREF_CTRL_Z) > 0) { /* as under Unix, not as in an office */
		(void)keymap_set(&tui->keymap, "undo = u");
		(void)keymap_set(&tui->keymap, "suspend = ^Z");
	}
	/* a bad line is told of; the other lines and the defaults work all the same */
	if (path)
		(void)!keymap_load(&tui->keymap, path, tell, tui, &err);
	free(path);
	(void)!preference_check(tell, tui, &err);
}

static enum err_code run(struct tui *tui, struct err *err)
{
	struct term_options term_options;
	char theme[CONFIG_VALUE_SIZE];
	struct err ahead;
	enum err_code rc;
	long minutes = 0;

	rc = keymap_init(&tui->keymap, err);
	if (rc)
		return rc;
	load_keys(tui);
	(void)config_get("theme", theme);
	(void)preference_number(PREF_COVER_MINUTES, &minutes);
	cover_init(&tui->cover, minutes);
	term_options = (struct term_options){
		.theme = tui->options->theme ? tui->options->theme : theme,
		.ascii = tui->options->ascii,
		.mouse = !tui->options->no_mouse && preference_on(PREF_MOUSE),
	};
	rc = term_start(&tui->term, &term_options, err);
	if (rc)
		return rc;
	db_read_begin(tui->session->db);
	tui_last_saved(tui);
	rc = tui_open(tui, &view_main, NULL, err);
	db_read_end(tui->session->db);
	if (rc == ERR_OK && history_is_ahead(tui->session, &ahead))
		status_error(&tui->status, &ahead);
	if (rc == ERR_OK && tui->session->demo && tui->status.now.text[0] == '\0')
		status_say(&tui->status, "%s",
			_("Demonstration: nothing of it is kept when you leave."));
	if (rc == ERR_OK)
		loop_run(tui);
	if (tui->prompt.kind != PROMPT_NONE)
		prompt_end(tui);
	db_backup_stop(tui->backup);
	tui->backup = NULL;
	tui_close_all(tui);
	term_stop(&tui->term);
	if (!rc && tui->failed.code) {
		*err = tui->failed;
		rc = err->code;
	}
	return rc;
}

static enum err_code run_screens(const struct tui_options *options, struct err *err)
{
	struct tui *tui = calloc(1, sizeof *tui);
	enum err_code rc;

	if (!tui)
		return err_fail(err, WHY_NO_MEMORY, "the screens");
	tui->options = options;
	tui->session = options->session;
	tui->anonymous = options->anonymous;
	status_init(&tui->status);
	rc = run(tui, err);
	session_close(tui->demo);
	status_release(&tui->status);
	keymap_release(&tui->keymap);
	free(tui->asking);
	free(tui->restoring);
	free(tui);
	return rc;
}

enum err_code tui_run(const struct tui_options *options, struct err *err)
{
	const char *terminal = getenv("TERM");
	struct tui_options chosen = *options;
	enum err_code rc;

	chosen.anonymous = options->anonymous || preference_on(PREF_ANONYMOUS);
	draft_begin(options->session->demo ? NULL : options->session->db);
	if (options->accessible || preference_on(PREF_ACCESSIBLE) ||
		(terminal && strcmp(terminal, "dumb") == 0))
		rc = linear_run(&chosen, err);
	else
		rc = run_screens(&chosen, err);
	draft_begin(NULL);
	return rc;
}

/* check: the file against its journal. */
#include "cli/interrupt.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/verb.h"
#include "core/language.h"

struct check {
	const struct cli *cli;
	struct progress progress;
};

static void take_finding(void *ctx, const char *finding)
{
	struct check *check = ctx;

	progress_end(&check->progress);
	if (check->cli->json) {
		json_open(check->cli->json, NULL, '{');
		json_text(check->cli->json, "finding", finding);
		json_close(check->cli->json);
	} else {
		output_text(finding);
		output_line("%s", "");
	}
}

static void ignore_finding(void *ctx, const char *finding)
{
	(void)ctx;
	(void)finding;
}

static void say_sound(const struct cli *cli, long repaired)
{
	if (cli->json || cli->quiet)
		return;
	if (repaired)
		output_say(ngettext("%ld thing found, and repaired.",
				   "%ld things found, and repaired.", (unsigned long)repaired),
			repaired);
	else
		output_say(_("The file is sound."));
}

enum err_code cmd_check(struct cli *cli, struct err *err)
{
	struct check check = {.cli = cli};
	bool repair =
		option_given(cli->options, OPT_REPAIR) && !option_given(cli->options, OPT_DRY_RUN);
	long found = 0, left = 0;
	enum err_code rc;

	rc = options_words(cli->options, 0, 0, err);
	if (rc)
		return rc;
	rc = cli_open(cli, (repair ? 0 : SESSION_READ_ONLY) | SESSION_UNCHECKED, err);
	if (rc)
		return rc;
	progress_init(&check.progress, _("Checking…"), cli->quiet);
	db_on_progress(cli->session->db, progress_stop, &check.progress);
	rc = db_check(cli->session->db, repair, take_finding, &check, &found, err);
	if (rc == ERR_OK && repair && found)
		/* what a second look still finds could not be repaired */
		rc = db_check(cli->session->db, false, ignore_finding, NULL, &left, err);
	db_on_progress(cli->session->db, interrupt_seen, NULL);
	progress_end(&check.progress);
	if (rc)
		return rc;
	cli_say_dry_run(cli);
	if (repair ? left == 0 : found == 0) {
		say_sound(cli, found);
		return ERR_OK;
	}
	rc = cli->json ? json_finish(cli->json, err) : output_flush(err);
	return rc ? rc : err_fail(err, repair ? WHY_DAMAGE_STAYS : WHY_DAMAGE_FOUND, "%ld", found);
}

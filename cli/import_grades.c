/* import grades: marks from a file, shown, then written. */
#include "core/grade_import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli/ask.h"
#include "cli/cmd_import.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/programme_of.h"
#include "core/language.h"

enum { MAPS_MAX = 64 };

static enum err_code bad_option(const char *name, const char *value, struct err *err)
{
	(void)err_fail(err, WHY_OPTION_VALUE, "%s", value);
	return err_at(err, 0, name, value);
}

/* --unit U[/A] and --activity A. */
static enum err_code take_unit(const struct cli *cli, const struct programme *programme,
	struct grade_import_options *options, struct err *err)
{
	const char *unit = option_value(cli->options, OPT_UNIT);
	const char *activity = option_value(cli->options, OPT_ACTIVITY);
	char name[2 * CODE_SIZE + 2];
	enum err_code rc;

	if (!unit)
		return err_fail(err, WHY_GRADES_UNIT_MISSING, "unit");
	(void)snprintf(name, sizeof name, "%.64s%s%.64s", unit, activity ? "/" : "",
		activity ? activity : "");
	rc = programme_find(programme, name, &options->unit, &options->part, err);
	return rc;
}

/* --scale 40, of all columns; --scale AA1=40, of one. */
static enum err_code take_scales(const struct cli *cli, const struct programme *programme,
	struct grade_import_options *options, struct err *err)
{
	const struct unit *unit = &programme->units[options->unit];
	size_t position = 0;
	const char *said;

	while ((said = option_each(cli->options, OPT_SCALE, &position))) {
		const char *equals = strchr(said, '=');
		size_t length = equals ? (size_t)(equals - said) : 0, part = 0;
		int scale;

		if (!mark_read(equals ? equals + 1 : said, &scale) || scale < 100)
			return bad_option("--scale", said, err);
		while (equals && part < unit_part_count(unit)) {
			const char *code = part < unit->activity_count ? unit->activities[part].code
								       : unit->row.code;

			if (strlen(code) == length && strncasecmp(code, said, length) == 0)
				break;
			part++;
		}
		if (!equals)
			options->scale = scale;
		else if (part == unit_part_count(unit))
			return bad_option("--scale", said, err);
		else
			options->part_scale[part] = scale;
	}
	return ERR_OK;
}

static enum err_code take_options(const struct cli *cli, const struct programme *programme,
	struct grade_import_options *ret, const char *maps[MAPS_MAX], struct err *err)
{
	const char *delimiter = option_value(cli->options, OPT_DELIMITER);
	size_t position = 0;
	const char *map;
	enum err_code rc = take_unit(cli, programme, ret, err);

	ret->programme = programme;
	ret->encoding = option_value(cli->options, OPT_ENCODING);
	if (!rc && delimiter) {
		ret->delimiter = strcmp(delimiter, "tab") == 0 ? '\t' : delimiter[0];
		if (ret->delimiter != '\t' && (!delimiter[0] || delimiter[1]))
			rc = bad_option("--delimiter", delimiter, err);
	}
	if (!rc)
		rc = take_scales(cli, programme, ret, err);
	while (!rc && ret->map_count < MAPS_MAX &&
		(map = option_each(cli->options, OPT_MAP, &position)))
		maps[ret->map_count++] = map;
	ret->map = maps;
	return rc ? rc : session_of(cli, programme, 1, &ret->session, err);
}

static void say_refused(struct cli *cli, const struct grade_import *import)
{
	for (size_t i = 0; i < import->count; i++) {
		const struct grade_line *line = &import->lines[i];

		if (line->change != GRADE_REFUSED)
			continue;
		if (cli->json) {
			json_warning(cli->json);
			json_text(cli->json, "column", import->columns[line->part]);
			json_error_members(cli->json, &line->why);
			json_warning_end(cli->json);
		} else {
			output_error(&line->why);
		}
	}
}

/* Which column is which, and what its marks are out of. */
static void say_columns(const struct grade_import *import)
{
	int scale = import->sheet.programme->rules.values[GRADE_RULE_SCALE];
	char from[MARK_SIZE], to[MARK_SIZE];

	mark_plain(scale, to);
	for (size_t p = 0; p < import->sheet.part_count; p++) {
		const char *title = unit_part_title(import->sheet.unit, p);
		int out_of = import->scales[p].out_of;

		if (!import->columns[p][0])
			continue;
		mark_plain(out_of, from);
		if (out_of && out_of != scale)
			output_say(_("  %s → %s, from marks out of %s to marks out of %s"),
				import->columns[p], title, from, to);
		else
			output_say(_("  %s → %s"), import->columns[p], title);
	}
	for (size_t i = 0; i < import->left_count; i++)
		output_say(_("  %s: not taken, although it looks like marks"), import->left[i]);
}

/* A mark that is another one already, or is converted. */
static void say_line(const struct grade_import *import, const struct grade_line *line)
{
	const char *matricule = import->sheet.rows[line->row].enrolment.matricule;
	const char *title = unit_part_title(import->sheet.unit, line->part);
	char before[MARK_SIZE], after[MARK_SIZE], out_of[MARK_SIZE];

	cell_format(&line->before, before);
	cell_format(&line->after, after);
	mark_plain(line->out_of, out_of);
	if (line->out_of && line->change == GRADE_CHANGED)
		output_say(_("  line %ld: %s, %s: %s/%s → %s instead of %s"), line->line, matricule,
			title, line->typed, out_of, after, before);
	else if (line->out_of)
		output_say(_("  line %ld: %s, %s: %s/%s → %s"), line->line, matricule, title,
			line->typed, out_of, after);
	else
		output_say(_("  line %ld: %s, %s: %s → %s"), line->line, matricule, title, before,
			after);
}

static void preview(const struct grade_import *import)
{
	enum { SHOWN = 40 };
	size_t shown = 0;

	say_columns(import);
	for (size_t i = 0; i < import->count && shown < SHOWN; i++) {
		const struct grade_line *line = &import->lines[i];

		if (line->change != GRADE_CHANGED && (line->change != GRADE_NEW || !line->out_of))
			continue;
		say_line(import, line);
		shown++;
	}
	output_say(ngettext("%ld row: %ld new, %ld changed, %ld unchanged, %ld refused.",
			   "%ld rows: %ld new, %ld changed, %ld unchanged, %ld refused.",
			   (unsigned long)import->rows),
		import->rows, import->added, import->changed, import->unchanged, import->refused);
	if (import->missing)
		output_say(ngettext("%ld student of the sheet is not in the file.",
				   "%ld students of the sheet are not in the file.",
				   (unsigned long)import->missing),
			import->missing);
}

static void report(struct cli *cli, const struct grade_import *import, bool written)
{
	if (cli->json) {
		json_open(cli->json, NULL, '{');
		json_count(cli->json, "rows", import->rows);
		json_count(cli->json, "new", import->added);
		json_count(cli->json, "changed", import->changed);
		json_count(cli->json, "unchanged", import->unchanged);
		json_count(cli->json, "refused", import->refused);
		json_count(cli->json, "missing", import->missing);
		json_open(cli->json, "not_taken", '[');
		for (size_t i = 0; i < import->left_count; i++)
			json_text(cli->json, NULL, import->left[i]);
		json_close(cli->json);
		json_bool(cli->json, "dry_run", option_given(cli->options, OPT_DRY_RUN));
		json_close(cli->json);
	} else if (!cli->quiet && written) {
		output_say(_("Imported: %ld new, %ld changed. “suivi undo” takes it back."),
			import->added, import->changed);
	}
}

static enum err_code apply(
	struct cli *cli, const char *path, const struct grade_import *import, struct err *err)
{
	bool partial = option_given(cli->options, OPT_PARTIAL);
	bool dry_run = option_given(cli->options, OPT_DRY_RUN);
	bool writes = import->added + import->changed > 0, agreed;
	const char *slash = strrchr(path, '/');
	enum err_code rc = grade_import_check(import, partial, err);

	if (rc)
		return rc;
	/* What words say of a maximum is agreed to by a person, or said with --scale. */
	agreed = ask_possible(cli) && !option_given(cli->options, OPT_YES);
	if (writes && !agreed)
		rc = grade_import_check_scales(import, err);
	if (!rc && writes && !dry_run && ask_possible(cli))
		rc = ask(cli, _("Write these grades?"), path, err);
	if (!rc && writes && !dry_run)
		rc = grade_import_apply(
			cli->session, import, slash ? slash + 1 : path, partial, agreed, err);
	if (rc)
		return rc;
	report(cli, import, writes && !dry_run);
	cli_say_dry_run(cli);
	return ERR_OK;
}

enum err_code import_grades(struct cli *cli, const char *path, struct err *err)
{
	const char *maps[MAPS_MAX];
	struct grade_import_options options = {0};
	struct programme programme = {0};
	struct grade_import import = {0};
	enum err_code rc = programme_of(cli, &programme, err);

	if (!rc)
		rc = take_options(cli, &programme, &options, maps, err);
	if (!rc)
		rc = grade_import_read(cli->session, path, &options, &import, err);
	if (!rc) {
		say_refused(cli, &import);
		if (!cli->json && !cli->quiet)
			preview(&import);
		rc = apply(cli, path, &import, err);
	}
	grade_import_release(&import);
	programme_release(&programme);
	return rc;
}

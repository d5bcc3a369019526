/* Where to write. See save.h. */
#include "tui/save.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/language.h"
#include "core/student.h"
#include "tui/view.h"

void save_path(const char *text, char *ret, size_t size)
{
	const char *home = getenv("HOME");
	size_t length;

	while (*text == ' ')
		text++;
	length = strlen(text);
	while (length > 0 && text[length - 1] == ' ')
		length--;
	if (length > 1 && (*text == '\'' || *text == '"') && text[length - 1] == *text) {
		text++;
		length -= 2;
	}
	if (strncmp(text, "~/", 2) == 0 && length > 1 && home)
		(void)snprintf(ret, size, "%s/%.*s", home, (int)length - 2, text + 2);
	else
		(void)snprintf(ret, size, "%.*s", (int)length, text);
}

void save_said(struct tui *tui, const struct target *to)
{
	status_say(&tui->status, _("Written to %s"), to->path);
}

static void write_it(struct tui *tui)
{
	struct save *save = &tui->save;
	struct err err;

	if (save->write(tui, save->data, &save->to, &err))
		prompt_again(tui, &err);
}

static void replace_picked(struct tui *tui, void *data, int button)
{
	(void)data;
	if (button != 1) {
		status_say(&tui->status, "%s", _("Not exported: nothing changed."));
		return;
	}
	tui->save.to.replace = true;
	write_it(tui);
}

static void path_typed(struct tui *tui, void *data, const char *text)
{
	struct save *save = &tui->save;
	char question[PROMPT_QUESTION_SIZE];
	struct err err;

	(void)data;
	if (!text || !*text)
		return;
	save_path(text, save->path, sizeof save->path);
	save->to = (struct target){.path = save->path};
	if (target_form(NULL, save->path, save->can, save->standard, &save->to.form, &err)) {
		prompt_again(tui, &err);
		return;
	}
	if (!target_taken(save->path)) {
		write_it(tui);
		return;
	}
	(void)snprintf(question, sizeof question, _("%.120s exists already."), save->path);
	prompt_buttons(tui, question, (const char *const[]){_("Cancel"), _("Replace it"), NULL},
		replace_picked, save->data);
}

void save_ask(struct tui *tui, const char *question, const char *proposed, unsigned can,
	enum target_form standard, save_write_fn *write, void *data)
{
	struct save *save = &tui->save;

	save->can = can;
	save->standard = standard;
	save->write = write;
	save->data = data;
	prompt_line(
		tui, question ? question : _("Write to:"), proposed, 1000, path_typed, NULL, data);
}

void save_name(const struct tui *tui, const char *word, int64_t student_id, int64_t group_id,
	char *ret, size_t size)
{
	const char *ending = strrchr(word, '.');
	struct student_row student = {.matricule = ""};
	struct group_row group = {.code = ""};
	char stem[64], shown[2 * NAME_SIZE + 2];
	struct err err;

	(void)snprintf(stem, sizeof stem, "%.*s", (int)(ending ? ending - word : 60), word);
	if (student_id && !db_student_by_id(tui->session->db, student_id, &student, &err)) {
		tui_student_name(tui, &student, shown, sizeof shown);
		target_name(3,
			(const char *const[]){stem, tui->anonymous ? "" : student.matricule, shown},
			ending ? ending : "", ret, size);
	} else {
		if (group_id && db_group_by_id(tui->session->db, group_id, &group, &err))
			group.code[0] = '\0';
		target_name(2, (const char *const[]){stem, group.code}, ending ? ending : "", ret,
			size);
	}
}

/* Help, from the tables of verbs and options. */
#include "cli/help.h"

#include <stdlib.h>
#include <string.h>

#include "cli/clean.h"
#include "cli/options.h"
#include "core/language.h"
#include "core/manual.h"

/* gettext("") is the catalogue's head */
static const char *translate(const char *text)
{
	return *text ? _(text) : "";
}

void help_usage(FILE *file, enum verb_id verb)
{
	if (verb == VERB_NONE) {
		(void)fprintf(file, "suivi %s\n", _("[VERB]"));
		return;
	}
	(void)fprintf(file, "suivi %s%s%s\n", verbs[verb].name, *verbs[verb].usage ? " " : "",
		translate(verbs[verb].usage));
}

/* text, then blanks up to a width on screen. */
static void put_padded(const char *text, size_t width)
{
	size_t is = 0;
	char *clean = clean_text(text, &is);

	(void)printf("%s%*s", text, is < width ? (int)(width - is) : 1, "");
	free(clean);
}

static void put_option(const struct option_info *info)
{
	char text[128], letter[8] = "    ";

	if (info->letter)
		(void)snprintf(letter, sizeof(letter), "-%c, ", info->letter);
	(void)snprintf(text, sizeof(text), "  %s--%s%s%s", letter, info->name,
		*info->value ? " " : "", translate(info->value));
	put_padded(text, 28);
	(void)printf("%s\n", translate(info->summary));
}

/* The options of a verb: those of its own first, then those of (nearly) all. */
static void put_options(enum verb_id verb)
{
	uint64_t own = UINT64_C(1) << verb;

	for (int pass = 0; pass < 2; pass++) {
		const char *title = pass == 0 ? _("Options:") : _("Options of every verb:");

		for (int i = 0; i < OPT_COUNT; i++) {
			const struct option_info *info = &option_infos[i];
			bool common = (info->verbs & 1UL << VERB_list) &&
				      (info->verbs & 1UL << VERB_undo);

			if (!(info->verbs & own) || common != (pass == 1))
				continue;
			if (title)
				(void)printf("\n%s\n", title);
			title = NULL;
			put_option(info);
		}
	}
}

static void put_overview(void)
{
	(void)printf("%s\n\n", _("suivi follows a class through a competency framework."));
	(void)printf("  suivi\n  suivi %s\n\n", _("VERB …"));
	(void)printf("%s\n\n%s\n", _("Without a verb, the screens open."), _("Verbs:"));
	for (int i = VERB_NONE + 1; i < VERB_COUNT; i++) {
		char name[64];

		(void)snprintf(name, sizeof(name), "  %s", verbs[i].name);
		put_padded(name, 14);
		(void)printf("%s\n", translate(verbs[i].summary));
	}
	put_options(VERB_NONE);
	(void)printf("\n%s\n%s\n", _("Exit status:"),
		_("  0 done, 1 failure, 2 wrong command, 3 data refused, 4 not found,\n"
		  "  5 file in use, 6 not permitted, 130 interrupted"));
	(void)printf("\n%s\n", _("“suivi help VERB” shows examples."));
	(void)printf(_("The manual, in French: %s/manuel.fr.md"), manual_folder());
	(void)putchar('\n');
}

void help_print(enum verb_id verb)
{
	if (verb == VERB_NONE) {
		put_overview();
		return;
	}
	(void)printf("  ");
	help_usage(stdout, verb);
	if (*verbs[verb].aliases)
		/* TRANSLATORS: followed by other spellings of a verb */
		(void)printf(_("  Also: %s\n"), verbs[verb].aliases);
	(void)printf("\n%s", translate(verbs[verb].help));
	put_options(verb);
}

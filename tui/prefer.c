/* What is chosen once and remembered. See prefer.h. */
#include "tui/prefer.h"

#include "core/config.h"
#include "core/language.h"
#include "core/preference.h"
#include "tui/view.h"

/* As in preferences.def, so that a place there is a place here. */
static const struct {
	const char *name, *sentence;
} themes[] = {
	{"auto", N_("Colours: those that suit the terminal.")},
	{"light", N_("Colours: for a light background.")},
	{"dark", N_("Colours: for a dark background.")},
	{"contrast", N_("Colours: the strongest contrast.")},
	{"mono", N_("Colours: none.")},
};

void prefer_tell(struct tui *tui, const char *sentence, bool kept)
{
	if (kept)
		status_say(&tui->status, "%s", sentence);
	else
		status_warn(&tui->status, _("%s · for this time only: see suivi.conf"), sentence);
}

static void choose_theme(struct tui *tui, int place)
{
	config_set("theme", themes[place].name);
	tui->whole = true;
	if (!term_theme(&tui->term, themes[place].name) && place + ACT_THEME_AUTO != ACT_THEME_MONO)
		status_warn(&tui->status, "%s",
			_("No colours here: the terminal has none, or NO_COLOR is set."));
	else
		prefer_tell(tui, _(themes[place].sentence), preference_word(PREF_THEME) == place);
}

static void change_mouse(struct tui *tui)
{
	bool on = !tui->term.mouse;

	config_set("mouse", on ? "on" : "off");
	term_mouse(&tui->term, on);
	prefer_tell(tui,
		on ? _("The mouse works here.")
		   : _("The mouse is left to the terminal: it selects text."),
		preference_on(PREF_MOUSE) == on);
}

bool prefer_act(struct tui *tui, enum action action)
{
	if (action >= ACT_THEME_AUTO && action <= ACT_THEME_MONO)
		choose_theme(tui, (int)(action - ACT_THEME_AUTO));
	else if (action == ACT_MOUSE)
		change_mouse(tui);
	else
		return false;
	return true;
}

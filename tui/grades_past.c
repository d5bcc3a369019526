/* Past the last cell of a column or of a row, where nobody is. See grades_screen.h. */
#include <stdio.h>
#include <string.h>

#include "core/language.h"
#include "tui/glyph.h"
#include "tui/grades_screen.h"

void grades_turn(struct grades_screen *screen)
{
	screen->past = PAST_NOTHING;
	screen->beyond[0] = '\0';
}

/* The sentence stays until one has moved back. */
static void say_past(struct grades_screen *screen)
{
	if (screen->past == PAST_ROW && *screen->beyond)
		status_warn(&screen->tui->status,
			_("End of the row: “%s” is nobody’s, and not recorded · Enter goes down."),
			screen->beyond);
	else if (screen->past == PAST_ROW)
		status_say(&screen->tui->status, "%s", _("End of the row · Enter goes down."));
	else if (*screen->beyond)
		status_warn(&screen->tui->status,
			_("End of the column: “%s” is nobody’s, and not recorded · ↑ goes back to "
			  "the last row."),
			screen->beyond);
	else
		status_say(&screen->tui->status, "%s",
			_("End of the column · ↑ goes back to the last row."));
}

void grades_go_past(struct grades_screen *screen, enum grades_past past)
{
	if (screen->past != past)
		grades_turn(screen);
	screen->past = past;
	say_past(screen);
}

/* What is typed there is shown, and belongs to nobody. */
void grades_type_beyond(struct grades_screen *screen, uint32_t code)
{
	char raw[5], clean[16];
	size_t used = strlen(screen->beyond);

	(void)glyph_encode(code, raw);
	(void)glyph_clean(raw, false, clean, sizeof clean);
	if (used + strlen(clean) >= sizeof screen->beyond)
		used = 0;
	(void)snprintf(screen->beyond + used, sizeof screen->beyond - used, "%s", clean);
	say_past(screen);
	term_bell();
}

/* Values typed there stand apart; the last one can be wiped out. */
static void edit_beyond(struct grades_screen *screen, uint32_t code)
{
	size_t used = strlen(screen->beyond);

	if (code == SPECIAL_BACKSPACE)
		screen->beyond[used - glyph_previous(screen->beyond, used)] = '\0';
	else if (used && screen->beyond[used - 1] != ' ')
		grades_type_beyond(screen, ' ');
	say_past(screen);
}

/* A key past the last cell. false: it leads back to one, and is to be done there. */
bool grades_key_past(struct grades_screen *screen, uint32_t code)
{
	bool column = screen->past == PAST_COLUMN;

	switch (code) {
	case SPECIAL_BACKSPACE:
	case SPECIAL_DELETE:
		edit_beyond(screen, SPECIAL_BACKSPACE);
		return true;
	case SPECIAL_ENTER:
	case SPECIAL_DOWN:
		if (column)
			edit_beyond(screen, code);
		else
			grades_turn(screen);
		return column;
	case SPECIAL_TAB:
		if (!column)
			edit_beyond(screen, code);
		else
			grades_turn(screen);
		return !column;
	case SPECIAL_UP: /* from below the last row to it */
		grades_turn(screen);
		status_clear(&screen->tui->status);
		return column;
	case SPECIAL_LEFT:
	case SPECIAL_BACK_TAB:
		grades_turn(screen);
		status_clear(&screen->tui->status);
		return !column;
	default:
		grades_turn(screen);
		return false;
	}
}

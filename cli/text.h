/* Marks of text for people: _() translates now, N_() marks what is translated later. */
#ifndef SUIVI_CLI_TEXT_H
#define SUIVI_CLI_TEXT_H

#include <libintl.h>

#define _(text)  gettext(text)
#define N_(text) text

#endif

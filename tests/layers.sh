#!/bin/sh
# Fail on an include that looks up: tui and cli -> core -> db.
set -eu

bad=0
refuse() { # folder, pattern, why
	if grep -nE "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"]($2)" -r "$1" --include='*.[ch]'; then
		echo "layers: $1/ $3" >&2
		bad=1
	fi
}

refuse db '(\.\./)?(core|tui|cli)/' 'looks up'
refuse core '(\.\./)?(tui|cli)/' 'looks up'
refuse tui '(\.\./)?cli/' 'looks up'
refuse cli '(\.\./)?tui/(view|pane)' 'reaches into the screens'
refuse core 'sqlite3' 'sees SQLite'
refuse tui 'sqlite3' 'sees SQLite'
refuse cli 'sqlite3' 'sees SQLite'
refuse core '(n?curses|term|panel)\.h|ncursesw/' 'sees curses'
refuse db '(n?curses|term|panel)\.h|ncursesw/' 'sees curses'
refuse cli '(n?curses|panel)\.h|ncursesw/' 'sees curses'

# Only what core publishes of db: the error value, the rows and the calls.
if grep -nE '#[[:space:]]*include[[:space:]]*"db/' -r core tui cli --include='*.[ch]' |
	grep -vE '"db/(err|rows|db|follow|grades|text_cut)\.(h|def)"'; then
	echo 'layers: a private header of db/ is used above it' >&2
	bad=1
fi
exit $bad

#!/bin/sh
# The French catalogue is complete: every text for people that is in the
# sources is translated, none is doubtful, and no file with texts is left out.
# Run from the top of the sources.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0

grep -v '^#' po/POTFILES | LC_ALL=C sort >"$work/listed"
# a text follows at once: the macros' own definitions do not count
grep -lE '(^|[^A-Za-z0-9_>])(_|N_|ngettext)\("' -r cli core db tui \
	--include='*.c' --include='*.def' | LC_ALL=C sort >"$work/used"
LC_ALL=C comm -13 "$work/listed" "$work/used" >"$work/missing"
if [ -s "$work/missing" ]; then
	sed 's/^/po: not in po\/POTFILES: /' "$work/missing" >&2
	bad=1
fi

xgettext --language=C --from-code=UTF-8 --keyword=_ --keyword=N_ --keyword=ngettext:1,2 \
	--no-location --files-from="$work/listed" --output="$work/fresh.pot"
for po in po/*.po; do
	msgmerge --quiet --no-fuzzy-matching --output-file="$work/merged.po" "$po" "$work/fresh.pot"
	# the header is an entry of its own, with an empty msgid
	msgattrib --untranslated --no-obsolete --no-wrap "$work/merged.po" |
		grep '^msgid "..*"' >"$work/untranslated" || true
	msgattrib --only-fuzzy --no-obsolete --no-wrap "$po" |
		grep '^msgid "..*"' >"$work/fuzzy" || true
	for list in untranslated fuzzy; do
		if [ -s "$work/$list" ]; then
			echo "$po: $list:" >&2
			cat "$work/$list" >&2
			bad=1
		fi
	done
	msgfmt --check --output-file=/dev/null "$po" || bad=1
done
exit $bad

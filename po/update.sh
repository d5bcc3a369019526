#!/bin/sh
# Bring the catalogues up to date with the sources. usage: update.sh SOURCES
set -eu
cd "$1"
fresh=$(mktemp)
trap 'rm -f "$fresh"' EXIT
xgettext --language=C --from-code=UTF-8 --keyword=_ --keyword=N_ --keyword=ngettext:1,2 \
	--add-comments=TRANSLATORS --no-location --sort-by-file --package-name=suivi \
	--files-from=po/POTFILES --output="$fresh"
for po in po/*.po; do
	msgmerge --quiet --update --backup=none "$po" "$fresh"
done

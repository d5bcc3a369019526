#!/bin/sh
# A manual page: its own words around the tables of the program.
# usage: makeman.sh MKDOCS SCDOC SOURCE LANGUAGE OUTPUT
set -eu
mkdocs=$1 scdoc=$2 source=$3 language=$4 output=$5
if [ "$language" = fr ]; then
	options=OPTIONS keys=TOUCHES preferences=PRÉFÉRENCES
else
	options=OPTIONS keys=KEYS preferences=PREFERENCES
fi
{
	cat "$source/man.$language.head"
	"$mkdocs" verbs "$language"
	printf '# %s\n\n' "$options"
	"$mkdocs" options "$language"
	printf '# %s\n\n' "$keys"
	"$mkdocs" keys "$language"
	printf '# %s\n\n' "$preferences"
	"$mkdocs" preferences "$language"
	cat "$source/man.$language.tail"
} | "$scdoc" >"$output"

#!/bin/sh
# A manual page: its own words around the tables of the program.
# usage: makeman.sh MKDOCS SCDOC SOURCE DOCS LANGUAGE OUTPUT
set -eu
mkdocs=$1 scdoc=$2 source=$3 docs=$4 language=$5 output=$6
# scdoc takes these for markup, and sed the backslash before them
docs=$(printf '%s' "$docs" | sed 's/[_*]/\\\\&/g')
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
	sed "s|@DOCS@|$docs|g" "$source/man.$language.tail"
} | "$scdoc" >"$output"

/*
 * Completions for bash.
 *
 * Names from the file reach the shell as lines read one by one: compgen -W would
 * expand a matricule such as $(…).
 */
#include <stdio.h>

#include "cli/completion.h"

static void put_source(struct completion_source source)
{
	if (source.list)
		(void)printf("_suivi_lines < <(\"${call[@]}\" list %s --quiet 2>/dev/null)",
			source.list);
	else if (source.words)
		(void)printf("COMPREPLY=($(compgen -W '%s' -- \"$cur\"))", source.words);
	else if (source.files)
		(void)printf("_suivi_files");
	else
		(void)printf(":");
}

/* "--group|-g" */
static void put_names(const struct option_info *info)
{
	(void)printf("--%s", info->name);
	if (info->letter)
		(void)printf("|-%c", info->letter);
}

static void put_values(void)
{
	(void)printf("\tcase $prev in\n");
	for (int i = 0; i < OPT_COUNT; i++) {
		if (!*option_infos[i].value)
			continue;
		(void)printf("\t");
		put_names(&option_infos[i]);
		(void)printf(")\n\t\t");
		put_source(completion_value((enum option_id)i));
		(void)printf("\n\t\treturn ;;\n");
	}
	(void)printf("\tesac\n");
}

/* The options that take a value, as a pattern. */
static void put_value_pattern(void)
{
	bool first = true;

	for (int i = 0; i < OPT_COUNT; i++) {
		if (!*option_infos[i].value)
			continue;
		if (!first)
			(void)printf("|");
		first = false;
		put_names(&option_infos[i]);
	}
}

static void put_verb_pattern(enum verb_id verb)
{
	(void)printf("\t%s", verbs[verb].name);
	for (const char *c = verbs[verb].aliases; *c; c++) {
		if (c == verbs[verb].aliases)
			(void)putchar('|');
		(void)putchar(*c == ' ' ? '|' : *c);
	}
	(void)printf(")\n");
}

static void put_options(enum verb_id verb)
{
	(void)printf("\t\toptions='");
	for (int i = 0; i < OPT_COUNT; i++) {
		if (option_infos[i].verbs & 1UL << verb)
			(void)printf("--%s ", option_infos[i].name);
	}
	(void)printf("'\n");
}

static void put_verb(enum verb_id verb)
{
	char text[512];

	put_verb_pattern(verb);
	put_options(verb);
	(void)printf("\t\tcase $count in\n");
	for (int position = 1; position <= COMPLETION_WORDS; position++) {
		struct completion_source source;

		source = completion_word(verb, position, text, sizeof(text));
		if (!source.list && !source.words && !source.files)
			continue;
		(void)printf("\t\t%d) _suivi_word() { ", position);
		put_source(source);
		(void)printf("; } ;;\n");
	}
	(void)printf("\t\tesac ;;\n");
}

void completion_bash(void)
{
	(void)printf("# bash completion for suivi: made by \"suivi completion bash\"\n"
		     "_suivi_lines()\n{\n"
		     "\tlocal line\n"
		     "\twhile IFS= read -r line; do\n"
		     "\t\t[[ $line == \"$cur\"* ]] && COMPREPLY+=(\"$(printf %%q \"$line\")\")\n"
		     "\tdone\n}\n"
		     "_suivi_files()\n{\n"
		     "\tcompopt -o filenames 2>/dev/null\n"
		     "\tlocal line\n"
		     "\twhile IFS= read -r line; do\n"
		     "\t\tCOMPREPLY+=(\"$line\")\n"
		     "\tdone < <(compgen -f -- \"$cur\")\n}\n"
		     "# A word as it was typed, quotes and all, made plain; nothing in it runs.\n"
		     "_suivi_plain()\n{\n"
		     "\tcase $1 in\n"
		     "\t\\'*) plain=${1#\\'}; plain=${plain%%\\'} ;;\n"
		     "\t\\\"*) plain=${1#\\\"}; plain=${plain%%\\\"} ;;\n"
		     "\t\\~/*) plain=$HOME/${1#*/}; plain=${plain//\\\\/} ;;\n"
		     "\t*) plain=${1//\\\\/} ;;\n"
		     "\tesac\n}\n"
		     "_suivi()\n{\n"
		     "\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
		     "\tlocal verb= count=0 options= i call=(suivi) plain\n"
		     "\tCOMPREPLY=()\n"
		     "\t# --name=value comes as three words\n"
		     "\t[[ $cur == = ]] && cur=\n"
		     "\t[[ $prev == = ]] && prev=${COMP_WORDS[COMP_CWORD-2]}\n"
		     "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
		     "\t\tcase ${COMP_WORDS[i]} in\n"
		     "\t\t--db) [[ ${COMP_WORDS[i+1]} == = ]] && ((i++))\n"
		     "\t\t\t((i++))\n"
		     "\t\t\t((i < COMP_CWORD)) && _suivi_plain \"${COMP_WORDS[i]}\" &&\n"
		     "\t\t\t\tcall=(suivi --db \"$plain\") ;;\n\t\t");
	put_value_pattern();
	(void)printf(")\n"
		     "\t\t\t[[ ${COMP_WORDS[i+1]} == = ]] && ((i++))\n"
		     "\t\t\t((i++)) ;;\n"
		     "\t\t-?*) ;;\n"
		     "\t\t*) if [[ $verb ]]; then ((count++)); else verb=${COMP_WORDS[i]}; fi ;;\n"
		     "\t\tesac\n"
		     "\tdone\n"
		     "\t((count++))\n");
	put_values();
	(void)printf("\t_suivi_word() { :; }\n"
		     "\tcase $verb in\n"
		     "\t'')\n");
	put_options(VERB_NONE);
	(void)printf("\t\t_suivi_word() { COMPREPLY=($(compgen -W '");
	for (int i = VERB_NONE + 1; i < VERB_COUNT; i++)
		(void)printf("%s ", verbs[i].name);
	(void)printf("' -- \"$cur\")); } ;;\n");
	for (int i = VERB_NONE + 1; i < VERB_COUNT; i++)
		put_verb((enum verb_id)i);
	(void)printf("\tesac\n"
		     "\tif [[ $cur == -* ]]; then\n"
		     "\t\tCOMPREPLY=($(compgen -W \"$options\" -- \"$cur\"))\n"
		     "\telse\n"
		     "\t\t_suivi_word\n"
		     "\tfi\n"
		     "\tunset -f _suivi_word\n"
		     "}\n"
		     "complete -F _suivi suivi\n");
}

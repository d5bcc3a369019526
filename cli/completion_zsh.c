/* Completions for zsh. compadd quotes what the file holds. */
#include <stdio.h>

#include "cli/completion.h"
#include "core/language.h"

static void put_source(struct completion_source source)
{
	if (source.list)
		(void)printf("_suivi_list %s", source.list);
	else if (source.words)
		(void)printf("compadd -- %s", source.words);
	else if (source.files)
		(void)printf("_files");
	else
		(void)printf("_message ''");
}

/* text inside single quotes, colons escaped as _describe wants them. */
static void put_description(const char *text)
{
	for (; *text; text++) {
		if (*text == '\'')
			(void)printf("'\\''");
		else if (*text == ':')
			(void)printf("\\:");
		else
			(void)putchar(*text);
	}
}

static void put_names(const struct option_info *info)
{
	(void)printf("--%s", info->name);
	if (info->letter)
		(void)printf("|-%c", info->letter);
}

static void put_options(enum verb_id verb)
{
	(void)printf("\t\toptions=(");
	for (int i = 0; i < OPT_COUNT; i++) {
		if (!(option_infos[i].verbs & 1UL << verb))
			continue;
		(void)printf(" '--%s:", option_infos[i].name);
		put_description(_(option_infos[i].summary));
		(void)printf("'");
	}
	(void)printf(" )\n");
}

static void put_verb(enum verb_id verb)
{
	char text[512];

	(void)printf("\t%s", verbs[verb].name);
	for (const char *c = verbs[verb].aliases; *c; c++) {
		if (c == verbs[verb].aliases)
			(void)putchar('|');
		(void)putchar(*c == ' ' ? '|' : *c);
	}
	(void)printf(")\n");
	put_options(verb);
	(void)printf("\t\tcase $count in\n");
	for (int position = 1; position <= COMPLETION_WORDS; position++) {
		struct completion_source source;

		source = completion_word(verb, position, text, sizeof(text));
		if (!source.list && !source.words && !source.files)
			continue;
		(void)printf("\t\t%d) [[ $PREFIX == -* ]] || ", position);
		put_source(source);
		(void)printf(" ;;\n");
	}
	(void)printf("\t\tesac ;;\n");
}

static void put_values(void)
{
	(void)printf("\tlocal before=$words[CURRENT-1]\n"
		     "\tif [[ $PREFIX == --*=* ]]; then\n"
		     "\t\tbefore=${PREFIX%%%%=*}\n"
		     "\t\tcompset -P 1 '*='\n"
		     "\tfi\n"
		     "\tcase $before in\n");
	for (int i = 0; i < OPT_COUNT; i++) {
		if (!*option_infos[i].value)
			continue;
		(void)printf("\t");
		put_names(&option_infos[i]);
		(void)printf(") ");
		put_source(completion_value((enum option_id)i));
		(void)printf("; return ;;\n");
	}
	(void)printf("\tesac\n");
}

static void put_loop(void)
{
	bool first = true;

	(void)printf("\tfor ((i = 2; i < CURRENT; i++)); do\n"
		     "\t\tcase $words[i] in\n"
		     "\t\t--db) file=${(Q)words[i+1]}; ((i++)) ;;\n"
		     "\t\t--db=*) file=${(Q)words[i]#--db=} ;;\n\t\t");
	for (int i = 0; i < OPT_COUNT; i++) {
		if (!*option_infos[i].value)
			continue;
		if (!first)
			(void)putchar('|');
		first = false;
		put_names(&option_infos[i]);
	}
	(void)printf(") ((i++)) ;;\n"
		     "\t\t-?*) ;;\n"
		     "\t\t*) if [[ -n $verb ]]; then ((count++)); else verb=${(Q)words[i]}; fi ;;\n"
		     "\t\tesac\n"
		     "\tdone\n"
		     "\t((count++))\n"
		     "\t[[ -n $file ]] && call=(suivi --db ${file/#\\~\\//$HOME/})\n");
}

void completion_zsh(void)
{
	(void)printf("#compdef suivi\n"
		     "# zsh completion for suivi: made by \"suivi completion zsh\"\n"
		     "_suivi_list()\n{\n"
		     "\tlocal -a found\n"
		     "\tfound=(\"${(@f)$($call list $1 --quiet 2>/dev/null)}\")\n"
		     "\tcompadd -- $found\n}\n"
		     "_suivi()\n{\n"
		     "\tlocal verb file i\n"
		     "\tlocal -i count=0\n"
		     "\tlocal -a options verbs call\n"
		     "\tcall=(suivi)\n");
	put_loop();
	put_values();
	(void)printf("\tcase $verb in\n\t'')\n");
	put_options(VERB_NONE);
	(void)printf("\t\tverbs=(");
	for (int i = VERB_NONE + 1; i < VERB_COUNT; i++) {
		(void)printf(" '%s:", verbs[i].name);
		put_description(_(verbs[i].summary));
		(void)printf("'");
	}
	(void)printf(" )\n\t\t[[ $PREFIX == -* ]] || _describe verb verbs ;;\n");
	for (int i = VERB_NONE + 1; i < VERB_COUNT; i++)
		put_verb((enum verb_id)i);
	(void)printf("\tesac\n"
		     "\t[[ $PREFIX == -* ]] && _describe option options\n"
		     "}\n"
		     "compdef _suivi suivi\n");
}

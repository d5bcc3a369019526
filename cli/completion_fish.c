/* Completions for fish. Output of a command substitution is never expanded there. */
#include <stdio.h>

#include "cli/completion.h"
#include "core/language.h"

/* text in single quotes */
static void put_quoted(const char *text)
{
	(void)putchar('\'');
	for (; *text; text++) {
		if (*text == '\'' || *text == '\\')
			(void)putchar('\\');
		(void)putchar(*text);
	}
	(void)putchar('\'');
}

static void put_source(struct completion_source source)
{
	if (source.list)
		(void)printf(" -f -a '(__suivi_list %s)'", source.list);
	else if (source.words)
		(void)printf(" -f -a '%s'", source.words);
	else if (source.files)
		(void)printf(" -F");
	else
		(void)printf(" -f");
}

static void put_head(void)
{
	(void)printf("# fish completion for suivi: made by \"suivi completion fish\"\n"
		     "# The verb and the words after it; empty before the verb.\n"
		     "function __suivi_words\n"
		     "\tset -l skip 0\n"
		     "\tfor word in (commandline -opc)[2..-1]\n"
		     "\t\tif test $skip = 1\n"
		     "\t\t\tset skip 0\n"
		     "\t\t\tcontinue\n"
		     "\t\tend\n"
		     "\t\tswitch $word\n"
		     "\t\t\tcase");
	for (int i = 0; i < OPT_COUNT; i++) {
		if (!*option_infos[i].value)
			continue;
		(void)printf(" --%s", option_infos[i].name);
		if (option_infos[i].letter)
			(void)printf(" -%c", option_infos[i].letter);
	}
	(void)printf(
		"\n"
		"\t\t\t\tset skip 1\n"
		"\t\t\tcase -\n" /* and no question mark: since fish 4 it is a character */
		"\t\t\t\techo $word\n"
		"\t\t\tcase '-*'\n"
		"\t\t\tcase '*'\n"
		"\t\t\t\techo $word\n"
		"\t\tend\n"
		"\tend\n"
		"end\n"
		"# __suivi_at POSITION NAME…: is the verb one of them, and this word its n-th?\n"
		"function __suivi_at\n"
		"\tset -l words (__suivi_words)\n"
		"\ttest (count $words) = $argv[1]; or return 1\n"
		"\ttest $argv[1] = 0; or contains -- $words[1] $argv[2..-1]\n"
		"end\n"
		"function __suivi_verb\n"
		"\tset -l words (__suivi_words)\n"
		"\ttest (count $words) -gt 0; and contains -- $words[1] $argv\n"
		"end\n"
		"function __suivi_list\n"
		"\tset -l file\n"
		"\tset -l last\n"
		"\tfor word in (commandline -opc)\n"
		"\t\ttest \"$last\" = --db; and set file $word\n"
		"\t\tstring match -q -- '--db=*' $word; and set file (string sub -s 6 -- $word)\n"
		"\t\tset last $word\n"
		"\tend\n"
		"\tset -l call\n"
		"\ttest -n \"$file\"; and set call --db (string replace -r '^~(?=/)' $HOME -- "
		"$file)\n"
		"\tsuivi $call list $argv[1] --quiet 2>/dev/null\n"
		"end\n"
		"complete -c suivi -f\n");
}

static void put_option(const struct option_info *info, enum option_id id, enum verb_id verb)
{
	if (verb == VERB_NONE)
		(void)printf("complete -c suivi -n '__suivi_at 0'");
	else
		(void)printf("complete -c suivi -n '__suivi_verb %s %s'", verbs[verb].name,
			verbs[verb].aliases);
	(void)printf(" -l %s", info->name);
	if (info->letter)
		(void)printf(" -s %c", info->letter);
	if (*info->value) {
		(void)printf(" -r");
		put_source(completion_value(id));
	}
	(void)printf(" -d ");
	put_quoted(_(info->summary));
	(void)printf("\n");
}

static void put_verb(enum verb_id verb)
{
	char text[512];

	(void)printf("complete -c suivi -n '__suivi_at 0' -a %s -d ", verbs[verb].name);
	put_quoted(_(verbs[verb].summary));
	(void)printf("\n");
	for (int position = 1; position <= COMPLETION_WORDS; position++) {
		struct completion_source source;

		source = completion_word(verb, position, text, sizeof(text));
		if (!source.list && !source.words && !source.files)
			continue;
		(void)printf("complete -c suivi -n '__suivi_at %d %s %s'", position,
			verbs[verb].name, verbs[verb].aliases);
		put_source(source);
		(void)printf("\n");
	}
}

void completion_fish(void)
{
	put_head();
	for (int i = VERB_NONE + 1; i < VERB_COUNT; i++)
		put_verb((enum verb_id)i);
	for (int verb = VERB_NONE; verb < VERB_COUNT; verb++) {
		for (int i = 0; i < OPT_COUNT; i++) {
			if (option_infos[i].verbs & 1UL << verb)
				put_option(&option_infos[i], (enum option_id)i, (enum verb_id)verb);
		}
	}
}

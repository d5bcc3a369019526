/* import: which kind. */
#include "cli/cmd_import.h"

#include "cli/options.h"

enum err_code cmd_import(struct cli *cli, struct err *err)
{
	enum word_id word;
	enum err_code rc;

	rc = options_word(cli->options, &word, err);
	if (rc)
		return rc;
	rc = options_words(cli->options, 2, word == WORD_import_form ? 10000 : 2, err);
	if (rc)
		return rc;
	rc = cli_open(cli, 0, err);
	if (rc)
		return rc;
	if (word == WORD_import_framework)
		return import_framework(cli, cli->options->words[1], err);
	if (word == WORD_import_form)
		return import_forms(cli, err);
	if (word == WORD_import_programme)
		return import_programme(cli, cli->options->words[1], err);
	if (word == WORD_import_rules)
		return import_rules(cli, cli->options->words[1], err);
	if (word == WORD_import_grades)
		return import_grades(cli, cli->options->words[1], err);
	if (word == WORD_import_supports)
		return import_supports(cli, cli->options->words[1], err);
	return import_students(cli, cli->options->words[1], err);
}

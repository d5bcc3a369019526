/*
 * The verbs as data, and what each one is given.
 *
 * verbs.def and words.def are the source; cmd_VERB in cmd_*.c does the work. A
 * verb prints data on standard output through json.h or table.h, and returns
 * an error instead of printing it: main turns it into a sentence and a status.
 */
#ifndef SUIVI_CLI_VERB_H
#define SUIVI_CLI_VERB_H

#include <stdbool.h>
#include <stddef.h>

#include "core/session.h"
#include "db/err.h"

enum verb_id {
	VERB_NONE, /* the screens */
#define VERB(id, ...) VERB_##id,
#include "cli/verbs.def"
#undef VERB
	VERB_COUNT
};

enum word_id {
	WORD_NONE,
#define WORD(verb, id, ...) WORD_##verb##_##id,
#include "cli/words.def"
#undef WORD
	WORD_COUNT
};

struct options;
struct json;

/* What a verb works with. Owned by main. */
struct cli {
	const struct options *options;
	struct session *session; /* opened by cli_open(); closed by main */
	struct json *json;       /* NULL: for people */
	bool quiet;
};

struct verb {
	const char *name;
	const char *aliases;
	const char *usage;   /* usage, summary, help: English; translate with _() */
	const char *summary;
	const char *help;
	enum err_code (*run)(struct cli *cli, struct err *err);
};

struct word {
	enum verb_id verb;
	const char *name;
	const char *aliases;
};

extern const struct verb verbs[VERB_COUNT]; /* [VERB_NONE] is empty */
extern const struct word words[WORD_COUNT];

/* By name or alias, folded; VERB_NONE or WORD_NONE if there is none. */
enum verb_id verb_find(const char *text);
enum word_id word_find(enum verb_id verb, const char *text);

#define VERB(id, ...) MUST_CHECK enum err_code cmd_##id(struct cli *cli, struct err *err);
#include "cli/verbs.def"
#undef VERB

/*
 * Open the file of --db as the person of --as. Long work of the file then
 * stops at an interruption. flags: enum session_flags.
 */
MUST_CHECK enum err_code cli_open(struct cli *cli, int flags, struct err *err);

/*
 * session_open() as --as says. Whom a name means is asked where it is not sure
 * (also under --yes: then, and where nobody can be asked, it is refused).
 */
MUST_CHECK enum err_code cli_open_as(struct cli *cli, int flags, struct err *err);
/* What is to be said of the file just opened: its clock, a name that is new. */
void cli_say_opened(struct cli *cli);

/* Under --dry-run, say to people that nothing was written. */
void cli_say_dry_run(const struct cli *cli);

#endif

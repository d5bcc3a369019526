/* show: pages over a student or a class. The file is open. */
#ifndef SUIVI_CLI_SHOW_PAGE_H
#define SUIVI_CLI_SHOW_PAGE_H

#include "cli/verb.h"

struct json;
struct page;

MUST_CHECK enum err_code show_page(struct cli *cli, enum word_id word, struct err *err);

/* A page as rows of --json. */
void page_json(struct json *json, const struct page *page);
/* A page on standard output, as objects under --json, or in the file of -o. */
MUST_CHECK enum err_code page_out(const struct cli *cli, const struct page *page, struct err *err);

#endif

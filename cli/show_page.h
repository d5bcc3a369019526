/* show: pages over a student or a class. The file is open. */
#ifndef SUIVI_CLI_SHOW_PAGE_H
#define SUIVI_CLI_SHOW_PAGE_H

#include "cli/verb.h"

struct json;
struct page;

MUST_CHECK enum err_code show_page(struct cli *cli, enum word_id word, struct err *err);

/* A page as rows of --json. */
void page_json(struct json *json, const struct page *page);
/* A page into a file, HTML if its name ends so; "-" is standard output. */
MUST_CHECK enum err_code page_write(const struct page *page, const char *path, struct err *err);

#endif

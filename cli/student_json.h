/* A student as JSON members, the same wherever one is printed. */
#ifndef SUIVI_CLI_STUDENT_JSON_H
#define SUIVI_CLI_STUDENT_JSON_H

#include <stddef.h>

#include "cli/json.h"
#include "db/rows.h"

/* matricule, last_name, first_name, email, birth_date, groups[]. Inside an open object. */
void student_json(struct json *json, const struct student_row *row,
                  const struct group_row groups[], size_t group_count);

#endif

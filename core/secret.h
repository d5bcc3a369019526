/*
 * National numbers, wherever they stand: they are never kept, shown or exported.
 */
#ifndef SUIVI_CORE_SECRET_H
#define SUIVI_CORE_SECRET_H

#include <stdbool.h>

/*
 * Does a Belgian national number (or a bis number) stand in this text: eleven
 * digits, with or without points, hyphens, slashes and spaces between them,
 * whose first six may be a date of birth and whose last two check the rest,
 * for births before 2000 or since?
 */
bool secret_in(const char *text);

#endif

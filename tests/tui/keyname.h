/* Names of keys in scenarios, and the bytes a terminal sends for them. */
#ifndef SUIVI_TESTS_TUI_KEYNAME_H
#define SUIVI_TESTS_TUI_KEYNAME_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The bytes of a key: "Up", "F9", "S-Tab", "^X", "M-x" (Alt), or the character
 * itself. terminal: the value of TERM. false: no such key.
 */
bool keyname_bytes(const char *name, const char *terminal, char *ret, size_t size);

#endif

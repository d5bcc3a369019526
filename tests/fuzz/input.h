/* What the fuzz targets of files share: the input as a file, a class to take it into. */
#ifndef SUIVI_TESTS_FUZZ_INPUT_H
#define SUIVI_TESTS_FUZZ_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/session.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What must hold whatever the input is: else the target dies there. */
void must(bool holds);

/* The bytes as a file; its path is valid until the next call. */
const char *input_path(const uint8_t *data, size_t size);

/* The demonstration class in memory, made once: what takes the input tries it, and writes nothing.
 */
struct session *input_session(void);
/* Nothing was written, and no batch is left open. */
void input_session_unchanged(void);

#endif

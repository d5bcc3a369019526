/*
 * A text file of unknown encoding as a stream of UTF-8.
 *
 * The whole file is read once at opening, to know what it is; then as often as
 * wanted with decode_rewind(). Memory stays flat whatever the size. The bytes
 * seen at opening are hashed: a pass over a file that was changed since fails
 * with WHY_FILE_CHANGED at its end, so what a pass brought counts only once
 * decode_read() has said that nothing is left. (Where the times of the file
 * can be trusted to tell, they are looked at first, and the bytes only if they
 * moved.)
 *
 * Encodings, by name: "utf-8" "utf-16le" "utf-16be" "windows-1252" "macroman"
 * "cp850". Found in this order: a byte order mark (removed); a NUL in every
 * other byte; valid UTF-8 to the last byte; else Windows-1252. Mac Roman and
 * CP850 cannot be told from it by their bytes: the caller tries them when the
 * header makes no sense.
 */
#ifndef SUIVI_CORE_DECODE_H
#define SUIVI_CORE_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db/err.h"

enum { DECODE_HASH_SIZE = 32 };

struct decode;

/*
 * path      "-": standard input, kept in a nameless temporary file until closed
 * encoding  one of the names above; NULL: found out
 * ret       to be closed with decode_close()
 *
 * Errors: WHY_LIST_MISSING, WHY_FILE_NOT_REGULAR (a pipe or a device never
 * blocks), WHY_FILE_DENIED, WHY_FILE_IO, WHY_LIST_EMPTY, WHY_LIST_WORKBOOK,
 * WHY_LIST_PDF, WHY_LIST_PAGE, WHY_LIST_NUL with its line, WHY_ENCODING_UNKNOWN.
 */
MUST_CHECK enum err_code decode_open(const char *path, const char *encoding, struct decode **ret,
                                     struct err *err);
void decode_close(struct decode *decode); /* NULL is fine */

/* Read it as another encoding from now on, from the start; NULL: the one found at opening. */
MUST_CHECK enum err_code decode_set_encoding(struct decode *decode, const char *encoding,
                                             struct err *err);
/* The name of the encoding in use; static storage. */
const char *decode_encoding(const struct decode *decode);
/* The path as given, for messages. */
const char *decode_path(const struct decode *decode);

/*
 * The next bytes of UTF-8; a chunk may end inside a character.
 *
 * ret        borrowed until the next call
 * ret_count  0: the end, and the file is the one that was opened
 * Errors: WHY_FILE_IO, WHY_FILE_CHANGED, WHY_LIST_NUL (UTF-16).
 */
MUST_CHECK enum err_code decode_read(struct decode *decode, const char **ret, size_t *ret_count,
                                     struct err *err);
/* Start again. */
void decode_rewind(struct decode *decode);

/* Bytes of the file, and how many of them this pass has read: for a progress bar. */
uint64_t decode_size(const struct decode *decode);
uint64_t decode_done(const struct decode *decode);

/* Characters of this pass that stood for nothing in the encoding and became U+FFFD. */
long decode_replaced(const struct decode *decode);

/* BLAKE2b of the bytes of the file, as seen at opening; DECODE_HASH_SIZE bytes, borrowed. */
const unsigned char *decode_hash(const struct decode *decode);

#endif

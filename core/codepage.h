/*
 * The upper halves of the 8-bit encodings class lists come in.
 *
 * codepage_x[i] is the Unicode character of byte 0x80 + i; U+FFFD where the
 * encoding defines none (five bytes of Windows-1252).
 */
#ifndef SUIVI_CORE_CODEPAGE_H
#define SUIVI_CORE_CODEPAGE_H

#include <stdint.h>

extern const uint16_t codepage_windows_1252[128];
extern const uint16_t codepage_macroman[128];
extern const uint16_t codepage_cp850[128];

#endif

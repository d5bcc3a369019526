/* A text file of unknown encoding as UTF-8. See decode.h. */
#include "core/decode.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/codepage.h"

enum {
	BLOCK_SIZE = 64 * 1024,
	GUESS_SIZE = 4096,          /* bytes looked at to see UTF-16 without a mark */
	OUT_SIZE = 3 * (BLOCK_SIZE + 4), /* a byte or a UTF-16 unit gives at most 3 */
};

enum encoding {
	UTF_8,
	UTF_16LE,
	UTF_16BE,
	WINDOWS_1252,
	MACROMAN,
	CP850,
	ENCODING_COUNT
};

static const struct {
	const char *name;
	const uint16_t *upper; /* of an 8-bit encoding */
} encodings[ENCODING_COUNT] = {
	[UTF_8] = {"utf-8", NULL},
	[UTF_16LE] = {"utf-16le", NULL},
	[UTF_16BE] = {"utf-16be", NULL},
	[WINDOWS_1252] = {"windows-1252", codepage_windows_1252},
	[MACROMAN] = {"macroman", codepage_macroman},
	[CP850] = {"cp850", codepage_cp850},
};

/* Where a stream stands inside a UTF-8 character. */
struct utf8 {
	int need;                /* continuation bytes still to come */
	unsigned char low, high; /* bounds of the next one */
};

struct decode {
	int fd;
	char *path;
	uint64_t size;
	unsigned char hash[DECODE_HASH_SIZE];
	enum encoding encoding, found;
	size_t mark;       /* bytes of the byte order mark */
	enum encoding mark_encoding;
	bool valid_utf8;   /* every byte, the mark aside */
	long nul_line;     /* line of the first NUL; 0: none */

	/* the pass under way */
	uint64_t at;
	crypto_generichash_state state;
	size_t carried;    /* bytes at the start of block left from the one before */
	long line;         /* of UTF-16, to place a NUL */
	bool after_cr;
	long replaced;
	unsigned char block[BLOCK_SIZE + 4];
	char out[OUT_SIZE];
};

static enum err_code fail_errno(const char *path, const char *what, struct err *err)
{
	enum err_reason reason = WHY_FILE_IO;
	int error = errno;

	if (error == ENOENT || error == ENOTDIR)
		reason = WHY_LIST_MISSING;
	else if (error == EACCES || error == EPERM)
		reason = WHY_FILE_DENIED;
	else if (error == ENOSPC || error == EDQUOT)
		reason = WHY_DISK_FULL;
	else if (error == ELOOP || error == ENXIO)
		reason = WHY_FILE_NOT_REGULAR;
	(void)err_fail(err, reason, "%s: %s", what, strerror(error));
	return err_at(err, 0, path, NULL);
}

static enum err_code fail_at(enum err_reason reason, const struct decode *decode, long line,
	const char *value, struct err *err)
{
	(void)err_fail(err, reason, "%s", decode->path);
	return err_at(err, line, decode->path, value);
}

/* A file without a name in the folder for temporary ones. -1 and errno on failure. */
static int temporary_open(void)
{
	static const char pattern[] = "/suivi-XXXXXX";
	const char *folder = getenv("TMPDIR");
	char *name;
	int fd;

	if (!folder || !folder[0])
		folder = "/tmp";
	fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (fd >= 0)
		return fd;
	name = malloc(strlen(folder) + sizeof pattern);
	if (!name)
		return -1;
	memcpy(name, folder, strlen(folder));
	memcpy(name + strlen(folder), pattern, sizeof pattern);
	fd = mkostemp(name, O_CLOEXEC);
	if (fd >= 0)
		(void)unlink(name);
	free(name);
	return fd;
}

static bool write_all(int fd, const unsigned char *bytes, size_t count)
{
	while (count > 0) {
		ssize_t n = write(fd, bytes, count);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes += n;
		count -= (size_t)n;
	}
	return true;
}

/* Standard input into a file that can be read twice. */
static enum err_code spool_input(struct decode *decode, struct err *err)
{
	decode->fd = temporary_open();
	if (decode->fd < 0)
		return fail_errno(decode->path, "temporary file", err);
	for (;;) {
		ssize_t n = read(STDIN_FILENO, decode->block, BLOCK_SIZE);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fail_errno(decode->path, "standard input", err);
		if (n == 0)
			return ERR_OK;
		if (!write_all(decode->fd, decode->block, (size_t)n))
			return fail_errno(decode->path, "temporary file", err);
	}
}

static enum err_code open_file(struct decode *decode, struct err *err)
{
	struct stat st;

	if (strcmp(decode->path, "-") == 0)
		return spool_input(decode, err);
	/* without O_NONBLOCK a named pipe would wait for its writer */
	decode->fd = open(decode->path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	if (decode->fd < 0)
		return fail_errno(decode->path, "open", err);
	if (fstat(decode->fd, &st) < 0)
		return fail_errno(decode->path, "fstat", err);
	if (!S_ISREG(st.st_mode))
		return fail_at(WHY_FILE_NOT_REGULAR, decode, 0, NULL, err);
	return ERR_OK;
}

/* As much as there is, up to size bytes. */
static enum err_code read_at(struct decode *decode, uint64_t at, unsigned char *ret, size_t size,
	size_t *ret_count, struct err *err)
{
	size_t count = 0;

	while (count < size) {
		ssize_t n = pread(decode->fd, ret + count, size - count, (off_t)(at + count));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fail_errno(decode->path, "read", err);
		if (n == 0)
			break;
		count += (size_t)n;
	}
	*ret_count = count;
	return ERR_OK;
}

static size_t ascii_run(const unsigned char *bytes, size_t count)
{
	size_t i = 0;

	while (i + 16 <= count) {
		uint64_t a, b;

		memcpy(&a, bytes + i, 8);
		memcpy(&b, bytes + i + 8, 8);
		if ((a | b) & UINT64_C(0x8080808080808080))
			break;
		i += 16;
	}
	while (i < count && bytes[i] < 0x80)
		i++;
	return i;
}

/* One byte more. False when it cannot stand there; the state is then at a start. */
static bool utf8_step(struct utf8 *utf8, unsigned char byte)
{
	if (utf8->need > 0) {
		if (byte < utf8->low || byte > utf8->high) {
			utf8->need = 0;
			return false;
		}
		utf8->need--;
		utf8->low = 0x80;
		utf8->high = 0xBF;
		return true;
	}
	utf8->low = 0x80;
	utf8->high = 0xBF;
	if (byte < 0x80)
		return true;
	if (byte < 0xC2 || byte > 0xF4)
		return false;
	if (byte < 0xE0) {
		utf8->need = 1;
	} else if (byte < 0xF0) {
		utf8->need = 2;
		if (byte == 0xE0)
			utf8->low = 0xA0; /* overlong */
		if (byte == 0xED)
			utf8->high = 0x9F; /* surrogates */
	} else {
		utf8->need = 3;
		if (byte == 0xF0)
			utf8->low = 0x90;
		if (byte == 0xF4)
			utf8->high = 0x8F;
	}
	return true;
}

static bool utf8_valid(struct utf8 *utf8, const unsigned char *bytes, size_t count)
{
	size_t i = 0;

	while (i < count) {
		if (utf8->need == 0) {
			i += ascii_run(bytes + i, count - i);
			if (i == count)
				break;
		}
		if (!utf8_step(utf8, bytes[i++]))
			return false;
	}
	return true;
}

/* UTF-16 without a mark: nearly every other byte of text in Latin letters is NUL. */
static bool guess_utf16(const unsigned char *bytes, size_t count, enum encoding *ret)
{
	size_t pairs = (count < GUESS_SIZE ? count : GUESS_SIZE) / 2, even = 0, odd = 0;

	for (size_t i = 0; i < pairs; i++) {
		even += bytes[2 * i] == 0;
		odd += bytes[2 * i + 1] == 0;
	}
	if (pairs < 2)
		return false;
	if (odd * 10 >= pairs * 7 && even * 16 <= pairs) {
		*ret = UTF_16LE;
		return true;
	}
	if (even * 10 >= pairs * 7 && odd * 16 <= pairs) {
		*ret = UTF_16BE;
		return true;
	}
	return false;
}

static bool starts(const unsigned char *bytes, size_t count, const char *magic, size_t length)
{
	return count >= length && memcmp(bytes, magic, length) == 0;
}

/* What the first bytes say: another kind of file, or a mark. */
static enum err_code look_at_start(struct decode *decode, size_t count, bool *ret_utf16,
	struct err *err)
{
	const unsigned char *b = decode->block;

	*ret_utf16 = false;
	if (count == 0)
		return fail_at(WHY_LIST_EMPTY, decode, 0, NULL, err);
	if (starts(b, count, "PK\x03\x04", 4) || starts(b, count, "PK\x05\x06", 4))
		return fail_at(WHY_LIST_WORKBOOK, decode, 0, "zip", err);
	if (starts(b, count, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8))
		return fail_at(WHY_LIST_WORKBOOK, decode, 0, "ole", err);
	if (starts(b, count, "%PDF-", 5))
		return fail_at(WHY_LIST_PDF, decode, 0, NULL, err);
	if (starts(b, count, "\xEF\xBB\xBF", 3)) {
		decode->mark = 3;
		decode->mark_encoding = UTF_8;
	} else if (starts(b, count, "\xFF\xFE", 2)) {
		decode->mark = 2;
		decode->mark_encoding = UTF_16LE;
	} else if (starts(b, count, "\xFE\xFF", 2)) {
		decode->mark = 2;
		decode->mark_encoding = UTF_16BE;
	} else {
		*ret_utf16 = guess_utf16(b, count, &decode->found);
		return ERR_OK;
	}
	decode->found = decode->mark_encoding;
	*ret_utf16 = decode->found != UTF_8;
	return ERR_OK;
}

/* The line of the byte at `at`, for a message: only read again when refusing. */
static enum err_code line_of(struct decode *decode, uint64_t at, long *ret, struct err *err)
{
	long line = 1;
	bool after_cr = false;

	for (uint64_t from = 0; from < at;) {
		size_t want = at - from < BLOCK_SIZE ? (size_t)(at - from) : BLOCK_SIZE, count;
		enum err_code rc = read_at(decode, from, decode->block, want, &count, err);

		if (rc)
			return rc;
		if (count == 0)
			break;
		for (size_t i = 0; i < count; i++) {
			unsigned char byte = decode->block[i];

			line += byte == '\r' || (byte == '\n' && !after_cr);
			after_cr = byte == '\r';
		}
		from += count;
	}
	*ret = line;
	return ERR_OK;
}

/* Read it all once: its hash, its size, whether it is UTF-8, where a NUL is. */
static enum err_code scan(struct decode *decode, struct err *err)
{
	crypto_generichash_state state;
	struct utf8 utf8 = {.need = 0};
	bool utf16 = false, has_nul = false;
	uint64_t nul_at = 0;
	enum err_code rc;

	decode->valid_utf8 = true;
	(void)crypto_generichash_init(&state, NULL, 0, DECODE_HASH_SIZE);
	for (uint64_t at = 0;;) {
		const unsigned char *nul;
		size_t count, skip = 0;

		rc = read_at(decode, at, decode->block, BLOCK_SIZE, &count, err);
		if (rc)
			return rc;
		if (at == 0) {
			rc = look_at_start(decode, count, &utf16, err);
			if (rc)
				return rc;
			skip = decode->mark;
		}
		if (count == 0)
			break;
		(void)crypto_generichash_update(&state, decode->block, count);
		if (decode->valid_utf8)
			decode->valid_utf8 =
				utf8_valid(&utf8, decode->block + skip, count - skip);
		nul = has_nul ? NULL : memchr(decode->block, 0, count);
		if (nul) {
			has_nul = true;
			nul_at = at + (uint64_t)(nul - decode->block);
		}
		at += count;
		decode->size = at;
	}
	(void)crypto_generichash_final(&state, decode->hash, DECODE_HASH_SIZE);
	decode->valid_utf8 = decode->valid_utf8 && utf8.need == 0;
	if (decode->size == decode->mark)
		return fail_at(WHY_LIST_EMPTY, decode, 0, NULL, err);
	if (has_nul) {
		rc = line_of(decode, nul_at, &decode->nul_line, err);
		if (rc)
			return rc;
	}
	if (!utf16 && decode->mark == 0)
		decode->found = decode->valid_utf8 ? UTF_8 : WINDOWS_1252;
	return ERR_OK;
}

enum err_code decode_set_encoding(struct decode *decode, const char *encoding, struct err *err)
{
	enum encoding wanted = encoding ? ENCODING_COUNT : decode->found;

	for (int i = 0; encoding && i < ENCODING_COUNT; i++) {
		if (strcmp(encodings[i].name, encoding) == 0)
			wanted = (enum encoding)i;
	}
	if (wanted == ENCODING_COUNT)
		return fail_at(WHY_ENCODING_UNKNOWN, decode, 0, encoding, err);
	if (decode->nul_line && wanted != UTF_16LE && wanted != UTF_16BE)
		return fail_at(WHY_LIST_NUL, decode, decode->nul_line, NULL, err);
	decode->encoding = wanted;
	decode_rewind(decode);
	return ERR_OK;
}

enum err_code decode_open(const char *path, const char *encoding, struct decode **ret,
	struct err *err)
{
	struct decode *decode = calloc(1, sizeof *decode);
	enum err_code rc;

	if (!decode)
		return err_fail(err, WHY_NO_MEMORY, "decode");
	decode->fd = -1;
	decode->path = strdup(path);
	if (!decode->path || sodium_init() < 0) {
		rc = err_fail(err, WHY_NO_MEMORY, "decode");
		goto out;
	}
	rc = open_file(decode, err);
	if (rc)
		goto out;
	rc = scan(decode, err);
	if (rc)
		goto out;
	rc = decode_set_encoding(decode, encoding, err);
	if (rc)
		goto out;
	*ret = decode;
	decode = NULL;
out:
	decode_close(decode);
	return rc;
}

void decode_close(struct decode *decode)
{
	if (!decode)
		return;
	if (decode->fd >= 0)
		(void)close(decode->fd);
	free(decode->path);
	free(decode);
}

void decode_rewind(struct decode *decode)
{
	decode->at = 0;
	decode->carried = 0;
	decode->line = 1;
	decode->after_cr = false;
	decode->replaced = 0;
	(void)crypto_generichash_init(&decode->state, NULL, 0, DECODE_HASH_SIZE);
}

const char *decode_encoding(const struct decode *decode)
{
	return encodings[decode->encoding].name;
}

const char *decode_path(const struct decode *decode)
{
	return decode->path;
}

uint64_t decode_size(const struct decode *decode)
{
	return decode->size;
}

uint64_t decode_done(const struct decode *decode)
{
	return decode->at;
}

long decode_replaced(const struct decode *decode)
{
	return decode->replaced;
}

const unsigned char *decode_hash(const struct decode *decode)
{
	return decode->hash;
}

static size_t put_code(char *to, uint32_t code)
{
	if (code < 0x80) {
		to[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		to[0] = (char)(0xC0 | code >> 6);
		to[1] = (char)(0x80 | (code & 0x3F));
		return 2;
	}
	if (code < 0x10000) {
		to[0] = (char)(0xE0 | code >> 12);
		to[1] = (char)(0x80 | (code >> 6 & 0x3F));
		to[2] = (char)(0x80 | (code & 0x3F));
		return 3;
	}
	to[0] = (char)(0xF0 | code >> 18);
	to[1] = (char)(0x80 | (code >> 12 & 0x3F));
	to[2] = (char)(0x80 | (code >> 6 & 0x3F));
	to[3] = (char)(0x80 | (code & 0x3F));
	return 4;
}

static size_t put_replacement(struct decode *decode, size_t out)
{
	decode->replaced++;
	return put_code(decode->out + out, 0xFFFD);
}

static size_t from_8_bit(struct decode *decode, const unsigned char *bytes, size_t count)
{
	const uint16_t *upper = encodings[decode->encoding].upper;
	size_t out = 0, i = 0;

	while (i < count) {
		size_t run = ascii_run(bytes + i, count - i);

		memcpy(decode->out + out, bytes + i, run);
		i += run;
		out += run;
		for (; i < count && bytes[i] >= 0x80; i++) {
			uint16_t code = upper[bytes[i] - 0x80];

			if (code == 0xFFFD)
				out += put_replacement(decode, out);
			else
				out += put_code(decode->out + out, code);
		}
	}
	return out;
}

/* UTF-8 that is not quite: what does not belong becomes U+FFFD. Keeps an unfinished end. */
static size_t from_utf8(struct decode *decode, size_t count, bool last, size_t *ret_used)
{
	const unsigned char *bytes = decode->block;
	size_t out = 0, i = 0;

	while (i < count) {
		size_t run = ascii_run(bytes + i, count - i), start;
		struct utf8 utf8 = {.need = 0};
		bool good = true;

		memcpy(decode->out + out, bytes + i, run);
		i += run;
		out += run;
		if (i == count)
			break;
		start = i;
		do {
			good = utf8_step(&utf8, bytes[i]);
			if (good || i == start)
				i++;
		} while (good && utf8.need > 0 && i < count);
		if (good && utf8.need > 0 && !last) {
			*ret_used = start;
			return out;
		}
		if (good && utf8.need == 0) {
			memcpy(decode->out + out, bytes + start, i - start);
			out += i - start;
		} else {
			out += put_replacement(decode, out);
		}
	}
	*ret_used = count;
	return out;
}

static uint32_t unit_at(const struct decode *decode, size_t i)
{
	const unsigned char *b = decode->block + i;

	return decode->encoding == UTF_16LE ? (uint32_t)b[0] | (uint32_t)b[1] << 8
	                                    : (uint32_t)b[1] | (uint32_t)b[0] << 8;
}

static enum err_code from_utf16(struct decode *decode, size_t count, bool last, size_t *ret_used,
	size_t *ret_out, struct err *err)
{
	size_t out = 0, i = 0;

	while (i + 2 <= count) {
		uint32_t code = unit_at(decode, i);

		if (code >= 0xD800 && code < 0xDC00) {
			uint32_t next;

			if (i + 4 > count && !last)
				break;
			next = i + 4 <= count ? unit_at(decode, i + 2) : 0;
			if (next >= 0xDC00 && next < 0xE000) {
				code = 0x10000 + ((code - 0xD800) << 10) + (next - 0xDC00);
				i += 2;
			} else {
				code = 0xFFFD;
				decode->replaced++;
			}
		} else if (code >= 0xDC00 && code < 0xE000) {
			code = 0xFFFD;
			decode->replaced++;
		} else if (code == 0) {
			return fail_at(WHY_LIST_NUL, decode, decode->line, NULL, err);
		}
		decode->line += code == '\r' || (code == '\n' && !decode->after_cr);
		decode->after_cr = code == '\r';
		out += put_code(decode->out + out, code);
		i += 2;
	}
	if (last && i < count) {
		out += put_replacement(decode, out);
		i = count;
	}
	*ret_used = i;
	*ret_out = out;
	return ERR_OK;
}

/* At the end of a pass: was it the file that was opened? */
static enum err_code check_same(struct decode *decode, struct err *err)
{
	crypto_generichash_state state = decode->state;
	unsigned char hash[DECODE_HASH_SIZE];
	struct stat st;

	(void)crypto_generichash_final(&state, hash, sizeof hash);
	if (fstat(decode->fd, &st) < 0)
		return fail_errno(decode->path, "fstat", err);
	if (decode->at != decode->size || (uint64_t)st.st_size != decode->size ||
		memcmp(hash, decode->hash, sizeof hash) != 0)
		return fail_at(WHY_FILE_CHANGED, decode, 0, NULL, err);
	return ERR_OK;
}

enum err_code decode_read(struct decode *decode, const char **ret, size_t *ret_count,
	struct err *err)
{
	size_t out = 0;

	while (out == 0) {
		uint64_t left = decode->size - decode->at;
		size_t want = left < BLOCK_SIZE ? (size_t)left : BLOCK_SIZE;
		size_t count, used, carried = decode->carried, skip = 0;
		bool last;
		enum err_code rc;

		if (left == 0 && carried == 0) {
			*ret_count = 0;
			return check_same(decode, err);
		}
		rc = read_at(decode, decode->at, decode->block + carried, want, &count, err);
		if (rc)
			return rc;
		if (count < want)
			return fail_at(WHY_FILE_CHANGED, decode, 0, NULL, err);
		(void)crypto_generichash_update(&decode->state, decode->block + carried, count);
		if (decode->at == 0 && decode->mark_encoding == decode->encoding)
			skip = decode->mark;
		decode->at += count;
		last = decode->at == decode->size;
		count += carried;
		if (decode->encoding == UTF_8 && decode->valid_utf8 &&
			decode->mark_encoding == UTF_8) {
			*ret = (const char *)decode->block + skip;
			*ret_count = count - skip;
			if (count > skip)
				return ERR_OK;
			continue;
		}
		if (skip) {
			memmove(decode->block, decode->block + skip, count - skip);
			count -= skip;
		}
		used = count;
		if (encodings[decode->encoding].upper) {
			out = from_8_bit(decode, decode->block, count);
		} else if (decode->encoding == UTF_8) {
			out = from_utf8(decode, count, last, &used);
		} else {
			rc = from_utf16(decode, count, last, &used, &out, err);
			if (rc)
				return rc;
		}
		decode->carried = count - used;
		memmove(decode->block, decode->block + used, decode->carried);
	}
	*ret = decode->out;
	*ret_count = out;
	return ERR_OK;
}

/* A text file of unknown encoding as UTF-8. See decode.h. */
#include "core/decode.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/encoding.h"

enum {
	BLOCK_SIZE = 64 * 1024,
	GUESS_SIZE = 4096,          /* bytes looked at to see UTF-16 without a mark */
	CARRY_MAX = 4,
	SETTLED_MS = 2000,          /* after its last change, times of the file tell of the next */
};

struct decode {
	int fd;
	char *path;
	bool spooled;      /* ours alone: nobody else can change it */
	bool hashing;      /* changed too lately for its times to tell of another change */
	struct stat stat;  /* when its bytes were those of hash */
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
	struct encoding_state converted;
	unsigned char block[BLOCK_SIZE + CARRY_MAX];
	char out[ENCODING_GROWTH(BLOCK_SIZE + CARRY_MAX)];
};

static enum err_code fail_errno(const char *path, const char *what, struct err *err)
{
	int error = errno;
	enum err_reason reason = err_of_errno(error, true);

	if (reason == WHY_FILE_MISSING)
		reason = WHY_LIST_MISSING;
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

static const char *temporary_folder(void)
{
	const char *folder = getenv("TMPDIR");

	return folder && *folder == '/' ? folder : "/tmp";
}

/* A file without a name in the folder for temporary ones. -1 and errno on failure. */
static int temporary_open(void)
{
	static const char pattern[] = "/suivi-XXXXXX";
	const char *folder = temporary_folder();
	char *name;
	int fd;

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
	decode->spooled = true;
	decode->fd = temporary_open();
	if (decode->fd < 0)
		return fail_errno(temporary_folder(), "temporary file", err);
	for (;;) {
		ssize_t n = read(STDIN_FILENO, decode->block, BLOCK_SIZE);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fail_errno(decode->path, "standard input", err);
		if (n == 0)
			return ERR_OK;
		if (!write_all(decode->fd, decode->block, (size_t)n))
			return fail_errno(temporary_folder(), "temporary file", err);
	}
}

static enum err_code open_file(struct decode *decode, struct err *err)
{
	if (strcmp(decode->path, "-") == 0)
		return spool_input(decode, err);
	/* without O_NONBLOCK a named pipe would wait for its writer */
	decode->fd = open(decode->path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	if (decode->fd < 0)
		return fail_errno(decode->path, "open", err);
	if (fstat(decode->fd, &decode->stat) < 0)
		return fail_errno(decode->path, "fstat", err);
	if (!S_ISREG(decode->stat.st_mode))
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
		*ret = ENCODING_UTF_16LE;
		return true;
	}
	if (even * 10 >= pairs * 7 && odd * 16 <= pairs) {
		*ret = ENCODING_UTF_16BE;
		return true;
	}
	return false;
}

static bool starts(const unsigned char *bytes, size_t count, const char *magic, size_t length)
{
	return count >= length && memcmp(bytes, magic, length) == 0;
}

/* "<html", "<?xml"…: what some programs call .xls. Blanks and a mark may stand before. */
static bool is_page(const unsigned char *b, size_t count)
{
	static const char *const tags[] = {"<html", "<!doctype", "<?xml", "<table", "<head"};
	size_t at = starts(b, count, "\xEF\xBB\xBF", 3) ? 3 : 0;

	while (at < count && memchr(" \t\r\n", b[at], 4))
		at++;
	for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
		size_t length = strlen(tags[i]);

		if (count - at >= length &&
			strncasecmp((const char *)b + at, tags[i], length) == 0)
			return true;
	}
	return false;
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
	if (is_page(b, count))
		return fail_at(WHY_LIST_PAGE, decode, 0, NULL, err);
	if (starts(b, count, "\xEF\xBB\xBF", 3)) {
		decode->mark = 3;
		decode->mark_encoding = ENCODING_UTF_8;
	} else if (starts(b, count, "\xFF\xFE", 2)) {
		decode->mark = 2;
		decode->mark_encoding = ENCODING_UTF_16LE;
	} else if (starts(b, count, "\xFE\xFF", 2)) {
		decode->mark = 2;
		decode->mark_encoding = ENCODING_UTF_16BE;
	} else {
		*ret_utf16 = guess_utf16(b, count, &decode->found);
		return ERR_OK;
	}
	decode->found = decode->mark_encoding;
	*ret_utf16 = decode->found != ENCODING_UTF_8;
	return ERR_OK;
}

/* The line of the byte at `at`, for a message: only read again when refusing. */
static enum err_code line_of(struct decode *decode, uint64_t at, long *ret, struct err *err)
{
	long line = 1;
	bool after_cr = false;

	for (uint64_t from = 0; from < at;) {
		size_t want = at - from < BLOCK_SIZE ? (size_t)(at - from) : BLOCK_SIZE;
		size_t count = 0;
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
	struct encoding_utf8 utf8 = {.need = 0};
	bool utf16 = false, has_nul = false;
	uint64_t nul_at = 0;
	enum err_code rc;

	decode->valid_utf8 = true;
	(void)crypto_generichash_init(&state, NULL, 0, DECODE_HASH_SIZE);
	for (uint64_t at = 0;;) {
		const unsigned char *nul;
		size_t count = 0, skip = 0;

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
				encoding_valid(&utf8, decode->block + skip, count - skip);
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
		decode->found = decode->valid_utf8 ? ENCODING_UTF_8 : ENCODING_WINDOWS_1252;
	return ERR_OK;
}

/* The times and the size of the file as they are now; true: still those of stat. */
static enum err_code look_again(struct decode *decode, struct stat *ret, bool *ret_same,
	struct err *err)
{
	const struct stat *old = &decode->stat;

	if (fstat(decode->fd, ret) < 0)
		return fail_errno(decode->path, "fstat", err);
	*ret_same = ret->st_size == old->st_size && ret->st_mtim.tv_sec == old->st_mtim.tv_sec &&
		ret->st_mtim.tv_nsec == old->st_mtim.tv_nsec &&
		ret->st_ctim.tv_sec == old->st_ctim.tv_sec &&
		ret->st_ctim.tv_nsec == old->st_ctim.tv_nsec;
	return ERR_OK;
}

/*
 * The times of a file move in ticks: two changes within one look like one. So
 * they are believed only once the last change lies some time back; until then
 * every pass is hashed, which costs a quarter of it.
 */
static enum err_code settle(struct decode *decode, struct err *err)
{
	struct stat now;
	bool same = false;
	enum err_code rc;
	int64_t changed_ms;

	if (decode->spooled)
		return ERR_OK;
	rc = look_again(decode, &now, &same, err);
	if (rc)
		return rc;
	if (!same || (uint64_t)now.st_size != decode->size)
		return fail_at(WHY_FILE_CHANGED, decode, 0, NULL, err);
	changed_ms = (int64_t)now.st_ctim.tv_sec * 1000 + now.st_ctim.tv_nsec / 1000000;
	decode->hashing = clock_now_ms() < changed_ms + SETTLED_MS;
	return ERR_OK;
}

/* The bytes of the whole file as they are now against those of the opening. */
static enum err_code compare_bytes(struct decode *decode, bool *ret_same, struct err *err)
{
	crypto_generichash_state state;
	unsigned char hash[DECODE_HASH_SIZE];

	(void)crypto_generichash_init(&state, NULL, 0, DECODE_HASH_SIZE);
	for (uint64_t at = 0;;) {
		size_t count = 0;
		enum err_code rc = read_at(decode, at, decode->block, BLOCK_SIZE, &count, err);

		if (rc)
			return rc;
		if (count == 0 || at > decode->size)
			break;
		(void)crypto_generichash_update(&state, decode->block, count);
		at += count;
	}
	(void)crypto_generichash_final(&state, hash, sizeof hash);
	*ret_same = memcmp(hash, decode->hash, sizeof hash) == 0;
	return ERR_OK;
}

/* At the end of a pass: was it the file that was opened? */
static enum err_code check_same(struct decode *decode, struct err *err)
{
	crypto_generichash_state state = decode->state;
	unsigned char hash[DECODE_HASH_SIZE];
	struct stat now;
	bool same = false;
	enum err_code rc;

	if (decode->spooled)
		return ERR_OK;
	rc = look_again(decode, &now, &same, err);
	if (rc)
		return rc;
	if ((uint64_t)now.st_size != decode->size)
		return fail_at(WHY_FILE_CHANGED, decode, 0, NULL, err);
	if (decode->hashing) {
		(void)crypto_generichash_final(&state, hash, sizeof hash);
		same = memcmp(hash, decode->hash, sizeof hash) == 0;
	} else if (!same) {
		/* renamed, copied by a backup, its permissions changed: look inside */
		rc = compare_bytes(decode, &same, err);
		if (rc)
			return rc;
		decode->stat = now;
		decode->hashing = true;
	}
	return same ? ERR_OK : fail_at(WHY_FILE_CHANGED, decode, 0, NULL, err);
}

enum err_code decode_set_encoding(struct decode *decode, const char *encoding, struct err *err)
{
	enum encoding wanted = encoding ? encoding_find(encoding) : decode->found;

	if (wanted == ENCODING_COUNT)
		return fail_at(WHY_ENCODING_UNKNOWN, decode, 0, encoding, err);
	if (decode->nul_line && wanted != ENCODING_UTF_16LE && wanted != ENCODING_UTF_16BE)
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
	rc = settle(decode, err);
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
	decode->converted = (struct encoding_state){.line = 1};
	(void)crypto_generichash_init(&decode->state, NULL, 0, DECODE_HASH_SIZE);
}

const char *decode_encoding(const struct decode *decode)
{
	return encoding_name(decode->encoding);
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
	return decode->converted.replaced;
}

const unsigned char *decode_hash(const struct decode *decode)
{
	return decode->hash;
}

enum err_code decode_read(struct decode *decode, const char **ret, size_t *ret_count,
	struct err *err)
{
	size_t out = 0;

	while (out == 0) {
		uint64_t left = decode->size - decode->at;
		size_t want = left < BLOCK_SIZE ? (size_t)left : BLOCK_SIZE;
		size_t count = 0, used, carried = decode->carried, skip = 0;
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
		if (decode->hashing)
			(void)crypto_generichash_update(&decode->state, decode->block + carried,
				count);
		if (decode->at == 0 && decode->mark_encoding == decode->encoding)
			skip = decode->mark;
		decode->at += count;
		last = decode->at == decode->size;
		count += carried;
		if (decode->encoding == ENCODING_UTF_8 && decode->valid_utf8 &&
			decode->mark_encoding == ENCODING_UTF_8) {
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
		if (!encoding_convert(decode->encoding, decode->block, count, last,
			&decode->converted, decode->out, &out, &used))
			return fail_at(WHY_LIST_NUL, decode, decode->converted.line, NULL, err);
		decode->carried = count - used;
		memmove(decode->block, decode->block + used, decode->carried);
	}
	*ret = decode->out;
	*ret_count = out;
	return ERR_OK;
}

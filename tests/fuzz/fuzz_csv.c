/*
 * Any bytes as a class list: decoded, its header found, every cell cleaned and
 * taken apart, and written so that it comes back the same.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/date.h"
#include "core/header.h"
#include "core/name.h"
#include "core/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static bool compare(void *ctx, const struct csv_record *record)
{
	const struct csv_record *written = ctx;

	must(record->count == written->count);
	for (size_t i = 0; i < record->count; i++) {
		const char *text = record->cells[i].text;
		size_t length = record->cells[i].length;

		(void)text_restore(&text, &length);
		must(length == written->cells[i].length);
		must(memcmp(text, written->cells[i].text, length) == 0);
	}
	return true;
}

/* What is written comes back, in both dialects. */
static void write_and_read(const struct csv_record *record)
{
	for (int mode = CSV_PEOPLE; mode <= CSV_RFC4180; mode++) {
		char *text = NULL;
		size_t size = 0, mark = mode == CSV_PEOPLE ? 3 : 0;
		FILE *file = open_memstream(&text, &size);
		struct csv_writer writer;
		struct err err;

		must(file);
		csv_writer_init(&writer, file, (enum csv_mode)mode);
		for (size_t i = 0; i < record->count; i++)
			csv_writer_text(&writer, record->cells[i].text);
		csv_writer_end_row(&writer);
		must(!csv_writer_finish(&writer, &err));
		must(fclose(file) == 0);
		/* a first cell "sep=;" would be taken for what it says */
		if (!csv_sep_line(text + mark, size - mark, NULL))
			must(!csv_read_text(text + mark, size - mark, true,
				mode == CSV_PEOPLE ? ';' : ',', compare, (void *)record, &err));
		free(text);
	}
}

static bool take(void *ctx, const struct csv_record *record)
{
	struct header *header = ctx;
	char group[CODE_SIZE], clean[NAME_SIZE], again[NAME_SIZE], last[NAME_SIZE],
		first[NAME_SIZE];

	must(record->count >= 1 && record->line >= 1);
	for (size_t i = 0; i < record->count; i++) {
		size_t length = text_clean(
			record->cells[i].text, record->cells[i].length, clean, sizeof clean, NULL);
		char iso[DATE_SIZE];
		enum date_order order;
		bool dropped;

		if (length < sizeof clean) {
			must(length == strlen(clean));
			must(text_clean(clean, length, again, sizeof again, &dropped) == length);
			must(!dropped && strcmp(clean, again) == 0);
			(void)name_split(clean, last, first);
		}
		if (date_read(clean, strlen(clean), DATE_DAY_FIRST, iso))
			must(date_weekday(iso) >= 0);
		if (date_proves(clean, strlen(clean), &order))
			must(date_read(clean, strlen(clean), order, iso));
	}
	if (header)
		(void)header_group(header, record, group);
	write_and_read(record);
	return true;
}

static void read_list(const char *path, const char *encoding)
{
	struct decode *decode;
	struct header *header = NULL;
	struct err err;

	if (decode_open(path, encoding, &decode, &err))
		return;
	if (header_read_guess(decode, NULL, &header, &err))
		header = NULL;
	if (csv_read(decode, header ? header->delimiter : 0, take, header, &err))
		must(err.reason != WHY_NONE);
	header_free(header);
	decode_close(decode);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const encodings[] = {
		"utf-8", "utf-16le", "utf-16be", "windows-1252", "macroman", "cp850"};
	static int fd = -1;
	char path[64];

	if (fd < 0)
		fd = memfd_create("list", MFD_CLOEXEC);
	must(fd >= 0 && ftruncate(fd, 0) == 0);
	must(pwrite(fd, data, size, 0) == (ssize_t)size);
	(void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	read_list(path, NULL);
	read_list(path, encodings[size % (sizeof encodings / sizeof encodings[0])]);
	return 0;
}

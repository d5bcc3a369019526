/*
 * A sound file with bytes changed, as a file to open: refused, or accepted and
 * then found sound by its own check.
 *
 * The input is a list of changes to a small class made once: three bytes of
 * place, one of value; thus every input is close to a real file, which random
 * bytes never are.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/session.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { CHANGE_SIZE = 4, CHANGES_MAX = 64 };

static char folder[64], model[96], tried[96];
static uint8_t *sound; /* the model's bytes, read once */
static size_t sound_size;

static void leave(void)
{
	(void)rmdir(folder);
}

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void read_model(void)
{
	FILE *file = fopen(model, "rb");
	long end;

	must(file && fseek(file, 0, SEEK_END) == 0);
	end = ftell(file);
	must(end > 0);
	rewind(file);
	sound_size = (size_t)end;
	sound = malloc(sound_size);
	must(sound && fread(sound, 1, sound_size, file) == sound_size);
	(void)fclose(file);
}

/* A file with its frameworks, made once; in memory where the system has a place for that. */
static void make_model(void)
{
	static const char *const framework[] = {"TRANSVERSALES"};
	struct session *session = NULL;
	struct err err;

	(void)snprintf(folder, sizeof folder, "%s/suivi-fuzz-XXXXXX",
		access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	must(mkdtemp(folder) != NULL && atexit(leave) == 0);
	(void)setenv("HOME", folder, 1);
	(void)setenv("XDG_STATE_HOME", "/nonexistent", 1);
	(void)snprintf(model, sizeof model, "%s/model.db", folder);
	(void)snprintf(tried, sizeof tried, "%s/tried.db", folder);
	must(session_init(model, 1, framework, "2026-2027", "Fuzz", &session, &err) == ERR_OK);
	session_close(session);
	read_model();
	(void)unlink(model); /* the fuzzer leaves without a word: nothing is to be tidied then */
}

static void write_tried(const uint8_t *data, size_t size)
{
	FILE *file = fopen(tried, "wb");
	uint8_t kept[CHANGES_MAX];
	size_t places[CHANGES_MAX], count = 0;

	must(file != NULL);
	for (; count < CHANGES_MAX && size >= CHANGE_SIZE; count++) {
		places[count] =
			((size_t)data[0] << 16 | (size_t)data[1] << 8 | data[2]) % sound_size;
		kept[count] = sound[places[count]];
		sound[places[count]] = data[3];
		data += CHANGE_SIZE;
		size -= CHANGE_SIZE;
	}
	must(fwrite(sound, 1, sound_size, file) == sound_size);
	(void)fclose(file);
	while (count-- > 0)
		sound[places[count]] = kept[count];
}

static void no_finding(void *ctx, const char *finding)
{
	(void)ctx;
	(void)fprintf(stderr, "accepted, yet: %s\n", finding);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct session *session = NULL;
	struct err err;
	long findings = 0;

	if (!sound)
		make_model();
	write_tried(data, size);
	if (session_open(tried, SESSION_READ_ONLY, "Fuzz", &session, &err)) {
		must(err.reason != WHY_NONE);
		(void)unlink(tried);
		return 0;
	}
	must(db_check(session->db, false, no_finding, NULL, &findings, &err) == ERR_OK);
	must(findings == 0);
	session_close(session);
	(void)unlink(tried);
	return 0;
}

/*
 * The inputs kept for a fuzz target, each run once: what was found once is
 * tried in every build, whatever the compiler.
 *
 * replay FOLDER…
 */
#include <fts.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void run(const char *path, size_t size)
{
	FILE *file = fopen(path, "rb");
	uint8_t *data = malloc(size ? size : 1);

	if (!file || !data || fread(data, 1, size, file) != size) {
		perror(path);
		exit(1);
	}
	(void)fclose(file);
	(void)printf("%s\n", path); /* the last one named is the one it died of */
	(void)fflush(stdout);
	(void)LLVMFuzzerTestOneInput(data, size);
	free(data);
}

int main(int argc, char *argv[])
{
	FTS *tree = argc > 1 ? fts_open(argv + 1, FTS_LOGICAL | FTS_NOCHDIR, NULL) : NULL;
	FTSENT *entry;
	long count = 0;

	if (!tree)
		return 2;
	while ((entry = fts_read(tree)) != NULL) {
		if (entry->fts_info != FTS_F)
			continue;
		run(entry->fts_path, (size_t)entry->fts_statp->st_size);
		count++;
	}
	(void)fts_close(tree);
	(void)printf("%ld passed, 0 failed\n", count);
	return count == 0;
}

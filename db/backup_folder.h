/*
 * Private to db/: the folder FILE.backups. A backup is called
 * 20261123-104000-001-import-HEAD.db: when and why it was made, and the
 * greatest stamp of its journal in 32 hexadecimal digits; those of earlier
 * versions have no stamp in their name, and are asked.
 */
#ifndef SUIVI_DB_BACKUP_FOLDER_H
#define SUIVI_DB_BACKUP_FOLDER_H

#include "db/conn.h"
#include "db/retain.h"

struct backup_file {
	struct retained kept;
	char *path;
	char why[32];
	int64_t seconds; /* when, by the clock of whoever made it */
};

struct backup_folder {
	char *path;
	struct backup_file *files; /* in the order of the journal, the newest last */
	size_t count;
};

/* Make the folder with the mode and group that go with the file's. ret: malloc'd path. */
MUST_CHECK enum err_code backup_folder_make(const char *file, char **ret, struct err *err);
/*
 * Read that of a file; where there is none, there are no files. db: whose
 * journal says which are of a line taken back; NULL where it cannot be opened.
 */
MUST_CHECK enum err_code backup_folder_read(
	const char *file, struct db *db, struct backup_folder *ret, struct err *err);
void backup_folder_release(struct backup_folder *folder);
/* Remove what is not to be kept. */
void backup_folder_drop(struct db *db);
/* The name of a backup made now. head NULL: not known. ret: malloc'd. */
MUST_CHECK enum err_code backup_folder_name(const char *folder, int64_t now_ms, const char *why,
	const unsigned char *head, char **ret, struct err *err);
/* The greatest stamp of the journal of a file; left alone where there is none. */
void backup_head(const char *path, unsigned char ret[STAMP_SIZE]);
/* All pages of source into an empty file, at once; errors name `name`. */
MUST_CHECK enum err_code backup_pages(
	struct db *source, const char *path, const char *name, struct err *err);
/* Read a copy as anybody would, replayed where it is not larger than `most` bytes. */
MUST_CHECK enum err_code backup_verify(
	const char *path, struct db *source, int64_t most, struct err *err);
/* Give a copy the mode and the group of the file. */
void backup_like(const char *file, const char *copy);

#endif

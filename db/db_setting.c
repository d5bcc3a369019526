/* What belongs to the file. See db.h. */
#include <assert.h>

#include "db/conn.h"
#include "db/ident.h"

enum err_code db_setting_get(struct db *db, const char *name, char ret[LABEL_SIZE], struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_SETTING_GET);
	bool row = false;
	enum err_code rc;

	stmt_bind_text(st, ":name", name);
	rc = stmt_step(st, &row, err);
	if (!rc) {
		ret[0] = '\0';
		if (row)
			stmt_copy(st, 0, ret, LABEL_SIZE);
	}
	stmt_reset(st);
	return rc;
}

enum err_code db_setting_put(struct db *db, const char *name, const char *value, struct err *err)
{
	struct stmt *st;

	assert(db_in_batch(db));
	st = stmt_use(db, STMT_SETTING_PUT);
	stmt_bind_int(st, ":id", ident_text(TBL_setting, 1, &name));
	stmt_bind_text(st, ":name", name);
	stmt_bind_text(st, ":value", value);
	return stmt_run(st, err);
}

/* A page written to a file. See page.h. */
#include "core/language.h"
#include "core/outfile.h"
#include "core/page.h"

enum err_code page_save(const struct page *page, const struct target *to, int cols, struct err *err)
{
	struct outfile file;
	enum err_code rc = outfile_open(&file, to->path, to->replace, err);

	if (rc)
		return rc;
	rc = to->form == TARGET_HTML
		     ? page_write_html(page, file.stream, language_is_french() ? "fr" : "en", err)
		     : page_write_text(page, file.stream, cols, err);
	return outfile_close(&file, rc, err);
}

/*
 * Something to measure with, of any size:
 *
 *   suivi-generate names N FILE   a name per line, for floor
 *   suivi-generate list N FILE    a class list in Windows-1252 with ; as Excel saves it
 *   suivi-generate utf8 N FILE    the same in UTF-8, for programs that know nothing else
 *   suivi-generate file N FILE    a suivi file: N students, each rated at three meetings
 *                                 on the 39 capabilities of ARES-075
 *
 * The file is a true one, journal and derived tables included, so that what
 * opens and checks files takes it like any other.
 */
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/bench/made_file.h"
#include "tests/bench/names.h"

static int name_lines(FILE *out, long count)
{
	struct invented who;

	for (long i = 0; i < count; i++) {
		invent(i, &who);
		(void)fprintf(out, "%s %s\t%s\n", who.last_name, who.first_name, who.matricule);
	}
	return 0;
}

/* One line of UTF-8, in the encoding of converter where there is one. */
static int put_line(FILE *out, iconv_t converter, char *line)
{
	char converted[512], *to = converted;
	size_t left = strlen(line), room = sizeof converted;

	if (converter == (iconv_t)-1)
		return fputs(line, out) < 0;
	if (iconv(converter, &line, &left, &to, &room) == (size_t)-1)
		return 1;
	return fwrite(converted, 1, (size_t)(to - converted), out) == 0;
}

static int list_lines(FILE *out, long count, iconv_t converter)
{
	struct invented who;
	char line[512] = "Matricule;Nom;Prénom;Courriel;Date de naissance;Classe\r\n";
	int bad = put_line(out, converter, line);

	for (long i = 0; i < count && !bad; i++) {
		invent(i, &who);
		(void)snprintf(line, sizeof line, "%s;%s;%s;%s;%s;%s\r\n", who.matricule,
			who.last_name, who.first_name, who.email, who.birth_date, who.group);
		bad = put_line(out, converter, line);
	}
	return bad;
}

static int write_text(const char *kind, long count, const char *path)
{
	FILE *out = fopen(path, "we");
	iconv_t converter = (iconv_t)-1;
	int bad;

	if (!out) {
		perror(path);
		return 1;
	}
	if (strcmp(kind, "list") == 0) {
		converter = iconv_open("WINDOWS-1252", "UTF-8");
		if (converter == (iconv_t)-1) {
			perror("iconv");
			fclose(out);
			return 1;
		}
	}
	bad = strcmp(kind, "names") == 0 ? name_lines(out, count)
					 : list_lines(out, count, converter);
	if (converter != (iconv_t)-1)
		iconv_close(converter);
	if (fclose(out) || bad) {
		perror(path);
		return 1;
	}
	return 0;
}

int main(int argc, char *argv[])
{
	long count = argc == 4 ? strtol(argv[2], NULL, 10) : 0;
	const char *kind = count > 0 ? argv[1] : "";

	if (strcmp(kind, "file") == 0)
		return made_file(count, argv[3]);
	if (strcmp(kind, "names") == 0 || strcmp(kind, "list") == 0 || strcmp(kind, "utf8") == 0)
		return write_text(kind, count, argv[3]);
	(void)fprintf(stderr, "usage: suivi-generate names|list|utf8|file N FILE\n");
	return 2;
}

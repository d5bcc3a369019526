/*
 * The floor: names from a file in a list of plain ncurses, nothing more.
 * Up, Down, PgUp, PgDn; / and letters search with strstr; Escape; q leaves.
 */
#include <curses.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char *argv[])
{
	FILE *in = argc == 2 ? fopen(argv[1], "re") : NULL;
	char **names = NULL, *line = NULL, pattern[64] = "";
	size_t room = 0, count = 0, shown = 0, top = 0, cursor = 0, *rows, space = 0, length;
	int key = 0;

	while (in && getline(&line, &room, in) > 0) {
		if (count == space) {
			space = space ? 2 * space : 1024;
			names = realloc(names, space * sizeof *names);
		}
		line[strcspn(line, "\n")] = '\0';
		if (!names || !(names[count++] = strdup(line)))
			return 1;
	}
	rows = malloc((count + 1) * sizeof *rows);
	if (!in || !rows)
		return 1;
	for (; shown < count; shown++)
		rows[shown] = shown;
	(void)setlocale(LC_ALL, "C.UTF-8");
	(void)initscr();
	(void)raw();
	(void)noecho();
	(void)keypad(stdscr, TRUE);
	(void)set_escdelay(25);
	while (key != 'q' || pattern[0]) {
		size_t height = (size_t)LINES - 1;

		top = cursor < top ? cursor : cursor >= top + height ? cursor - height + 1 : top;
		(void)erase();
		for (size_t i = 0; i < height && top + i < shown; i++) {
			(void)attrset(top + i == cursor ? A_REVERSE : A_NORMAL);
			(void)mvaddnstr((int)i, 0, names[rows[top + i]], COLS - 1);
		}
		(void)attrset(A_NORMAL);
		(void)mvprintw(LINES - 1, 0, "%zu/%zu %s ? help", cursor + 1, shown, pattern);
		(void)refresh();
		key = getch();
		length = strlen(pattern);
		if (key == KEY_DOWN && cursor + 1 < shown)
			cursor++;
		else if (key == KEY_UP && cursor > 0)
			cursor--;
		else if (key == KEY_NPAGE)
			cursor = cursor + height < shown ? cursor + height : shown - (shown > 0);
		else if (key == KEY_PPAGE)
			cursor = cursor > height ? cursor - height : 0;
		else if (key == 27)
			pattern[0] = '\0';
		else if (key == '/' || (key < 256 && length > 0 && length + 1 < sizeof pattern))
			(void)snprintf(pattern + length, 2, "%c", key);
		if (strlen(pattern) != length) {
			shown = cursor = 0;
			for (size_t i = 0; i < count; i++) {
				if (strstr(names[i], pattern + (pattern[0] == '/')))
					rows[shown++] = i;
			}
		}
	}
	return endwin() == ERR;
}

/* The screens. See tui.h. */
#include "tui/tui.h"

int tui_run(void)
{
	return 0;
}

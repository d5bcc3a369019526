/* Options and exit statuses; without a verb, the screens. */
#include "tui/tui.h"

int main(void)
{
	return tui_run();
}

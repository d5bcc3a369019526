/* Options and exit statuses; without a verb, the screens. */
#include "core/message.h"
#include "tui/tui.h"

int main(void)
{
	struct tui_options options = { .session = NULL };
	struct err err = { 0 };

	return message_exit_status(tui_run(&options, &err));
}

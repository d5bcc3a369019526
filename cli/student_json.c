/* A student as JSON members. */
#include "cli/student_json.h"

void student_json(struct json *json, const struct student_row *row, const struct group_row groups[],
	size_t group_count)
{
	json_text(json, "matricule", row->matricule);
	json_text(json, "last_name", row->last_name);
	json_text(json, "first_name", row->first_name);
	json_text(json, "email", row->email);
	json_text(json, "birth_date", row->birth_date);
	json_open(json, "groups", '[');
	for (size_t i = 0; i < group_count; i++)
		json_text(json, NULL, groups[i].code);
	json_close(json);
}

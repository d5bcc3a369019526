-- What suivi exports, by a sqlite3 shell.
SELECT s.matricule, s.last_name, s.first_name, s.email, s.birth_date,
       (SELECT group_concat(g.code, ',') FROM membership AS m
        JOIN student_group AS g ON g.id = m.group_id
        WHERE m.student_id = s.id AND m.deleted = 0) AS groups
FROM student AS s WHERE s.deleted = 0 ORDER BY s.sort_key, s.id;

-- Groups, memberships and people. In the _put statements a row that holds the
-- id under another key makes that key NULL, which the table refuses.

-- :name group_put
-- :id, :code, :label, :kind, :year
INSERT INTO student_group (id, code, label, kind, year) VALUES (:id, :code, :label, :kind, :year)
ON CONFLICT (id) DO UPDATE SET
    code = CASE WHEN (code, year) = (excluded.code, excluded.year) THEN code END,
    label = excluded.label, kind = excluded.kind, deleted = 0
WHERE (code, year, label, kind, deleted)
   IS NOT (excluded.code, excluded.year, excluded.label, excluded.kind, 0);

-- :name group_by_code
-- :code, :year ('': the newest)
SELECT g.id, g.code, g.label, g.kind, g.year,
       (SELECT count(*) FROM membership AS m WHERE m.group_id = g.id AND m.deleted = 0)
FROM student_group AS g
WHERE g.code = :code AND g.deleted = 0 AND (:year = '' OR g.year = :year)
ORDER BY g.year DESC LIMIT 1;

-- :name group_by_id
-- :id
SELECT g.id, g.code, g.label, g.kind, g.year,
       (SELECT count(*) FROM membership AS m WHERE m.group_id = g.id AND m.deleted = 0)
FROM student_group AS g WHERE g.id = :id AND g.deleted = 0;

-- :name group_each
-- All, newest year first
SELECT g.id, g.code, g.label, g.kind, g.year,
       (SELECT count(*) FROM membership AS m WHERE m.group_id = g.id AND m.deleted = 0)
FROM student_group AS g WHERE g.deleted = 0 ORDER BY g.year DESC, g.code;

-- :name group_first
-- The first of group_each: its students alone are counted
SELECT g.id, g.code, g.label, g.kind, g.year,
       (SELECT count(*) FROM membership AS m WHERE m.group_id = g.id AND m.deleted = 0)
FROM student_group AS g WHERE g.id =
    (SELECT id FROM student_group WHERE deleted = 0 ORDER BY year DESC, code LIMIT 1);

-- :name group_each_of
-- :student_id
SELECT g.id, g.code, g.label, g.kind, g.year, 0
FROM membership AS n CROSS JOIN student_group AS g ON g.id = n.group_id
WHERE n.student_id = :student_id AND n.deleted = 0 AND g.deleted = 0
ORDER BY g.year DESC, g.code;

-- :name member_each
-- :group_id; in no order, out of the index alone
SELECT student_id FROM membership WHERE group_id = :group_id AND deleted = 0;

-- :name member_last
-- :group_id → position after the last
SELECT ifnull(max(position), 0) + 1 FROM membership WHERE group_id = :group_id AND deleted = 0;

-- :name member_put
-- :id, :student_id, :group_id, :position, :keep (1: leave the position of one who is there);
-- one who had left is there again
INSERT INTO membership (id, student_id, group_id, position)
VALUES (:id, :student_id, :group_id, :position)
ON CONFLICT (id) DO UPDATE SET position = excluded.position, deleted = 0, until = NULL
WHERE deleted <> 0 OR (NOT :keep AND position <> excluded.position);

-- :name person_put
-- :id, :name, :email
INSERT INTO person (id, name, email) VALUES (:id, :name, :email)
ON CONFLICT (id) DO UPDATE SET name = CASE WHEN name = excluded.name THEN name END,
    email = ifnull(excluded.email, email), deleted = 0
WHERE name <> excluded.name OR deleted <> 0 OR (excluded.email IS NOT NULL AND email IS NOT excluded.email);

-- :name person_by_name
-- :name
SELECT id, name, email FROM person WHERE name = :name AND deleted = 0;

-- :name person_each
SELECT id, name, email FROM person WHERE deleted = 0 ORDER BY name;

-- Supports: who accompanies whom; kinds of people, stays in groups.

-- :name support_put
-- every field of the row
INSERT INTO support (id, role, person_id, peer_id, student_id, group_id, since, until,
    deleted) VALUES (:id, :role, :person_id, :peer_id, :student_id, :group_id, :since, :until,
    :deleted)
ON CONFLICT (id) DO UPDATE SET role = excluded.role, person_id = excluded.person_id,
    peer_id = excluded.peer_id,
    student_id = excluded.student_id, group_id = excluded.group_id, since = excluded.since,
    until = excluded.until, deleted = excluded.deleted
WHERE (role, person_id, peer_id, student_id, group_id, since, until, deleted)
   IS NOT (excluded.role, excluded.person_id, excluded.peer_id, excluded.student_id,
       excluded.group_id, excluded.since, excluded.until, excluded.deleted);

-- :name support_of_student
-- Their own and their groups'. :student_id
SELECT theirs.id, theirs.role, theirs.person_id, theirs.peer_id, theirs.student_id,
    theirs.group_id, theirs.since, theirs.until,
    theirs.deleted,
       ifnull(p.name, trim(q.last_name || ' ' || q.first_name)), t.matricule, t.last_name,
       t.first_name, g.code
FROM (SELECT * FROM support WHERE student_id = :student_id AND deleted = 0
      UNION ALL SELECT s.* FROM membership AS m CROSS JOIN support AS s ON s.group_id = m.group_id
      WHERE m.student_id = :student_id AND m.deleted = 0 AND s.deleted = 0) AS theirs
LEFT JOIN person AS p ON p.id = theirs.person_id LEFT JOIN student AS q ON q.id = theirs.peer_id
LEFT JOIN student AS t ON t.id = theirs.student_id LEFT JOIN student_group AS g ON g.id = theirs.group_id
ORDER BY theirs.student_id IS NULL, theirs.since DESC, theirs.role, theirs.id;

-- :name support_of_group
-- :group_id
SELECT s.id, s.role, s.person_id, s.peer_id, s.student_id, s.group_id, s.since, s.until,
    s.deleted,
       ifnull(p.name, trim(q.last_name || ' ' || q.first_name)), t.matricule, t.last_name,
       t.first_name, g.code
FROM support AS s LEFT JOIN person AS p ON p.id = s.person_id LEFT JOIN student AS q ON q.id = s.peer_id
LEFT JOIN student AS t ON t.id = s.student_id LEFT JOIN student_group AS g ON g.id = s.group_id
WHERE s.group_id = :group_id AND s.deleted = 0 ORDER BY s.since DESC, s.role, s.id;

-- :name support_of_person
-- :person_id
SELECT s.id, s.role, s.person_id, s.peer_id, s.student_id, s.group_id, s.since, s.until,
    s.deleted,
       ifnull(p.name, trim(q.last_name || ' ' || q.first_name)), t.matricule, t.last_name,
       t.first_name, g.code
FROM support AS s LEFT JOIN person AS p ON p.id = s.person_id LEFT JOIN student AS q ON q.id = s.peer_id
LEFT JOIN student AS t ON t.id = s.student_id LEFT JOIN student_group AS g ON g.id = s.group_id
WHERE s.person_id = :person_id AND s.deleted = 0 ORDER BY s.since DESC, s.role, s.id;

-- :name support_of_peer
-- :peer_id
SELECT s.id, s.role, s.person_id, s.peer_id, s.student_id, s.group_id, s.since, s.until,
    s.deleted,
       ifnull(p.name, trim(q.last_name || ' ' || q.first_name)), t.matricule, t.last_name,
       t.first_name, g.code
FROM support AS s LEFT JOIN person AS p ON p.id = s.person_id LEFT JOIN student AS q ON q.id = s.peer_id
LEFT JOIN student AS t ON t.id = s.student_id LEFT JOIN student_group AS g ON g.id = s.group_id
WHERE s.peer_id = :peer_id AND s.deleted = 0 ORDER BY s.since DESC, s.role, s.id;

-- :name support_list
-- :limit
SELECT s.id, s.role, s.person_id, s.peer_id, s.student_id, s.group_id, s.since, s.until,
    s.deleted,
       ifnull(p.name, trim(q.last_name || ' ' || q.first_name)), t.matricule, t.last_name,
       t.first_name, g.code
FROM support AS s LEFT JOIN person AS p ON p.id = s.person_id LEFT JOIN student AS q ON q.id = s.peer_id
LEFT JOIN student AS t ON t.id = s.student_id LEFT JOIN student_group AS g ON g.id = s.group_id
WHERE s.deleted = 0 ORDER BY p.name, s.since DESC, s.id LIMIT :limit;

-- :name person_kind_get
-- :id
SELECT kind FROM person WHERE id = :id;

-- :name person_kind_set
-- :id, :kind
UPDATE person SET kind = :kind WHERE id = :id AND kind <> :kind;

-- :name member_leave
-- :id, :until
UPDATE membership SET deleted = 1, until = :until WHERE id = :id AND deleted = 0;

-- :name member_join
-- :id, :student_id, :group_id, :position, :since
INSERT INTO membership (id, student_id, group_id, position, since)
VALUES (:id, :student_id, :group_id, :position, :since)
ON CONFLICT (id) DO UPDATE SET position = excluded.position, deleted = 0,
    since = excluded.since, until = NULL
WHERE deleted <> 0;

-- :name stay_list
-- Groups a student is or was in. :student_id
SELECT g.id, g.code, g.year, m.since, m.until
FROM membership AS m CROSS JOIN student_group AS g ON g.id = m.group_id
WHERE m.student_id = :student_id AND (m.deleted = 0 OR m.until IS NOT NULL) AND g.deleted = 0
ORDER BY g.year DESC, ifnull(m.until, '9999'), g.code;

-- :name group_named
-- :id
SELECT named FROM student_group WHERE id = :id;

-- :name group_named_set
-- :id, :named
UPDATE student_group SET named = :named WHERE id = :id AND named <> :named;

-- :name support_students
-- Whom a person accompanies on a day, also through groups, by name. :person_id, :day
SELECT t.id FROM (
    SELECT s.student_id AS id FROM support AS s
    WHERE s.person_id = :person_id AND s.student_id IS NOT NULL AND s.deleted = 0
      AND s.since <= :day AND (s.until IS NULL OR s.until >= :day)
    UNION
    SELECT m.student_id FROM support AS s CROSS JOIN membership AS m ON m.group_id = s.group_id
    WHERE s.person_id = :person_id AND s.deleted = 0 AND m.deleted = 0
      AND s.since <= :day AND (s.until IS NULL OR s.until >= :day)) AS whom
CROSS JOIN student AS t ON t.id = whom.id
WHERE t.deleted = 0 ORDER BY t.sort_key, t.id;

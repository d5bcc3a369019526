-- Students and the order they stand in.

-- :name student_by_matricule
-- :matricule → one row or none
SELECT id, matricule, last_name, first_name, email, birth_date
FROM student WHERE matricule = :matricule AND deleted = 0;

-- :name student_by_id
-- :id → one row or none
SELECT id, matricule, last_name, first_name, email, birth_date
FROM student WHERE id = :id AND deleted = 0;

-- :name student_by_email
-- :email, :limit. No index: one pass over the students, for lists without matricule.
SELECT id, matricule, last_name, first_name, email, birth_date
FROM student WHERE email = :email COLLATE NOCASE AND deleted = 0 LIMIT :limit;

-- :name student_by_key
-- :sort_key, :limit
SELECT id, matricule, last_name, first_name, email, birth_date
FROM student WHERE sort_key = :sort_key AND deleted = 0 ORDER BY id LIMIT :limit;

-- :name student_namesake
-- :id → the student's matricule, where somebody else has the same name
SELECT s.matricule FROM student AS s
WHERE s.id = :id AND EXISTS (SELECT 1 FROM student AS o
    WHERE o.sort_key = s.sort_key AND o.id <> s.id AND o.deleted = 0);

-- :name student_entered
-- :tbl → ids of all students ever, in the order they were entered
SELECT row FROM journal WHERE tbl = :tbl AND col = 0 GROUP BY row ORDER BY min(stamp);

-- :name student_any
-- :matricule → id, deleted of the row that has it, hidden or not
SELECT id, deleted FROM student WHERE matricule = :matricule;

-- :name student_insert
INSERT INTO student (id, matricule, last_name, first_name, email, birth_date, extra, sort_key)
VALUES (:id, :matricule, :last_name, :first_name, :email, :birth_date, :extra,
        suivi_fold(:last_name) || char(1) || suivi_fold(:first_name));

-- :name student_update
-- :keep_extra 1 leaves extra as it is
UPDATE student SET matricule = :matricule, last_name = :last_name, first_name = :first_name,
    email = :email, birth_date = :birth_date,
    extra = CASE WHEN :keep_extra THEN extra ELSE :extra END, deleted = 0,
    sort_key = suivi_fold(:last_name) || char(1) || suivi_fold(:first_name)
WHERE id = :id AND (matricule, last_name, first_name, email, birth_date, extra, deleted)
    IS NOT (:matricule, :last_name, :first_name, :email, :birth_date,
            CASE WHEN :keep_extra THEN extra ELSE :extra END, 0);

-- :name student_extra
-- :id → JSON
SELECT extra FROM student WHERE id = :id;

-- :name student_extra_each
-- :id → column, value in the order of the list they came from
SELECT each.key, each.value FROM student, json_each(student.extra) AS each
WHERE student.id = :id AND student.extra IS NOT NULL;

-- :name student_extra_any
-- → whether anybody has some, hidden ones too
SELECT EXISTS (SELECT 1 FROM student WHERE extra IS NOT NULL);

-- :name student_scan
SELECT id, matricule, last_name, first_name, email, birth_date, extra
FROM student WHERE deleted = 0 ORDER BY id;

-- :name student_count
SELECT count(*) FROM student WHERE deleted = 0;

-- :name student_count_quick
-- With the hidden ones: sums the pages of an index instead of reading its rows
SELECT count(*) FROM student;

-- :name student_count_in
-- :group_id
SELECT count(*) FROM membership WHERE group_id = :group_id AND deleted = 0;

-- :name student_count_in_quick
-- With the hidden ones: from the index alone. :group_id
SELECT count(*) FROM membership WHERE group_id = :group_id;

-- :name group_is_big
-- :group_id → whether more than 2000 are in it
SELECT count(*) > 2000 FROM
    (SELECT 1 FROM membership WHERE group_id = :group_id LIMIT 2001);

-- :name roster_name
-- Everybody by name, after (:key, :id). :limit
SELECT id, sort_key, matricule, 0 FROM student
WHERE deleted = 0 AND (sort_key, id) > (:key, :id) ORDER BY sort_key, id LIMIT :limit;

-- :name roster_name_group
-- A small group by name. :group_id, :key, :id, :limit
SELECT s.id, s.sort_key, s.matricule, 0
FROM membership AS m CROSS JOIN student AS s ON s.id = m.student_id
WHERE m.group_id = :group_id AND m.deleted = 0 AND s.deleted = 0
  AND (s.sort_key, s.id) > (:key, :id)
ORDER BY s.sort_key, s.id LIMIT :limit;

-- :name roster_name_big
-- A big group by name: along the index of names, so that a page costs a page.
SELECT s.id, s.sort_key, s.matricule, 0 FROM student AS s INDEXED BY student_by_name
WHERE s.deleted = 0 AND (s.sort_key, s.id) > (:key, :id)
  AND EXISTS (SELECT 1 FROM membership AS m
              WHERE m.group_id = :group_id AND m.student_id = s.id AND m.deleted = 0)
ORDER BY s.sort_key, s.id LIMIT :limit;

-- :name roster_list
-- A group in the order of its class list. :group_id, :number, :id, :limit
SELECT s.id, s.sort_key, s.matricule, m.position
FROM membership AS m CROSS JOIN student AS s ON s.id = m.student_id
WHERE m.group_id = :group_id AND m.deleted = 0 AND s.deleted = 0
  AND (m.position, s.id) > (:number, :id)
ORDER BY m.position, s.id LIMIT :limit;

-- :name roster_level
-- Those with a mean, weakest first. :framework_id, :number, :id, :limit
SELECT s.id, s.sort_key, s.matricule, t.mean
FROM standing AS t CROSS JOIN student AS s ON s.id = t.student_id
WHERE t.framework_id = :framework_id AND t.mean IS NOT NULL AND s.deleted = 0
  AND (t.mean, t.student_id) > (:number, :id)
ORDER BY t.mean, t.student_id LIMIT :limit;

-- :name roster_level_none
-- Those without one, by name. :framework_id, :key, :id, :limit
SELECT s.id, s.sort_key, s.matricule, 0 FROM student AS s INDEXED BY student_by_name
WHERE s.deleted = 0 AND (s.sort_key, s.id) > (:key, :id)
  AND NOT EXISTS (SELECT 1 FROM standing AS t WHERE t.framework_id = :framework_id
                  AND t.student_id = s.id AND t.mean IS NOT NULL)
ORDER BY s.sort_key, s.id LIMIT :limit;

-- :name roster_seen
-- Those seen, longest ago first. :framework_id, :key (date), :id, :limit
SELECT s.id, s.sort_key, s.matricule, t.seen_on
FROM standing AS t INDEXED BY standing_by_date CROSS JOIN student AS s ON s.id = t.student_id
WHERE t.framework_id = :framework_id AND s.deleted = 0
  AND (t.seen_on, t.student_id) > (:key, :id)
ORDER BY t.seen_on, t.student_id LIMIT :limit;

-- :name roster_seen_never
-- Those never seen, by name. :framework_id, :key, :id, :limit
SELECT s.id, s.sort_key, s.matricule, 0 FROM student AS s INDEXED BY student_by_name
WHERE s.deleted = 0 AND (s.sort_key, s.id) > (:key, :id)
  AND NOT EXISTS (SELECT 1 FROM standing AS t
                  WHERE t.framework_id = :framework_id AND t.student_id = s.id)
ORDER BY s.sort_key, s.id LIMIT :limit;

-- :name roster_level_group
-- A group by mean, those without one last. :group_id, :framework_id, :number, :key, :id, :limit
SELECT s.id, s.sort_key, s.matricule, ifnull(t.mean, 1000) AS number
FROM membership AS m CROSS JOIN student AS s ON s.id = m.student_id
LEFT JOIN standing AS t ON t.framework_id = :framework_id AND t.student_id = s.id
WHERE m.group_id = :group_id AND m.deleted = 0 AND s.deleted = 0
  AND (ifnull(t.mean, 1000), s.sort_key, s.id) > (:number, :key, :id)
ORDER BY number, s.sort_key, s.id LIMIT :limit;

-- :name roster_seen_group
-- A group by date last seen, never first. The date as a number: 20261112
SELECT s.id, s.sort_key, s.matricule,
       CAST(ifnull(replace(t.seen_on, '-', ''), '0') AS INTEGER) AS number
FROM membership AS m CROSS JOIN student AS s ON s.id = m.student_id
LEFT JOIN standing AS t ON t.framework_id = :framework_id AND t.student_id = s.id
WHERE m.group_id = :group_id AND m.deleted = 0 AND s.deleted = 0
  AND (CAST(ifnull(replace(t.seen_on, '-', ''), '0') AS INTEGER), s.sort_key, s.id)
      > (:number, :key, :id)
ORDER BY number, s.sort_key, s.id LIMIT :limit;

-- :name student_exists
-- → a row if there is any student
SELECT 1 FROM student LIMIT 1;

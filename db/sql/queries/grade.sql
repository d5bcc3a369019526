-- Who takes what, and grades.

-- :name enrolment_put
-- every field of the row
INSERT INTO enrolment (id, student_id, unit_id, state, mark, from_year, deleted)
VALUES (:id, :student_id, :unit_id, :state, :mark, :from_year, :deleted)
ON CONFLICT (id) DO UPDATE SET student_id = excluded.student_id, unit_id = excluded.unit_id,
    state = excluded.state, mark = excluded.mark, from_year = excluded.from_year, deleted =
    excluded.deleted
WHERE (student_id, unit_id, state, mark, from_year, deleted)
   IS NOT (excluded.student_id, excluded.unit_id, excluded.state, excluded.mark,
    excluded.from_year, excluded.deleted);

-- :name grade_put
-- every field of the row; :mark or :code is NULL
INSERT INTO grade (id, student_id, unit_id, activity_id, session, value, proof, deleted)
VALUES (:id, :student_id, :unit_id, :activity_id, :session, ifnull(:mark, :code), :proof,
    :deleted)
ON CONFLICT (id) DO UPDATE SET value = excluded.value, proof = excluded.proof,
    deleted = excluded.deleted
WHERE (value, proof, deleted) IS NOT (excluded.value, excluded.proof, excluded.deleted);

-- :name enrolment_of_unit
-- By name. :unit_id
SELECT e.id, e.student_id, e.unit_id, e.state, e.mark, e.from_year, e.deleted, t.matricule,
    t.last_name, t.first_name
FROM enrolment AS e JOIN student AS t ON t.id = e.student_id
WHERE e.unit_id = :unit_id AND e.deleted = 0 AND t.deleted = 0 ORDER BY t.sort_key, t.matricule;

-- :name enrolment_of_programme
-- By name. :programme_id
SELECT e.id, e.student_id, e.unit_id, e.state, e.mark, e.from_year, e.deleted, t.matricule,
    t.last_name, t.first_name
FROM unit AS u JOIN enrolment AS e ON e.unit_id = u.id JOIN student AS t ON t.id = e.student_id
WHERE u.programme_id = :programme_id AND u.deleted = 0 AND e.deleted = 0 AND t.deleted = 0
ORDER BY t.sort_key, t.matricule, u.position, u.code;

-- :name enrolment_of_student
-- :student_id, :programme_id
SELECT e.id, e.student_id, e.unit_id, e.state, e.mark, e.from_year, e.deleted, t.matricule,
    t.last_name, t.first_name
FROM enrolment AS e JOIN unit AS u ON u.id = e.unit_id JOIN student AS t ON t.id = e.student_id
WHERE e.student_id = :student_id AND u.programme_id = :programme_id AND e.deleted = 0 AND u.deleted = 0
ORDER BY u.position, u.code;

-- :name grade_of_unit
-- All sessions. :unit_id
SELECT g.id, g.student_id, g.unit_id, g.activity_id, g.session, iif(typeof(g.value) = 'integer', g.value, NULL),
    iif(typeof(g.value) = 'text', g.value, NULL), g.proof,
    g.deleted
FROM grade AS g WHERE g.unit_id = :unit_id AND g.deleted = 0
ORDER BY g.student_id, g.session;

-- :name grade_of_programme
-- By unit. :programme_id
SELECT g.id, g.student_id, g.unit_id, g.activity_id, g.session, iif(typeof(g.value) = 'integer', g.value, NULL),
    iif(typeof(g.value) = 'text', g.value, NULL), g.proof,
    g.deleted
FROM unit AS u JOIN grade AS g ON g.unit_id = u.id
WHERE u.programme_id = :programme_id AND u.deleted = 0 AND g.deleted = 0
ORDER BY g.student_id, g.unit_id, g.session;

-- :name grade_of_student
-- :student_id, :programme_id
SELECT g.id, g.student_id, g.unit_id, g.activity_id, g.session, iif(typeof(g.value) = 'integer', g.value, NULL),
    iif(typeof(g.value) = 'text', g.value, NULL), g.proof,
    g.deleted
FROM grade AS g JOIN unit AS u ON u.id = g.unit_id
WHERE g.student_id = :student_id AND u.programme_id = :programme_id AND g.deleted = 0 AND u.deleted = 0
ORDER BY g.unit_id, g.session;

-- :name grade_get
-- One, blank or not. :id
SELECT g.id, g.student_id, g.unit_id, g.activity_id, g.session, iif(typeof(g.value) = 'integer', g.value, NULL),
    iif(typeof(g.value) = 'text', g.value, NULL), g.proof,
    g.deleted
FROM grade AS g WHERE g.id = :id AND g.deleted = 0;

-- :name grade_there
-- Emptied or not. :id
SELECT 1 FROM grade WHERE id = :id;

-- :name grade_history
-- What a cell held, oldest first; a change of several fields has one batch. :id
-- → stamp, batch, author, col, mark, code, deleted
SELECT stamp, batch, author, col, iif(typeof(held) = 'integer', held, NULL),
       iif(typeof(held) = 'text', held, NULL), gone
FROM (SELECT j.stamp, j.batch, j.author, j.col,
             CASE j.col WHEN 0 THEN j.value ->> '$."5"' WHEN 5 THEN j.value END AS held,
             CASE j.col WHEN 0 THEN j.value ->> '$."7"' WHEN 7 THEN j.value END AS gone
      FROM journal AS j WHERE j.tbl = 36 AND j.row = :id)
ORDER BY stamp;

-- :name enrolment_places
-- Students of a unit in the order of their class lists. group_id 0: all classes.
-- :unit_id, :group_id
SELECT e.student_id
FROM enrolment AS e JOIN membership AS m ON m.student_id = e.student_id
JOIN student_group AS g ON g.id = m.group_id
WHERE e.unit_id = :unit_id AND e.deleted = 0 AND m.deleted = 0 AND g.deleted = 0
  AND (g.id = :group_id OR (:group_id = 0 AND g.kind = 'class'))
ORDER BY g.code, m.position, e.student_id;

-- :name member_ids
-- Students of a group, in its order. :group_id
SELECT m.student_id FROM membership AS m JOIN student AS t ON t.id = m.student_id
WHERE m.group_id = :group_id AND m.deleted = 0 AND t.deleted = 0 ORDER BY m.position, m.id;

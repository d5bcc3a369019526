-- The journal: heads of batches, entries, history.

-- :name journal_last_stamp
-- → the greatest stamp, or NULL
SELECT max(stamp) FROM journal;

-- :name journal_first_stamp
-- → the least stamp, or NULL
SELECT min(stamp) FROM journal;

-- :name journal_head_put
-- The head of a batch. :stamp, :row (its clock), :action, :subject, :entries,
-- :undoes (stamp of the head it undoes, or NULL), :author, :at (wall time),
-- :login, :machine (of the system; NULL: not known)
INSERT INTO journal (stamp, tbl, row, col, value, old, supersedes, batch, author)
VALUES (:stamp, 0, :row, 0,
        json_object('action', :action, 'subject', :subject, 'entries', :entries,
                    'at', :at, 'login', :login, 'machine', :machine),
        NULL, :undoes, :stamp, :author);

-- :name stale_first
-- → a student whose ratings were touched in this batch
SELECT student_id FROM stale LIMIT 1;

-- :name stale_remove
-- :student_id
DELETE FROM stale WHERE student_id = :student_id;

-- :name journal_heads
-- Heads of batches from the newest. :row, :stamp: those before it
SELECT stamp, author, value ->> 'action', value ->> 'subject', value ->> 'entries', supersedes,
       value ->> 'at', value ->> 'login', value ->> 'machine'
FROM journal INDEXED BY journal_by_field
WHERE tbl = 0 AND row <= :row AND (row, stamp) < (:row, :stamp)
ORDER BY row DESC, col DESC, stamp DESC;

-- :name journal_head
-- :stamp → one head
SELECT stamp, author, value ->> 'action', value ->> 'subject', value ->> 'entries', supersedes,
       value ->> 'at', value ->> 'login', value ->> 'machine'
FROM journal WHERE stamp = :stamp AND tbl = 0;

-- :name journal_heads_between
-- :least, :most (stamps) → heads
SELECT stamp, author, value ->> 'action', value ->> 'subject', value ->> 'entries', supersedes,
       value ->> 'at', value ->> 'login', value ->> 'machine'
FROM journal WHERE stamp BETWEEN :least AND :most AND tbl = 0;

-- :name journal_batch_touches
-- :batch, :tbl → 1 where an entry of the batch is of the table
SELECT EXISTS (SELECT 1 FROM journal WHERE stamp > :batch AND batch = :batch AND tbl = :tbl);

-- :name journal_batch
-- Entries of a batch in order, its head left out. :batch
SELECT stamp, tbl, row, col, value, old, author
FROM journal WHERE stamp > :batch AND batch = :batch AND tbl <> 0 ORDER BY stamp;

-- :name journal_batch_reverse
-- The same from the last, among entries before :before. :batch
SELECT stamp, tbl, row, col, value, old
FROM journal WHERE stamp > :batch AND stamp < :before AND batch = :batch AND tbl <> 0
ORDER BY stamp DESC;

-- :name journal_all
-- Entries from the newest. :before, :limit
SELECT stamp, tbl, row, col, value, old, author, batch
FROM journal WHERE stamp < :before AND tbl <> 0 ORDER BY stamp DESC LIMIT :limit;

-- :name journal_student
-- Entries about one student from the newest. :student_id, :before, :limit
WITH touched (tbl, row) AS (
    SELECT 7, :student_id
    UNION ALL SELECT 9, id FROM membership WHERE student_id = :student_id
    UNION ALL SELECT 12, id FROM rating WHERE student_id = :student_id
    UNION ALL SELECT 14, id FROM support WHERE student_id = :student_id
    UNION ALL SELECT 15, id FROM internship WHERE student_id = :student_id
    UNION ALL SELECT 16, id FROM thesis WHERE student_id = :student_id
    UNION ALL SELECT 17, k.id FROM thesis AS h CROSS JOIN milestone AS k ON k.thesis_id = h.id
              WHERE h.student_id = :student_id
    UNION ALL SELECT 18, id FROM meeting WHERE student_id = :student_id
    UNION ALL SELECT 19, id FROM observation WHERE student_id = :student_id
    UNION ALL SELECT 20, id FROM objective WHERE student_id = :student_id
    UNION ALL SELECT 21, id FROM evidence WHERE student_id = :student_id
    UNION ALL SELECT 24, id FROM adjustment WHERE student_id = :student_id
    UNION ALL SELECT 25, id FROM decision WHERE student_id = :student_id
    UNION ALL SELECT 35, id FROM enrolment WHERE student_id = :student_id
    UNION ALL SELECT 36, id FROM grade WHERE student_id = :student_id
    UNION ALL SELECT 37, v.id FROM programme AS p CROSS JOIN verdict AS v ON v.programme_id = p.id
              AND v.student_id = :student_id)
SELECT j.stamp, j.tbl, j.row, j.col, j.value, j.old, j.author, j.batch
FROM touched CROSS JOIN journal AS j ON j.tbl = touched.tbl AND j.row = touched.row
WHERE j.stamp < :before ORDER BY j.stamp DESC LIMIT :limit;

-- :name journal_newest_of_row
-- Who changed a row last. :tbl, :row → author
SELECT author FROM journal WHERE tbl = :tbl AND row = :row ORDER BY stamp DESC LIMIT 1;

-- :name row_key
-- The natural key of a row, readable. :tbl (number in db/tables.def), :row
SELECT CASE :tbl
    WHEN 1 THEN (SELECT code FROM scale WHERE id = :row)
    WHEN 2 THEN (SELECT scale.code || ' ' || level.digit FROM level
                 JOIN scale ON scale.id = level.scale_id WHERE level.id = :row)
    WHEN 3 THEN (SELECT trim(code || ' ' || version) FROM framework WHERE id = :row)
    WHEN 4 THEN (SELECT framework.code || ' ' || goal.position FROM goal
                 JOIN framework ON framework.id = goal.framework_id WHERE goal.id = :row)
    WHEN 5 THEN (SELECT framework.code || ':' || item.code FROM item
                 JOIN framework ON framework.id = item.framework_id WHERE item.id = :row)
    WHEN 6 THEN (SELECT item.code || ' ' || descriptor.digit FROM descriptor
                 JOIN item ON item.id = descriptor.item_id WHERE descriptor.id = :row)
    WHEN 7 THEN (SELECT matricule FROM student WHERE id = :row)
    WHEN 8 THEN (SELECT code || ' ' || year FROM student_group WHERE id = :row)
    WHEN 9 THEN (SELECT student.matricule || ' ' || student_group.code FROM membership
                 JOIN student ON student.id = membership.student_id
                 JOIN student_group ON student_group.id = membership.group_id
                 WHERE membership.id = :row)
    WHEN 10 THEN (SELECT name FROM person WHERE id = :row)
    WHEN 11 THEN (SELECT kind || ' ' || held_on FROM assessment WHERE id = :row)
    WHEN 12 THEN (SELECT student.matricule || ' ' || item.code || ' ' || assessment.held_on
                  FROM rating JOIN student ON student.id = rating.student_id
                  JOIN item ON item.id = rating.item_id
                  JOIN assessment ON assessment.id = rating.assessment_id
                  WHERE rating.id = :row)
    WHEN 13 THEN (SELECT name FROM setting WHERE id = :row)
    WHEN 14 THEN (SELECT ifnull(p.name, q.matricule) || ' ' || s.role
                         || ifnull(' ' || t.matricule, '') || ifnull(' ' || g.code, '')
                  FROM support AS s LEFT JOIN person AS p ON p.id = s.person_id
                  LEFT JOIN student AS q ON q.id = s.peer_id
                  LEFT JOIN student AS t ON t.id = s.student_id
                  LEFT JOIN student_group AS g ON g.id = s.group_id WHERE s.id = :row)
    WHEN 15 THEN (SELECT t.matricule || ' ' || n.host FROM internship AS n
                  JOIN student AS t ON t.id = n.student_id WHERE n.id = :row)
    WHEN 16 THEN (SELECT t.matricule || ' ' || h.title FROM thesis AS h
                  JOIN student AS t ON t.id = h.student_id WHERE h.id = :row)
    WHEN 17 THEN (SELECT t.matricule || ' ' || k.title FROM milestone AS k
                  JOIN thesis AS h ON h.id = k.thesis_id
                  JOIN student AS t ON t.id = h.student_id WHERE k.id = :row)
    WHEN 18 THEN (SELECT t.matricule || ' ' || m.held_on FROM meeting AS m
                  JOIN student AS t ON t.id = m.student_id WHERE m.id = :row)
    WHEN 19 THEN (SELECT t.matricule || ' ' || o.written_on || ifnull(' ' || i.code, '')
                  FROM observation AS o JOIN student AS t ON t.id = o.student_id
                  LEFT JOIN item AS i ON i.id = o.item_id WHERE o.id = :row)
    WHEN 20 THEN (SELECT t.matricule || ' ' || substr(b.text, 1, 40) FROM objective AS b
                  JOIN student AS t ON t.id = b.student_id WHERE b.id = :row)
    WHEN 21 THEN (SELECT t.matricule || ' ' || e.title FROM evidence AS e
                  JOIN student AS t ON t.id = e.student_id WHERE e.id = :row)
    WHEN 22 THEN (SELECT coalesce(n.host, h.title, substr(b.text, 1, 40), e.title) || ' '
                         || coalesce(i.code, z.position)
                  FROM link AS l LEFT JOIN internship AS n ON n.id = l.internship_id
                  LEFT JOIN thesis AS h ON h.id = l.thesis_id
                  LEFT JOIN objective AS b ON b.id = l.objective_id
                  LEFT JOIN evidence AS e ON e.id = l.evidence_id
                  LEFT JOIN item AS i ON i.id = l.item_id
                  LEFT JOIN goal AS z ON z.id = l.goal_id WHERE l.id = :row)
    WHEN 23 THEN (SELECT n.host || ' ' || a.held_on FROM internship_assessment AS c
                  JOIN internship AS n ON n.id = c.internship_id
                  JOIN assessment AS a ON a.id = c.assessment_id WHERE c.id = :row)
    WHEN 24 THEN (SELECT t.matricule || ' ' || x.since FROM adjustment AS x
                  JOIN student AS t ON t.id = x.student_id WHERE x.id = :row)
    WHEN 25 THEN (SELECT t.matricule || ' ' || i.code FROM decision AS d
                  JOIN student AS t ON t.id = d.student_id
                  JOIN item AS i ON i.id = d.item_id WHERE d.id = :row)
    WHEN 26 THEN (SELECT i.code FROM requirement AS r
                  JOIN item AS i ON i.id = r.item_id WHERE r.id = :row)
    WHEN 27 THEN (SELECT code || ' ' || since FROM rule_set WHERE id = :row)
    WHEN 28 THEN (SELECT s.code || ' ' || r.name FROM rule AS r
                  JOIN rule_set AS s ON s.id = r.rule_set_id WHERE r.id = :row)
    WHEN 29 THEN (SELECT s.code || ' ' || c.code FROM grade_code AS c
                  JOIN rule_set AS s ON s.id = c.rule_set_id WHERE c.id = :row)
    WHEN 30 THEN (SELECT label FROM mention WHERE id = :row)
    WHEN 31 THEN (SELECT code || ' ' || year FROM programme WHERE id = :row)
    WHEN 32 THEN (SELECT code FROM unit WHERE id = :row)
    WHEN 33 THEN (SELECT u.code || '/' || a.code FROM activity AS a
                  JOIN unit AS u ON u.id = a.unit_id WHERE a.id = :row)
    WHEN 34 THEN (SELECT u.code || ' ' || i.code FROM exercise AS e
                  JOIN unit AS u ON u.id = e.unit_id JOIN item AS i ON i.id = e.item_id
                  WHERE e.id = :row)
    WHEN 35 THEN (SELECT t.matricule || ' ' || u.code FROM enrolment AS e
                  JOIN student AS t ON t.id = e.student_id JOIN unit AS u ON u.id = e.unit_id
                  WHERE e.id = :row)
    WHEN 36 THEN (SELECT t.matricule || ' ' || u.code || ifnull('/' || a.code, '') || ' ' || g.session
                  FROM grade AS g JOIN student AS t ON t.id = g.student_id
                  JOIN unit AS u ON u.id = g.unit_id LEFT JOIN activity AS a ON a.id = g.activity_id
                  WHERE g.id = :row)
    WHEN 37 THEN (SELECT t.matricule || ifnull(' ' || u.code, '') || ' ' || v.session
                  FROM verdict AS v JOIN student AS t ON t.id = v.student_id
                  LEFT JOIN unit AS u ON u.id = v.unit_id WHERE v.id = :row)
    WHEN 38 THEN (SELECT p.code || ' ' || d.held_on FROM deliberation AS d
                  JOIN programme AS p ON p.id = d.programme_id WHERE d.id = :row)
    WHEN 39 THEN (SELECT t.matricule || ' ' || d.held_on FROM deliberated AS f
                  JOIN student AS t ON t.id = f.student_id
                  JOIN deliberation AS d ON d.id = f.deliberation_id WHERE f.id = :row)
END;

-- :name row_item
-- :tbl, :row → the item that a rating or a decision is about
SELECT item_id FROM rating WHERE :tbl = 12 AND id = :row
UNION ALL SELECT item_id FROM decision WHERE :tbl = 25 AND id = :row;

-- :name row_json
-- A whole-row entry with the names of its columns. :value (JSON by number), :table
SELECT json_group_object(info.name, CASE WHEN each.type IN ('true', 'false')
                                         THEN json(each.value) ELSE each.value END)
FROM json_each(:value) AS each
JOIN pragma_table_info(:table, 'main') AS info ON info.cid = CAST(each.key AS INTEGER);

-- :name journal_by_stamp
-- :stamp → one entry whole
SELECT stamp, tbl, row, col, value, old, supersedes, batch, author FROM journal WHERE stamp = :stamp;

-- :name journal_loss
-- What came after a stamp. :stamp → whether it is there, how many batches follow
SELECT EXISTS (SELECT 1 FROM journal WHERE stamp = :stamp),
       (SELECT count(*) FROM journal WHERE stamp > :stamp AND tbl = 0);

-- :name journal_take
-- An entry of another copy, bound by place
INSERT INTO journal (stamp, tbl, row, col, value, old, supersedes, batch, author)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9);

-- :name touched_add
-- :tbl, :row
INSERT OR IGNORE INTO touched (tbl, row) VALUES (:tbl, :row);

-- :name touched_each
-- :tbl → rows
SELECT row FROM touched WHERE tbl = :tbl ORDER BY row;

-- What was decided and agreed, and what is seen over a class.

-- :name decision_put
-- every field of the row
INSERT INTO decision (id, student_id, item_id, level, reason, person_id, decided_on,
    deleted) VALUES (:id, :student_id, :item_id, :level, :reason, :person_id, :decided_on,
    :deleted)
ON CONFLICT (id) DO UPDATE SET student_id = excluded.student_id, item_id = excluded.item_id,
    level = excluded.level,
    reason = excluded.reason, person_id = excluded.person_id, decided_on = excluded.decided_on,
    deleted = excluded.deleted
WHERE (student_id, item_id, level, reason, person_id, decided_on, deleted)
   IS NOT (excluded.student_id, excluded.item_id, excluded.level, excluded.reason,
       excluded.person_id, excluded.decided_on, excluded.deleted);

-- :name decision_list
-- :student_id
SELECT d.id, d.student_id, d.item_id, d.level, d.reason, d.person_id, d.decided_on, d.deleted,
    p.name
FROM decision AS d LEFT JOIN person AS p ON p.id = d.person_id
WHERE d.student_id = :student_id AND d.deleted = 0 ORDER BY d.item_id;

-- :name adjustment_put
-- every field of the row
INSERT INTO adjustment (id, student_id, text, since, until, deleted) VALUES (:id, :student_id,
    :text, :since, :until, :deleted)
ON CONFLICT (id) DO UPDATE SET student_id = excluded.student_id, text = excluded.text,
    since = excluded.since,
    until = excluded.until, deleted = excluded.deleted
WHERE (student_id, text, since, until, deleted)
   IS NOT (excluded.student_id, excluded.text, excluded.since, excluded.until,
       excluded.deleted);

-- :name adjustment_list
-- :student_id
SELECT id, student_id, text, since, until, deleted FROM adjustment
WHERE student_id = :student_id AND deleted = 0 ORDER BY since DESC, id;

-- :name requirement_put
-- every field of the row
INSERT INTO requirement (id, item_id, times, deleted) VALUES (:id, :item_id, :times, :deleted)
ON CONFLICT (id) DO UPDATE SET item_id = excluded.item_id, times = excluded.times,
    deleted = excluded.deleted
WHERE (item_id, times, deleted)
   IS NOT (excluded.item_id, excluded.times, excluded.deleted);

-- :name requirement_list
-- :framework_id
SELECT r.id, r.item_id, r.times, r.deleted
FROM item AS i CROSS JOIN requirement AS r ON r.item_id = i.id
WHERE i.framework_id = :framework_id AND r.deleted = 0 ORDER BY i.id;

-- :name sighting_of_student
-- :framework_id, :student_id
SELECT r.item_id, a.kind, ifnull(p.kind, 'staff'), count(*), 1, max(a.held_on)
FROM rating AS r CROSS JOIN item AS i ON i.id = r.item_id AND i.framework_id = :framework_id
JOIN assessment AS a ON a.id = r.assessment_id LEFT JOIN person AS p ON p.id = a.person_id
WHERE r.student_id = :student_id AND r.level > 0 AND r.deleted = 0 AND a.deleted = 0
GROUP BY r.item_id, a.kind, ifnull(p.kind, 'staff') ORDER BY r.item_id;

-- :name sighting_of_group
-- :framework_id, :group_id
SELECT r.item_id, a.kind, ifnull(p.kind, 'staff'), count(*), count(DISTINCT r.student_id),
    max(a.held_on)
FROM membership AS m CROSS JOIN rating AS r ON r.student_id = m.student_id
CROSS JOIN item AS i ON i.id = r.item_id AND i.framework_id = :framework_id
JOIN assessment AS a ON a.id = r.assessment_id LEFT JOIN person AS p ON p.id = a.person_id
WHERE m.group_id = :group_id AND m.deleted = 0 AND r.level > 0 AND r.deleted = 0 AND a.deleted = 0
GROUP BY r.item_id, a.kind, ifnull(p.kind, 'staff') ORDER BY r.item_id;

-- :name sighting_of_all
-- Of the first by name. :framework_id, :limit
SELECT r.item_id, a.kind, ifnull(p.kind, 'staff'), count(*), count(DISTINCT r.student_id),
    max(a.held_on)
FROM (SELECT id FROM student WHERE deleted = 0 ORDER BY sort_key, id LIMIT :limit) AS theirs
CROSS JOIN rating AS r ON r.student_id = theirs.id
CROSS JOIN item AS i ON i.id = r.item_id AND i.framework_id = :framework_id
JOIN assessment AS a ON a.id = r.assessment_id LEFT JOIN person AS p ON p.id = a.person_id
WHERE r.level > 0 AND r.deleted = 0 AND a.deleted = 0
GROUP BY r.item_id, a.kind, ifnull(p.kind, 'staff') ORDER BY r.item_id;

-- :name pupil_of_group
-- :group_id, :limit
SELECT t.id, t.matricule, t.last_name, t.first_name
FROM membership AS g CROSS JOIN student AS t ON t.id = g.student_id
WHERE g.group_id = :group_id AND g.deleted = 0 AND t.deleted = 0
ORDER BY t.sort_key, t.id LIMIT :limit;

-- :name pupil_list
-- Of all. :limit
SELECT t.id, t.matricule, t.last_name, t.first_name
FROM student AS t WHERE t.deleted = 0 ORDER BY t.sort_key, t.id LIMIT :limit;

-- :name watch_of_group
-- The last meeting is one that ended with the student there; one under way has not.
-- :group_id, :today, :limit
SELECT t.id, t.matricule, t.last_name, t.first_name,
       (SELECT max(m.held_on) FROM meeting AS m WHERE m.student_id = t.id
        AND m.state = 'done' AND m.deleted = 0 AND m.presence NOT IN ('absent', 'excused')),
       (SELECT min(m.held_on) FROM meeting AS m WHERE m.student_id = t.id
        AND m.state = 'planned' AND m.held_on >= :today AND m.deleted = 0),
       (SELECT count(*) FROM objective AS b WHERE b.student_id = t.id AND b.state = 'open'
        AND b.deleted = 0 AND b.due_on < :today),
       (SELECT min(b.due_on) FROM objective AS b WHERE b.student_id = t.id AND b.state = 'open'
        AND b.deleted = 0 AND b.due_on < :today)
FROM membership AS g CROSS JOIN student AS t ON t.id = g.student_id
WHERE g.group_id = :group_id AND g.deleted = 0 AND t.deleted = 0
ORDER BY t.sort_key, t.id LIMIT :limit;

-- :name watch_list
-- Of all. :today, :limit
SELECT t.id, t.matricule, t.last_name, t.first_name,
       (SELECT max(m.held_on) FROM meeting AS m WHERE m.student_id = t.id
        AND m.state = 'done' AND m.deleted = 0 AND m.presence NOT IN ('absent', 'excused')),
       (SELECT min(m.held_on) FROM meeting AS m WHERE m.student_id = t.id
        AND m.state = 'planned' AND m.held_on >= :today AND m.deleted = 0),
       (SELECT count(*) FROM objective AS b WHERE b.student_id = t.id AND b.state = 'open'
        AND b.deleted = 0 AND b.due_on < :today),
       (SELECT min(b.due_on) FROM objective AS b WHERE b.student_id = t.id AND b.state = 'open'
        AND b.deleted = 0 AND b.due_on < :today)
FROM student AS t WHERE t.deleted = 0 ORDER BY t.sort_key, t.id LIMIT :limit;

-- :name map_each
-- Current levels of a group, a student's together. :group_id
SELECT c.student_id, c.item_id, c.value, c.trend, c.last_level, c.count, c.seen_on
FROM membership AS m CROSS JOIN current_level AS c ON c.student_id = m.student_id
WHERE m.group_id = :group_id AND m.deleted = 0;

-- :name map_of_all
-- Of the first by name. :limit
SELECT c.student_id, c.item_id, c.value, c.trend, c.last_level, c.count, c.seen_on
FROM (SELECT id FROM student WHERE deleted = 0 ORDER BY sort_key, id LIMIT :limit) AS theirs
CROSS JOIN current_level AS c ON c.student_id = theirs.id;

-- :name goal_count
-- :framework_id
SELECT z.id, z.position, z.text,
       (SELECT count(*) FROM link AS l WHERE l.goal_id = z.id AND l.internship_id IS NOT NULL AND l.deleted = 0),
       (SELECT count(*) FROM link AS l WHERE l.goal_id = z.id AND l.thesis_id IS NOT NULL AND l.deleted = 0),
       (SELECT count(*) FROM link AS l WHERE l.goal_id = z.id AND l.objective_id IS NOT NULL AND l.deleted = 0)
FROM goal AS z WHERE z.framework_id = :framework_id AND z.deleted = 0 ORDER BY z.position;

-- :name assessment_peer_put
-- :id, :held_on, :peer_id; one that was hidden comes back
INSERT INTO assessment (id, kind, held_on, peer_id) VALUES (:id, 'peer', :held_on, :peer_id)
ON CONFLICT (id) DO UPDATE SET deleted = 0 WHERE deleted <> 0;

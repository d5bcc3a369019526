-- Internships, theses, evidence, and what they are linked to.

-- :name internship_put
-- every field of the row
INSERT INTO internship (id, student_id, host, address, supervisor_id, starts_on, ends_on,
    planned, done, certified_on, certified_by, missions, opinion, deleted) VALUES (:id,
    :student_id, :host, :address, :supervisor_id, :starts_on, :ends_on, :planned, :done,
    :certified_on, :certified_by, :missions, :opinion, :deleted)
ON CONFLICT (id) DO UPDATE SET student_id = excluded.student_id, host = excluded.host,
    address = excluded.address,
    supervisor_id = excluded.supervisor_id, starts_on = excluded.starts_on,
        ends_on = excluded.ends_on,
    planned = excluded.planned, done = excluded.done, certified_on = excluded.certified_on,
    certified_by = excluded.certified_by, missions = excluded.missions,
        opinion = excluded.opinion,
    deleted = excluded.deleted
WHERE (student_id, host, address, supervisor_id, starts_on, ends_on, planned, done,
    certified_on, certified_by, missions, opinion, deleted)
   IS NOT (excluded.student_id, excluded.host, excluded.address, excluded.supervisor_id,
       excluded.starts_on, excluded.ends_on, excluded.planned, excluded.done,
       excluded.certified_on, excluded.certified_by, excluded.missions, excluded.opinion,
       excluded.deleted);

-- :name internship_get
-- :id
SELECT n.id, n.student_id, n.host, n.address, n.supervisor_id, n.starts_on, n.ends_on,
    n.planned,
       n.done, n.certified_on, n.certified_by, n.missions, n.opinion, n.deleted,
       p.name, t.matricule, t.last_name, t.first_name
FROM internship AS n JOIN student AS t ON t.id = n.student_id LEFT JOIN person AS p ON p.id = n.supervisor_id
WHERE n.id = :id AND n.deleted = 0;

-- :name internship_of_student
-- :student_id, :limit
SELECT n.id, n.student_id, n.host, n.address, n.supervisor_id, n.starts_on, n.ends_on,
    n.planned,
       n.done, n.certified_on, n.certified_by, n.missions, n.opinion, n.deleted,
       p.name, t.matricule, t.last_name, t.first_name
FROM internship AS n JOIN student AS t ON t.id = n.student_id LEFT JOIN person AS p ON p.id = n.supervisor_id
WHERE n.student_id = :student_id AND n.deleted = 0 ORDER BY n.starts_on, n.id LIMIT :limit;

-- :name internship_of_group
-- :group_id, :limit
SELECT n.id, n.student_id, n.host, n.address, n.supervisor_id, n.starts_on, n.ends_on,
    n.planned,
       n.done, n.certified_on, n.certified_by, n.missions, n.opinion, n.deleted,
       p.name, t.matricule, t.last_name, t.first_name
FROM membership AS g CROSS JOIN internship AS n ON n.student_id = g.student_id
JOIN student AS t ON t.id = n.student_id LEFT JOIN person AS p ON p.id = n.supervisor_id
WHERE g.group_id = :group_id AND g.deleted = 0 AND n.deleted = 0 AND t.deleted = 0
ORDER BY t.sort_key, t.matricule, n.starts_on, n.id LIMIT :limit;

-- :name internship_list
-- :limit
SELECT n.id, n.student_id, n.host, n.address, n.supervisor_id, n.starts_on, n.ends_on,
    n.planned,
       n.done, n.certified_on, n.certified_by, n.missions, n.opinion, n.deleted,
       p.name, t.matricule, t.last_name, t.first_name
-- students first, in their order: SQLite 3.46 would else read all internships, and sort them
FROM student AS t CROSS JOIN internship AS n ON n.student_id = t.id
LEFT JOIN person AS p ON p.id = n.supervisor_id
WHERE n.deleted = 0 AND t.deleted = 0 ORDER BY t.sort_key, t.matricule, n.starts_on, n.id LIMIT :limit;

-- :name placement_put
-- every field of the row
INSERT INTO internship_assessment (id, internship_id, assessment_id, paper, typed_by,
    deleted) VALUES (:id, :internship_id, :assessment_id, :paper, :typed_by, :deleted)
ON CONFLICT (id) DO UPDATE SET internship_id = excluded.internship_id,
    assessment_id = excluded.assessment_id, paper = excluded.paper,
    typed_by = excluded.typed_by, deleted = excluded.deleted
WHERE (internship_id, assessment_id, paper, typed_by, deleted)
   IS NOT (excluded.internship_id, excluded.assessment_id, excluded.paper, excluded.typed_by,
       excluded.deleted);

-- :name placement_list
-- Assessments of an internship. :internship_id
SELECT c.id, c.internship_id, c.assessment_id, c.paper, c.typed_by, c.deleted,
       a.kind, a.held_on, a.person_id, p.name, ifnull(p.kind, 'staff')
FROM internship_assessment AS c JOIN assessment AS a ON a.id = c.assessment_id
LEFT JOIN person AS p ON p.id = a.person_id
WHERE c.internship_id = :internship_id AND c.deleted = 0 AND a.deleted = 0
ORDER BY a.held_on, c.id;

-- :name thesis_put
-- every field of the row
INSERT INTO thesis (id, student_id, title, state, deleted) VALUES (:id, :student_id, :title,
    :state, :deleted)
ON CONFLICT (id) DO UPDATE SET student_id = excluded.student_id, title = excluded.title,
    state = excluded.state,
    deleted = excluded.deleted
WHERE (student_id, title, state, deleted)
   IS NOT (excluded.student_id, excluded.title, excluded.state, excluded.deleted);

-- :name thesis_get
-- :id
SELECT h.id, h.student_id, h.title, h.state, h.deleted,
       (SELECT count(*) FROM milestone AS k WHERE k.thesis_id = h.id AND k.deleted = 0),
       (SELECT count(*) FROM milestone AS k WHERE k.thesis_id = h.id AND k.deleted = 0 AND k.done_on IS NOT NULL),
       (SELECT min(k.due_on) FROM milestone AS k WHERE k.thesis_id = h.id AND k.deleted = 0 AND k.done_on IS NULL),
       (SELECT k.title FROM milestone AS k WHERE k.thesis_id = h.id AND k.deleted = 0 AND k.done_on IS NULL
        ORDER BY ifnull(k.due_on, '9999'), k.id LIMIT 1),
       ifnull((SELECT p.name FROM setting AS x
        CROSS JOIN support AS s ON s.id = CAST(x.value AS INTEGER) AND s.deleted = 0
        CROSS JOIN person AS p ON p.id = s.person_id
        WHERE x.name = 'thesis ' || h.id AND x.deleted = 0),
       (SELECT p.name FROM support AS s JOIN person AS p ON p.id = s.person_id
        WHERE s.student_id = h.student_id AND s.role = 'thesis' AND s.deleted = 0
          AND NOT EXISTS (SELECT 1 FROM thesis AS o CROSS JOIN setting AS x
              ON x.name = 'thesis ' || o.id AND x.value = CAST(s.id AS TEXT) AND x.deleted = 0
              WHERE o.student_id = s.student_id AND o.id <> h.id AND o.deleted = 0)
        ORDER BY s.since DESC, s.id LIMIT 1)),
       t.matricule, t.last_name, t.first_name
FROM thesis AS h JOIN student AS t ON t.id = h.student_id
WHERE h.id = :id AND h.deleted = 0;

-- :name thesis_of_student
-- :student_id, :limit
SELECT h.id, h.student_id, h.title, h.state, h.deleted,
       (SELECT count(*) FROM milestone AS k WHERE k.thesis_id = h.id AND k.deleted = 0),
       (SELECT count(*) FROM milestone AS k WHERE k.thesis_id = h.id AND k.deleted = 0 AND k.done_on IS NOT NULL),
       (SELECT min(k.due_on) FROM milestone AS k WHERE k.thesis_id = h.id AND k.deleted = 0 AND k.done_on IS NULL),
       (SELECT k.title FROM milestone AS k WHERE k.thesis_id = h.id AND k.deleted = 0 AND k.done_on IS NULL
        ORDER BY ifnull(k.due_on, '9999'), k.id LIMIT 1),
       ifnull((SELECT p.name FROM setting AS x
        CROSS JOIN support AS s ON s.id = CAST(x.value AS INTEGER) AND s.deleted = 0
        CROSS JOIN person AS p ON p.id = s.person_id
        WHERE x.name = 'thesis ' || h.id AND x.deleted = 0),
       (SELECT p.name FROM support AS s JOIN person AS p ON p.id = s.person_id
        WHERE s.student_id = h.student_id AND s.role = 'thesis' AND s.deleted = 0
          AND NOT EXISTS (SELECT 1 FROM thesis AS o CROSS JOIN setting AS x
              ON x.name = 'thesis ' || o.id AND x.value = CAST(s.id AS TEXT) AND x.deleted = 0
              WHERE o.student_id = s.student_id AND o.id <> h.id AND o.deleted = 0)
        ORDER BY s.since DESC, s.id LIMIT 1)),
       t.matricule, t.last_name, t.first_name
FROM thesis AS h JOIN student AS t ON t.id = h.student_id
WHERE h.student_id = :student_id AND h.deleted = 0 ORDER BY h.id LIMIT :limit;

-- :name thesis_of_group
-- :group_id, :limit
SELECT h.id, h.student_id, h.title, h.state, h.deleted,
       (SELECT count(*) FROM milestone AS k WHERE k.thesis_id = h.id AND k.deleted = 0),
       (SELECT count(*) FROM milestone AS k WHERE k.thesis_id = h.id AND k.deleted = 0 AND k.done_on IS NOT NULL),
       (SELECT min(k.due_on) FROM milestone AS k WHERE k.thesis_id = h.id AND k.deleted = 0 AND k.done_on IS NULL),
       (SELECT k.title FROM milestone AS k WHERE k.thesis_id = h.id AND k.deleted = 0 AND k.done_on IS NULL
        ORDER BY ifnull(k.due_on, '9999'), k.id LIMIT 1),
       ifnull((SELECT p.name FROM setting AS x
        CROSS JOIN support AS s ON s.id = CAST(x.value AS INTEGER) AND s.deleted = 0
        CROSS JOIN person AS p ON p.id = s.person_id
        WHERE x.name = 'thesis ' || h.id AND x.deleted = 0),
       (SELECT p.name FROM support AS s JOIN person AS p ON p.id = s.person_id
        WHERE s.student_id = h.student_id AND s.role = 'thesis' AND s.deleted = 0
          AND NOT EXISTS (SELECT 1 FROM thesis AS o CROSS JOIN setting AS x
              ON x.name = 'thesis ' || o.id AND x.value = CAST(s.id AS TEXT) AND x.deleted = 0
              WHERE o.student_id = s.student_id AND o.id <> h.id AND o.deleted = 0)
        ORDER BY s.since DESC, s.id LIMIT 1)),
       t.matricule, t.last_name, t.first_name
FROM membership AS g CROSS JOIN thesis AS h ON h.student_id = g.student_id
JOIN student AS t ON t.id = h.student_id
WHERE g.group_id = :group_id AND g.deleted = 0 AND h.deleted = 0 AND t.deleted = 0
ORDER BY t.sort_key, t.matricule, h.id LIMIT :limit;

-- :name thesis_list
-- :limit
SELECT h.id, h.student_id, h.title, h.state, h.deleted,
       (SELECT count(*) FROM milestone AS k WHERE k.thesis_id = h.id AND k.deleted = 0),
       (SELECT count(*) FROM milestone AS k WHERE k.thesis_id = h.id AND k.deleted = 0 AND k.done_on IS NOT NULL),
       (SELECT min(k.due_on) FROM milestone AS k WHERE k.thesis_id = h.id AND k.deleted = 0 AND k.done_on IS NULL),
       (SELECT k.title FROM milestone AS k WHERE k.thesis_id = h.id AND k.deleted = 0 AND k.done_on IS NULL
        ORDER BY ifnull(k.due_on, '9999'), k.id LIMIT 1),
       ifnull((SELECT p.name FROM setting AS x
        CROSS JOIN support AS s ON s.id = CAST(x.value AS INTEGER) AND s.deleted = 0
        CROSS JOIN person AS p ON p.id = s.person_id
        WHERE x.name = 'thesis ' || h.id AND x.deleted = 0),
       (SELECT p.name FROM support AS s JOIN person AS p ON p.id = s.person_id
        WHERE s.student_id = h.student_id AND s.role = 'thesis' AND s.deleted = 0
          AND NOT EXISTS (SELECT 1 FROM thesis AS o CROSS JOIN setting AS x
              ON x.name = 'thesis ' || o.id AND x.value = CAST(s.id AS TEXT) AND x.deleted = 0
              WHERE o.student_id = s.student_id AND o.id <> h.id AND o.deleted = 0)
        ORDER BY s.since DESC, s.id LIMIT 1)),
       t.matricule, t.last_name, t.first_name
FROM thesis AS h JOIN student AS t ON t.id = h.student_id
WHERE h.deleted = 0 AND t.deleted = 0 ORDER BY t.sort_key, t.matricule, h.id LIMIT :limit;

-- :name milestone_put
-- every field of the row
INSERT INTO milestone (id, thesis_id, title, due_on, done_on, deleted) VALUES (:id, :thesis_id,
    :title, :due_on, :done_on, :deleted)
ON CONFLICT (id) DO UPDATE SET thesis_id = excluded.thesis_id, title = excluded.title,
    due_on = excluded.due_on,
    done_on = excluded.done_on, deleted = excluded.deleted
WHERE (thesis_id, title, due_on, done_on, deleted)
   IS NOT (excluded.thesis_id, excluded.title, excluded.due_on, excluded.done_on,
       excluded.deleted);

-- :name milestone_list
-- :thesis_id
SELECT id, thesis_id, title, due_on, done_on, deleted FROM milestone
WHERE thesis_id = :thesis_id AND deleted = 0 ORDER BY ifnull(due_on, '9999'), id;

-- :name evidence_put
-- every field of the row
INSERT INTO evidence (id, student_id, title, made_on, place, deleted) VALUES (:id, :student_id,
    :title, :made_on, :place, :deleted)
ON CONFLICT (id) DO UPDATE SET student_id = excluded.student_id, title = excluded.title,
    made_on = excluded.made_on,
    place = excluded.place, deleted = excluded.deleted
WHERE (student_id, title, made_on, place, deleted)
   IS NOT (excluded.student_id, excluded.title, excluded.made_on, excluded.place,
       excluded.deleted);

-- :name evidence_list
-- Newest first. :student_id
SELECT id, student_id, title, made_on, place, deleted FROM evidence
WHERE student_id = :student_id AND deleted = 0 ORDER BY made_on DESC, id;

-- :name link_put
-- every field of the row
INSERT INTO link (id, internship_id, thesis_id, objective_id, evidence_id, item_id, goal_id,
    deleted) VALUES (:id, :internship_id, :thesis_id, :objective_id, :evidence_id, :item_id,
    :goal_id, :deleted)
ON CONFLICT (id) DO UPDATE SET internship_id = excluded.internship_id,
    thesis_id = excluded.thesis_id, objective_id = excluded.objective_id,
    evidence_id = excluded.evidence_id, item_id = excluded.item_id, goal_id = excluded.goal_id,
    deleted = excluded.deleted
WHERE (internship_id, thesis_id, objective_id, evidence_id, item_id, goal_id, deleted)
   IS NOT (excluded.internship_id, excluded.thesis_id, excluded.objective_id,
       excluded.evidence_id, excluded.item_id, excluded.goal_id, excluded.deleted);

-- :name link_of_internship
-- :id
SELECT l.id, l.internship_id, l.thesis_id, l.objective_id, l.evidence_id, l.item_id, l.goal_id,
    l.deleted, i.code, z.position
FROM link AS l LEFT JOIN item AS i ON i.id = l.item_id LEFT JOIN goal AS z ON z.id = l.goal_id
WHERE l.internship_id = :id AND l.deleted = 0 ORDER BY z.position, i.framework_id, i.parent_id,
    i.position;

-- :name link_of_thesis
-- :id
SELECT l.id, l.internship_id, l.thesis_id, l.objective_id, l.evidence_id, l.item_id, l.goal_id,
    l.deleted, i.code, z.position
FROM link AS l LEFT JOIN item AS i ON i.id = l.item_id LEFT JOIN goal AS z ON z.id = l.goal_id
WHERE l.thesis_id = :id AND l.deleted = 0 ORDER BY z.position, i.framework_id, i.parent_id,
    i.position;

-- :name link_of_objective
-- :id
SELECT l.id, l.internship_id, l.thesis_id, l.objective_id, l.evidence_id, l.item_id, l.goal_id,
    l.deleted, i.code, z.position
FROM link AS l LEFT JOIN item AS i ON i.id = l.item_id LEFT JOIN goal AS z ON z.id = l.goal_id
WHERE l.objective_id = :id AND l.deleted = 0 ORDER BY z.position, i.framework_id, i.parent_id,
    i.position;

-- :name link_of_evidence
-- :id
SELECT l.id, l.internship_id, l.thesis_id, l.objective_id, l.evidence_id, l.item_id, l.goal_id,
    l.deleted, i.code, z.position
FROM link AS l LEFT JOIN item AS i ON i.id = l.item_id LEFT JOIN goal AS z ON z.id = l.goal_id
WHERE l.evidence_id = :id AND l.deleted = 0 ORDER BY z.position, i.framework_id, i.parent_id,
    i.position;

-- :name milestone_due
-- Not done, of theses under way. :from, :to, :limit; :person_id: of whom they accompany on :day
-- (0: of all students)
SELECT k.id, k.thesis_id, k.title, k.due_on, k.done_on, k.deleted, t.id, t.matricule,
       t.last_name, t.first_name
FROM milestone AS k CROSS JOIN thesis AS h ON h.id = k.thesis_id
JOIN student AS t ON t.id = h.student_id
WHERE k.due_on BETWEEN :from AND :to AND k.done_on IS NULL AND k.deleted = 0
  AND h.state = 'going' AND h.deleted = 0 AND t.deleted = 0
  AND (:person_id = 0 OR h.student_id IN (
    SELECT s.student_id FROM support AS s
    WHERE s.person_id = :person_id AND s.student_id IS NOT NULL AND s.deleted = 0
      AND s.since <= :day AND (s.until IS NULL OR s.until >= :day)
    UNION
    SELECT m.student_id FROM support AS s CROSS JOIN membership AS m ON m.group_id = s.group_id
    WHERE s.person_id = :person_id AND s.deleted = 0 AND m.deleted = 0
      AND s.since <= :day AND (s.until IS NULL OR s.until >= :day)))
ORDER BY k.due_on, k.id LIMIT :limit;

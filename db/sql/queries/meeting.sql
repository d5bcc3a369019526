-- Meetings, and what is noted and agreed in them.

-- :name meeting_put
-- every field of the row
INSERT INTO meeting (id, student_id, person_id, state, held_on, starts_at, place, presence,
    agenda, assessment_id, group_id, internship_id, opened_at, minutes, next_on, next_at, items,
    deleted) VALUES (:id, :student_id, :person_id, :state, :held_on, :starts_at, :place,
    :presence, :agenda, :assessment_id, :group_id, :internship_id, :opened_at, :minutes,
    :next_on, :next_at, :items, :deleted)
ON CONFLICT (id) DO UPDATE SET student_id = excluded.student_id,
    person_id = excluded.person_id, state = excluded.state,
    held_on = excluded.held_on, starts_at = excluded.starts_at, place = excluded.place,
    presence = excluded.presence, agenda = excluded.agenda, assessment_id = excluded.assessment_id,
    group_id = excluded.group_id, internship_id = excluded.internship_id,
        opened_at = excluded.opened_at,
    minutes = excluded.minutes, next_on = excluded.next_on, next_at = excluded.next_at,
    items = excluded.items,
    deleted = excluded.deleted
WHERE (student_id, person_id, state, held_on, starts_at, place, presence, agenda,
    assessment_id, group_id, internship_id, opened_at, minutes, next_on, next_at, items,
        deleted)
   IS NOT (excluded.student_id, excluded.person_id, excluded.state, excluded.held_on,
       excluded.starts_at, excluded.place, excluded.presence, excluded.agenda,
       excluded.assessment_id, excluded.group_id, excluded.internship_id, excluded.opened_at,
       excluded.minutes, excluded.next_on, excluded.next_at, excluded.items, excluded.deleted);

-- :name meeting_get
-- :id
SELECT m.id, m.student_id, m.person_id, m.state, m.held_on, m.starts_at, m.place, m.presence,
       m.agenda, m.assessment_id, m.group_id, m.internship_id, m.opened_at, m.minutes,
       m.next_on, m.next_at, m.items,
       m.deleted,
       p.name, t.matricule, t.last_name, t.first_name
FROM meeting AS m JOIN student AS t ON t.id = m.student_id LEFT JOIN person AS p ON p.id = m.person_id
WHERE m.id = :id AND m.deleted = 0;

-- :name meeting_of_student
-- Newest first. :student_id, :limit
SELECT m.id, m.student_id, m.person_id, m.state, m.held_on, m.starts_at, m.place, m.presence,
       m.agenda, m.assessment_id, m.group_id, m.internship_id, m.opened_at, m.minutes,
       m.next_on, m.next_at, m.items,
       m.deleted,
       p.name, t.matricule, t.last_name, t.first_name
FROM meeting AS m JOIN student AS t ON t.id = m.student_id LEFT JOIN person AS p ON p.id = m.person_id
WHERE m.student_id = :student_id AND m.deleted = 0
ORDER BY m.held_on DESC, m.starts_at DESC, m.opened_at DESC, m.id LIMIT :limit;

-- :name meeting_agenda
-- :state, :person_id (0: anybody's), :from, :to, :limit
SELECT m.id, m.student_id, m.person_id, m.state, m.held_on, m.starts_at, m.place, m.presence,
       m.agenda, m.assessment_id, m.group_id, m.internship_id, m.opened_at, m.minutes,
       m.next_on, m.next_at, m.items,
       m.deleted,
       p.name, t.matricule, t.last_name, t.first_name
FROM meeting AS m JOIN student AS t ON t.id = m.student_id LEFT JOIN person AS p ON p.id = m.person_id
WHERE m.state = :state AND m.held_on BETWEEN :from AND :to AND m.deleted = 0 AND t.deleted = 0
  AND (:person_id = 0 OR m.person_id = :person_id)
ORDER BY m.held_on, ifnull(m.starts_at, '99'), m.id LIMIT :limit;

-- :name meeting_of_group
-- Held together. :group_id, :held_on
SELECT m.id, m.student_id, m.person_id, m.state, m.held_on, m.starts_at, m.place, m.presence,
       m.agenda, m.assessment_id, m.group_id, m.internship_id, m.opened_at, m.minutes,
       m.next_on, m.next_at, m.items,
       m.deleted,
       p.name, t.matricule, t.last_name, t.first_name
FROM student_group AS g CROSS JOIN membership AS n ON n.group_id = g.id
CROSS JOIN meeting AS m ON m.student_id = n.student_id AND m.held_on = :held_on AND m.group_id = g.id
JOIN student AS t ON t.id = m.student_id LEFT JOIN person AS p ON p.id = m.person_id
WHERE g.id = :group_id AND m.deleted = 0 ORDER BY t.sort_key, m.id;

-- :name observation_put
-- every field of the row
INSERT INTO observation (id, student_id, item_id, meeting_id, person_id, written_on, text,
    confidential, noted_at, deleted) VALUES (:id, :student_id, :item_id, :meeting_id,
        :person_id,
    :written_on, :text, :confidential, :noted_at, :deleted)
ON CONFLICT (id) DO UPDATE SET student_id = excluded.student_id, item_id = excluded.item_id,
    meeting_id = excluded.meeting_id,
    person_id = excluded.person_id, written_on = excluded.written_on, text = excluded.text,
    confidential = excluded.confidential, noted_at = excluded.noted_at,
    deleted = excluded.deleted
WHERE (student_id, item_id, meeting_id, person_id, written_on, text, confidential, noted_at,
    deleted)
   IS NOT (excluded.student_id, excluded.item_id, excluded.meeting_id, excluded.person_id,
       excluded.written_on, excluded.text, excluded.confidential, excluded.noted_at,
       excluded.deleted);

-- :name observation_of_student
-- Newest first. :student_id, :limit
SELECT o.id, o.student_id, o.item_id, o.meeting_id, o.person_id, o.written_on, o.text,
    o.confidential, o.noted_at, o.deleted, p.name, i.code
FROM observation AS o LEFT JOIN person AS p ON p.id = o.person_id LEFT JOIN item AS i ON i.id = o.item_id
WHERE o.student_id = :student_id AND o.deleted = 0
ORDER BY o.written_on DESC, o.noted_at DESC, o.id LIMIT :limit;

-- :name observation_of_meeting
-- In the order noted. :meeting_id
SELECT o.id, o.student_id, o.item_id, o.meeting_id, o.person_id, o.written_on, o.text,
    o.confidential, o.noted_at, o.deleted, p.name, i.code
FROM observation AS o LEFT JOIN person AS p ON p.id = o.person_id LEFT JOIN item AS i ON i.id = o.item_id
WHERE o.meeting_id = :meeting_id AND o.deleted = 0 ORDER BY o.noted_at, o.id;

-- :name objective_put
-- every field of the row
INSERT INTO objective (id, student_id, item_id, meeting_id, person_id, text, set_on, due_on,
    state, settled_on, settled_in, from_id, noted_at, deleted) VALUES (:id, :student_id,
        :item_id,
    :meeting_id, :person_id, :text, :set_on, :due_on, :state, :settled_on, :settled_in,
    :from_id, :noted_at, :deleted)
ON CONFLICT (id) DO UPDATE SET student_id = excluded.student_id, item_id = excluded.item_id,
    meeting_id = excluded.meeting_id,
    person_id = excluded.person_id, text = excluded.text, set_on = excluded.set_on,
    due_on = excluded.due_on, state = excluded.state, settled_on = excluded.settled_on,
    settled_in = excluded.settled_in, from_id = excluded.from_id, noted_at = excluded.noted_at,
    deleted = excluded.deleted
WHERE (student_id, item_id, meeting_id, person_id, text, set_on, due_on, state, settled_on,
    settled_in, from_id, noted_at, deleted)
   IS NOT (excluded.student_id, excluded.item_id, excluded.meeting_id, excluded.person_id,
       excluded.text, excluded.set_on, excluded.due_on, excluded.state, excluded.settled_on,
       excluded.settled_in, excluded.from_id, excluded.noted_at, excluded.deleted);

-- :name objective_get
-- :id
SELECT b.id, b.student_id, b.item_id, b.meeting_id, b.person_id, b.text, b.set_on, b.due_on,
    b.state, b.settled_on, b.settled_in, b.from_id, b.noted_at, b.deleted,
       p.name, i.code, t.matricule, t.last_name, t.first_name
FROM objective AS b JOIN student AS t ON t.id = b.student_id LEFT JOIN person AS p ON p.id = b.person_id
LEFT JOIN item AS i ON i.id = b.item_id
WHERE b.id = :id AND b.deleted = 0;

-- :name objective_of_student
-- Open ones first, by date due; then the newest. :student_id
SELECT b.id, b.student_id, b.item_id, b.meeting_id, b.person_id, b.text, b.set_on, b.due_on,
    b.state, b.settled_on, b.settled_in, b.from_id, b.noted_at, b.deleted,
       p.name, i.code, t.matricule, t.last_name, t.first_name
FROM objective AS b JOIN student AS t ON t.id = b.student_id LEFT JOIN person AS p ON p.id = b.person_id
LEFT JOIN item AS i ON i.id = b.item_id
WHERE b.student_id = :student_id AND b.deleted = 0
ORDER BY b.state <> 'open', CASE WHEN b.state = 'open' THEN ifnull(b.due_on, '9999') END,
         b.settled_on DESC, b.set_on DESC, b.noted_at, b.id;

-- :name objective_of_meeting
-- Agreed in it. :meeting_id
SELECT b.id, b.student_id, b.item_id, b.meeting_id, b.person_id, b.text, b.set_on, b.due_on,
    b.state, b.settled_on, b.settled_in, b.from_id, b.noted_at, b.deleted,
       p.name, i.code, t.matricule, t.last_name, t.first_name
FROM objective AS b JOIN student AS t ON t.id = b.student_id LEFT JOIN person AS p ON p.id = b.person_id
LEFT JOIN item AS i ON i.id = b.item_id
WHERE b.meeting_id = :meeting_id AND b.deleted = 0 ORDER BY b.noted_at, b.id;

-- :name objective_settled_in
-- :meeting_id
SELECT b.id, b.student_id, b.item_id, b.meeting_id, b.person_id, b.text, b.set_on, b.due_on,
    b.state, b.settled_on, b.settled_in, b.from_id, b.noted_at, b.deleted,
       p.name, i.code, t.matricule, t.last_name, t.first_name
FROM objective AS b JOIN student AS t ON t.id = b.student_id LEFT JOIN person AS p ON p.id = b.person_id
LEFT JOIN item AS i ON i.id = b.item_id
WHERE b.settled_in = :meeting_id AND b.deleted = 0 ORDER BY b.set_on, b.noted_at, b.id;

-- :name objective_due
-- Open. :from, :to, :limit; :person_id: agreed with them, or of whom they accompany on :day
-- (0: of all students)
SELECT b.id, b.student_id, b.item_id, b.meeting_id, b.person_id, b.text, b.set_on, b.due_on,
    b.state, b.settled_on, b.settled_in, b.from_id, b.noted_at, b.deleted,
       p.name, i.code, t.matricule, t.last_name, t.first_name
FROM objective AS b JOIN student AS t ON t.id = b.student_id LEFT JOIN person AS p ON p.id = b.person_id
LEFT JOIN item AS i ON i.id = b.item_id
WHERE b.due_on BETWEEN :from AND :to AND b.state = 'open' AND b.deleted = 0 AND t.deleted = 0
  AND (:person_id = 0 OR b.person_id = :person_id OR b.student_id IN (
    SELECT s.student_id FROM support AS s
    WHERE s.person_id = :person_id AND s.student_id IS NOT NULL AND s.deleted = 0
      AND s.since <= :day AND (s.until IS NULL OR s.until >= :day)
    UNION
    SELECT m.student_id FROM support AS s CROSS JOIN membership AS m ON m.group_id = s.group_id
    WHERE s.person_id = :person_id AND s.deleted = 0 AND m.deleted = 0
      AND s.since <= :day AND (s.until IS NULL OR s.until >= :day)))
ORDER BY b.due_on, b.id LIMIT :limit;

-- :name objective_undated
-- Open, of all students, without a date. :limit
SELECT b.id, b.student_id, b.item_id, b.meeting_id, b.person_id, b.text, b.set_on, b.due_on,
    b.state, b.settled_on, b.settled_in, b.from_id, b.noted_at, b.deleted,
       p.name, i.code, t.matricule, t.last_name, t.first_name
FROM objective AS b JOIN student AS t ON t.id = b.student_id LEFT JOIN person AS p ON p.id = b.person_id
LEFT JOIN item AS i ON i.id = b.item_id
WHERE b.due_on IS NULL AND b.state = 'open' AND b.deleted = 0 AND t.deleted = 0
ORDER BY b.id LIMIT :limit;

-- Assessments, ratings, and what is derived from them.

-- :name assessment_insert
-- :id, :kind, :held_on, :person_id; one that was hidden comes back
INSERT INTO assessment (id, kind, held_on, person_id) VALUES (:id, :kind, :held_on, :person_id)
ON CONFLICT (id) DO UPDATE SET deleted = 0 WHERE deleted <> 0;

-- :name assessment_exists
-- :id → 1, or nothing
SELECT 1 FROM assessment WHERE id = :id AND deleted = 0;

-- :name rating_get
-- :student_id, :item_id, :assessment_id → id, level, comment, deleted, rated_at
SELECT id, level, comment, deleted, rated_at FROM rating
WHERE student_id = :student_id AND item_id = :item_id AND assessment_id = :assessment_id;

-- :name rating_insert
INSERT INTO rating (id, student_id, item_id, assessment_id, level, comment, rated_at)
VALUES (:id, :student_id, :item_id, :assessment_id, :level, :comment, :rated_at);

-- :name rating_update
-- :id, :level, :comment, :deleted, :rated_at
UPDATE rating SET level = :level, comment = :comment, deleted = :deleted, rated_at = :rated_at
WHERE id = :id;

-- :name rating_each
-- All of a student, in order of item, date, moment. :student_id
SELECT r.id, r.item_id, r.assessment_id, r.level, r.rated_at, a.kind, a.held_on, r.comment, p.name,
       p.kind = 'field', a.peer_id
FROM rating AS r CROSS JOIN assessment AS a ON a.id = r.assessment_id
LEFT JOIN person AS p ON p.id = a.person_id
WHERE r.student_id = :student_id AND r.deleted = 0 AND a.deleted = 0
ORDER BY r.item_id, a.held_on, r.rated_at, r.assessment_id;

-- :name rating_each_item
-- Those on one item. :student_id, :item_id
SELECT r.id, r.item_id, r.assessment_id, r.level, r.rated_at, a.kind, a.held_on, r.comment, p.name,
       p.kind = 'field', a.peer_id
FROM rating AS r CROSS JOIN assessment AS a ON a.id = r.assessment_id
LEFT JOIN person AS p ON p.id = a.person_id
WHERE r.student_id = :student_id AND r.item_id = :item_id AND r.deleted = 0 AND a.deleted = 0
ORDER BY a.held_on, r.rated_at, r.assessment_id;

-- :name assessment_ratings
-- Levels a student received on one occasion. :student_id, :assessment_id
SELECT item_id, level FROM rating
WHERE student_id = :student_id AND assessment_id = :assessment_id AND deleted = 0;

-- :name current_level_put
INSERT INTO current_level (student_id, item_id, value, trend, last_level, count, seen_on)
VALUES (:student_id, :item_id, :value, :trend, :last_level, :count, :seen_on)
ON CONFLICT (student_id, item_id) DO UPDATE SET value = excluded.value, trend = excluded.trend,
    last_level = excluded.last_level, count = excluded.count, seen_on = excluded.seen_on
WHERE (value, trend, last_level, count, seen_on)
   IS NOT (excluded.value, excluded.trend, excluded.last_level, excluded.count, excluded.seen_on);

-- :name current_level_remove
-- :student_id, :item_id
DELETE FROM current_level WHERE student_id = :student_id AND item_id = :item_id;

-- :name current_level_get
-- :student_id, :item_id
SELECT student_id, item_id, value, trend, last_level, count, seen_on
FROM current_level WHERE student_id = :student_id AND item_id = :item_id;

-- :name current_level_each
-- :student_id
SELECT student_id, item_id, value, trend, last_level, count, seen_on
FROM current_level WHERE student_id = :student_id ORDER BY item_id;

-- :name standing_put
INSERT INTO standing (framework_id, student_id, mean, rated, seen_on)
VALUES (:framework_id, :student_id, :mean, :rated, :seen_on)
ON CONFLICT (framework_id, student_id) DO UPDATE
SET mean = excluded.mean, rated = excluded.rated, seen_on = excluded.seen_on
WHERE (mean, rated, seen_on) IS NOT (excluded.mean, excluded.rated, excluded.seen_on);

-- :name standing_remove
-- :framework_id, :student_id
DELETE FROM standing WHERE framework_id = :framework_id AND student_id = :student_id;

-- :name standing_sweep
-- Those of a student under frameworks that are hidden. :student_id
DELETE FROM standing WHERE student_id = :student_id
    AND framework_id IN (SELECT id FROM framework WHERE deleted <> 0);

-- :name standing_get
-- :framework_id, :student_id
SELECT mean, rated, seen_on FROM standing
WHERE framework_id = :framework_id AND student_id = :student_id;

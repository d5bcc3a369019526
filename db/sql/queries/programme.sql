-- Rules, programmes, units and their activities.

-- :name rule_set_put
-- every field of the row
INSERT INTO rule_set (id, code, since, label, deleted)
VALUES (:id, :code, :since, :label, :deleted)
ON CONFLICT (id) DO UPDATE SET code = excluded.code, since = excluded.since, label =
    excluded.label, deleted = excluded.deleted
WHERE (code, since, label, deleted)
   IS NOT (excluded.code, excluded.since, excluded.label, excluded.deleted);

-- :name rule_put
-- every field of the row
INSERT INTO rule (id, rule_set_id, name, value, deleted)
VALUES (:id, :rule_set_id, :name, :value, :deleted)
ON CONFLICT (id) DO UPDATE SET rule_set_id = excluded.rule_set_id, name = excluded.name,
    value = excluded.value, deleted = excluded.deleted
WHERE (rule_set_id, name, value, deleted)
   IS NOT (excluded.rule_set_id, excluded.name, excluded.value, excluded.deleted);

-- :name grade_code_put
-- every field of the row
INSERT INTO grade_code (id, rule_set_id, code, label, aliases, effect, typed_by, proof,
    position, deleted, absence)
VALUES (:id, :rule_set_id, :code, :label, :aliases, :effect, :typed_by, :proof, :position,
    :deleted, :absence)
ON CONFLICT (id) DO UPDATE SET rule_set_id = excluded.rule_set_id, code = excluded.code,
    label = excluded.label, aliases = excluded.aliases, effect = excluded.effect, typed_by =
    excluded.typed_by, proof = excluded.proof, position = excluded.position, deleted =
    excluded.deleted, absence = excluded.absence
WHERE (rule_set_id, code, label, aliases, effect, typed_by, proof, position, deleted, absence)
   IS NOT (excluded.rule_set_id, excluded.code, excluded.label, excluded.aliases,
    excluded.effect, excluded.typed_by, excluded.proof, excluded.position, excluded.deleted,
    excluded.absence);

-- :name mention_put
-- every field of the row
INSERT INTO mention (id, rule_set_id, least, label, deleted)
VALUES (:id, :rule_set_id, :least, :label, :deleted)
ON CONFLICT (id) DO UPDATE SET rule_set_id = excluded.rule_set_id, least = excluded.least,
    label = excluded.label, deleted = excluded.deleted
WHERE (rule_set_id, least, label, deleted)
   IS NOT (excluded.rule_set_id, excluded.least, excluded.label, excluded.deleted);

-- :name programme_put
-- every field of the row
INSERT INTO programme (id, year, code, label, rule_set_id, deleted)
VALUES (:id, :year, :code, :label, :rule_set_id, :deleted)
ON CONFLICT (id) DO UPDATE SET year = excluded.year, code = excluded.code, label =
    excluded.label, rule_set_id = excluded.rule_set_id, deleted = excluded.deleted
WHERE (year, code, label, rule_set_id, deleted)
   IS NOT (excluded.year, excluded.code, excluded.label, excluded.rule_set_id,
    excluded.deleted);

-- :name unit_put
-- every field of the row
INSERT INTO unit (id, programme_id, code, title, block, credits, person_id, optional,
    decimals, position, deleted)
VALUES (:id, :programme_id, :code, :title, :block, :credits, :person_id, :optional,
    :decimals, :position, :deleted)
ON CONFLICT (id) DO UPDATE SET programme_id = excluded.programme_id, code = excluded.code,
    title = excluded.title, block = excluded.block, credits = excluded.credits, person_id =
    excluded.person_id, optional = excluded.optional, decimals = excluded.decimals, position =
    excluded.position, deleted = excluded.deleted
WHERE (programme_id, code, title, block, credits, person_id, optional, decimals, position,
    deleted)
   IS NOT (excluded.programme_id, excluded.code, excluded.title, excluded.block,
    excluded.credits, excluded.person_id, excluded.optional, excluded.decimals,
    excluded.position, excluded.deleted);

-- :name activity_put
-- every field of the row
INSERT INTO activity (id, unit_id, code, title, kind, weight, minimum, position, deleted)
VALUES (:id, :unit_id, :code, :title, :kind, :weight, :minimum, :position, :deleted)
ON CONFLICT (id) DO UPDATE SET unit_id = excluded.unit_id, code = excluded.code, title =
    excluded.title, kind = excluded.kind, weight = excluded.weight, minimum = excluded.minimum,
    position = excluded.position, deleted = excluded.deleted
WHERE (unit_id, code, title, kind, weight, minimum, position, deleted)
   IS NOT (excluded.unit_id, excluded.code, excluded.title, excluded.kind, excluded.weight,
    excluded.minimum, excluded.position, excluded.deleted);

-- :name exercise_put
-- every field of the row
INSERT INTO exercise (id, unit_id, activity_id, item_id, deleted)
VALUES (:id, :unit_id, :activity_id, :item_id, :deleted)
ON CONFLICT (id) DO UPDATE SET unit_id = excluded.unit_id, activity_id =
    excluded.activity_id, item_id = excluded.item_id, deleted = excluded.deleted
WHERE (unit_id, activity_id, item_id, deleted)
   IS NOT (excluded.unit_id, excluded.activity_id, excluded.item_id, excluded.deleted);

-- :name rule_set_list
-- All, by code and day
SELECT r.id, r.code, r.since, r.label, r.deleted
FROM rule_set AS r WHERE r.deleted = 0 ORDER BY r.code, r.since;

-- :name rule_list
-- :rule_set_id
SELECT r.id, r.rule_set_id, r.name, r.value, r.deleted
FROM rule AS r WHERE r.rule_set_id = :rule_set_id AND r.deleted = 0 ORDER BY r.name;

-- :name grade_code_list
-- :rule_set_id
SELECT c.id, c.rule_set_id, c.code, c.label, c.aliases, c.effect, c.typed_by, c.proof,
    c.position, c.deleted, c.absence
FROM grade_code AS c WHERE c.rule_set_id = :rule_set_id AND c.deleted = 0
ORDER BY c.position, c.code;

-- :name mention_list
-- Highest first. :rule_set_id
SELECT m.id, m.rule_set_id, m.least, m.label, m.deleted
FROM mention AS m WHERE m.rule_set_id = :rule_set_id AND m.deleted = 0 ORDER BY m.least DESC;

-- :name programme_list
-- All, newest year first
SELECT p.id, p.year, p.code, p.label, p.rule_set_id, p.deleted
FROM programme AS p WHERE p.deleted = 0 ORDER BY p.year DESC, p.code;

-- :name unit_list
-- :programme_id
SELECT u.id, u.programme_id, u.code, u.title, u.block, u.credits, u.person_id, u.optional,
    u.decimals, u.position, u.deleted, p.name
FROM unit AS u LEFT JOIN person AS p ON p.id = u.person_id
WHERE u.programme_id = :programme_id AND u.deleted = 0 ORDER BY u.position, u.code;

-- :name activity_list
-- Those of all units. :programme_id
SELECT a.id, a.unit_id, a.code, a.title, a.kind, a.weight, a.minimum, a.position, a.deleted
FROM unit AS u JOIN activity AS a ON a.unit_id = u.id
WHERE u.programme_id = :programme_id AND u.deleted = 0 AND a.deleted = 0
ORDER BY u.position, u.code, a.position, a.code;

-- :name exercise_list
-- Those of all units. :programme_id
SELECT e.id, e.unit_id, e.activity_id, e.item_id, e.deleted, i.code
FROM unit AS u JOIN exercise AS e ON e.unit_id = u.id JOIN item AS i ON i.id = e.item_id
WHERE u.programme_id = :programme_id AND u.deleted = 0 AND e.deleted = 0
ORDER BY u.position, u.code, i.framework_id, i.parent_id, i.position;

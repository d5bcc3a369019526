-- Frameworks, their scales and items.
--
-- In the _put statements a row that holds the id under another key makes that
-- key NULL, which the table refuses: WHY_ID_CLASH.

-- :name scale_put
-- :id, :code, :title, :mastery
INSERT INTO scale (id, code, title, mastery) VALUES (:id, :code, :title, :mastery)
ON CONFLICT (id) DO UPDATE SET code = CASE WHEN code = excluded.code THEN code END,
    title = excluded.title, mastery = excluded.mastery, deleted = 0
WHERE (code, title, mastery, deleted) IS NOT (excluded.code, excluded.title, excluded.mastery, 0);

-- :name level_put
-- :id, :scale_id, :digit, :short_name, :name
INSERT INTO level (id, scale_id, digit, short_name, name)
VALUES (:id, :scale_id, :digit, :short_name, :name)
ON CONFLICT (id) DO UPDATE
SET short_name = excluded.short_name, name = excluded.name, deleted = 0
WHERE short_name <> excluded.short_name OR name <> excluded.name OR deleted <> 0;

-- :name level_hide_above
-- Levels a shorter scale no longer has. :scale_id, :digit
UPDATE level SET deleted = 1 WHERE scale_id = :scale_id AND digit > :digit AND deleted = 0;

-- :name scale_get
-- :id → code, title, mastery
SELECT code, title, mastery FROM scale WHERE id = :id;

-- :name level_each
-- :scale_id → digit, short_name, name
SELECT digit, short_name, name FROM level WHERE scale_id = :scale_id AND deleted = 0 ORDER BY digit;

-- :name framework_put
INSERT INTO framework (id, code, version, title, scale_id, rule, validated_on, level, cycle, type,
                       sector, domain, language, credits, position)
VALUES (:id, :code, :version, :title, :scale_id, :rule, :validated_on, :level, :cycle, :type,
        :sector, :domain, :language, :credits, :position)
ON CONFLICT (id) DO UPDATE SET
    code = CASE WHEN (code, version) = (excluded.code, excluded.version) THEN code END,
    title = excluded.title, scale_id = excluded.scale_id,
    rule = excluded.rule, validated_on = excluded.validated_on, level = excluded.level,
    cycle = excluded.cycle, type = excluded.type, sector = excluded.sector,
    domain = excluded.domain, language = excluded.language, credits = excluded.credits,
    position = excluded.position, deleted = 0
WHERE (code, version, title, scale_id, rule, validated_on, level, cycle, type, sector, domain,
       language, credits, position, deleted)
   IS NOT (excluded.code, excluded.version, excluded.title, excluded.scale_id, excluded.rule, excluded.validated_on,
           excluded.level, excluded.cycle, excluded.type, excluded.sector, excluded.domain,
           excluded.language, excluded.credits, excluded.position, 0);

-- :name framework_each
SELECT id, code, version, title, scale_id, rule, validated_on, level, cycle, type, sector, domain,
       language, credits, position
FROM framework WHERE deleted = 0 ORDER BY position, code, version;

-- :name framework_in_use
-- :framework_id → 1 if any rating was given under it. Staff ratings make standings;
-- only without any are all ratings read, for those of students and peers.
SELECT EXISTS (SELECT 1 FROM standing WHERE framework_id = :framework_id)
    OR EXISTS (SELECT 1 FROM rating AS r CROSS JOIN item AS i ON i.id = r.item_id
               WHERE i.framework_id = :framework_id AND r.deleted = 0);

-- :name goal_put
-- :id, :framework_id, :position, :text
INSERT INTO goal (id, framework_id, position, text) VALUES (:id, :framework_id, :position, :text)
ON CONFLICT (id) DO UPDATE SET text = excluded.text, deleted = 0
WHERE text <> excluded.text OR deleted <> 0;

-- :name goal_hide_above
-- Goals a shorter list no longer has. :framework_id, :position
UPDATE goal SET deleted = 1
WHERE framework_id = :framework_id AND position > :position AND deleted = 0;

-- :name goal_each
-- :framework_id → position, text
SELECT position, text FROM goal WHERE framework_id = :framework_id AND deleted = 0
ORDER BY position;

-- :name item_put
INSERT INTO item (id, framework_id, parent_id, code, kind, position, label, text)
VALUES (:id, :framework_id, :parent_id, :code, :kind, :position, :label, :text)
ON CONFLICT (id) DO UPDATE SET
    code = CASE WHEN (framework_id, code) = (excluded.framework_id, excluded.code) THEN code END,
    parent_id = excluded.parent_id, kind = excluded.kind,
    position = excluded.position, label = excluded.label, text = excluded.text, deleted = 0
WHERE (framework_id, code, parent_id, kind, position, label, text, deleted)
   IS NOT (excluded.framework_id, excluded.code, excluded.parent_id, excluded.kind,
           excluded.position, excluded.label, excluded.text, 0);

-- :name item_hide
-- :id
UPDATE item SET deleted = 1 WHERE id = :id AND deleted = 0;

-- :name item_each
-- :framework_id → items, children of one parent in order
SELECT id, parent_id, code, kind, position, label, text
FROM item WHERE framework_id = :framework_id AND deleted = 0
ORDER BY parent_id, position, code;

-- :name descriptor_put
-- :id, :item_id, :digit, :text
INSERT INTO descriptor (id, item_id, digit, text) VALUES (:id, :item_id, :digit, :text)
ON CONFLICT (id) DO UPDATE SET text = excluded.text, deleted = 0
WHERE text <> excluded.text OR deleted <> 0;

-- :name descriptor_hide
-- :id
UPDATE descriptor SET deleted = 1 WHERE id = :id AND deleted = 0;

-- :name descriptor_each
-- :item_id → digit, text
SELECT digit, text FROM descriptor WHERE item_id = :item_id AND deleted = 0 ORDER BY digit;

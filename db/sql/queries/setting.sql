-- What belongs to the file.

-- :name setting_get
-- :name → value, or nothing
SELECT value FROM setting WHERE name = :name AND deleted = 0;

-- :name setting_put
-- :id, :name, :value; by natural key
INSERT INTO setting (id, name, value) VALUES (:id, :name, :value)
ON CONFLICT (name) DO UPDATE SET value = excluded.value, deleted = 0
WHERE value IS NOT excluded.value OR deleted <> 0;

-- :name data_version
-- → a number that changes when another connection has written
PRAGMA data_version;

-- :name read_begin
-- Several statements that see one moment; see db_read_begin
BEGIN;

-- :name read_end
COMMIT;

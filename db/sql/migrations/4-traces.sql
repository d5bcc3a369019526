-- Format 4 (open: the changes of this format are added here until it is
-- released): whose change it was and when, and that a code is an absence.

-- A code says whether it is an absence, and may carry a mark. What the codes of
-- an older file are is not guessed.
CREATE TEMP TABLE grade_code_before AS SELECT * FROM main.grade_code;
DROP TABLE main.grade_code;
CREATE TABLE grade_code (
    id           INTEGER PRIMARY KEY,
    rule_set_id  INTEGER NOT NULL REFERENCES rule_set (id),
    code         TEXT NOT NULL CHECK (code <> ''),
    label        TEXT NOT NULL DEFAULT '',
    aliases      TEXT NOT NULL DEFAULT '',
    effect       TEXT NOT NULL CHECK (effect IN ('zero', 'left-out', 'blocks', 'credit', 'open', 'carried')),
    typed_by     TEXT NOT NULL DEFAULT 'anybody' CHECK (typed_by IN ('anybody', 'secretary', 'jury')),
    proof        INTEGER NOT NULL DEFAULT 0 CHECK (proof IN (0, 1)),
    position     INTEGER NOT NULL DEFAULT 0 CHECK (position >= 0),
    deleted      INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    absence      INTEGER CHECK (absence IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX grade_code_by_set ON grade_code (rule_set_id, code);
INSERT INTO main.grade_code (id, rule_set_id, code, label, aliases, effect, typed_by, proof,
    position, deleted)
SELECT id, rule_set_id, code, label, aliases, effect, typed_by, proof, position, deleted
FROM temp.grade_code_before;
DROP TABLE temp.grade_code_before;

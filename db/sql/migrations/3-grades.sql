-- Format 3: programmes, grades and the jury. New tables stand here as in
-- schema.sql of that format.

-- ---- Rules, programmes, units ----

-- Rules of a school, in force from a day on. A programme says which it follows.
CREATE TABLE rule_set (
    id       INTEGER PRIMARY KEY,                           -- of code and first day
    code     TEXT NOT NULL CHECK (code <> ''),
    since    TEXT NOT NULL CHECK (length(since) = 10),
    label    TEXT NOT NULL DEFAULT '',
    deleted  INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX rule_set_by_code ON rule_set (code, since);

CREATE TABLE rule (
    id           INTEGER PRIMARY KEY,                       -- of set and name
    rule_set_id  INTEGER NOT NULL REFERENCES rule_set (id),
    name         TEXT NOT NULL CHECK (name <> ''),          -- see docs/grades.md
    value        TEXT NOT NULL,
    deleted      INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX rule_by_set ON rule (rule_set_id, name);

-- What may stand in a cell where no mark does.
CREATE TABLE grade_code (
    id           INTEGER PRIMARY KEY,                       -- of set and code
    rule_set_id  INTEGER NOT NULL REFERENCES rule_set (id),
    code         TEXT NOT NULL CHECK (code <> ''),          -- "PP"
    label        TEXT NOT NULL DEFAULT '',
    aliases      TEXT NOT NULL DEFAULT '',                  -- other spellings, separated by spaces
    effect       TEXT NOT NULL CHECK (effect IN ('zero', 'left-out', 'blocks', 'credit', 'open')),
    typed_by     TEXT NOT NULL DEFAULT 'anybody' CHECK (typed_by IN ('anybody', 'secretary', 'jury')),
    proof        INTEGER NOT NULL DEFAULT 0 CHECK (proof IN (0, 1)), -- a paper is asked for
    position     INTEGER NOT NULL DEFAULT 0 CHECK (position >= 0),
    deleted      INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX grade_code_by_set ON grade_code (rule_set_id, code);

-- Proposed from a mean on.
CREATE TABLE mention (
    id           INTEGER PRIMARY KEY,                       -- of set and least mean
    rule_set_id  INTEGER NOT NULL REFERENCES rule_set (id),
    least        INTEGER NOT NULL CHECK (least BETWEEN 0 AND 100000), -- hundredths
    label        TEXT NOT NULL CHECK (label <> ''),
    deleted      INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX mention_by_set ON mention (rule_set_id, least);

CREATE TABLE programme (
    id           INTEGER PRIMARY KEY,                       -- of year and code
    year         TEXT NOT NULL CHECK (length(year) = 9),    -- "2026-2027"
    code         TEXT NOT NULL CHECK (code <> ''),
    label        TEXT NOT NULL DEFAULT '',
    rule_set_id  INTEGER NOT NULL REFERENCES rule_set (id),
    deleted      INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX programme_by_year ON programme (year, code);

-- A UE.
CREATE TABLE unit (
    id            INTEGER PRIMARY KEY,                      -- of programme and code
    programme_id  INTEGER NOT NULL REFERENCES programme (id),
    code          TEXT NOT NULL CHECK (code <> ''),
    title         TEXT NOT NULL,
    block         INTEGER NOT NULL DEFAULT 1 CHECK (block BETWEEN 1 AND 9),
    credits       INTEGER NOT NULL CHECK (credits BETWEEN 0 AND 18000), -- hundredths
    person_id     INTEGER REFERENCES person (id),           -- responsible
    optional      INTEGER NOT NULL DEFAULT 0 CHECK (optional IN (0, 1)), -- chosen, not compulsory
    decimals      INTEGER NOT NULL DEFAULT 2 CHECK (decimals BETWEEN 0 AND 2), -- of its marks
    position      INTEGER NOT NULL DEFAULT 0 CHECK (position >= 0),
    deleted       INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX unit_by_programme ON unit (programme_id, code);

-- An AA: what a unit is made of. A unit without any is marked itself.
CREATE TABLE activity (
    id        INTEGER PRIMARY KEY,                          -- of unit and code
    unit_id   INTEGER NOT NULL REFERENCES unit (id),
    code      TEXT NOT NULL CHECK (code <> ''),
    title     TEXT NOT NULL,
    kind      TEXT NOT NULL DEFAULT 'course',               -- the rule "once" names those taken once a year
    weight    INTEGER NOT NULL CHECK (weight BETWEEN 1 AND 100000), -- hundredths
    minimum   INTEGER CHECK (minimum BETWEEN 0 AND 100000), -- hundredths; NULL: as the rules say
    position  INTEGER NOT NULL DEFAULT 0 CHECK (position >= 0),
    deleted   INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX activity_by_unit ON activity (unit_id, code);

-- A capability that a unit, or one of its activities, exercises.
CREATE TABLE exercise (
    id           INTEGER PRIMARY KEY,                       -- of unit, activity and item
    unit_id      INTEGER NOT NULL REFERENCES unit (id),
    activity_id  INTEGER REFERENCES activity (id),          -- NULL: the unit
    item_id      INTEGER NOT NULL REFERENCES item (id),
    deleted      INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE INDEX exercise_by_unit ON exercise (unit_id);

-- ---- Grades ----

-- A unit of a student's annual programme (PAE).
CREATE TABLE enrolment (
    id          INTEGER PRIMARY KEY,                        -- of student and unit
    student_id  INTEGER NOT NULL REFERENCES student (id),
    unit_id     INTEGER NOT NULL REFERENCES unit (id),
    state       TEXT NOT NULL CHECK (state IN ('taken', 'dispensed', 'carried')),
    mark        INTEGER CHECK (mark BETWEEN 0 AND 100000),  -- hundredths: of a result carried over
    from_year   TEXT CHECK (from_year IS NULL OR length(from_year) = 9), -- where it comes from
    deleted     INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX enrolment_by_student ON enrolment (student_id, unit_id);
CREATE INDEX enrolment_by_unit ON enrolment (unit_id);

-- A mark or a code, never both; a blank cell has no row, or a deleted one.
CREATE TABLE grade (
    id           INTEGER PRIMARY KEY,                       -- of student, unit, activity and session
    student_id   INTEGER NOT NULL REFERENCES student (id),
    unit_id      INTEGER NOT NULL REFERENCES unit (id),
    activity_id  INTEGER REFERENCES activity (id),          -- NULL: of the unit itself
    session      INTEGER NOT NULL CHECK (session BETWEEN 1 AND 9),
    value        ANY NOT NULL CHECK (CASE typeof(value) WHEN 'integer' THEN value BETWEEN 0 AND 100000
                                     ELSE typeof(value) = 'text' END),
                 -- a mark in hundredths of a point, or a code of the rules of the programme:
                 -- one field, so that copies edited apart never give a cell both
    proof        TEXT,                                      -- reference of the paper a code asks for
    deleted      INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX grade_by_student ON grade (student_id, unit_id, activity_id, session);
CREATE INDEX grade_by_unit ON grade (unit_id);

-- ---- The jury ----

-- What the jury decided. The marks stay what they are.
CREATE TABLE verdict (
    id            INTEGER PRIMARY KEY,                      -- of student, programme, unit and session
    student_id    INTEGER NOT NULL REFERENCES student (id),
    programme_id  INTEGER NOT NULL REFERENCES programme (id),
    unit_id       INTEGER REFERENCES unit (id),             -- NULL: on the year
    session       INTEGER NOT NULL CHECK (session BETWEEN 1 AND 9),
    outcome       ANY NOT NULL CHECK (CASE typeof(outcome) WHEN 'integer' THEN outcome BETWEEN 0 AND 100000
                                      ELSE outcome IN ('credit', 'refused') END),
                  -- credits granted or refused whatever the mark, or the mark the jury fixed
    reason        TEXT NOT NULL CHECK (reason <> ''),
    person_id     INTEGER REFERENCES person (id),
    decided_on    TEXT NOT NULL CHECK (length(decided_on) = 10),
    deleted       INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE INDEX verdict_by_programme ON verdict (programme_id, student_id);

-- A deliberation closed: the sheets of its session are locked until it is unlocked.
CREATE TABLE deliberation (
    id             INTEGER PRIMARY KEY,                     -- random
    programme_id   INTEGER NOT NULL REFERENCES programme (id),
    session        INTEGER NOT NULL CHECK (session BETWEEN 1 AND 9),
    held_on        TEXT NOT NULL CHECK (length(held_on) = 10),
    frozen_at      INTEGER NOT NULL CHECK (frozen_at >= 0), -- milliseconds since 1970 UTC
    person_id      INTEGER REFERENCES person (id),
    rules          TEXT NOT NULL,                           -- rules and codes as they were: lines of a rule file
    unlocked_at    INTEGER CHECK (unlocked_at >= 0),        -- milliseconds; NULL: locked
    unlock_reason  TEXT,
    deleted        INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE INDEX deliberation_by_programme ON deliberation (programme_id, session);

-- A student's figures in it, as they were.
CREATE TABLE deliberated (
    id               INTEGER PRIMARY KEY,                   -- of deliberation and student
    deliberation_id  INTEGER NOT NULL REFERENCES deliberation (id),
    student_id       INTEGER NOT NULL REFERENCES student (id),
    figures          TEXT NOT NULL,                         -- a line per unit: see core/jury.h
    deleted          INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE INDEX deliberated_by_deliberation ON deliberated (deliberation_id);

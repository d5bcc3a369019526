-- The tables of a suivi file, format 1.
--
-- Rules that hold for all of them:
-- · A table listed in db/tables.def is journaled: TEMP triggers made at opening
--   write every insert and update into the journal. The number of a table is in
--   that file, the number of a column is its position here (id is 0). Neither
--   is ever reused: new columns go at the end.
-- · id is 63 bits: a BLAKE2b hash of the natural key where there is one (see
--   db/ident.h), else random. Copies of a file thus agree on ids.
-- · Nothing is deleted: deleted = 1 hides a row. A physical DELETE is refused.
-- · Text is UTF-8 in NFC without control characters, dates are yyyy-mm-dd.
-- · A migration may not rewrite what is here in other words: a migrated file
--   and a new one have the same schema text (white space and comments aside).

-- An ordered set of levels, shared by the frameworks that use it.
CREATE TABLE scale (
    id       INTEGER PRIMARY KEY,                           -- of code
    code     TEXT NOT NULL CHECK (code <> ''),              -- "acquisition-4"
    title    TEXT NOT NULL DEFAULT '',
    mastery  INTEGER NOT NULL CHECK (mastery BETWEEN 1 AND 6), -- digit from which an item is mastered
    deleted  INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;

-- A step of a scale; 2 to 6 of them, digits 1..n without a gap.
CREATE TABLE level (
    id          INTEGER PRIMARY KEY,                        -- of scale and digit
    scale_id    INTEGER NOT NULL REFERENCES scale (id),
    digit       INTEGER NOT NULL CHECK (digit BETWEEN 1 AND 6), -- the key that gives it, and its value
    short_name  TEXT NOT NULL,                              -- for columns, up to about 6 letters
    name        TEXT NOT NULL CHECK (name <> ''),           -- "En cours"
    deleted     INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX level_by_scale ON level (scale_id, digit);

-- A competency framework (référentiel), one version of it.
CREATE TABLE framework (
    id            INTEGER PRIMARY KEY,                      -- of code and version
    code          TEXT NOT NULL CHECK (code <> ''),         -- "ARES-075"
    version       TEXT NOT NULL DEFAULT '',                 -- "2018"; several versions stand side by side
    title         TEXT NOT NULL,
    scale_id      INTEGER NOT NULL REFERENCES scale (id),
    rule          TEXT NOT NULL DEFAULT 'latest'
                  CHECK (rule IN ('latest', 'highest', 'mean', 'decaying')), -- of current levels, see docs/levels.md
    validated_on  TEXT,                                     -- date of its validation
    level         TEXT NOT NULL DEFAULT '',                 -- of the qualifications framework, "7"
    cycle         TEXT NOT NULL DEFAULT '',
    type          TEXT NOT NULL DEFAULT '',
    sector        TEXT NOT NULL DEFAULT '',
    domain        TEXT NOT NULL DEFAULT '',
    language      TEXT NOT NULL DEFAULT '',
    credits       INTEGER CHECK (credits BETWEEN 0 AND 999),
    position      INTEGER NOT NULL DEFAULT 0,               -- order in lists
    deleted       INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX framework_by_code ON framework (code, version);

-- A purpose (finalité) the framework states.
CREATE TABLE goal (
    id            INTEGER PRIMARY KEY,                      -- of framework and position
    framework_id  INTEGER NOT NULL REFERENCES framework (id),
    position      INTEGER NOT NULL CHECK (position >= 1),
    text          TEXT NOT NULL CHECK (text <> ''),
    deleted       INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX goal_by_framework ON goal (framework_id, position);

-- A node of a framework's tree. Leaves are what is rated.
CREATE TABLE item (
    id            INTEGER PRIMARY KEY,                      -- of framework and code
    framework_id  INTEGER NOT NULL REFERENCES framework (id),
    parent_id     INTEGER REFERENCES item (id),             -- NULL: a root
    code          TEXT NOT NULL CHECK (code <> ''),         -- "3.2"
    kind          TEXT NOT NULL CHECK (kind <> ''),         -- "competency", "capability", or the source's own word
    position      INTEGER NOT NULL,                         -- among its siblings
    label         TEXT NOT NULL CHECK (label <> ''),        -- short, for lists
    text          TEXT NOT NULL CHECK (text <> ''),         -- the full sentence
    deleted       INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX item_by_framework ON item (framework_id, code);
CREATE INDEX item_by_code ON item (code);

-- What a level means for one item.
CREATE TABLE descriptor (
    id       INTEGER PRIMARY KEY,                           -- of item and digit
    item_id  INTEGER NOT NULL REFERENCES item (id),
    digit    INTEGER NOT NULL CHECK (digit BETWEEN 1 AND 6),
    text     TEXT NOT NULL CHECK (text <> ''),
    deleted  INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX descriptor_by_item ON descriptor (item_id, digit);

CREATE TABLE student (
    id          INTEGER PRIMARY KEY,                        -- of the first matricule; kept when it is corrected
    matricule   TEXT NOT NULL CHECK (matricule <> ''),      -- text: 00123 is not 123
    last_name   TEXT NOT NULL,
    first_name  TEXT NOT NULL DEFAULT '',
    email       TEXT,
    birth_date  TEXT CHECK (birth_date IS NULL OR length(birth_date) = 10),
    extra       TEXT,                                       -- JSON object: columns of the class list unknown to suivi
    deleted     INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    sort_key    TEXT NOT NULL                               -- derived, not journaled: folded "last\x01first"
) STRICT;
CREATE UNIQUE INDEX student_by_matricule ON student (matricule);
CREATE INDEX student_by_name ON student (sort_key, id) WHERE deleted = 0;

-- A class, a set of peers or a seminar of one academic year.
CREATE TABLE student_group (
    id       INTEGER PRIMARY KEY,                           -- of code and year
    code     TEXT NOT NULL CHECK (code <> ''),              -- "M1"
    label    TEXT NOT NULL DEFAULT '',
    kind     TEXT NOT NULL DEFAULT 'class' CHECK (kind IN ('class', 'peer', 'seminar')),
    year     TEXT NOT NULL CHECK (length(year) = 9),        -- "2026-2027"
    deleted  INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX student_group_by_code ON student_group (year, code);

CREATE TABLE membership (
    id          INTEGER PRIMARY KEY,                        -- of student and group
    student_id  INTEGER NOT NULL REFERENCES student (id),
    group_id    INTEGER NOT NULL REFERENCES student_group (id),
    position    INTEGER NOT NULL DEFAULT 0,                 -- line in the class list
    deleted     INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX membership_by_group ON membership (group_id, student_id, deleted);
-- (the id says already that a student is in a group once; deleted is there for counting)
CREATE INDEX membership_by_student ON membership (student_id);

-- Staff, or somebody from outside, who gives levels.
CREATE TABLE person (
    id       INTEGER PRIMARY KEY,                           -- of the name
    name     TEXT NOT NULL CHECK (name <> ''),              -- "A. Maes", as shown and as typed after --by
    email    TEXT,
    deleted  INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX person_by_name ON person (name);

-- An occasion on which levels are given: a column of the grid.
CREATE TABLE assessment (
    id         INTEGER PRIMARY KEY,                         -- of kind, date and person
    kind       TEXT NOT NULL CHECK (kind IN
               ('meeting', 'internship', 'thesis', 'course', 'self', 'peer', 'jury')),
    held_on    TEXT NOT NULL CHECK (length(held_on) = 10),
    person_id  INTEGER REFERENCES person (id),              -- who gave the levels; NULL for self and peers
    deleted    INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;

-- The level given to a student for one item on one occasion.
CREATE TABLE rating (
    id             INTEGER PRIMARY KEY,                     -- of student, item and assessment
    student_id     INTEGER NOT NULL REFERENCES student (id),
    item_id        INTEGER NOT NULL REFERENCES item (id),
    assessment_id  INTEGER NOT NULL REFERENCES assessment (id),
    level          INTEGER CHECK (level IS NULL OR level = -1 OR level BETWEEN 1 AND 6),
                   -- 1..6 a digit of the scale; -1 seen, but not observed; NULL none (a comment alone)
    comment        TEXT,
    rated_at       INTEGER NOT NULL DEFAULT 0,              -- when it was typed: milliseconds since 1970 UTC; orders one day's ratings
    deleted        INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX rating_by_student ON rating (student_id, item_id, assessment_id);

-- What belongs to the file rather than to a person's screen: the academic year.
CREATE TABLE setting (
    id       INTEGER PRIMARY KEY,                           -- of name
    name     TEXT NOT NULL CHECK (name <> ''),
    value    TEXT NOT NULL,
    deleted  INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX setting_by_name ON setting (name);

-- Every change ever made. The tables above are its fold: see db/journal.h.
CREATE TABLE journal (
    stamp       BLOB NOT NULL PRIMARY KEY CHECK (length(stamp) = 16),
                -- 48 bits of milliseconds, 16 of counter, 64 of origin; big-endian
    tbl         INTEGER NOT NULL,       -- number in db/tables.def; 0: the head of a batch
    row         INTEGER NOT NULL,       -- id of the row; in a head the first 8 bytes of its stamp
    col         INTEGER NOT NULL,       -- number of the column; 0: a whole new row, as JSON
    value       ANY,                    -- what it became
    old         ANY,                    -- what it was
    supersedes  BLOB,                   -- stamps of the entries of this field it was made in view of
    batch       BLOB NOT NULL,          -- stamp of the head: what is undone together
    author      TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX journal_by_field ON journal (tbl, row, col);

-- Derived from here on: not journaled, rebuilt by "suivi check --repair".

-- The current level of a student on an item, by the framework's rule.
CREATE TABLE current_level (
    student_id  INTEGER NOT NULL,
    item_id     INTEGER NOT NULL,
    value       INTEGER,                -- hundredths of a level; NULL: seen, never rated
    trend       INTEGER NOT NULL,       -- last level minus the one before: -1, 0, 1; 2: only one
    last_level  INTEGER NOT NULL,       -- of the newest staff rating; -1: not observed
    count       INTEGER NOT NULL,       -- staff ratings with a level
    seen_on     TEXT NOT NULL,          -- date of the newest staff rating
    PRIMARY KEY (student_id, item_id)
) STRICT, WITHOUT ROWID;

-- A student's place in a framework as a whole.
CREATE TABLE standing (
    framework_id  INTEGER NOT NULL,
    student_id    INTEGER NOT NULL,
    mean          INTEGER,              -- hundredths: mean of the roots that have one; NULL: none
    rated         INTEGER NOT NULL,     -- leaves with a current level
    seen_on       TEXT NOT NULL,
    PRIMARY KEY (framework_id, student_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX standing_by_mean ON standing (framework_id, mean, student_id);
CREATE INDEX standing_by_date ON standing (framework_id, seen_on, student_id);

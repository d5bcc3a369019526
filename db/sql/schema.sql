-- The tables of a suivi file, format 4.
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
    deleted  INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    named    INTEGER NOT NULL DEFAULT 0 CHECK (named IN (0, 1)) -- 1: its students see which peer gave them a level
) STRICT;
CREATE UNIQUE INDEX student_group_by_code ON student_group (year, code);

CREATE TABLE membership (
    id          INTEGER PRIMARY KEY,                        -- of student and group
    student_id  INTEGER NOT NULL REFERENCES student (id),
    group_id    INTEGER NOT NULL REFERENCES student_group (id),
    position    INTEGER NOT NULL DEFAULT 0,                 -- line in the class list
    deleted     INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    since       TEXT CHECK (since IS NULL OR length(since) = 10), -- first day in the group; NULL: since the list
    until       TEXT CHECK (until IS NULL OR length(until) = 10) -- last day; the student has moved since
) STRICT;
CREATE UNIQUE INDEX membership_by_group ON membership (group_id, student_id, deleted);
-- (the id says already that a student is in a group once; deleted is there for counting)
CREATE INDEX membership_by_student ON membership (student_id);

-- Staff, or somebody from outside, who gives levels.
CREATE TABLE person (
    id       INTEGER PRIMARY KEY,                           -- of the name
    name     TEXT NOT NULL CHECK (name <> ''),              -- "A. Maes", as shown and as typed after --by
    email    TEXT,
    deleted  INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    kind     TEXT NOT NULL DEFAULT 'staff' CHECK (kind IN ('staff', 'field')) -- field: supervises internships, outside the school
) STRICT;
CREATE UNIQUE INDEX person_by_name ON person (name);

-- An occasion on which levels are given: a column of the grid.
CREATE TABLE assessment (
    id         INTEGER PRIMARY KEY,                         -- of kind, date and person
    kind       TEXT NOT NULL CHECK (kind IN
               ('meeting', 'internship', 'thesis', 'course', 'self', 'peer', 'jury')),
    held_on    TEXT NOT NULL CHECK (length(held_on) = 10),
    person_id  INTEGER REFERENCES person (id),              -- who gave the levels; NULL for self and peers
    deleted    INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    peer_id    INTEGER REFERENCES student (id) -- a peer's: which student gave the levels
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

-- ---- Who accompanies whom ----

-- A person or a peer accompanies a student, a group, or (neither) the school.
CREATE TABLE support (
    id          INTEGER PRIMARY KEY,                        -- of role, both sides and first day
    role        TEXT NOT NULL CHECK (role IN
                ('tutor', 'mentor', 'peer', 'internship', 'thesis', 'reader', 'teacher', 'secretary')),
                -- internship, thesis: who supervises them; peer: another student
    person_id   INTEGER REFERENCES person (id),             -- who accompanies: a person,
    peer_id     INTEGER REFERENCES student (id),            -- or a student
    student_id  INTEGER REFERENCES student (id),            -- who is accompanied: a student,
    group_id    INTEGER REFERENCES student_group (id),      -- or a whole group
    since       TEXT NOT NULL CHECK (length(since) = 10),
    until       TEXT CHECK (until IS NULL OR length(until) = 10), -- last day; NULL: no end agreed
    deleted     INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    CHECK ((person_id IS NULL) <> (peer_id IS NULL)),
    CHECK (student_id IS NULL OR group_id IS NULL)
) STRICT;
CREATE INDEX support_by_student ON support (student_id);
CREATE INDEX support_by_group ON support (group_id);
CREATE INDEX support_by_person ON support (person_id);
CREATE INDEX support_by_peer ON support (peer_id) WHERE peer_id IS NOT NULL;

-- ---- Internships and theses ----

CREATE TABLE internship (
    id             INTEGER PRIMARY KEY,                     -- random
    student_id     INTEGER NOT NULL REFERENCES student (id),
    host           TEXT NOT NULL CHECK (host <> ''),        -- organisation
    address        TEXT,
    supervisor_id  INTEGER REFERENCES person (id),          -- in the field
    starts_on      TEXT CHECK (starts_on IS NULL OR length(starts_on) = 10),
    ends_on        TEXT CHECK (ends_on IS NULL OR length(ends_on) = 10),
    planned        INTEGER CHECK (planned BETWEEN 0 AND 599940), -- minutes foreseen
    done           INTEGER CHECK (done BETWEEN 0 AND 599940),    -- minutes done
    certified_on   TEXT CHECK (certified_on IS NULL OR length(certified_on) = 10), -- the hours done were certified
    certified_by   TEXT,
    missions       TEXT,
    opinion        TEXT,                                    -- of the student on the placement
    deleted        INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE INDEX internship_by_student ON internship (student_id, starts_on);

-- A TFE or mémoire. Its supervisor and readers are supports of the student.
CREATE TABLE thesis (
    id          INTEGER PRIMARY KEY,                        -- random
    student_id  INTEGER NOT NULL REFERENCES student (id),
    title       TEXT NOT NULL CHECK (title <> ''),
    state       TEXT NOT NULL DEFAULT 'going' CHECK (state IN ('going', 'submitted', 'defended', 'dropped')),
    deleted     INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE INDEX thesis_by_student ON thesis (student_id);

-- A step of a thesis.
CREATE TABLE milestone (
    id         INTEGER PRIMARY KEY,                         -- random
    thesis_id  INTEGER NOT NULL REFERENCES thesis (id),
    title      TEXT NOT NULL CHECK (title <> ''),
    due_on     TEXT CHECK (due_on IS NULL OR length(due_on) = 10),
    done_on    TEXT CHECK (done_on IS NULL OR length(done_on) = 10),
    deleted    INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE INDEX milestone_by_thesis ON milestone (thesis_id, due_on);
CREATE INDEX milestone_by_date ON milestone (due_on) WHERE done_on IS NULL AND deleted = 0;

-- ---- Meetings ----

-- An entretien with one student; the levels given in it belong to its assessment.
CREATE TABLE meeting (
    id             INTEGER PRIMARY KEY,                     -- random
    student_id     INTEGER NOT NULL REFERENCES student (id),
    person_id      INTEGER REFERENCES person (id),          -- who leads it
    state          TEXT NOT NULL CHECK (state IN ('planned', 'open', 'done', 'dropped')),
    held_on        TEXT NOT NULL CHECK (length(held_on) = 10), -- foreseen, then real
    starts_at      TEXT CHECK (starts_at IS NULL OR length(starts_at) = 5), -- "10:42"
    place          TEXT,
    presence       TEXT NOT NULL DEFAULT '' CHECK (presence IN ('', 'present', 'remote', 'absent', 'excused')),
    agenda         TEXT,                                    -- what was to be spoken of
    assessment_id  INTEGER REFERENCES assessment (id),      -- NULL: not begun
    group_id       INTEGER REFERENCES student_group (id),   -- held with a group of peers; one row per student
    internship_id  INTEGER REFERENCES internship (id),      -- a visit
    opened_at      INTEGER CHECK (opened_at >= 0),          -- milliseconds since 1970 UTC
    minutes        INTEGER CHECK (minutes BETWEEN 0 AND 1440), -- how long it took
    next_on        TEXT CHECK (next_on IS NULL OR length(next_on) = 10), -- the next one agreed
    next_at        TEXT CHECK (next_at IS NULL OR length(next_at) = 5),
    items          TEXT,                                    -- chosen to be seen: ids of items, a JSON array
    deleted        INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE INDEX meeting_by_student ON meeting (student_id, held_on);
CREATE INDEX meeting_by_date ON meeting (state, held_on);

-- Something seen or said, tied to a student and, where useful, to an item.
CREATE TABLE observation (
    id            INTEGER PRIMARY KEY,                      -- random
    student_id    INTEGER NOT NULL REFERENCES student (id),
    item_id       INTEGER REFERENCES item (id),             -- NULL: general
    meeting_id    INTEGER REFERENCES meeting (id),
    person_id     INTEGER REFERENCES person (id),
    written_on    TEXT NOT NULL CHECK (length(written_on) = 10),
    text          TEXT NOT NULL CHECK (text <> ''),
    confidential  INTEGER NOT NULL DEFAULT 0 CHECK (confidential IN (0, 1)), -- in no paper meant for others
    noted_at      INTEGER NOT NULL CHECK (noted_at >= 0),        -- milliseconds since 1970 UTC: the order of notes
    deleted       INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE INDEX observation_by_student ON observation (student_id, written_on);
CREATE INDEX observation_by_meeting ON observation (meeting_id) WHERE meeting_id IS NOT NULL;

-- What a student and those who accompany them agreed to reach.
CREATE TABLE objective (
    id          INTEGER PRIMARY KEY,                        -- random
    student_id  INTEGER NOT NULL REFERENCES student (id),
    item_id     INTEGER REFERENCES item (id),
    meeting_id  INTEGER REFERENCES meeting (id),            -- where it was agreed
    person_id   INTEGER REFERENCES person (id),
    text        TEXT NOT NULL CHECK (text <> ''),
    set_on      TEXT NOT NULL CHECK (length(set_on) = 10),
    due_on      TEXT CHECK (due_on IS NULL OR length(due_on) = 10),
    state       TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'met', 'partly', 'dropped', 'carried')),
    settled_on  TEXT CHECK (settled_on IS NULL OR length(settled_on) = 10),
    settled_in  INTEGER REFERENCES meeting (id),
    from_id     INTEGER REFERENCES objective (id),          -- the one it carries on
    noted_at      INTEGER NOT NULL CHECK (noted_at >= 0),        -- milliseconds since 1970 UTC: the order of notes
    deleted     INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE INDEX objective_by_student ON objective (student_id, set_on);
CREATE INDEX objective_by_date ON objective (due_on) WHERE state = 'open' AND deleted = 0;
CREATE INDEX objective_by_meeting ON objective (meeting_id) WHERE meeting_id IS NOT NULL;
CREATE INDEX objective_by_settlement ON objective (settled_in) WHERE settled_in IS NOT NULL;

-- A trace: something the student made, as a path or an address.
CREATE TABLE evidence (
    id          INTEGER PRIMARY KEY,                        -- random
    student_id  INTEGER NOT NULL REFERENCES student (id),
    title       TEXT NOT NULL CHECK (title <> ''),
    made_on     TEXT NOT NULL CHECK (length(made_on) = 10),
    place       TEXT NOT NULL DEFAULT '',                   -- path or URL
    deleted     INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE INDEX evidence_by_student ON evidence (student_id, made_on);

-- What an internship, a thesis, an objective or a piece of evidence is to
-- exercise or to show: an item, or a goal of the framework.
CREATE TABLE link (
    id             INTEGER PRIMARY KEY,                     -- of the two ends
    internship_id  INTEGER REFERENCES internship (id),
    thesis_id      INTEGER REFERENCES thesis (id),
    objective_id   INTEGER REFERENCES objective (id),
    evidence_id    INTEGER REFERENCES evidence (id),
    item_id        INTEGER REFERENCES item (id),
    goal_id        INTEGER REFERENCES goal (id),
    deleted        INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    CHECK ((internship_id IS NOT NULL) + (thesis_id IS NOT NULL) + (objective_id IS NOT NULL)
           + (evidence_id IS NOT NULL) = 1),
    CHECK ((item_id IS NULL) <> (goal_id IS NULL))
) STRICT;
CREATE INDEX link_by_internship ON link (internship_id) WHERE internship_id IS NOT NULL;
CREATE INDEX link_by_thesis ON link (thesis_id) WHERE thesis_id IS NOT NULL;
CREATE INDEX link_by_objective ON link (objective_id) WHERE objective_id IS NOT NULL;
CREATE INDEX link_by_evidence ON link (evidence_id) WHERE evidence_id IS NOT NULL;
CREATE INDEX link_by_goal ON link (goal_id) WHERE goal_id IS NOT NULL;

-- An assessment given for an internship, and the paper it was typed from.
CREATE TABLE internship_assessment (
    id             INTEGER PRIMARY KEY,                     -- of internship and assessment
    internship_id  INTEGER NOT NULL REFERENCES internship (id),
    assessment_id  INTEGER NOT NULL REFERENCES assessment (id),
    paper          TEXT,                                    -- reference printed on the sheet
    typed_by       TEXT,                                    -- who typed it in
    deleted        INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX internship_assessment_by_internship ON internship_assessment (internship_id, assessment_id);
CREATE INDEX internship_assessment_by_assessment ON internship_assessment (assessment_id);

-- ---- Agreed, decided, asked for ----

-- What was granted to a student (inclusion): never why.
CREATE TABLE adjustment (
    id          INTEGER PRIMARY KEY,                        -- random
    student_id  INTEGER NOT NULL REFERENCES student (id),
    text        TEXT NOT NULL CHECK (text <> ''),
    since       TEXT NOT NULL CHECK (length(since) = 10),
    until       TEXT CHECK (until IS NULL OR length(until) = 10),
    deleted     INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE INDEX adjustment_by_student ON adjustment (student_id, since);

-- A level set by decision; shown over the computed one, which stays visible.
CREATE TABLE decision (
    id          INTEGER PRIMARY KEY,                        -- of student and item
    student_id  INTEGER NOT NULL REFERENCES student (id),
    item_id     INTEGER NOT NULL REFERENCES item (id),
    level       INTEGER NOT NULL CHECK (level BETWEEN 1 AND 6),
    reason      TEXT NOT NULL CHECK (reason <> ''),
    person_id   INTEGER REFERENCES person (id),
    decided_on  TEXT NOT NULL CHECK (length(decided_on) = 10),
    deleted     INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX decision_by_student ON decision (student_id, item_id);

-- How often an item must have been observed.
CREATE TABLE requirement (
    id        INTEGER PRIMARY KEY,                          -- of item
    item_id   INTEGER NOT NULL REFERENCES item (id),
    times     INTEGER NOT NULL CHECK (times BETWEEN 1 AND 99),
    deleted   INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX requirement_by_item ON requirement (item_id);

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
    effect       TEXT NOT NULL CHECK (effect IN ('zero', 'left-out', 'blocks', 'credit', 'open', 'carried')),
    typed_by     TEXT NOT NULL DEFAULT 'anybody' CHECK (typed_by IN ('anybody', 'secretary', 'jury')),
    proof        INTEGER NOT NULL DEFAULT 0 CHECK (proof IN (0, 1)), -- a paper is asked for
    position     INTEGER NOT NULL DEFAULT 0 CHECK (position >= 0),
    deleted      INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    absence      INTEGER CHECK (absence IN (0, 1))          -- the student was not there, whatever the effect; NULL: the rules do not say
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

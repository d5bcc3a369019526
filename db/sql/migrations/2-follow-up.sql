-- Format 2: the follow-up (supports, internships, theses, meetings and what
-- is noted in them). New tables stand here as in schema.sql of that format.

ALTER TABLE student_group ADD COLUMN named INTEGER NOT NULL DEFAULT 0 CHECK (named IN (0, 1));
ALTER TABLE membership ADD COLUMN since TEXT CHECK (since IS NULL OR length(since) = 10);
ALTER TABLE membership ADD COLUMN until TEXT CHECK (until IS NULL OR length(until) = 10);
ALTER TABLE person ADD COLUMN kind TEXT NOT NULL DEFAULT 'staff' CHECK (kind IN ('staff', 'field'));
ALTER TABLE assessment ADD COLUMN peer_id INTEGER REFERENCES student (id);

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

CREATE TABLE thesis (
    id          INTEGER PRIMARY KEY,                        -- random
    student_id  INTEGER NOT NULL REFERENCES student (id),
    title       TEXT NOT NULL CHECK (title <> ''),
    state       TEXT NOT NULL DEFAULT 'going' CHECK (state IN ('going', 'submitted', 'defended', 'dropped')),
    deleted     INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE INDEX thesis_by_student ON thesis (student_id);

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

CREATE TABLE evidence (
    id          INTEGER PRIMARY KEY,                        -- random
    student_id  INTEGER NOT NULL REFERENCES student (id),
    title       TEXT NOT NULL CHECK (title <> ''),
    made_on     TEXT NOT NULL CHECK (length(made_on) = 10),
    place       TEXT NOT NULL DEFAULT '',                   -- path or URL
    deleted     INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE INDEX evidence_by_student ON evidence (student_id, made_on);

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

CREATE TABLE adjustment (
    id          INTEGER PRIMARY KEY,                        -- random
    student_id  INTEGER NOT NULL REFERENCES student (id),
    text        TEXT NOT NULL CHECK (text <> ''),
    since       TEXT NOT NULL CHECK (length(since) = 10),
    until       TEXT CHECK (until IS NULL OR length(until) = 10),
    deleted     INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE INDEX adjustment_by_student ON adjustment (student_id, since);

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

CREATE TABLE requirement (
    id        INTEGER PRIMARY KEY,                          -- of item
    item_id   INTEGER NOT NULL REFERENCES item (id),
    times     INTEGER NOT NULL CHECK (times BETWEEN 1 AND 99),
    deleted   INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX requirement_by_item ON requirement (item_id);

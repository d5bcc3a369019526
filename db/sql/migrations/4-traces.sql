-- Format 4 (open: the changes of this format are added here until it is
-- released): whose change it was and when, and that a code is an absence.

ALTER TABLE grade_code ADD COLUMN absence INTEGER NOT NULL DEFAULT 0 CHECK (absence IN (0, 1));

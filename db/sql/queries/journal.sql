-- The journal: heads of batches, entries, history.

-- :name journal_last_stamp
-- → the greatest stamp, or NULL
SELECT max(stamp) FROM journal;

-- :name journal_head_put
-- The head of a batch. :stamp, :row (its clock), :value (JSON), :author
INSERT INTO journal (stamp, tbl, row, col, value, old, supersedes, batch, author)
VALUES (:stamp, 0, :row, 0, :value, NULL, NULL, :stamp, :author);

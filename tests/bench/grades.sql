-- What a sqlite3 shell needs for a list of grades: LIST is the file, in UTF-8.
-- The same tables and indexes as an import by suivi fills, journal included.
-- Nothing is checked, matched by name, compared or reported.
.mode csv
.separator ;
.import --schema temp LIST staged
BEGIN;
INSERT INTO grade (id, student_id, unit_id, session, value)
SELECT abs(random()), t.id, u.id, 1, CAST(round(100 * s.Note) AS INTEGER)
FROM staged AS s CROSS JOIN student AS t ON t.matricule = s.Matricule
JOIN unit AS u ON u.code = 'UE4';
INSERT INTO journal (stamp, tbl, row, col, value, batch, author)
SELECT CAST(printf('3%015d', row_number() OVER ()) AS BLOB), 36, id, 0,
       json_object('1', student_id, '2', unit_id, '3', activity_id, '4', session, '5', value,
                   '6', proof, '7', deleted),
       zeroblob(16), 'shell'
FROM grade;
COMMIT;

-- What a sqlite3 shell needs for a class list: LIST is the file, in UTF-8. The
-- same tables and indexes as an import by suivi fills, journal included; ids
-- as disordered as hashes are. Nothing is checked, folded, matched or reported.
.mode csv
.separator ;
.import --schema temp LIST staged
BEGIN;
INSERT INTO student_group (id, code, year)
SELECT abs(random()), Classe, '2026-2027' FROM (SELECT DISTINCT Classe FROM staged);
INSERT INTO student (id, matricule, last_name, first_name, email, birth_date, sort_key)
SELECT abs(random()), "Matricule", "Nom", "Prénom", "Courriel", "Date de naissance",
       lower("Nom") || char(1) || lower("Prénom")
FROM staged;
INSERT INTO membership (id, student_id, group_id, position)
SELECT abs(random()), s.id, g.id, t.rowid
FROM staged AS t CROSS JOIN student AS s ON s.matricule = t."Matricule"
JOIN student_group AS g ON g.code = t."Classe";
INSERT INTO journal (stamp, tbl, row, col, value, batch, author)
SELECT CAST(printf('1%015d', row_number() OVER ()) AS BLOB), 7, id, 0,
       json_object('1', matricule, '2', last_name, '3', first_name, '4', email,
                   '5', birth_date, '6', extra, '7', deleted),
       zeroblob(16), 'shell'
FROM student;
INSERT INTO journal (stamp, tbl, row, col, value, batch, author)
SELECT CAST(printf('2%015d', row_number() OVER ()) AS BLOB), 9, id, 0,
       json_object('1', student_id, '2', group_id, '3', position, '4', deleted),
       zeroblob(16), 'shell'
FROM membership;
COMMIT;

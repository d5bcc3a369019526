-- What suivi exports, by a sqlite3 shell.
SELECT s.matricule, s.last_name, s.first_name, f.code AS framework, i.code AS item, r.level, a.kind,
       a.held_on AS date, p.name AS "by", r.comment
FROM student AS s CROSS JOIN rating AS r ON r.student_id = s.id
JOIN item AS i ON i.id = r.item_id
JOIN framework AS f ON f.id = i.framework_id
JOIN assessment AS a ON a.id = r.assessment_id
LEFT JOIN person AS p ON p.id = a.person_id
WHERE s.deleted = 0 AND r.deleted = 0
ORDER BY s.sort_key, s.id, r.item_id, a.held_on;

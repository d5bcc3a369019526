-- Decisions of the jury and frozen deliberations.

-- :name verdict_put
-- every field of the row; :mark stands for :outcome where it is not NULL
INSERT INTO verdict (id, student_id, programme_id, unit_id, session, outcome, reason, person_id,
    decided_on, deleted)
VALUES (:id, :student_id, :programme_id, :unit_id, :session, ifnull(:mark, :outcome), :reason,
    :person_id, :decided_on, :deleted)
ON CONFLICT (id) DO UPDATE SET outcome = excluded.outcome, reason = excluded.reason,
    person_id = excluded.person_id, decided_on = excluded.decided_on,
    deleted = excluded.deleted
WHERE (outcome, reason, person_id, decided_on, deleted)
   IS NOT (excluded.outcome, excluded.reason, excluded.person_id, excluded.decided_on,
       excluded.deleted);

-- :name deliberation_put
-- every field of the row
INSERT INTO deliberation (id, programme_id, session, held_on, frozen_at, person_id, rules,
    unlocked_at, unlock_reason, deleted)
VALUES (:id, :programme_id, :session, :held_on, :frozen_at, :person_id, :rules,
    :unlocked_at, :unlock_reason, :deleted)
ON CONFLICT (id) DO UPDATE SET programme_id = excluded.programme_id, session =
    excluded.session, held_on = excluded.held_on, frozen_at = excluded.frozen_at, person_id =
    excluded.person_id, rules = excluded.rules, unlocked_at = excluded.unlocked_at,
    unlock_reason = excluded.unlock_reason, deleted = excluded.deleted
WHERE (programme_id, session, held_on, frozen_at, person_id, rules, unlocked_at,
    unlock_reason, deleted)
   IS NOT (excluded.programme_id, excluded.session, excluded.held_on, excluded.frozen_at,
    excluded.person_id, excluded.rules, excluded.unlocked_at, excluded.unlock_reason,
    excluded.deleted);

-- :name deliberated_put
-- every field of the row
INSERT INTO deliberated (id, deliberation_id, student_id, figures, deleted)
VALUES (:id, :deliberation_id, :student_id, :figures, :deleted)
ON CONFLICT (id) DO UPDATE SET deliberation_id = excluded.deliberation_id, student_id =
    excluded.student_id, figures = excluded.figures, deleted = excluded.deleted
WHERE (deliberation_id, student_id, figures, deleted)
   IS NOT (excluded.deliberation_id, excluded.student_id, excluded.figures,
    excluded.deleted);

-- :name verdict_of_programme
-- student_id 0: of all. :programme_id, :student_id
SELECT v.id, v.student_id, v.programme_id, v.unit_id, v.session, iif(typeof(v.outcome) = 'integer', 'mark', v.outcome),
    iif(typeof(v.outcome) = 'integer', v.outcome, NULL),
    v.reason, v.person_id, v.decided_on, v.deleted, p.name
FROM verdict AS v LEFT JOIN person AS p ON p.id = v.person_id
WHERE v.programme_id = :programme_id AND (:student_id = 0 OR v.student_id = :student_id) AND v.deleted = 0
ORDER BY v.student_id, v.unit_id, v.session;

-- :name deliberation_list
-- Newest first. :programme_id
SELECT d.id, d.programme_id, d.session, d.held_on, d.frozen_at, d.person_id, d.rules,
    d.unlocked_at, d.unlock_reason, d.deleted, p.name
FROM deliberation AS d LEFT JOIN person AS p ON p.id = d.person_id
WHERE d.programme_id = :programme_id AND d.deleted = 0 ORDER BY d.frozen_at DESC, d.id;

-- :name deliberated_list
-- :deliberation_id
SELECT d.id, d.deliberation_id, d.student_id, d.figures, d.deleted
FROM deliberated AS d WHERE d.deliberation_id = :deliberation_id AND d.deleted = 0 ORDER BY d.student_id;

#!/usr/bin/env python3
"""docs/grades.md told a second time, and compared with the program.

    figures.py [ROUNDS] [SEED]

Programmes, rules, marks and codes at random, several sessions; every unit and
every year of `suivi show jury --json` is worked out here again, from the page
and not from the C. In fractions: nothing is shared with what it checks. Runs
in the current folder, which it fills.
"""

import json
import os
import random
import subprocess
import sys
from fractions import Fraction as F

# code: (effect, absence); None: the rules do not say
CODES = {
    "ABS": ("zero", True), "PR": ("zero", False), "OZ": ("zero", None),
    "PP": ("blocks", True), "SU": ("blocks", False), "OB": ("blocks", None),
    "LA": ("left-out", True), "LO": ("left-out", False), "LU": ("left-out", None),
    "DI": ("credit", False), "DA": ("credit", True), "DU": ("credit", None),
    "RE": ("carried", False), "RU": ("carried", None),
    "?": ("open", False), "QA": ("open", True),
}
CHOICES = {
    "pass": ["10", "12"],
    "unit-mark": ["mean", "mean", "mean", "lowest", "jury"],
    "activity-minimum": ["", "", "8", "10", "12"],
    "below-minimum": ["fails", "lowest"],
    "absorbing": ["no", "yes"],
    "carry": ["yes", "no"],
    "keep": ["last", "best"],
    "absent-keeps-old": ["no", "yes"],
    "round-unit": ["0.01", "0.1", "0.5", "1"],
    "round-mean": ["0.01", "0.1", "0.5", "1"],
    "round-mode": ["half-up", "half-even", "down", "up"],
}
MENTIONS = [("18", "A"), ("14", "B"), ("12", "C"), ("10.5", "D")]
MARKS = ["0", "7.99", "8", "9.49", "9.5", "9.75", "9.9", "9.99", "10", "10.01", "11.25", "11.5",
         "11.75", "11.99", "12", "14", "19.99", "20"]


def rounded(value, step, mode):
    """A fraction to a step."""
    whole, rest = divmod(value, step)
    up = {"down": False, "up": rest > 0, "half-up": 2 * rest >= step,
          "half-even": 2 * rest > step or (2 * rest == step and whole % 2 == 1)}[mode]
    return (whole + up) * step


class Rules:
    def __init__(self, chosen):
        self.chosen = chosen
        self.passing = F(chosen["pass"])
        self.minimum = F(chosen["activity-minimum"]) if chosen["activity-minimum"] else None

    def yes(self, name):
        return self.chosen[name] == "yes"

    def absent(self, cell, doubt):
        """Does this cell, an absence, leave the mark before it?"""
        if isinstance(cell, F) or not self.yes("absent-keeps-old"):
            return False
        effect, absence = CODES[cell]
        return absence or (absence is None and doubt and effect in ("zero", "blocks"))


def effect(cell):
    return None if cell is None else "mark" if isinstance(cell, F) else CODES[cell][0]


def standing(rules, cells, once, first, doubt):
    """The cell that counts, of those up to the session."""
    now = before = None
    for number, cell in enumerate(cells, 1):
        if number == first and not once and first > 1:
            before = now if effect(now) == "mark" else None
            if effect(now) not in ("credit", "carried"):
                now = None
        if cell is None:
            continue
        if effect(cell) == "carried" and now is None and before is not None:
            now = before
        if effect(now) != "mark":
            now = cell
        elif effect(cell) == "mark":
            now = max(now, cell) if rules.chosen["keep"] == "best" else cell
        elif effect(cell) != "carried" and not rules.absent(cell, doubt):
            now = cell
    return now


def first_that_counts(rules, parts, session, doubt):
    if rules.yes("carry"):
        return 1
    for number in range(session, 1, -1):
        for part in parts:
            cell = part["cells"][number - 1]
            if cell is not None and effect(cell) not in ("credit", "carried") \
                    and not rules.absent(cell, doubt):
                return number
    return 1


def from_activities(rules, parts, session, doubt):
    """(mark, code, acquired)"""
    first = first_that_counts(rules, parts, session, doubt)
    stand = [part["supposed"] if "supposed" in part else
             standing(rules, part["cells"][:session], part["once"], first, doubt)
             for part in parts]
    effects = [effect(cell) for cell in stand]
    if "blocks" in effects:
        return None, stand[effects.index("blocks")], False
    if "open" in effects or None in effects:
        return None, None, False
    counting = [(part, cell if isinstance(cell, F) else F(0))
                for part, cell in zip(parts, stand) if effect(cell) in ("mark", "zero")]
    if not counting:
        return None, None, "left-out" not in effects
    if rules.chosen["unit-mark"] == "jury":
        return None, None, False
    step, mode = F(rules.chosen["round-unit"]), rules.chosen["round-mode"]
    mark = rounded(sum(part["weight"] * cell for part, cell in counting) /
                   sum(part["weight"] for part, _ in counting), step, mode)
    minima = [part["minimum"] if part["minimum"] is not None else rules.minimum
              for part, _ in counting]
    below = any(least is not None and cell < least for least, (_, cell) in zip(minima, counting))
    lowest = min(cell for _, cell in counting)
    several = len(counting) > 1
    if (several and rules.chosen["unit-mark"] == "lowest") or \
            (several and rules.yes("absorbing") and lowest < rules.passing) or \
            (below and rules.chosen["below-minimum"] == "lowest"):
        mark = rounded(lowest, step, mode)
        if lowest < rules.passing <= mark:
            mark = lowest
    fails = below and rules.chosen["below-minimum"] == "fails"
    return mark, None, mark >= rules.passing and not fails


def unit(rules, taken, session):
    if taken["state"] == "dispensed":
        result = None, None, True
    elif taken["state"] == "carried":
        result = taken["mark"], None, taken["mark"] is None or taken["mark"] >= rules.passing
    else:
        result = from_activities(rules, taken["parts"], session, False)
        if result != from_activities(rules, taken["parts"], session, True):
            result = None, None, False
    mark, code, acquired = result
    for number, outcome, fixed in reversed(taken["verdicts"]):
        if number > session:
            continue
        if outcome == "mark":
            return fixed, None, fixed >= rules.passing
        return mark, code, outcome == "credit"
    return mark, code, acquired


def supposed(rules, taken, at, mark, session):
    """A unit as if a grade were another: of part `at`, or of the unit itself (None)."""
    decided = [verdict for verdict in taken["verdicts"] if verdict[0] <= session][-1:]
    fixed = decided and decided[0][1] == "mark"
    alone = len(taken["parts"]) == 1 and taken["state"] == "taken" and not fixed \
        and rules.chosen["unit-mark"] != "jury"
    if at is None and not alone:
        acquired = decided[0][1] == "credit" if decided and not fixed else mark >= rules.passing
        return mark, None, acquired
    parts = [dict(part) for part in taken["parts"]]
    parts[at or 0]["supposed"] = mark
    return unit(rules, dict(taken, parts=parts), session)


def suivi(*words):
    done = subprocess.run(["suivi", *words], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"suivi {' '.join(words)}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def write(path, rows):
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(";".join(row) + "\n" for row in rows)


def plain(value):
    return "" if value is None else str(float(value)) if isinstance(value, F) else value


def rule_file(chosen):
    rows = [["kind", "name", "value", "label", "effect", "absence"],
            ["set", "X", "2026-09-14", "", "", ""]]
    rows += [["rule", name, value, "", "", ""] for name, value in chosen.items()]
    rows.append(["rule", "once", "internship", "", "", ""])
    said = {True: "yes", False: "no", None: ""}
    rows += [["mention", least, "", label, "", ""] for least, label in MENTIONS]
    rows += [["code", code, "", "", what, said[absence]] for code, (what, absence) in CODES.items()]
    write("rules.csv", rows)


def programme(rng):
    units = []
    rows = [["ue", "aa", "intitulé", "crédits", "poids", "genre", "minimum", "décimales"]]
    for u in range(6):
        parts = []
        rows.append([f"UE{u}", "", f"Unité {u}", "%d" % rng.choice([0, 1, 4, 5, 7]), "", "", "",
                     "2"])
        for a in range(rng.choice([0, 1, 2, 2, 3])):
            part = {"weight": F(rng.choice(["1", "2", "0.5", "0.01"])),
                    "once": rng.random() < 0.15,
                    "minimum": F(rng.choice(["0", "7", "9.9", "10", "12"]))
                    if rng.random() < 0.2 else None}
            parts.append(part)
            rows.append([f"UE{u}", f"AA{a}", f"Partie {a}", "", plain(part["weight"]),
                         "internship" if part["once"] else "course", plain(part["minimum"]), ""])
        units.append({"code": f"UE{u}", "credits": int(rows[-len(parts) - 1][3]), "bare": not parts,
                      "parts": parts or [{"weight": F(1), "once": False, "minimum": None}]})
    write("programme.csv", rows)
    return units


def a_cell(rng, session):
    roll = rng.random()
    if roll < (0.1 if session == 1 else 0.45):
        return None
    if roll < 0.75:
        return F(rng.choice(MARKS))
    return rng.choice(list(CODES))


def fill(rng, units, students):
    """Everybody's grades, as files, one per unit and session."""
    taken = {}
    for each in units:
        for who in students:
            parts = [dict(part, cells=[a_cell(rng, s) for s in (1, 2, 3)])
                     for part in each["parts"]]
            for part in parts:
                if part["once"]:
                    part["cells"] = [part["cells"][0], None, None]
            taken[who, each["code"]] = {"state": "taken", "mark": None, "verdicts": [],
                                        "parts": parts}
        for s in (1, 2, 3):
            names = ["Note (/20)"] if each["bare"] else \
                [f"Partie {a} (/20)" for a in range(len(each["parts"]))]
            write("grades.csv", [["Matricule", *names]] + [
                [who] + [plain(part["cells"][s - 1])
                         for part in taken[who, each["code"]]["parts"]] for who in students])
            suivi("import", "grades", "grades.csv", "--unit", each["code"], "--session", str(s),
                  "-y", "-q")
    return taken


def decide(rng, units, students, taken):
    """What is not made of grades."""
    for who in students[4:7]:
        each = rng.choice(units)
        one = taken[who, each["code"]]
        one["state"] = rng.choice(["dispensed", "carried"])
        words = ["--" + one["state"]]
        if one["state"] == "carried":
            one["mark"] = F(rng.choice(MARKS))
            words += [plain(one["mark"]), "--from-year", "2025-2026"]
        suivi("enrol", who, each["code"], *words, "-q")
    for who in students[:4]:
        each = rng.choice(units)
        one = taken[who, each["code"]]
        session = rng.choice([1, 2, 3])
        outcome = rng.choice(["credit", "refused", "mark"])
        fixed = F(rng.choice(MARKS)) if outcome == "mark" else None
        suivi("jury", who, each["code"], plain(fixed) or outcome, "Raison", "--session",
              str(session), "-q")
        one["verdicts"].append((session, outcome, fixed))


def grade_of(figure):
    return (None if figure["mark"] is None else F(str(figure["mark"])), figure["code"],
            figure["acquired"])


def compare(rules, units, students, taken, session):
    told = json.loads(suivi("show", "jury", "--session", str(session), "--json"))["data"]
    assert [row["matricule"] for row in told] == students, "everybody is there"
    for row in told:
        credits_of, total, weights = 0, F(0), 0
        for each, figure in zip(units, row["grades"]):
            one = taken[row["matricule"], each["code"]]
            wanted = unit(rules, one, session)
            credits_of += each["credits"] if wanted[2] else 0
            if wanted[0] is not None:
                total += wanted[0] * each["credits"]
                weights += each["credits"]
            if grade_of(figure) != wanted or \
                    figure["credits"] != (each["credits"] if wanted[2] else 0):
                sys.exit(f"{row['matricule']} {each['code']} session {session}: the program says "
                         f"{grade_of(figure)}, the page {wanted}\n{rules.chosen}\n{one}")
        mean = rounded(total / weights, F(rules.chosen["round-mean"]),
                       rules.chosen["round-mode"]) if weights else None
        if (row["credits"], row["mean"] and F(str(row["mean"]))) != (credits_of, mean):
            sys.exit(f"{row['matricule']} session {session}: the program says {row['credits']} "
                     f"credits, mean {row['mean']}, the page {credits_of}, {mean}\n{rules.chosen}")
        acquired = row["grades"] and credits_of == sum(each["credits"] for each in units)
        mention = next((label for least, label in MENTIONS if mean >= F(least)), "") \
            if acquired and mean is not None else ""
        if (row["mention"] or "") != mention:
            sys.exit(f"{row['matricule']} session {session}: the program proposes "
                     f"{row['mention']!r}, the page {mention!r}\n{rules.chosen}")
    return len(told) * len(units)


def compare_supposed(rng, rules, units, students, taken):
    """What if, of one student in one session."""
    who, each, session = rng.choice(students), rng.choice(units), rng.choice([1, 2, 3])
    one, mark = taken[who, each["code"]], F(rng.choice(MARKS))
    at = None if each["bare"] else rng.choice([None, *range(len(each["parts"]))])
    name = each["code"] if at is None else f"{each['code']}/AA{at}"
    told = json.loads(suivi("show", "results", who, "--if", f"{name}={plain(mark)}", "--session",
                            str(session), "--json"))["data"][0]["grades"]
    for other, figure in zip(units, told):
        wanted = supposed(rules, one, at, mark, session) if other is each else \
            unit(rules, taken[who, other["code"]], session)
        if grade_of(figure) != wanted:
            sys.exit(f"{who} {other['code']} session {session}, if {name} were {plain(mark)}: the "
                     f"program says {grade_of(figure)}, the page {wanted}\n{rules.chosen}\n{one}")
    return len(told)


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else None)
    students = ["%04d" % number for number in range(1, 21)]
    write("list.csv", [["Matricule", "Nom", "Prénom", "Classe"]] +
          [[who, f"Nom{who}", "Ana", "M1"] for who in students])
    count = 0
    for number in range(rounds):
        chosen = {name: rng.choice(values) for name, values in CHOICES.items()}
        database = f"figures-{number}.db"
        os.environ["SUIVI_DB"] = os.path.abspath(database)
        suivi("init", "-q", "--year", "2026-2027")
        suivi("import", "students", "list.csv", "-y", "-q")
        rule_file(chosen)
        suivi("import", "rules", "rules.csv", "-q")
        units = programme(rng)
        suivi("import", "programme", "programme.csv", "--programme", "P", "-q")
        suivi("enrol", "--group", "M1", "-q")
        taken = fill(rng, units, students)
        decide(rng, units, students, taken)
        # the same grades under other rules: one import, three sessions
        for _ in range(6):
            rules = Rules(chosen)
            for session in (1, 2, 3):
                count += compare(rules, units, students, taken, session)
                count += compare_supposed(rng, rules, units, students, taken)
            chosen = {name: rng.choice(values) for name, values in CHOICES.items()}
            rule_file(chosen)
            suivi("import", "rules", "rules.csv", "-q")
    print(f"{count} results agree")


main()

#!/usr/bin/env python3
"""Kill suivi at every write of an edit, of an import, of the follow-up, of grades; nothing may be lost.

usage: kill.py SUIVI KILLER.SO FIXTURES

For each call that changes a file, once before it and once in the middle of it:
start from the same file, run one command, and let it die there. Afterwards
what was acknowledged before must all be there, the command must have happened
whole or not at all, and `suivi check` must find nothing. An import of
thousands of rows is killed at some of its calls only, any import unless
SUIVI_FAULT_ALL is set. The cases of the follow-up are one story, each on the file
that the one before left: a meeting from its beginning to the next one planned.
"""
import glob
import os
import sqlite3
import sys
from contextlib import closing

from place import ALL, FIXTURES, KILLED, Place, temporary

BIG_ROWS = 3000
MOST = {"an import": 60, "a large import": 16}


def try_everywhere(place, name, words, content):
    """Kill `words` at each call, or at some of them; return how many tries were made."""
    most = None if ALL else MOST.get(name)
    place.renew()
    before = content()
    counter = place.folder + "/count"
    done = place.run(*words, kill_at=0, count=counter)
    if done.returncode:
        sys.exit("%s: failed without being killed: %s" % (name, done.stderr))
    after = content()
    if after == before:
        sys.exit("%s: changes nothing, so the test would prove nothing" % name)
    with open(counter, encoding="ascii") as file:
        calls = int(file.read())
    if not calls:
        sys.exit("%s: no call to be killed at" % name)
    tries = killed = 0
    step = max(1, calls // most) if most else 1
    for at in list(range(1, calls, step)) + [calls]:
        for half in (at // step % 2 == 1,) if most else (False, True):
            place.renew()
            done = place.run(*words, kill_at=at, half=half)
            found = place.run("check")
            now = content()
            where = "%s, killed at call %d of %d%s" % (name, at, calls, " (torn)" if half else "")
            if found.returncode:
                sys.exit("%s: check says %s%s" % (where, found.stdout, found.stderr))
            if now not in (before, after):
                sys.exit("%s: half done" % where)
            if done.returncode == 0 and now != after:
                sys.exit("%s: acknowledged and lost" % where)
            if done.returncode not in (0, KILLED):
                sys.exit("%s: exit %d: %s" % (where, done.returncode, done.stderr))
            tries += 1
            killed += done.returncode == KILLED
    if killed < tries * 3 // 4:
        sys.exit("%s: only %d of %d kills took place" % (name, killed, tries))
    return tries


def tear(place, words):
    """Keep a file as a kill left it: half written, with the journal that takes it back."""
    with open(place.db, "rb") as file:
        whole = file.read()
    for at in range(1, 1000):
        place.renew()
        place.run(*words, kill_at=at)
        with open(place.db, "rb") as file:
            if file.read() != whole:
                break
    if not os.path.getsize(place.db + "-journal"):
        sys.exit("no kill tears the file")
    place.keep()


# A group as the formats before ours wrote it.
OLD_GROUP = """
INSERT INTO student_group (id, code, label, kind, year) VALUES (7, 'M1', '', 'class', '2026-2027');
INSERT INTO journal (stamp, tbl, row, col, value, batch, author) VALUES
(x'00000000000100000000000000000001', 0, 65536, 0, '{"action":"set","subject":"","entries":1}',
 x'00000000000100000000000000000001', 'T'),
(x'00000000000100010000000000000001', 8, 7, 0,
 '{"1":"M1","2":"","3":"class","4":"2026-2027","5":0}',
 x'00000000000100000000000000000001', 'T');
"""


def migrate_everywhere(place, path):
    """Kill the opening of a file of an older format: the next one brings it to the same end."""
    words = ["list", "groups", "--quiet"]
    counter = place.folder + "/count"
    os.unlink(place.db)
    with closing(sqlite3.connect(place.db)) as file, open(path, encoding="utf-8") as schema:
        version = os.path.basename(path).partition(".")[0]
        file.executescript("%s; PRAGMA application_id = 1400203638; PRAGMA user_version = %s; %s" % (
            schema.read(), version, OLD_GROUP))
    place.keep()
    place.renew()
    if place.run(*words, kill_at=0, count=counter).stdout != "M1\n":
        sys.exit("a file of format %s: not taken" % version)
    after = place.tables()
    with open(counter, encoding="ascii") as file:
        calls = int(file.read())
    for at in range(1, calls + 1):
        place.renew()
        done = place.run(*words, kill_at=at, half=at % 2 == 1)
        found = place.run("check")
        if done.returncode != KILLED or found.returncode or place.tables() != after:
            sys.exit("format %s, killed at call %d of %d: exit %d, check says %s%s" % (
                version, at, calls, done.returncode, found.stdout, found.stderr))
    print("ok: a file of format %s: %d kills, nothing lost" % (version, calls))


def follow_up(folder, student):
    """The commands of a tutor in one afternoon; files that they read are made."""
    supports = folder + "/supports.csv"
    with open(supports, "w", encoding="utf-8") as file:
        file.write("Personne;Rôle;Matricule;Groupe;Depuis\n"
                   "A. Maes;tutor;%s;;2026-09-14\nB. Delcourt;teacher;;M1;2026-09-14\n" % student)
    form = folder + "/form.csv"
    with open(form, "w", encoding="utf-8") as file:
        file.write("Formulaire;Matricule;Code;Niveau;Commentaire\n"
                   "self;%s;1.1;3;à l’aise\nself;%s;3.2;2;\n" % (student, student))
    return {
        "supports": ["import", "supports", supports],
        "a meeting begun": ["meeting", student, "--begin"],
        "its place": ["meeting", student, "--place", "B12", "--presence", "remote"],
        "an observation": ["observe", student, "Anime avec calme", "--item", "3.2"],
        "a level in it": ["rate", student, "3.2", "3", "--comment", "Plan clair"],
        "an objective": ["objective", student, "Lire deux articles", "--item", "3.2",
                         "--goal", "F1", "--due", "+14"],
        "a meeting ended": ["meeting", student, "--end", "--next", "+14"],
        "the next one begun": ["meeting", student, "--begin", "--place", "C3"],
        "its end": ["meeting", student, "--end", "--place", "B14"],
        "a form": ["import", "form", form],
        "an internship": ["internship", student, "Maison médicale", "--supervisor", "C. Noël",
                          "--planned", "240", "--item", "3.2", "--item", "F1"],
        "a thesis": ["thesis", student, "Le réseau", "--supervisor", "B. Delcourt", "--reader",
                     "D. Okafor", "--milestone", "Plan", "--due", "+30"],
        "a trace": ["evidence", student, "Rapport", "--item", "3.2", "--item", "1.1"],
        "a move": ["move", student, "--from", "M1", "--to", "P1"],
        "a decision": ["decide", student, "3.2", "4", "Vu en jury"],
        "the follow-up undone": ["undo"],
    }


def grades(folder, student, other):
    """A year of grades: its programme, who takes it, marks, the jury; each step on the one before."""
    sheet = folder + "/sheet.csv"
    with open(sheet, "w", encoding="utf-8") as file:
        file.write("Matricule;Écrit;Oral\n%s;12,5;PP\n%s;9;14\n" % (student, other))
    return {
        "a programme": ["import", "programme", "EXAMPLE", "--programme", "MIAS"],
        "rules": ["import", "rules", folder + "/rules.csv"],
        "annual programmes": ["enrol", "--group", "P1"],
        "a dispensation": ["enrol", student, "UE4", "--dispensed"],
        "a mark": ["grade", student, "UE3/AA1", "14,5"],
        "a code after a mark": ["grade", student, "UE3/AA1", "ABS"],
        "an imported sheet": ["import", "grades", sheet, "--unit", "UE3", "--yes"],
        "a decision of the jury": ["jury", student, "UE3", "credit", "Ensemble de l’année"],
        "a deliberation closed": ["deliberate", "--freeze", "--session", "1"],
        "a deliberation opened": ["deliberate", "--unlock", "Erreur", "--session", "1"],
        "grades undone": ["undo"],
    }


def main():
    with temporary("suivi-kill-") as folder:
        os.mkdir(folder + "/tried", 0o700)
        place = Place(folder)
        listing = place.class_list()
        first, second = place.prepare()[:2]
        big = folder + "/big.csv"
        with open(big, "w", encoding="utf-8") as file:
            file.write("Matricule;Nom;Prénom\n")
            file.writelines("8%06d;Nom%d;Léa\n" % (i, i) for i in range(BIG_ROWS))
        place.must("backup", folder + "/backup.db")
        place.must("rate", first, "3.2", "1", "--date", "2026-11-13")
        place.keep()
        cases = {
            "a first rating": ["rate", second, "3.1", "3", "--date", "2026-11-12"],
            "a changed rating": ["rate", first, "3.2", "4", "--date", "2026-11-12"],
            "a comment": ["rate", first, "3.2", "2", "--date", "2026-11-12", "--comment", "Plan clair"],
            "an undo": ["undo"],
            "a restore": ["restore", folder + "/backup.db"],
            "an import": ["import", "students", listing, "--group", "M2"],
            "a large import": ["import", "students", big, "--group", "M3"],
        }
        for name, words in cases.items():
            tries = try_everywhere(place, name, words, place.content)
            print("ok: %s: %d kills, nothing lost" % (name, tries))
        place.renew()
        tear(place, cases["an import"])
        tries = try_everywhere(place, "over a torn file", cases["a restore"], place.content)
        print("ok: a restore over a torn file: %d kills, nothing lost" % tries)
        place.renew()
        place.must("group", "P1", "--kind", "peer")
        for student in (first, second):
            place.must("move", student, "--to", "P1")
        with open(folder + "/rules.csv", "w", encoding="utf-8") as file:
            file.write("kind;name;value;label;aliases;effect\nset;HE;2025-09-15\nrule;absorbing;yes\n"
                       "code;PP;;;;blocks\n")
        place.keep()
        story = {**follow_up(folder, first), **grades(folder, first, second)}
        for name, words in story.items():
            tries = try_everywhere(place, name, words, place.tables)
            print("ok: %s: %d kills, nothing lost" % (name, tries))
            place.renew()
            place.must(*words)
            place.keep()
        formats = sorted(glob.glob(FIXTURES + "/../db/sql/formats/*.sql"))
        for path in formats:
            migrate_everywhere(place, path)
        print("%d passed, 0 failed" % (len(cases) + 1 + len(story) + len(formats)))


main()

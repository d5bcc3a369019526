#!/usr/bin/env python3
"""Kill suivi at every write of an edit and of an import; nothing may be lost.

usage: kill.py SUIVI KILLER.SO FIXTURES

For each call that changes a file, once before it and once in the middle of it:
start from the same file, run one command, and let it die there. Afterwards
what was acknowledged before must all be there, the command must have happened
whole or not at all, and `suivi check` must find nothing. An import of
thousands of rows is killed at some of its calls only, any import unless
SUIVI_FAULT_ALL is set.
"""
import os
import sys

from place import ALL, FIXTURES, KILLED, Place, temporary

BIG_ROWS = 3000
MOST = {"an import": 60, "a large import": 16}


def try_everywhere(place, name, words):
    """Kill `words` at each call, or at some of them; return how many tries were made."""
    most = None if ALL else MOST.get(name)
    place.renew()
    before = place.content()
    counter = place.folder + "/count"
    done = place.run(*words, kill_at=0, count=counter)
    if done.returncode:
        sys.exit("%s: failed without being killed: %s" % (name, done.stderr))
    after = place.content()
    if after == before:
        sys.exit("%s: changes nothing, so the test would prove nothing" % name)
    with open(counter, encoding="ascii") as file:
        calls = int(file.read())
    tries = 0
    step = max(1, calls // most) if most else 1
    for at in list(range(1, calls, step)) + [calls]:
        for half in (at // step % 2 == 1,) if most else (False, True):
            place.renew()
            done = place.run(*words, kill_at=at, half=half)
            found = place.run("check")
            now = place.content()
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
    return tries


def main():
    with temporary("suivi-kill-") as folder:
        os.mkdir(folder + "/tried", 0o700)
        place = Place(folder)
        listing = FIXTURES + "/lists/moodle.csv"
        first, second = place.prepare()[:2]
        big = folder + "/big.csv"
        with open(big, "w", encoding="utf-8") as file:
            file.write("Matricule;Nom;Prénom\n")
            file.writelines("8%06d;Nom%d;Léa\n" % (i, i) for i in range(BIG_ROWS))
        cases = {
            "a first rating": ["rate", second, "3.1", "3", "--date", "2026-11-12"],
            "a changed rating": ["rate", first, "3.2", "4", "--date", "2026-11-12"],
            "a comment": ["rate", first, "3.2", "2", "--date", "2026-11-12", "--comment", "Plan clair"],
            "an undo": ["undo"],
            "an import": ["import", "students", listing, "--group", "M2"],
            "a large import": ["import", "students", big, "--group", "M3"],
        }
        for name, words in cases.items():
            tries = try_everywhere(place, name, words)
            print("ok: %s: %d kills, nothing lost" % (name, tries))
        print("%d passed, 0 failed" % len(cases))


main()

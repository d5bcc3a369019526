#!/usr/bin/env python3
"""A disk that fails or is full at any call; two programs that write at once.

usage: errors.py SUIVI KILLER.SO FIXTURES

What failed must be told by an exit status and change nothing, what was told
done must be there, `suivi check` must find nothing. Interrupted and short
writes are no failure at all. Of programs that write at the same time each
either writes or says that the file is busy.
"""
import os
import shutil
import subprocess
import sys

from place import Place, temporary

# What may fail, and how: see killer.c.
FAULTS = ("eio", "fsync", "full")
MOST = 40 # calls of each kind of fault
WRITERS, ROUNDS = 8, 6


def calls_of(place, words):
    place.renew()
    before = place.content()
    counter = place.folder + "/count"
    done = place.run(*words, kill_at=0, count=counter)
    if done.returncode:
        sys.exit("%s: failed without a fault: %s" % (words, done.stderr))
    with open(counter, encoding="ascii") as file:
        return int(file.read()), before, place.content()


def try_faults(place, name, words):
    calls, before, after = calls_of(place, words)
    tries = told = 0
    step = -(-calls // MOST)
    for fault in FAULTS:
        for at in range(1, calls + 1, step):
            place.renew()
            done = place.run(*words, kill_at=at, fault=fault)
            where = "%s, %s at call %d of %d" % (name, fault, at, calls)
            found = place.run("check")
            now = place.content()
            if done.returncode not in (0, 1, 5):
                sys.exit("%s: exit %d: %s" % (where, done.returncode, done.stderr))
            if done.returncode and not done.stderr:
                sys.exit("%s: failed without a word" % where)
            if found.returncode:
                sys.exit("%s: check says %s%s" % (where, found.stdout, found.stderr))
            if done.returncode == 0 and now != after:
                sys.exit("%s: acknowledged and not there" % where)
            if now not in (before, after):
                sys.exit("%s: half done" % where)
            if now == after and done.returncode:
                # Only when the disk failed after the commit had taken hold.
                if fault == "full":
                    sys.exit("%s: refused, and done: %s" % (where, done.stderr))
            tries += 1
            told += done.returncode != 0
    place.renew()
    done = place.run(*words, kill_at=1, fault="crumbs")
    if done.returncode or place.content() != after or place.run("check").returncode:
        sys.exit("%s, interrupted and short writes: exit %d %s" % (name, done.returncode, done.stderr))
    if told < tries // 4:
        sys.exit("%s: only %d of %d faults were felt" % (name, told, tries))
    print("ok: %s: %d faults, %d told, nothing half done" % (name, tries, told))


def try_reads(place, name, words, failing, wanted):
    """A disk that cannot be read: said as what it is, never as damage, nothing changed."""
    place.renew()
    before = place.content()
    place.renew()
    counter = place.folder + "/count"
    place.env["READ_FAULT"] = failing
    done = place.run(*words, kill_at=0, count=counter, fault="read")
    del place.env["READ_FAULT"]
    with open(counter, encoding="ascii") as file:
        calls = int(file.read())
    if done.returncode or calls == 0:
        sys.exit("%s: %d reads without a fault: %s" % (name, calls, done.stderr))
    whole = done.stdout
    tries = 0
    for at in range(1, calls + 1, -(-calls // MOST)):
        place.renew()
        place.env["READ_FAULT"] = failing
        done = place.run(*words, kill_at=at, fault="read")
        del place.env["READ_FAULT"]
        where = "%s, read %d of %d fails" % (name, at, calls)
        if at == calls and done.returncode == 0 and whole and done.stdout == whole:
            continue  # at the closing, when all was told: whether the file is known next time
        if done.returncode != 1 or wanted not in done.stderr:
            sys.exit("%s: exit %d: %s%s" % (where, done.returncode, done.stdout, done.stderr))
        if "damaged" in done.stderr + done.stdout or place.content() != before:
            sys.exit("%s: taken for damage, or changed: %s" % (where, done.stderr))
        tries += 1
    print("ok: %s: %d reads that fail, told as that" % (name, tries))


def race(place, students):
    """Several programs rate different students, again and again, all at once."""
    place.renew()
    wrote = {}
    busy = 0
    for turn in range(ROUNDS):
        running = []
        for student in students[:WRITERS]:
            words = ["rate", student, "1.%d" % (turn + 1), str(turn % 4 + 1), "--date", "2026-11-12"]
            running.append((student, words, subprocess.Popen(
                place.command(*words), env=place.env, stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)))
        checked = place.run("check")
        if checked.returncode not in (0, 5):
            sys.exit("at the same time: check: exit %d %s%s" % (
                checked.returncode, checked.stdout, checked.stderr))
        for student, words, process in running:
            message = process.communicate(timeout=120)[1]
            if process.returncode == 0:
                wrote[student, words[2]] = int(words[3])
            elif process.returncode == 5 and message:
                busy += 1
            else:
                sys.exit("at the same time: %s: exit %d %s" % (words, process.returncode, message))
    there = {(row["matricule"], row["item"]): row["level"]
             for row in place.data("export", "ratings", "--format", "json", "-o", "-")}
    for key, level in wrote.items():
        if there.get(key) != level:
            sys.exit("at the same time: %s: %s, not %s" % (key, there.get(key), level))
    if place.run("check").returncode:
        sys.exit("at the same time: check finds something")
    if len(wrote) < ROUNDS:
        sys.exit("at the same time: hardly anybody could write")
    print("ok: at the same time: %d written and there, %d told busy" % (len(wrote), busy))


def main():
    with temporary("suivi-errors-") as folder:
        os.mkdir(folder + "/tried", 0o700)
        place = Place(folder)
        students = place.prepare()
        cases = {
            "a changed rating": ["rate", students[0], "3.2", "4", "--date", "2026-11-12"],
            "an undo": ["undo"],
            "an import": ["import", "students", place.class_list(), "--group", "M2"],
        }
        for name, words in cases.items():
            try_faults(place, name, words)
        reads = {
            "show": ["show", "student", students[0]],
            "check": ["check"],
            "export": ["export", "students", "-o", "-"],
            "a level": ["rate", students[0], "3.2", "4", "--date", "2026-11-12"],
        }
        for name, words in reads.items():
            try_reads(place, name, words, place.db, "could not be read: the disk answers")
        listed = folder + "/list.csv"
        shutil.copy(place.class_list(), listed)
        try_reads(place, "a class list", ["import", "students", listed, "--group", "M2"], listed,
                  "could not be read: the disk answers")
        race(place, students)
        print("%d passed, 0 failed" % (2 * len(cases) + len(reads) + 2))


main()

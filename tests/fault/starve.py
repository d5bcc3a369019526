#!/usr/bin/env python3
"""Memory that runs out: every k-th allocation of what is used most fails.

usage: starve.py SUIVI STARVER.SO FIXTURES [TRIES]

Each command is run with one allocation failing, and with all from that one on
failing. It then ends as if nothing had been, or with the sentence that says
there is not enough memory and an exit status of 1; it never crashes, and never
calls done what is not whole. TRIES: about how many of each; with
SUIVI_FAULT_ALL set, every single one.
"""
import os
import subprocess
import sys

from place import ALL, KILLER, Place, temporary

SENTENCES = ("not enough memory", "pas assez de mémoire")  # before --lang is read: French
FIRST = 150 # of the start of each, where libraries are set up, every k-th of a few


class Starved(Place):
    def tried(self, words, at, on, count=None):
        env = dict(self.env, LD_PRELOAD=KILLER, STARVE_AT=str(at))
        if on:
            env["STARVE_ON"] = "1"
        if count:
            env["STARVE_COUNT"] = count
        return subprocess.run(self.command(*words), env=env, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=120)


def moments(calls, tries):
    """Which allocations fail: a part of the first ones, then every k-th."""
    if ALL:
        return range(1, calls + 1)
    step = max(1, calls // tries)
    return sorted(set(range(1, min(FIRST, calls) + 1, max(1, FIRST // 30))) |
                  set(range(1 + step // 3, calls + 1, step)))


def read_count(counter):
    with open(counter, encoding="ascii") as file:
        return int(file.read())


def calls_of(place, words, counter):
    place.tried(words, 0, False, counter)
    return read_count(counter)


def starve(place, name, words, writes, tries):
    place.renew()
    before = place.content()
    counter = place.folder + "/count"
    place.renew()
    done = place.tried(words, 0, False, counter)
    if done.returncode:
        sys.exit("%s: failed with all the memory there is: %s" % (name, done.stderr))
    calls = read_count(counter)
    after = place.content()
    if not writes: # checked once, it is trusted from then on: what fails is the command's own
        place.must("check")
        calls = calls_of(place, words, counter)
    if writes == (before == after):
        sys.exit("%s: is not what it was taken for" % name)
    tried = told = 0
    faults = []
    for on in (False, True):
        for at in moments(calls, tries):
            if writes:
                place.renew()
            found = place.tried(words, at, on)
            where = "%s, allocation %d of %d%s" % (name, at, calls, " and all after it" if on else "")
            now = place.content() if writes else before
            tried += 1
            if found.returncode not in (0, 1):
                faults.append("%s: exit %d: %s" % (where, found.returncode, found.stderr))
            elif found.returncode:
                told += 1
                if not any(sentence in found.stderr for sentence in SENTENCES):
                    faults.append("%s: not a word of memory: %s" % (where, found.stderr))
                if now not in (before, after):
                    faults.append("%s: half done" % where)
            elif found.stdout != done.stdout:
                faults.append("%s: said to be done, and another output" % where)
            elif now != after:
                faults.append("%s: said to be done, and is not" % where)
    if not writes and place.content() != before:
        faults.append("%s: reads, and changed something" % name)
    if faults:
        sys.exit("\n".join(faults[:40] + ["%d of %d" % (len(faults), tried)]))
    if told < tried // 4:
        sys.exit("%s: only %d of %d were felt" % (name, told, tried))
    print("ok: %s: %d of %d allocations, %d told" % (name, tried, calls, told))


def main():
    tries = int(sys.argv[4]) if len(sys.argv) > 4 else 40
    with temporary("suivi-starve-") as folder:
        os.mkdir(folder + "/tried", 0o700)
        place = Starved(folder)
        students = place.prepare()
        cases = (
            ("export", ["export", "students", "-o", "-"], False),
            ("export as JSON", ["export", "ratings", "--format", "json", "-o", "-"], False),
            ("show", ["show", "student", students[0]], False),
            ("check", ["check"], False),
            ("rate", ["rate", students[0], "3.2", "4", "--date", "2026-11-12"], True),
            ("import", ["import", "students", place.class_list(), "--group", "M2"], True),
        )
        for name, words, writes in cases:
            starve(place, name, words, writes, tries)
        print("%d passed, 0 failed" % len(cases))


main()

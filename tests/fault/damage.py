#!/usr/bin/env python3
"""Damage a file in 200 ways: suivi may refuse it, but may not crash, and what
it reads is what stood there before, and passes its own check.

usage: damage.py SUIVI FIXTURES [TRIES]
"""
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter

SUIVI, FIXTURES = (os.path.abspath(a) for a in sys.argv[1:3])
TRIES = int(sys.argv[3]) if len(sys.argv) > 3 else 200


LIST, EXPORT = ("list", "students"), ("export", "ratings", "--format", "rfc4180")
WAYS = ("bits", "run", "zeroed page", "cut", "swapped pages", "header", "letter")
# Each way is refused at times; those that often hit free space are read at times, too.
SEEN = {way: ("refused",) for way in WAYS}
SEEN.update({way: ("read", "refused") for way in ("bits", "run", "header")})


def damage(data, chance):
    """One of WAYS, and the file after it."""
    way = chance.randrange(len(WAYS))
    size = len(data)
    if way == 0:
        for _ in range(chance.randint(1, 20)):
            data[chance.randrange(size)] ^= 1 << chance.randrange(8)
    elif way == 1:
        at = chance.randrange(size)
        run = bytes(chance.randrange(256) for _ in range(chance.randint(1, 200)))
        data[at:at + len(run)] = run
    elif way == 2:
        page = chance.randrange(size // 4096)
        data[page * 4096:(page + 1) * 4096] = bytes(4096)
    elif way == 3:
        del data[chance.randrange(100, size):]
    elif way == 4:
        a, b = (chance.randrange(size // 4096) * 4096 for _ in range(2))
        data[a:a + 4096], data[b:b + 4096] = data[b:b + 4096], data[a:a + 4096]
    elif way == 5:
        data[chance.randrange(100)] = chance.randrange(256)
    else:
        # One byte of text in a cell: what SQLite's own check cannot see.
        letters = [i for i in range(4096, size) if 97 <= data[i] <= 122]
        data[chance.choice(letters)] = chance.randrange(97, 123)
    return WAYS[way], data


def judge(runs, whole):
    """("read", ""), ("refused", "") or ("failed", why), of list, export and check."""
    for done in runs:
        if done.returncode < 0 or done.returncode > 6:
            return "failed", "crashed (%d) %s" % (done.returncode, done.stderr.decode(errors="replace"))
        if done.returncode and not done.stderr.startswith(b"suivi: "):
            return "failed", "%d without a sentence: %r" % (done.returncode, done.stderr)
    checked = runs[-1]
    if checked.returncode:
        if all(done.returncode == 0 for done in runs[:-1]):
            return "failed", "read, but check says %s" % checked.stderr.decode(errors="replace")
        return "refused", ""
    for done, right in zip(runs, whole):
        if done.returncode or done.stdout != right.stdout:
            return "failed", "check found nothing, yet this is read: %d %s" % (
                done.returncode, done.stdout.decode(errors="replace"))
    return "read", ""


def missing(outcomes):
    """What must have been seen: refusing every file, or none, is not a way to pass."""
    found = []
    total = sum(outcomes.values(), Counter())
    if TRIES >= 200:
        for outcome in ("read", "refused"):
            if total[outcome] < TRIES // 10:
                found.append("only %d of %d were %s" % (total[outcome], TRIES, outcome))
        for way, came in outcomes.items():
            if sum(came.values()) < TRIES // 20:
                found.append("%s: tried %d times only" % (way, sum(came.values())))
            for outcome in SEEN[way]:
                if not came[outcome]:
                    found.append("%s: none was %s" % (way, outcome))
    return found


def main():
    with tempfile.TemporaryDirectory(prefix="suivi-damage-") as folder:
        env = {"PATH": os.environ["PATH"], "HOME": folder, "LC_ALL": "C.UTF-8", "TMPDIR": folder}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
            if name in os.environ:
                env[name] = os.environ[name]
        model, work = folder + "/model.db", folder + "/work.db"

        def run(db, *words):
            return subprocess.run([SUIVI, "--db", db, "--yes", "--lang", "en", *words], env=env,
                                  stdin=subprocess.DEVNULL, capture_output=True, timeout=60)

        def must(*words):
            done = run(model, *words)
            if done.returncode:
                sys.exit("preparing: %s: %s" % (words, done.stderr.decode()))

        must("init", "--year", "2026-2027")
        must("import", "students", FIXTURES + "/demo/students.csv", "--group", "M1")
        for i, item in enumerate(("1.1", "1.2", "3.2", "3.2", "8.3")):
            must("rate", "0024001", item, str(i % 4 + 1), "--date", "2026-11-1%d" % i)
        with open(model, "rb") as file:
            sound = file.read()
        chance = random.Random(75)
        whole = run(model, *LIST), run(model, *EXPORT)
        outcomes = {way: Counter() for way in WAYS}
        failed = []
        for number in range(TRIES):
            way, data = damage(bytearray(sound), chance)
            shutil.rmtree(work + ".backups", ignore_errors=True)
            with open(work, "wb") as file:
                file.write(data)
            runs = run(work, *LIST), run(work, *EXPORT), run(work, "check")
            outcome, why = judge(runs, whole)
            outcomes[way][outcome] += 1
            if outcome == "failed":
                failed.append("damage %d, %s: %s" % (number, way, why))
        for way, came in outcomes.items():
            print("%-18s %3d read, %3d refused" % (way, came["read"], came["refused"]))
        failed += missing(outcomes)
        for line in failed:
            print(line)
        print("%d passed, %d failed" % (max(TRIES - len(failed), 0), len(failed)))
        return 1 if failed else 0


sys.exit(main())

#!/usr/bin/env python3
"""Damage a file in 200 ways: suivi may refuse it, but may not crash, and what
it accepts must pass its own check.

usage: damage.py SUIVI FIXTURES [TRIES]
"""
import os
import random
import shutil
import subprocess
import sys
import tempfile

SUIVI, FIXTURES = (os.path.abspath(a) for a in sys.argv[1:3])
TRIES = int(sys.argv[3]) if len(sys.argv) > 3 else 200


def damage(data, chance):
    """One of: flipped bits, overwritten runs, zeroed pages, a cut, swapped pages, strange header."""
    way = chance.randrange(7)
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
    return data


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
        accepted = refused = failed = 0
        for number in range(TRIES):
            data = damage(bytearray(sound), chance)
            shutil.rmtree(work + ".backups", ignore_errors=True)
            with open(work, "wb") as file:
                file.write(data)
            opened = run(work, "list", "students")
            checked = run(work, "check")
            if opened.returncode < 0 or checked.returncode < 0 or \
                    opened.returncode > 6 or checked.returncode > 6:
                print("damage %d: crashed (%d, %d) %s" % (number, opened.returncode,
                      checked.returncode, checked.stderr.decode(errors="replace")))
                failed += 1
            elif opened.returncode == 0 and checked.returncode != 0:
                print("damage %d: accepted, but check says %s%s" % (
                    number, checked.stdout.decode(), checked.stderr.decode()))
                failed += 1
            elif opened.returncode == 0:
                accepted += 1
            else:
                refused += 1
        if accepted + refused == 0:
            failed += 1
        print("%d accepted and sound, %d refused" % (accepted, refused))
        print("%d passed, %d failed" % (accepted + refused, failed))
        sys.exit(1 if failed else 0)


main()

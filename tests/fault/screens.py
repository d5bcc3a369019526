#!/usr/bin/env python3
"""Kill the screens at every write while levels are given and a comment is typed.

usage: screens.py SUIVI KILLER.SO FIXTURES

The program runs on a pseudo-terminal and is given keys; at some write it dies.
Every level whose message had been painted by then must be in the file, with
nothing beside it but the one that was being given. The words of a comment that
were on the screen when the hand rested are offered again. Some of the calls are
tried, with SUIVI_FAULT_ALL all of them.
"""
import os
import re
import sys
import time

from place import ALL, Place, temporary
from terminal import Program

TEXT = "Plan clair"


def ready(text):
    return "o comment" in text.splitlines()[-1] and "Benali" in text


def rate(place, env, keys):
    """Give level 3 to the first capabilities; those that the screen told saved."""
    program = Program(place, env)
    told = []
    if program.wait(ready):
        for item in keys:
            program.keys("3")
            if not program.wait(lambda text, item=item: re.search(r"C%s → 3" % re.escape(item), text)):
                break
            told.append(item)
        else:
            program.keys("\x11")
    status = program.end()
    return told, status, program.screen.text()


def levels(place):
    return {row["item"]: row["level"]
            for row in place.data("export", "ratings", "--format", "json", "-o", "-")}


def kill_ratings(place):
    keys = ["1.1", "1.2"]
    place.renew()
    counter = place.folder + "/count"
    told, status, screen = rate(place, place.preloaded(0, count=counter), keys)
    if told != keys or status != 0:
        sys.exit("rating: without a kill: %s, exit %d\n%s" % (told, status, screen))
    with open(counter, encoding="ascii") as file:
        calls = int(file.read())
    seen = set()
    for at in range(1, calls + 1, 1 if ALL else 2):
        place.renew()
        told, status, screen = rate(place, place.preloaded(at, half=at % 4 == 1), keys)
        where = "rating, killed at call %d of %d" % (at, calls)
        if status not in (0, -9):
            sys.exit("%s: exit %d\n%s" % (where, status, screen))
        there = levels(place)
        lost = [item for item in told if there.get(item) != 3]
        beyond = [item for item in there if item not in keys[:len(told) + 1]]
        if lost or beyond:
            sys.exit("%s: painted %s, in the file %s\n%s" % (where, told, there, screen))
        found = place.run("check")
        if found.returncode:
            sys.exit("%s: check says %s%s" % (where, found.stdout, found.stderr))
        seen.add(len(told))
    if seen != set(range(len(keys) + 1)):
        sys.exit("rating: kills came after %s levels only" % sorted(seen))
    print("ok: levels on the screen: %d calls, nothing lost" % calls)


def typed_text(text):
    found = re.search(r"Observation C1\.1[^:]*: ?(.*)", text)
    return found.group(1).rstrip() if found else None


def type_comment(place, env, letters):
    program = Program(place, env)
    if program.wait(ready):
        program.keys("o")
        program.wait(lambda text: typed_text(text) == "")
        for n in range(1, len(letters) + 1):
            program.keys(letters[n - 1])
            if not program.wait(lambda text, n=n: typed_text(text) == letters[:n].rstrip()):
                break
    return program


def drafts(place):
    folder = place.folder + "/state/suivi"
    return [folder + "/" + name for name in os.listdir(folder) if name.startswith("draft-")] \
        if os.path.isdir(folder) else []


def offered(place):
    """What the field holds when the comment of the same cell is begun anew."""
    program = Program(place, place.env)
    if not program.wait(ready):
        sys.exit("typing: cannot be opened again\n" + program.screen.text())
    program.keys("o")
    if not program.wait(lambda text: typed_text(text) is not None):
        sys.exit("typing: no field\n" + program.screen.text())
    program.wait(lambda text: typed_text(text) == TEXT, 0.3)
    found = typed_text(program.screen.text())
    program.keys("\x1b")
    program.wait(lambda text: typed_text(text) is None)
    program.keys("\x11")
    program.end()
    return found


def kill_typing(place):
    place.renew()
    program = type_comment(place, place.env, TEXT)
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:  # until the hand has rested
        kept = [open(path, "rb").read() for path in drafts(place)]
        if len(kept) == 1 and kept[0].endswith(TEXT.encode()):
            break
        time.sleep(0.02)
    program.end(9)
    if offered(place) != TEXT:
        sys.exit("typing: what was on the screen is not offered again")
    if drafts(place):
        sys.exit("typing: given up, and the draft stays")
    # And at each write, with no rest before it: a beginning of the words, never anything else.
    place.renew()
    counter = place.folder + "/count"
    program = type_comment(place, place.preloaded(0, count=counter), TEXT[:4])
    program.keys("\x1b")
    program.wait(lambda text: typed_text(text) is None)
    program.keys("\x11")
    if program.end() != 0:
        sys.exit("typing: without a kill it does not leave\n" + program.screen.text())
    with open(counter, encoding="ascii") as file:
        calls = int(file.read())
    for at in range(1, calls + 1, 1 if ALL else 3):
        place.renew()
        program = type_comment(place, place.preloaded(at, half=at % 4 == 1), TEXT[:4])
        program.end(9 if program.alive else None)
        found = offered(place)
        where = "typing, killed at call %d of %d" % (at, calls)
        if not TEXT.startswith(found) or len(found) > 4:
            sys.exit("%s: offers %r" % (where, found))
        if place.run("check").returncode or levels(place):
            sys.exit("%s: the file changed" % where)
    print("ok: a comment being typed: %d calls, offered again" % calls)


def main():
    with temporary("suivi-screens-") as folder:
        os.mkdir(folder + "/tried", 0o700)
        place = Place(folder)
        place.prepare()
        place.must("undo")  # no level yet
        place.keep()
        kill_ratings(place)
        kill_typing(place)
        print("2 passed, 0 failed")


main()

#!/usr/bin/env python3
"""Kill the screens at any moment while levels are given and a meeting is held.

usage: moments.py SUIVI KILLER.SO FIXTURES [TRIES]

Whoever types waits for the screen after each thing; the death comes at a moment
drawn by lot, wherever the program is then. What the screen had told must all be
in the file: levels, the meeting under way or ended, the objective settled, what
was noted and agreed, the next meeting. Beside it, nothing but what was being
done. A meeting that has not ended is under way still, and is offered again; so
are the words of a note or of an objective that were not entered yet.
"""
import os
import random
import re
import shutil
import sys
import time

from place import Place, temporary
from terminal import Program

TRIES = int(sys.argv[4]) if len(sys.argv) > 4 else 20
OLD = "Tenir un carnet"
STEPS = {  # what the screen tells once it is done
    "begun": "· Meeting ·",
    "settled": OLD + r".* → met",
    "next": "Next meeting noted",
    "ended": "Meeting ended",
}


class Typist:
    """Types a course of things drawn by lot, and remembers what the screen told."""

    def __init__(self, program, chance):
        self.program = program
        self.chance = chance
        self.told = {"levels": {}, "notes": [], "agreed": [], "done": []}
        self.trying = {}  # the level last asked for: it may be there untold

    def see(self, pattern):
        found = []

        def holds(text):
            found[:] = [re.search(pattern, text, re.MULTILINE)]
            return found[0]
        return self.program.wait(holds) and found[0]

    def level(self):
        """A digit for the capability that the cursor stands on."""
        here = self.see(r"^│> C(\d\.\d) ") if "begun" in self.told["done"] else None
        code = here.group(1) if here else "1.%d" % (len(self.told["levels"]) + 1)
        digit = self.chance.randint(1, 4)
        self.trying = {code: digit}
        self.program.keys(str(digit))
        seen = self.see(r"^ C%s → " % re.escape(code))
        if seen:
            self.told["levels"][code] = digit
        return seen

    def step(self, name, keys):
        self.program.keys(keys)
        seen = self.see(STEPS[name])
        if seen:
            self.told["done"].append(name)
        return seen

    def text(self, kind, number, end):
        """Noted when its line stands there without the name of a field before it."""
        text = "%s %d %s" % (kind, number, "mot " * self.chance.randint(0, 4) + "fin")
        self.program.keys("\r" + text + "\r" + end)
        seen = self.see(r"^│[ >] %s" % re.escape(text))
        if seen:
            self.told[kind].append(text)
        return seen

    def type(self):
        draw = self.chance.randint
        return self.see(r"(?s)Benali.*o comment") and \
            all(self.level() for _ in range(draw(1, 3))) and \
            self.step("begun", "e") and self.step("settled", "1") and \
            all(self.level() for _ in range(draw(1, 4))) and \
            self.program.keys("\t") is None and \
            all(self.text("notes", n, "") for n in range(draw(1, 3))) and \
            self.program.keys("\t") is None and \
            all(self.text("agreed", n, "+14\r") for n in range(draw(1, 2))) and \
            self.program.keys("\t") is None and \
            self.step("next", "\r+28 14h30\r") and self.step("ended", "\r")


def compare(place, student, told, trying):
    """What differs from what was told, as a sentence; None: nothing."""
    found = place.run("check")
    if found.returncode:
        return "check says %s%s" % (found.stdout, found.stderr)
    levels = {row["item"]: row["level"]
              for row in place.data("export", "ratings", "--format", "json", "-o", "-")}
    for item, level in told["levels"].items():
        if levels.get(item) not in (level, trying.get(item)):
            return "%s is %s in the file" % (item, levels.get(item))
    notes = [row["text"] for row in place.data("list", "observations", student)]
    agreed = {row["text"]: row for row in place.data("list", "objectives", student)}
    old = agreed.pop(OLD)
    for there, kind in ((notes, "notes"), (agreed, "agreed")):
        if set(told[kind]) - set(there) or len(there) > len(told[kind]) + 1:
            return "%s are %s in the file" % (kind, list(there))
        if any(not text.endswith("fin") for text in there):
            return "%s are in pieces: %s" % (kind, list(there))
    if any(row["due"] != "2026-12-07" for row in agreed.values()):
        return "agreed without a date"
    if len(levels) > len(told["levels"]) + 1:
        return "levels nobody gave: %s" % levels
    if "settled" in told["done"] and old["state"] != "met":
        return "the objective of last time is %s" % old["state"]
    states = {row["state"]: row for row in place.data("list", "meetings", student)}
    if "ended" in told["done"]:
        if set(states) != {"done", "planned"} or states["planned"]["date"] != "2026-12-21":
            return "the meetings are %s" % states
    elif "begun" in told["done"]:
        if "open" not in states and "done" not in states:
            return "the meeting is not under way: %s" % states
        offered = [row["kind"] for row in place.data("list", "agenda")]
        if ("open" in states) != ("open" in offered) or ("done" in states) != ("planned" in states):
            return "half ended: %s, offered %s" % (states, offered)
        if "next" in told["done"] and "open" in states and states["open"]["next"] != "2026-12-21":
            return "the next meeting is lost"
    return None


def fresh(place):
    """The file as it was prepared; drafts of the one before are of a meeting that is gone."""
    place.renew()
    shutil.rmtree(place.folder + "/state", ignore_errors=True)


def hold(place, chance, after=None):
    """Hold one meeting, for so many seconds at most; how long it took, and what was told."""
    fresh(place)
    begun = time.monotonic()
    program = Program(place, place.env)
    if after is not None:
        program.death = begun + after
    typist = Typist(program, chance)
    ended = bool(typist.type())
    took = time.monotonic() - begun
    if after is None and not ended:
        sys.exit("without a kill, after %s:\n%s" % (typist.told, program.screen.text()))
    status = program.end(9)
    if status != -9:
        sys.exit("exit %d\n%s" % (status, program.screen.text()))
    return took, typist, program.screen.text()


OWNER = 32  # bytes that say which file a draft is of (core/draft.c)


def drafts(place):
    folder = place.folder + "/state/suivi"
    names = os.listdir(folder) if os.path.isdir(folder) else []
    return [open(folder + "/" + name, "rb").read()[OWNER:].decode()
            for name in names if name.startswith("draft-")]


def go_to_field(place, steps, label):
    """The meeting under way, and the field of a new note or objective in it."""
    program = Program(place, place.env)
    typist = Typist(program, None)
    if not typist.see(r"(?s)Benali.*o comment") or not typist.step("begun", "e"):
        sys.exit("typing: no meeting\n" + program.screen.text())
    program.keys("\t" * steps)
    if not typist.see(r"^│> \+ " + label):
        sys.exit("typing: no field\n" + program.screen.text())
    return program, typist


def kill_typing(place, steps, label, keys, seen):
    fresh(place)
    program, typist = go_to_field(place, steps, label)
    program.keys("\r" + keys)
    words = keys.rstrip("\r")
    deadline = time.monotonic() + 10
    while not typist.see(seen) or drafts(place) != [words]:  # until the hand has rested
        if time.monotonic() > deadline:
            sys.exit("typing: %r is kept of\n%s" % (drafts(place), program.screen.text()))
        time.sleep(0.02)
    program.end(9)
    program, typist = go_to_field(place, steps, label)
    program.keys("\r")
    if not typist.see(r"^│> %s: %s" % (label, words)):
        sys.exit("typing: not offered again\n" + program.screen.text())
    program.keys("\x15\x1b")
    typist.see("Nothing was noted")
    program.end(9)
    if drafts(place):
        sys.exit("typing: given up, and the draft stays")
    print("ok: %s being typed: offered again" % label)


def main():
    with temporary("suivi-moments-") as folder:
        os.mkdir(folder + "/tried", 0o700)
        place = Place(folder)
        place.prepare()
        place.must("undo")  # no level yet
        rows = place.data("list", "students")
        student = next(row["matricule"] for row in rows if row["last_name"] == "Benali")
        place.must("objective", student, OLD)
        place.keep()
        took, typist, _ = hold(place, random.Random(0))
        wrong = compare(place, student, typist.told, typist.trying)
        if wrong:
            sys.exit("without a kill: %s: %s" % (typist.told, wrong))
        kept = ended = 0
        for number in range(1, TRIES + 1):
            after = took * 1.2 * (number - random.Random(number).random()) / TRIES
            _, typist, screen = hold(place, random.Random(number), after)
            wrong = compare(place, student, typist.told, typist.trying)
            if wrong:
                sys.exit("try %d, killed after %.3f s: %s; told %s\n%s" % (
                    number, after, wrong, typist.told, screen))
            kept += sum(len(things) for things in typist.told.values())
            ended += "ended" in typist.told["done"]
        if not kept:
            sys.exit("every kill came before anything was told")
        print("ok: a meeting: %d kills, %d things told and there, %d meetings ended" % (
            TRIES, kept, ended))
        kill_typing(place, 2, "observation", "Prend la parole", "observation: Prend la parole")
        kill_typing(place, 3, "objective", "Lire deux articles\r", r"due \(empty")
        print("3 passed, 0 failed")


main()

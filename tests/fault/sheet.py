#!/usr/bin/env python3
"""Kill the sheet of grades at every write; then type faster than the disk.

usage: sheet.py SUIVI KILLER.SO FIXTURES

Grades are typed on a pseudo-terminal, each after the one before was shown as
recorded, and the program dies at some write. What had been shown must be in
the file, with nothing beside it but the grade that was being typed. Then a
whole class is typed in one burst, and every grade must be there.
"""
import os
import re
import sys

from place import ALL, Place, temporary
from terminal import Program

MARKS = ["12", "9.5", "PP"]
SHOWN = {"12": "12.00", "9.5": "9.50", "PP": "PP"}
UNIT = "UE4"  # without activities: one column


def open_sheet(program):
    """From the first screen to the sheet of the unit."""
    if not program.wait(lambda text: "help" in text.splitlines()[-1]):
        return False
    program.keys("gn")
    if not program.wait(lambda text: re.search(r"Programme ·", text)):
        return False
    program.keys("\x1b[B" * 9)
    if not program.wait(lambda text: re.search(r"^│> %s " % UNIT, text, re.M)):
        return False
    program.keys("\r")
    return program.wait(lambda text: "Grades · %s" % UNIT in text)


def type_marks(place, env):
    """Type the marks, one after the other; those that were shown as recorded."""
    program = Program(place, env)
    told = []
    if open_sheet(program):
        for row, mark in enumerate(MARKS, 1):
            program.keys(mark + "\r")
            wanted = r"row %d, .*→ %s" % (row, re.escape(SHOWN[mark]))
            if not program.wait(lambda text, wanted=wanted: re.search(wanted, text)):
                break
            told.append(mark)
        else:
            program.keys("\x11")
    status = program.end()
    return told, status, program.screen.text()


def grades(place):
    """The marks of the unit in the order of the class list."""
    return [row["code"] or str(row["mark"]).removesuffix(".0")
            for row in place.data("list", "grades", "--unit", UNIT)]


def kill_sheet(place):
    counter = place.folder + "/count"
    place.renew()
    told, status, screen = type_marks(place, place.preloaded(0, count=counter))
    if told != MARKS or status != 0:
        sys.exit("without a kill: %s, exit %d\n%s" % (told, status, screen))
    with open(counter, encoding="ascii") as file:
        calls = int(file.read())
    seen = set()
    for at in range(1, calls + 1, 1 if ALL else 3):
        place.renew()
        told, status, screen = type_marks(place, place.preloaded(at, half=at % 4 == 1))
        where = "killed at call %d of %d" % (at, calls)
        there = grades(place)
        if there not in (told, MARKS[:len(told) + 1]):
            sys.exit("%s: shown %s, in the file %s\n%s" % (where, told, there, screen))
        found = place.run("check")
        if found.returncode:
            sys.exit("%s: check says %s%s" % (where, found.stdout, found.stderr))
        seen.add(len(told))
    if len(seen) < len(MARKS):
        sys.exit("kills came after %s grades only" % sorted(seen))
    print("ok: grades on the sheet: %d calls, nothing lost" % calls)


def burst(place, count):
    place.renew()
    program = Program(place, place.env)
    if not open_sheet(program):
        sys.exit("burst: no sheet\n" + program.screen.text())
    marks = [str(i % 21) for i in range(count)]
    program.keys("".join(mark + "\r" for mark in marks))
    if not program.wait(lambda text: "%d/%d typed" % (count, count) in text, 60):
        sys.exit("burst: not all was typed\n" + program.screen.text())
    program.keys("\x11")
    program.end()
    if grades(place) != marks:
        sys.exit("burst: %s" % grades(place))
    print("ok: %d grades in one burst, all there" % count)


def main():
    with temporary("suivi-sheet-") as folder:
        os.mkdir(folder + "/tried", 0o700)
        place = Place(folder)
        students = place.prepare()
        place.must("import", "programme", "EXAMPLE", "--programme", "MIAS")
        place.must("enrol", "--group", "M1")
        place.keep()
        kill_sheet(place)
        burst(place, len(students))
        print("2 passed, 0 failed")


main()

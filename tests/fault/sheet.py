#!/usr/bin/env python3
"""Kill the sheet of grades at every write; type into it faster than the disk follows.

usage: sheet.py SUIVI KILLER.SO FIXTURES

suivi runs on a pseudo-terminal. By hand: a mark, a code, a value off the scale
and another mark, each waited for; every grade that the screen told recorded must
be in the file, with nothing beside it but the one being typed, and the value off
the scale must be on the sheet again. In a burst: a grade for each of 200 students
in one write to the terminal; all are there, and when it is killed on the way,
those from the first row down to some row, no gap and nothing mistyped. A column
that is pasted is there whole or not at all. Some of the calls are tried, with
SUIVI_FAULT_ALL all of them.
"""
import glob
import os
import re
import shutil
import sys

from place import ALL, KILLED, Place, temporary
from terminal import Program

COUNT = 200
TYPED = [("12,5", "12.50"), ("pp", "PP"), ("25", None), ("9", "9.00")]  # None: not recorded
BURST = ["%d,%d" % (n % 20, n % 10) for n in range(COUNT)]
PASTED = ["%d" % (n % 21) for n in range(30)]
QUIT = "\x11"


def recorded(mark):
    return "%.2f" % float(mark.replace(",", "."))


def matricule(row):
    return "9%06d" % row


def renew(place):
    """The same file, and nothing remembered of it: each try makes the same calls."""
    place.renew()
    shutil.rmtree(place.folder + "/state", ignore_errors=True)


def open_sheet(place, env):
    """The program on the sheet of the first unit, or dead on the way."""
    program = Program(place, env)
    if program.wait(lambda text: "Nom000" in text and "suivi · G1" in text):
        program.keys("gn")
        if program.wait(lambda text: "· Units" in text and "> UE1" in text):
            program.keys("\r")
            program.wait(lambda text: "Grades · UE1" in text and matricule(0) in text
                         and "typed" in text)
    return program


def leave(program):
    program.keys(QUIT)
    # values that are not recorded may be asked about
    program.wait(lambda text: False, 0.2)
    return program.end()


def type_by_hand(place, env):
    """Type each value once the one before has been told; return the rows that were told."""
    program, told = open_sheet(place, env), []
    for row, (text, value) in enumerate(TYPED):
        program.keys(text + "\r")
        sign = r"row %d, .*→ %s" % (row + 1, re.escape(value)) if value else r"row %d: " % (row + 1)
        if not program.wait(lambda screen, sign=sign: re.search(sign, screen)):
            break
        told.append(row)
    return leave(program), told, program.screen.text()


def grades(place):
    return {line["matricule"]: line["code"] or "%.2f" % line["mark"]
            for line in place.data("list", "grades")}


def calls_of(place, run):
    """How many calls change a file when nothing kills it; what the run told."""
    counter = place.folder + "/count"
    renew(place)
    status, told, screen = run(place, place.preloaded(0, count=counter))
    if status:
        sys.exit("without a kill: exit %d\n%s" % (status, screen))
    with open(counter, encoding="ascii") as file:
        return int(file.read()), told, screen


def try_calls(place, name, run, most):
    """Kill `run` at each call, or at `most` of them: yields where, what was told, what is there."""
    calls, told, _ = calls_of(place, run)
    step = 1 if ALL else max(1, calls // most)
    for at in list(range(1, calls, step)) + [calls]:
        renew(place)
        status, told, screen = run(place, place.preloaded(at, half=at // step % 2 == 1))
        where = "%s, killed at call %d of %d" % (name, at, calls)
        if status not in (0, KILLED):
            sys.exit("%s: exit %d\n%s" % (where, status, screen))
        found = place.run("check")
        if found.returncode:
            sys.exit("%s: check says %s%s" % (where, found.stdout, found.stderr))
        yield where, told, grades(place)
    print("ok: %s: %d calls, nothing lost" % (name, calls))


def kill_by_hand(place):
    """What is told is there; the one being typed may be."""
    _, told, screen = calls_of(place, type_by_hand)
    if len(told) != len(TYPED):
        sys.exit("by hand: told %s\n%s" % (told, screen))
    seen = set()
    for where, told, there in try_calls(place, "by hand", type_by_hand, 25):
        wanted = {matricule(row): TYPED[row][1] for row in told if TYPED[row][1]}
        may = dict(wanted)
        if len(told) < len(TYPED) and TYPED[len(told)][1]:
            may[matricule(len(told))] = TYPED[len(told)][1]
        if there not in (wanted, may):
            sys.exit("%s: told %s, in the file %s" % (where, told, there))
        seen.add(len(told))
        if 2 in told:
            program = open_sheet(place, place.env)
            if not program.wait(lambda text: re.search(matricule(2) + r" .*\b25\b", text)):
                sys.exit("%s: 25 is not there again\n%s" % (where, program.screen.text()))
            leave(program)
    if not {0, len(TYPED) - 1} <= seen:
        sys.exit("by hand: kills came after %s values only" % sorted(seen))


def in_a_burst(place, env):
    """Everything in one write; told is the last row that the screen named."""
    program = open_sheet(place, env)
    text = ("".join(value + "\r" for value in BURST)).encode()
    try:
        if os.write(program.fd, text) != len(text):
            sys.exit("a burst: the terminal takes a part only")
    except OSError:
        pass  # dead already
    program.wait(lambda screen: re.search(r"row %d, .*→ %s" % (COUNT, recorded(BURST[-1])), screen),
                 60)
    named = re.findall(r"row (\d+), .*→ \d", program.screen.text())
    # not asked to leave: what was shown must hold without that
    return program.end(9), int(named[-1]) if named else 0, program.screen.text()


def counted_burst(place, env):
    """As in_a_burst(), leaving as one does, for a death has no count."""
    program = open_sheet(place, env)
    program.keys("".join(value + "\r" for value in BURST) + QUIT)
    return program.end(), COUNT, program.screen.text()


def kill_burst(place):
    wanted = {matricule(row): recorded(value) for row, value in enumerate(BURST)}
    renew(place)
    _, told, screen = in_a_burst(place, place.env)
    if told != COUNT:
        sys.exit("a burst: row %d of %d came\n%s" % (told, COUNT, screen))
    there = grades(place)
    if there != wanted:
        sys.exit("a burst: not in the file: %s" % sorted(set(wanted) - set(there)))
    print("ok: a burst: %d grades in one write, %d in the file" % (COUNT, len(there)))

    def run(place, env):
        return (counted_burst if env["KILL_AT"] == "0" else in_a_burst)(place, env)

    for where, told, there in try_calls(place, "a burst", run, 12):
        if there != dict(list(wanted.items())[:len(there)]):
            sys.exit("%s: not the first rows: %s" % (where, there))
        if len(there) < told:
            sys.exit("%s: row %d was told, %d are there" % (where, told, len(there)))


def paste(place, env):
    program = open_sheet(place, env)
    program.keys("\x1b[200~%s\n\x1b[201~" % "\n".join(PASTED))
    told = program.wait(lambda text: "Paste 30 values" in text)
    if told:
        program.keys("\t\r")
        told = program.wait(lambda text: "30 values pasted" in text)
    return leave(program), told, program.screen.text()


def kill_paste(place):
    wanted = {matricule(row): recorded(value) for row, value in enumerate(PASTED)}
    _, told, screen = calls_of(place, paste)
    if not told or grades(place) != wanted:
        sys.exit("a column pasted: %s\n%s" % (grades(place), screen))
    for where, told, there in try_calls(place, "a column pasted", paste, 20):
        if there not in ({}, wanted) or (told and not there):
            sys.exit("%s: %s, in the file %s" % (where, "told" if told else "not told", there))


def back_up(place):
    """Let the backup of the hour be made: its writes would be most of those that are tried."""
    program = open_sheet(place, place.env)
    program.wait(lambda text: glob.glob(place.db + ".backups/*-open-*.db"))
    if program.end(9) != KILLED or not glob.glob(place.db + ".backups/*-open-*.db"):
        sys.exit("preparing: no backup\n" + program.screen.text())


def main():
    with temporary("suivi-sheet-") as folder:
        os.mkdir(folder + "/tried", 0o700)
        place = Place(folder)
        listing = folder + "/students.csv"
        with open(listing, "w", encoding="utf-8") as file:
            file.write("Matricule;Nom;Prénom\n")
            file.writelines("%s;Nom%03d;Léa\n" % (matricule(row), row) for row in range(COUNT))
        place.must("init", "--year", "2026-2027", "--framework", "ARES-075")
        place.must("import", "students", listing, "--group", "G1")
        place.must("import", "programme", "EXAMPLE", "--programme", "MIAS")
        place.must("enrol", "--group", "G1")
        back_up(place)
        place.keep()
        kill_by_hand(place)
        kill_burst(place)
        kill_paste(place)
        print("3 passed, 0 failed")


main()

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
import pty
import re
import select
import struct
import sys
import termios
import time
from fcntl import ioctl

from place import ALL, Place, SUIVI, temporary

ROWS, COLS = 24, 80
TEXT = "Plan clair"


class Screen:
    """As much of a terminal as TERM=vt100 needs: where each character stands."""

    def __init__(self):
        self.cells = [[" "] * COLS for _ in range(ROWS)]
        self.row = self.col = 0
        self.left = ""

    def feed(self, text):
        text = self.left + text
        at = 0
        while at < len(text):
            if text[at] == "\x1b":
                found = re.compile(r"\x1b(\[[?]?([\d;]*)([@-~])|[()][0-9A-Z]|[=>78MDEHc])").match(text, at)
                if not found:
                    break
                if found.group(3):
                    self.control(found.group(2), found.group(3), text[at + 2] == "?")
                at = found.end()
                continue
            self.put(text[at])
            at += 1
        self.left = text[at:]

    def put(self, char):
        if char == "\r":
            self.col = 0
        elif char == "\n":
            self.row = min(self.row + 1, ROWS - 1)
        elif char == "\b":
            self.col = max(self.col - 1, 0)
        elif char == "\t":
            self.col = min(self.col // 8 * 8 + 8, COLS - 1)
        elif char >= " ":
            if self.col >= COLS:
                self.row, self.col = min(self.row + 1, ROWS - 1), 0
            self.cells[self.row][self.col] = char
            self.col += 1

    def control(self, text, final, private):
        numbers = [int(n) if n else 0 for n in text.split(";")]
        n = max(numbers[0], 1)
        if private:
            return
        if final == "H":
            self.row = min(n, ROWS) - 1
            self.col = min(max(numbers[1], 1) if len(numbers) > 1 else 1, COLS) - 1
        elif final in "ABCD":
            self.row = min(max(self.row + {"A": -n, "B": n}.get(final, 0), 0), ROWS - 1)
            self.col = min(max(self.col + {"C": n, "D": -n}.get(final, 0), 0), COLS - 1)
        elif final == "K":
            begin, end = [(self.col, COLS), (0, self.col + 1), (0, COLS)][numbers[0]]
            self.cells[self.row][begin:end] = [" "] * (end - begin)
        elif final == "J":
            first = 0 if numbers[0] == 2 else self.row + 1
            if numbers[0] == 0:
                self.control("0", "K", False)
            for row in range(first, ROWS):
                self.cells[row] = [" "] * COLS

    def text(self):
        return "\n".join("".join(row).rstrip() for row in self.cells)


class Program:
    """suivi on a pseudo-terminal."""

    def __init__(self, place, env):
        env = dict(env, TERM="vt100", SUIVI_DB=place.db)
        self.screen = Screen()
        self.alive = True
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execve(SUIVI, [SUIVI, "--lang", "en"], env)
        ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLS, 0, 0))
        os.kill(self.pid, 28)

    def wait(self, holds, seconds=20):
        """Take what comes until the screen holds; False: the program died before."""
        deadline = time.monotonic() + seconds
        while not holds(self.screen.text()):
            if not self.alive or time.monotonic() > deadline:
                return False
            self.take(0.2)
        return True

    def take(self, seconds):
        if not select.select([self.fd], [], [], seconds)[0]:
            return
        try:
            came = os.read(self.fd, 65536)
        except OSError:
            came = b""
        self.alive = bool(came)
        self.screen.feed(came.decode(errors="replace"))

    def keys(self, text):
        try:
            os.write(self.fd, text.encode())
        except OSError:
            pass

    def end(self, signal=None):
        """Kill it, or see how it ended; the terminal is drained first."""
        if signal:
            os.kill(self.pid, signal)
        deadline = time.monotonic() + 20
        while self.alive and time.monotonic() < deadline:
            self.take(0.5)
        os.close(self.fd)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


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
        kept = [open(path, encoding="utf-8").read() for path in drafts(place)]
        if kept == [TEXT]:
            break
        time.sleep(0.02)
    program.end(9)
    if offered(place) != TEXT:
        sys.exit("typing: what was on the screen is not offered again")
    if drafts(place):
        sys.exit("typing: given up, and the draft stays")
    # And at each write: a part that was on the screen, never anything else.
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
        shown = typed_text(program.screen.text()) if not program.alive else None
        program.end(9 if program.alive else None)
        found = offered(place)
        where = "typing, killed at call %d of %d" % (at, calls)
        if not TEXT.startswith(found) or len(found) > 4:
            sys.exit("%s: offers %r" % (where, found))
        if shown and len(found) < len(shown.rstrip()) - 1:
            sys.exit("%s: %r was on the screen, %r is offered" % (where, shown, found))
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

#!/usr/bin/env python3
"""Any keys in any order in windows of any size: the screens neither crash nor hang, and hung up
on they leave a sound file.

usage: keys.py SUIVI KILLER FIXTURES [SECONDS [SEED]]

Keys come from a generator that begins with SEED (1; `any` for another each time), so that what a
failure prints brings it back as far as time allows. A session ends by a hang-up: whatever mode or question it is in, it must then
leave with status 0.
"""
import fcntl
import os
import random
import signal
import struct
import sys
import termios
import time

from place import Place, temporary
from terminal import Program

SECONDS = float(sys.argv[4]) if len(sys.argv) > 4 else 10
SEED = sys.argv[5] if len(sys.argv) > 5 else "1"

SPECIAL = ["\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\r", "\x1b", "\t", " ", "\x1b[5~", "\x1b[6~",
           "\x1b[H", "\x1b[F", "\x7f", "\x1b[3~", "\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS",
           "\x1b[15~", "\x1b[17~", "\x1b[18~", "\x1b[19~", "\x1b[20~", "\x1b[21~", "\x1b[23~",
           "\x1b[24~"] + [chr(c) for c in (1, 4, 5, 11, 12, 14, 16, 18, 20, 21, 23, 26)]
VIEWS = ["g" + c for c in "abcdefghijklmnopqrstuvwxyz"]
TEXTS = ["12", "14,5", "20,01", "pp", "?", "145", "é", "+14", "15/01", "Benali", "3.1 3.2", "F1",
         "\x1b[200~12\n13\npp\n\x1b[201~", "9" * 40, "a" * 300, "\x1b[<0;5;5M\x1b[<0;5;5m", "\x00",
         "\xff", "\x1b["]
LETTERS = "abcdefghijklmnopqrstuvwxyz1234567890/:?<>+-*;,.!&é\"'(§è!çà"


def key(chance):
    kind = chance.random()
    if kind < 0.35:
        return chance.choice(SPECIAL)
    if kind < 0.55:
        return chance.choice(VIEWS)
    return chance.choice(TEXTS) if kind < 0.7 else chance.choice(LETTERS)


def resize(program, rows, cols):
    fcntl.ioctl(program.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
    try:
        os.kill(program.pid, signal.SIGWINCH)
    except ProcessLookupError:
        pass


def session(place, seed):
    """One opening; returns what was pressed."""
    chance = random.Random(seed)
    place.renew()
    program = Program(place, dict(place.env, EDITOR="true"))
    pressed = []
    if chance.random() < 0.3:  # too small to draw in, from the first
        resize(program, chance.randint(1, 9), chance.randint(1, 39))
    program.take(1)
    for _ in range(chance.randint(50, 400)):
        if not program.alive:
            break
        if chance.random() < 0.03:
            size = chance.randint(1, 60), chance.randint(1, 200)
            resize(program, *size)
            pressed.append(size)
        else:
            pressed.append(key(chance))
            program.keys(pressed[-1])
        program.take(0.05 if pressed[-1] == "\x1b" else 0.002)
    program.settle()
    leaving = program.closed()  # it was told to, and is on its way out
    status = program.end(signal.SIGHUP)
    if status and not (leaving and status == -signal.SIGHUP):
        sys.exit("seed %d: left with %d after %r" % (seed, status, pressed))
    return pressed


def prepare(place):
    place.prepare()
    place.must("import", "programme", "EXAMPLE", "--programme", "MIAS")
    place.must("enrol", "--group", "M1")
    place.keep()


def main():
    with temporary("suivi-keys-") as folder:
        os.mkdir(folder + "/tried", 0o700)
        os.chdir(folder)  # pages are written to files that keys name
        place = Place(folder)
        prepare(place)
        first = random.SystemRandom().randrange(1 << 30) if SEED == "any" else int(SEED)
        seed, pressed, end = first, 0, time.monotonic() + SECONDS
        while seed == first or time.monotonic() < end:
            pressed += len(session(place, seed))
            checked = place.run("check")
            if checked.returncode:
                sys.exit("seed %d: %s%s" % (seed, checked.stdout, checked.stderr))
            seed += 1
        if pressed < 50:
            sys.exit("only %d keys were pressed: the screens never took them" % pressed)
        print("ok: %d sessions from seed %d, %d keys" % (seed - first, first, pressed))
        print("1 passed, 0 failed")


main()

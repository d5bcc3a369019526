"""suivi on a pseudo-terminal, and what its screen shows."""
import codecs
import os
import pty
import re
import select
import struct
import termios
import time
from fcntl import ioctl

from place import SUIVI

ROWS, COLS = 24, 80


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
        # what is read may end within a character
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.alive = True
        self.tail = b""  # of what came
        self.death = None  # the moment at which it is killed, by the monotonic clock
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
        if self.death:
            seconds = max(min(seconds, self.death - time.monotonic()), 0)
            if seconds == 0:
                os.kill(self.pid, 9)
                self.death = None
                seconds = 1
        if not select.select([self.fd], [], [], seconds)[0]:
            return
        try:
            came = os.read(self.fd, 65536)
        except OSError:
            came = b""
        self.alive = bool(came)
        self.tail = (self.tail + came)[-4096:]
        self.screen.feed(self.decoder.decode(came))

    def settle(self):
        """Take all that comes until nothing does."""
        while self.alive and select.select([self.fd], [], [], 0.2)[0]:
            self.take(0)

    def closed(self):
        """The screens are: the keypad was given back since it was last taken."""
        return self.tail.rfind(b"\x1b>") > self.tail.rfind(b"\x1b=")

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

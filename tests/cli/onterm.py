#!/usr/bin/env python3
"""Run a command on a pseudo-terminal: onterm WAIT KEYS COMMAND…

Types KEYS (with \\x03 for Ctrl-C) once the output holds WAIT, what follows each
~ once nothing more comes (a Ctrl-C takes what was typed ahead with it), then
prints all that came, line ends made plain. The exit status is the command's.
"""
import os
import pty
import select
import sys
import time


def main():
    wait = sys.argv[1].encode()
    keys = sys.argv[2].encode().decode("unicode_escape").encode().split(b"~")
    pid, terminal = pty.fork()
    if pid == 0:
        try:
            os.execvp(sys.argv[3], sys.argv[3:])
        finally:
            os._exit(127)
    came, typed, deadline = b"", False, time.monotonic() + 60
    while time.monotonic() < deadline:
        if not typed and wait in came:
            os.write(terminal, keys.pop(0))
            typed = True
        if not select.select([terminal], [], [], 0.2)[0]:
            if typed and keys:
                os.write(terminal, keys.pop(0))
            continue
        try:
            block = os.read(terminal, 65536)
        except OSError:
            break
        if not block:
            break
        came += block
    else:
        os.kill(pid, 9)
    sys.stdout.buffer.write(came.replace(b"\r\n", b"\n"))
    sys.stdout.flush()
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


if __name__ == "__main__":
    sys.exit(main())

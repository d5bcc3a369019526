#!/usr/bin/env python3
"""Kill suivi at every write of an edit and of an import; nothing may be lost.

usage: kill.py SUIVI KILLER.SO FIXTURES

For each call that changes a file, once before it and once in the middle of it:
start from the same file, run one command, and let it die there. Afterwards
what was acknowledged before must all be there, the command must have happened
whole or not at all, and `suivi check` must find nothing.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile

SUIVI, KILLER, FIXTURES = (os.path.abspath(a) for a in sys.argv[1:4])
KILLED = -9


class Place:
    """A folder with a prepared file, copied afresh for each try."""

    def __init__(self, folder):
        self.folder = folder
        self.env = {
            "PATH": os.environ["PATH"], "HOME": folder, "LC_ALL": "C.UTF-8", "TZ": "UTC",
            "XDG_STATE_HOME": folder + "/state", "XDG_CONFIG_HOME": folder + "/config",
            "TMPDIR": folder,
        }
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "SUIVI_LOCALEDIR"):
            if name in os.environ:
                self.env[name] = os.environ[name]
        self.db = folder + "/tried/class.db"
        self.model = folder + "/model"

    def run(self, *words, kill_at=None, half=False, count=None):
        env = dict(self.env)
        if kill_at is not None:
            env.update(LD_PRELOAD=KILLER, KILL_AT=str(kill_at), KILL_HALF="1" if half else "0")
            if count:
                env["KILL_COUNT"] = count
        return subprocess.run([SUIVI, "--db", self.db, "--yes", "--lang", "en", *words], env=env,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)

    def must(self, *words):
        done = self.run(*words)
        if done.returncode:
            sys.exit("preparing: suivi %s: %s%s" % (" ".join(words), done.stdout, done.stderr))
        return done.stdout

    def data(self, *words):
        return json.loads(self.must("--json", *words))["data"]

    def keep(self):
        shutil.rmtree(self.model, ignore_errors=True)
        shutil.copytree(self.folder + "/tried", self.model)

    def renew(self):
        shutil.rmtree(self.folder + "/tried", ignore_errors=True)
        shutil.copytree(self.model, self.folder + "/tried")

    def content(self):
        """Everything an export tells, to compare before and after."""
        return self.must("export", "students", "--format", "json", "-o", "-") + \
            self.must("export", "ratings", "--format", "json", "-o", "-")


def try_everywhere(place, name, words):
    """Kill `words` at each call; return how many tries were made."""
    place.renew()
    before = place.content()
    counter = place.folder + "/count"
    done = place.run(*words, kill_at=0, count=counter)
    if done.returncode:
        sys.exit("%s: failed without being killed: %s" % (name, done.stderr))
    after = place.content()
    if after == before:
        sys.exit("%s: changes nothing, so the test would prove nothing" % name)
    with open(counter, encoding="ascii") as file:
        calls = int(file.read())
    tries = 0
    for at in range(1, calls + 1):
        for half in (False, True):
            place.renew()
            done = place.run(*words, kill_at=at, half=half)
            found = place.run("check")
            now = place.content()
            where = "%s, killed at call %d of %d%s" % (name, at, calls, " (torn)" if half else "")
            if found.returncode:
                sys.exit("%s: check says %s%s" % (where, found.stdout, found.stderr))
            if now not in (before, after):
                sys.exit("%s: half done" % where)
            if done.returncode == 0 and now != after:
                sys.exit("%s: acknowledged and lost" % where)
            if done.returncode not in (0, KILLED):
                sys.exit("%s: exit %d: %s" % (where, done.returncode, done.stderr))
            tries += 1
    return tries


def main():
    with tempfile.TemporaryDirectory(prefix="suivi-kill-") as folder:
        os.mkdir(folder + "/tried", 0o700)
        place = Place(folder)
        listing = FIXTURES + "/lists/moodle.csv"
        place.must("init", "--year", "2026-2027")
        place.must("import", "students", FIXTURES + "/demo/students.csv", "--group", "M1")
        students = place.data("list", "students")
        first, second = students[0]["matricule"], students[1]["matricule"]
        place.must("rate", first, "3.2", "2", "--date", "2026-11-12")
        place.keep()
        cases = {
            "a first rating": ["rate", second, "3.1", "3", "--date", "2026-11-12"],
            "a changed rating": ["rate", first, "3.2", "4", "--date", "2026-11-12"],
            "a comment": ["rate", first, "3.2", "2", "--date", "2026-11-12", "--comment", "Plan clair"],
            "an undo": ["undo"],
            "an import": ["import", "students", listing, "--group", "M2"],
        }
        failed = 0
        for name, words in cases.items():
            tries = try_everywhere(place, name, words)
            print("ok: %s: %d kills, nothing lost" % (name, tries))
        print("%d passed, %d failed" % (len(cases), failed))


main()

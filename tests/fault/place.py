"""What the tests of faults share: a prepared file, and commands run on copies of it."""
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing

SUIVI, KILLER, FIXTURES = (os.path.abspath(a) for a in sys.argv[1:4])
KILLED = -9
# The suite tries some calls of the longest cases; with this set, all of them.
ALL = bool(os.environ.get("SUIVI_FAULT_ALL"))


def temporary(prefix):
    """A private folder; in memory where the system has a place for that: a kill is no power cut."""
    return tempfile.TemporaryDirectory(
        prefix=prefix, dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)


class Place:
    """A folder with a prepared file, copied afresh for each try."""

    def __init__(self, folder):
        self.folder = folder
        self.env = {
            "PATH": os.environ["PATH"], "HOME": folder, "LC_ALL": "C.UTF-8", "TZ": "UTC",
            "XDG_STATE_HOME": folder + "/state", "XDG_CONFIG_HOME": folder + "/config",
            "TMPDIR": folder,
            "SUIVI_TEST_NOW": "2026-11-23T10:40:00",  # what is told is the same each time
        }
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
            if name in os.environ:
                self.env[name] = os.environ[name]
        self.db = folder + "/tried/class.db"
        self.model = folder + "/model"

    def preloaded(self, kill_at, half=False, count=None, fault=None):
        """The environment with the library of killer.c."""
        env = dict(self.env, LD_PRELOAD=KILLER, KILL_AT=str(kill_at), KILL_HALF="1" if half else "0")
        if count:
            env["KILL_COUNT"] = count
        if fault:
            env["KILL_FAULT"] = fault
        return env

    def run(self, *words, kill_at=None, half=False, count=None, fault=None):
        env = self.env if kill_at is None else self.preloaded(kill_at, half, count, fault)
        return subprocess.run(self.command(*words), env=env,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)

    def command(self, *words):
        return [SUIVI, "--db", self.db, "--yes", "--lang", "en", *words]

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

    def prepare(self):
        """A class of the demonstration with one rating; the first matricules."""
        self.must("init", "--year", "2026-2027", "--framework", "ARES-075")
        self.must("import", "students", FIXTURES + "/demo/students.csv", "--group", "M1")
        students = [row["matricule"] for row in self.data("list", "students")]
        self.must("rate", students[0], "3.2", "2", "--date", "2026-11-12")
        self.keep()
        return students

    def class_list(self):
        """The path of a list that changes some of the class, and has three others."""
        path = self.folder + "/others.csv"
        with open(FIXTURES + "/demo/students.csv", encoding="utf-8") as file:
            rows = [line.rstrip("\n").split(";")[:4] for line in file]
        rows[1:] = [row[:3] + [row[3].replace("example.org", "student.example")] for row in rows[1:9]]
        rows += [["009900%d" % i, "Nouveau%s" % "abc"[i], "Léa", "lea%d@student.example" % i]
                 for i in range(3)]
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(";".join(row) + "\n" for row in rows)
        return path

    def content(self):
        """Everything an export tells, to compare before and after."""
        return self.must("export", "students", "--format", "json", "-o", "-") + \
            self.must("export", "ratings", "--format", "json", "-o", "-")

    def tables(self):
        """All rows of all tables but their ids, which are drawn anew each time; of the journal how many."""
        told = []
        with closing(sqlite3.connect("file:%s?mode=ro" % self.db, uri=True)) as file:
            names = [row[0] for row in file.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
            for name in names:
                rows = file.execute('SELECT * FROM "%s"' % name)
                kept = [i for i, column in enumerate(rows.description)
                        if column[0] != "id" and not column[0].endswith("_id")]
                values = [[row[i] for i in kept] for row in rows]
                if name == "setting":  # "thesis ID" holds the id of a support
                    values = [[re.sub(r"-?\d{9,}", "ID", str(value)) for value in row]
                              for row in values]
                told.append([name, len(values) if name == "journal" else sorted(values, key=repr)])
        return repr(told)

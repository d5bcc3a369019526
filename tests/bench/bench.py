#!/usr/bin/env python3
"""What suivi costs beside the least that the same work can cost.

usage: bench.py BUILD [--quick] [ROW…]

Rows: first move page search student group rate pages import again export
grades memory idle.
Ours and the anchor run in turn in one session, after a round that does not
count; the figure is the median. Nothing is asserted: a shared machine is not a
measuring instrument. --quick measures small files, to see that all runs.

The anchors: floor.c, a list of plain ncurses; bare.c, libcsv and the bare
statements of SQLite with suivi's pragmas; the sqlite3 shell, filling the same
tables and indexes, journal included. What is made to measure with stays in
BUILD/bench: 4 GB for the 11.7 million ratings, made once in some minutes.
"""
import os
import shutil
import statistics
import subprocess
import sys
import time

SOURCE = os.path.dirname(os.path.abspath(__file__))
ROUNDS = 3


class Places:
    """Programs, folders and the environment they run in."""

    def __init__(self, build):
        self.build = os.path.abspath(build)
        self.folder = self.build + "/bench"
        self.home = self.folder + "/home"
        os.makedirs(self.home + "/config/suivi", exist_ok=True)
        self.env = {
            "PATH": os.environ["PATH"], "HOME": self.home, "LC_ALL": "C.UTF-8", "TZ": "UTC",
            "TERM": "xterm-256color", "XDG_CONFIG_HOME": self.home + "/config",
            "XDG_STATE_HOME": self.home + "/state", "XDG_DATA_HOME": self.home + "/data",
        }

    def tool(self, name):
        return "%s/tests/bench/%s" % (self.build, name)

    def suivi(self, file, *words):
        return [self.build + "/cli/suivi", "--lang", "en", "--db", file, *words]

    def choose_group(self, code):
        """Which class the screens open with; * is everybody."""
        with open(self.home + "/config/suivi/suivi.conf", "w", encoding="utf-8") as conf:
            conf.write("group = %s\n" % code)

    def run(self, words, text=None):
        """Seconds and peak memory in KB of a program, which must succeed."""
        begun = time.monotonic()
        child = subprocess.Popen(words, env=self.env, stdout=subprocess.DEVNULL,
                                 stdin=subprocess.PIPE if text else subprocess.DEVNULL)
        if text:
            child.stdin.write(text.encode())
            child.stdin.close()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise RuntimeError("%s: exit status %d" % (" ".join(words), child.returncode))
        return time.monotonic() - begun, usage.ru_maxrss

    def lines(self, words):
        """What pace and bare print: a list of numbers by the word that begins the line."""
        done = subprocess.run(words, env=self.env, stdin=subprocess.DEVNULL, text=True,
                              stdout=subprocess.PIPE, check=True)
        found = {}
        for line in done.stdout.splitlines():
            word, *numbers = line.split()
            found.setdefault(word, []).append([int(number) for number in numbers])
        return found

    def pace(self, program, *options):
        return self.lines([self.tool("pace"), "-u", "help", *options, *program])

    def keys(self, program, *options):
        return [us for us, in self.pace(program, *options)["key"]]


class Material:
    """Lists and files of the sizes asked for, made when first needed."""

    def __init__(self, places, quick):
        self.places = places
        self.opened = set()
        self.few, self.many, self.most, self.rated = (
            (100, 2000, 10000, 300) if quick else (100, 100000, 1000000, 100000))

    def made(self, kind, count):
        path = "%s/%s-%d" % (self.places.folder, kind, count)
        if kind == "file":
            path += ".db"
        if not os.path.exists(path):
            if count * 117 > 1000000 and kind == "file":
                say("making %.1f million ratings, once" % (count * 117 / 1e6))
            self.drop(path + ".part")
            self.places.run([self.places.tool("suivi-generate"), kind, str(count), path + ".part"])
            os.rename(path + ".part", path)
            self.drop(path + ".part")
        if kind == "file":
            self.backed_up(path)
            self.known(path)
        return path

    def drop(self, path):
        for name in (path, path + "-journal"):
            if os.path.exists(name):
                os.unlink(name)
        shutil.rmtree(path + ".backups", ignore_errors=True)

    def backed_up(self, path):
        """A backup made just now: opening is measured without the one it makes every hour."""
        folder = path + ".backups"
        shutil.rmtree(folder, ignore_errors=True)
        os.mkdir(folder, 0o700)
        moment = time.strftime("%Y%m%d-%H%M%S")
        with open("%s/%s-000-open.db" % (folder, moment), "w", encoding="utf-8"):
            pass

    def known(self, path):
        """Opened once before: one that is new to suivi is checked whole first."""
        if path not in self.opened:
            self.places.run(self.places.suivi(path, "list", "groups"))
            self.opened.add(path)

    def empty(self, name):
        path = "%s/%s.db" % (self.places.folder, name)
        self.drop(path)
        self.places.run(self.places.suivi(path, "--quiet", "init", "--framework", "ARES-075",
                                          "--year", "2026-2027"))
        self.backed_up(path)
        return path

    def students(self, count):
        """A file with that many students, as an import leaves it."""
        path = "%s/students-%d.db" % (self.places.folder, count)
        if not os.path.exists(path):
            made = self.empty("students-%d.part" % count)
            self.take(made, count)
            os.rename(made, path)
            self.drop(made)
        self.backed_up(path)
        self.known(path)
        return path

    def take(self, file, count):
        return self.places.run(self.places.suivi(
            file, "--yes", "--quiet", "import", "students", self.made("list", count)))


def say(text):
    print(text, file=sys.stderr, flush=True)


def middle(numbers):
    return statistics.median(numbers)


def worst(numbers):
    return sorted(numbers)[int(0.99 * (len(numbers) - 1))]


def in_turn(*works):
    """Each work ROUNDS times, in turn, after one round to warm up; works return lists."""
    results = [[] for _ in works]
    for turn in range(ROUNDS + 1):
        for work, result in zip(works, results):
            numbers = work()
            if turn:
                result += numbers
    return results


class Table:
    def __init__(self):
        print("%-38s %12s %12s %7s %7s" % ("", "suivi", "anchor", "ratio", "reach"))

    def row(self, name, ours, anchor, reach, unit):
        ratio = ours / anchor if anchor else float("inf")
        print("%-38s %12s %12s %7.2f %7s%s" % (
            name, self.shown(ours, unit), self.shown(anchor, unit), ratio, reach,
            "" if ratio <= reach else "  over"), flush=True)

    def plain(self, name, text, reach):
        print("%-38s %25s %7s %7s" % (name, text, "", reach), flush=True)

    @staticmethod
    def shown(number, unit):
        if unit == "us":
            return "%.2f ms" % (number / 1000) if number < 1e6 else "%.2f s" % (number / 1e6)
        return "%.1f MB" % (number / 1024)


class Bench:
    def __init__(self, places, material):
        self.places, self.material, self.table = places, material, Table()
        self.presses = 300 if material.many > 10000 else 50

    def floor(self, count):
        return [self.places.tool("floor"), self.material.made("names", count)]

    def screens(self, file):
        return self.places.suivi(file)

    # ---- screens -------------------------------------------------------------------------

    def first(self):
        m = self.material
        many, few, floor = in_turn(*(
            (lambda program=program: [us for _ in range(5)
                                      for us, in self.places.pace(program)["first"]])
            for program in (self.screens(m.students(m.many)), self.screens(m.students(m.few)),
                            self.floor(m.few))))
        self.table.row("first frame, %d students" % m.few, middle(few), middle(floor), 1.5, "us")
        self.table.row("first frame, %d students" % m.many, middle(many), middle(floor), 1.5, "us")

    def moves(self, name, key, times, reach, worst_reach=None):
        m = self.material
        options = ("-k", key, "-n", str(times))
        ours, floor = in_turn(
            lambda: self.places.keys(self.screens(m.students(m.many)), *options),
            lambda: self.places.keys(self.floor(m.many), *options))
        self.table.row("%s, %d students" % (name, m.many), middle(ours), middle(floor), reach, "us")
        if worst_reach:
            self.table.row("  99 of 100 within", worst(ours), worst(floor), worst_reach, "us")

    def move(self):
        self.moves("line move", "Down", self.presses, 1.0, 1.2)

    def page(self):
        self.moves("page", "PgDn", min(self.presses, 60), 0.75)

    def search(self):
        m, word = self.material, "koen"
        keys = ["/", *word, "Esc"]
        options = [part for key in keys for part in ("-k", key)] + ["-n", "10"]

        def letters(program):
            us = self.places.keys(program, *options)
            return [us[i] for i in range(len(us)) if 1 <= i % len(keys) <= len(word)]

        ours, floor = in_turn(lambda: letters(self.screens(m.students(m.many))),
                              lambda: letters(self.floor(m.many)))
        self.table.row("search, a letter, %d" % m.many, middle(ours), middle(floor), 1.0, "us")

    def beside_ratings(self, what, query, ours):
        """Against a page of the floor plus the bare query, beside all those ratings."""
        m = self.material
        file = m.made("file", m.rated)
        times = min(self.presses, 100)

        def bare():
            return [us for us, in self.places.lines(
                [self.places.tool("bare"), query, file, str(times)])["key"]]

        shown, queried, floor = in_turn(
            lambda: ours(file, times), bare,
            lambda: self.places.keys(self.floor(m.many), "-k", "PgDn", "-n", "60"))
        self.table.row("%s beside %.1f M ratings" % (what, m.rated * 117 / 1e6), middle(shown),
                       middle(queried) + middle(floor), 1.3, "us")

    def student(self):
        self.beside_ratings("student's grid", "student", lambda file, times: self.places.keys(
            self.screens(file), "-k", ">", "-n", str(times)))

    def group(self):
        def grid(file, times):
            # every other press goes back to the student
            return self.places.keys(self.screens(file), "-k", "t", "-n", str(times))[::2]

        first = self.places.lines(["sqlite3", self.material.made("file", self.material.rated),
                                   "SELECT 'code', substr(min(code), 2) FROM student_group",
                                   "-separator", " "])["code"][0][0]
        width = 5
        self.places.choose_group("G%0*d" % (width, first))
        try:
            self.beside_ratings("group's grid", "group", grid)
        finally:
            self.places.choose_group("*")

    def rate(self):
        m = self.material
        path, other = self.places.folder + "/rate.db", self.places.folder + "/commit.db"
        m.drop(path)
        m.opened.discard(path)
        shutil.copy(m.students(m.many), path)
        m.backed_up(path)
        m.known(path)
        # another file: what is written behind the journal's back is damage to suivi
        shutil.copy(m.made("file", 300), other)
        os.sync()  # or the first commit would flush the copies
        keys = ("-s", "Enter", "-k", "2", "-k", "3", "-n", str(self.presses // 6))

        def commit():
            return [us for us, in self.places.lines(
                [self.places.tool("bare"), "commit", other, str(self.presses // 3)])["key"]]

        ours, bare, floor = in_turn(
            lambda: self.places.keys(self.screens(path), *keys), commit,
            lambda: self.places.keys(self.floor(m.many), "-k", "Down", "-n", "100"))
        self.table.row("durable rating", middle(ours), middle(bare) + middle(floor), 1.15, "us")
        self.table.row("  99 of 100 within", worst(ours), worst(bare) + worst(floor), 1.15, "us")
        m.drop(path)
        m.drop(other)

    def pages(self):
        """The pages of the follow-up, opened from a class of 300: beside a page of the floor and the bare query."""
        m = self.material
        file = m.made("file", 300)
        times = str(min(self.presses, 40))
        for name, key, query in (("student's fiche", "f", "student"), ("class map of 300", "c", "map"),
                                 ("diary", "a", None)):
            # g and the letter open it, q goes back: the letter is what is timed
            shown, bare, floor = in_turn(
                lambda: self.places.keys(self.screens(file), "-k", "g", "-k", key, "-k", "q", "-n",
                                         times)[1::3],
                lambda: [us for us, in self.places.lines(
                    [self.places.tool("bare"), query, file, times])["key"]] if query else [0],
                lambda: self.places.keys(self.floor(m.many), "-k", "PgDn", "-n", times))
            self.table.row(name, middle(shown), middle(bare) + middle(floor), 1.3, "us")

    # ---- lists ---------------------------------------------------------------------------

    def shell_import(self, count):
        """The sqlite3 shell into the same tables and indexes: seconds."""
        path = self.material.empty("shell")
        with open(SOURCE + "/import.sql", encoding="utf-8") as script:
            text = script.read().replace("LIST", self.material.made("utf8", count))
        seconds, _ = self.places.run(["sqlite3", "-batch", path], text)
        self.material.drop(path)
        return [seconds * 1e6]

    def our_import(self, count):
        path = self.material.empty("import")
        seconds, kilobytes = self.material.take(path, count)
        self.memory_kb = kilobytes
        self.material.drop(path)
        return [seconds * 1e6]

    def import_(self):
        m = self.material
        for count, reach in ((m.many, 0.5), (m.most, 0.2)):
            ours, shell = in_turn(lambda: self.our_import(count),
                                  lambda: self.shell_import(count))
            self.table.row("import, %d rows" % count, middle(ours), middle(shell), reach, "us")

    def again(self):
        m = self.material
        for count in (m.many, m.most):
            file = m.students(count)
            ours, bare = in_turn(
                lambda: [m.take(file, count)[0] * 1e6],
                lambda: [self.places.run([self.places.tool("bare"), "parse",
                                          m.made("list", count)])[0] * 1e6])
            self.table.row("same list again, %d rows" % count, middle(ours), middle(bare), 3, "us")

    def export(self):
        m = self.material
        out = self.places.folder + "/out.csv"
        for what, file, count in (("students", m.students(m.many), m.many),
                                  ("ratings", m.made("file", m.rated), m.rated * 117)):
            with open("%s/export-%s.sql" % (SOURCE, what), encoding="utf-8") as script:
                query = ".headers on\n.mode csv\n.output %s\n%s" % (out, script.read())
            ours, shell = in_turn(
                lambda: [self.places.run(self.places.suivi(
                    file, "--quiet", "--yes", "export", what, "--format", "rfc4180",
                    "-o", out))[0] * 1e6],
                lambda: [self.places.run(["sqlite3", "-batch", file], query)[0] * 1e6])
            self.table.row("export, %d %s" % (count, what), middle(ours), middle(shell), 0.5, "us")
        os.unlink(out)

    # ---- grades --------------------------------------------------------------------------

    def takers(self, name, count):
        """A file of so many students who all take the example programme; and the list of them."""
        file, listing = self.material.empty(name), "%s/%s.csv" % (self.places.folder, name)
        with open(listing, "w", encoding="utf-8") as out:
            out.write("Matricule;Nom;Prénom;Classe\n")
            out.writelines("9%06d;Nom%d;Léa;G1\n" % (i, i) for i in range(count))
        suivi = lambda *words: self.places.run(self.places.suivi(file, "--quiet", *words))
        suivi("--yes", "import", "students", listing)
        suivi("import", "programme", "EXAMPLE", "--programme", "MIAS")
        suivi("enrol", "--group", "G1")
        return file

    def marks(self, count):
        """A list of marks, one for each of takers()."""
        path = self.places.folder + "/marks.csv"
        with open(path, "w", encoding="utf-8") as out:
            out.write("Matricule;Note\n")
            out.writelines("9%06d;%d.%d\n" % (i, i % 20, i % 10) for i in range(count))
        return path

    def grades(self):
        """An import of grades; the sheet of a unit opened; a cell typed and committed."""
        m, count = self.material, min(self.material.most, 10000)
        marks = self.marks(count)
        file = self.takers("takers", count)
        with open(SOURCE + "/grades.sql", encoding="utf-8") as script:
            shell_text = script.read().replace("LIST", marks)

        def on_a_copy(work):
            path = self.places.folder + "/grades.db"
            m.drop(path)
            shutil.copy(file, path)
            m.backed_up(path)
            m.known(path)
            seconds = work(path)
            m.drop(path)
            m.opened.discard(path)
            return [seconds * 1e6]

        ours, shell = in_turn(
            lambda: on_a_copy(lambda path: self.places.run(self.places.suivi(
                path, "--quiet", "--yes", "import", "grades", marks, "--unit", "UE4"))[0]),
            lambda: on_a_copy(lambda path: self.places.run(
                ["sqlite3", "-batch", path], shell_text)[0]))
        self.table.row("import of %d grades" % count, middle(ours), middle(shell), 1, "us")
        m.drop(file)
        self.sheet(min(count, 500))

    def sheet(self, count):
        m = self.material
        file, other = self.takers("sheet", count), self.places.folder + "/commit.db"
        marks = self.marks(count)
        self.places.run(self.places.suivi(file, "--quiet", "--yes", "import", "grades", marks,
                                          "--unit", "UE4"))
        m.known(file)
        # another file: what is written behind the journal's back is damage to suivi
        shutil.copy(file, other)
        os.sync()
        before = [part for key in ("g", "n", *["Down"] * 9) for part in ("-s", key)]
        times = str(min(self.presses, 60))
        # every other press goes back to the units
        opened, query, floor = in_turn(
            lambda: self.places.keys(
                self.screens(file), *before, "-k", "Enter", "-k", "Esc", "-n", times)[::2],
            lambda: [us for us, in self.places.lines(
                [self.places.tool("bare"), "sheet", file, times])["key"]],
            lambda: self.places.keys(self.floor(m.many), "-k", "PgDn", "-n", times))
        self.table.row("sheet of %d opened" % count, middle(opened),
                       middle(query) + middle(floor), 1.3, "us")
        digits = iter("2345678")  # another mark each time: the same again writes nothing
        ours, bare, line = in_turn(
            lambda: self.places.keys(self.screens(file), *before, "-s", "Enter", "-k", "1", "-k",
                                     next(digits), "-k", "Enter", "-n", times)[2::3],
            lambda: [us for us, in self.places.lines(
                [self.places.tool("bare"), "grade", other, times])["key"]],
            lambda: self.places.keys(self.floor(m.many), "-k", "Down", "-n", times))
        self.table.row("cell committed, sheet of %d" % count, middle(ours),
                       middle(bare) + middle(line), 1.15, "us")
        m.drop(file)
        m.drop(other)

    # ---- at rest -------------------------------------------------------------------------

    def memory(self):
        m = self.material
        self.our_import(m.most)
        self.table.row("memory, import of %d rows" % m.most, self.memory_kb, 32 * 1024, 1, "kb")
        options = ("-k", "PgDn", "-n", "20")
        ours = self.places.pace(self.screens(m.students(m.many)), *options)["memory"][0][0]
        floor = self.places.pace(self.floor(m.many), *options)["memory"][0][0]
        self.table.row("memory, %d students shown" % m.many, ours, floor, 2.5, "kb")

    def idle(self):
        m = self.material
        ticks, wakes, written = self.places.pace(
            self.screens(m.students(m.many)), "-i", "5")["idle"][0]
        self.table.plain("idle for 5 s", "%d ticks, %d wakes, %d bytes" % (ticks, wakes, written),
                         "0")


ROWS = ["first", "move", "page", "search", "student", "group", "rate", "pages", "import", "again", "export",
        "grades", "memory", "idle"]


def main():
    words = sys.argv[1:]
    quick = "--quick" in words
    words = [word for word in words if word != "--quick"]
    if not words or not set(words[1:]) <= set(ROWS):
        sys.exit("usage: bench.py BUILD [--quick] [%s]…" % "|".join(ROWS))
    places = Places(words[0])
    places.choose_group("*")
    bench = Bench(places, Material(places, quick))
    failed = False
    for name in words[1:] or ROWS:
        try:
            getattr(bench, "import_" if name == "import" else name)()
        except (RuntimeError, subprocess.CalledProcessError) as error:
            print("%-38s %s" % (name, error), flush=True)
            failed = True
    return 1 if failed else 0


sys.exit(main())

#!/usr/bin/env python3
"""Complete lines in a real bash, zsh or fish: complete.py SHELL SUIVI

Each line is typed on a pseudo-terminal, every candidate is inserted, and the
line is then run with a command before it that prints its words: what is seen
is what suivi would have been given, quoting included. fish tells its
candidates itself.
"""
import os
import pty
import re
import select
import subprocess
import sys
import tempfile
import time

SHELL, SUIVI = sys.argv[1], os.path.abspath(sys.argv[2])

# line typed → last words; a set: among them are these
CASES = [
    ("suivi lis", ["list"]),
    ("suivi rat", ["rate"]),
    ("suivi list st", ["students"]),
    ("suivi show st", ["student"]),
    ("suivi completion ", ["bash", "fish", "zsh"]),
    ("suivi help unde", []),
    ("suivi help und", ["undo"]),
    ("suivi rate 002400", ["0024001", "0024002", "0024003"]),
    ("suivi évaluer 002400", ["0024001", "0024002", "0024003"]),
    ("suivi show student 0024001", ["0024001"]),
    ("suivi history 002400", ["0024001", "0024002", "0024003"]),
    ("suivi observe 002400", ["0024001", "0024002", "0024003"]),
    ("suivi meeting 002400", ["0024001", "0024002", "0024003"]),
    ("suivi rate 0024001 3.", ["3.1", "3.2", "3.3", "3.4", "3.5"]),
    ("suivi rate --date 2026-11-12 0024001 8.", {"8.1", "8.3"}),
    ("suivi observe 0024001 x --item 3.", ["3.1", "3.2", "3.3", "3.4", "3.5"]),
    ("suivi list students --group M", ["M1"]),
    ("suivi list students -g M", ["M1"]),
    ("suivi list students --group=M", ["--group=M1"]),
    ("suivi export ratings --format=rf", ["--format=rfc4180"]),
    ("suivi export ratings --format rf", ["rfc4180"]),
    ("suivi support nobody tu", ["tutor"]),
    ("suivi support nobody tutor 002400", ["0024001", "0024002", "0024003"]),
    ("suivi export account --format h", ["html"]),
    ("suivi rate --kin", ["--kind"]),
    ("suivi rate --kind the", ["thesis"]),
    ("suivi undo --gro", []),
    ("suivi --db other.db list students --group ", ["Z9"]),
    ("suivi --db=other.db list students --group ", ["Z9"]),
    ("suivi --db other.db show student ", ["$(touch ran)", "*", "a b"]),
    ("suivi --db=other.db show student ", ["$(touch ran)", "*", "a b"]),
    ("suivi --db ~/other.db list students --group ", ["Z9"]),
    ("suivi --db 'a b.db' list students --group ", ["Z9"]),
    ("suivi --db a\\ b.db list students --group ", ["Z9"]),
    ("suivi import students li", ["liste du lundi.csv"]),
    ("suivi export ratings -o li", ["liste du lundi.csv"]),
]

SETTINGS = {
    "bash": """PS1='> '; set +o history; bind 'set completion-query-items 0'
bind 'set enable-bracketed-paste off'; bind '"\\C-t": insert-completions'
eval "$(suivi completion bash)"
""",
    "zsh": """PS1='> '; autoload -Uz compinit; compinit -u -D; eval "$(suivi completion zsh)"
zle_bracketed_paste=(); every() { _main_complete; compstate[insert]=all; compstate[list]= }
zle -C every complete-word every; bindkey -e; bindkey '^T' every; unsetopt prompt_sp
""",
}
START = {"bash": ["bash", "--norc", "--noprofile", "-i"], "zsh": ["zsh", "-f", "-i"]}
WORDS = "words() { printf '{%s}' \"$@\"; printf '{end%s}\\n' \"$((++turn))\"; }\n"


class Terminal:
    """A shell on a pseudo-terminal, one line after the other."""

    def __init__(self, env):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execvpe(START[SHELL][0], START[SHELL], env)
        self.came = ""
        self.turn = 0
        for line in (SETTINGS[SHELL] + WORDS).splitlines():
            self.type(line + "\n")
        self.words("words")

    def type(self, text):
        os.write(self.fd, text.encode())

    def words(self, line):
        """Run a line that calls words; what it printed."""
        self.turn += 1
        self.type(line + "\n")
        end = "{end%d}" % self.turn
        deadline = time.monotonic() + 60
        while end not in self.came:
            if time.monotonic() > deadline:
                sys.exit("%s says nothing more after: %s\n%s" % (SHELL, line, self.came))
            if select.select([self.fd], [], [], 0.5)[0]:
                self.came += os.read(self.fd, 65536).decode(errors="replace")
        before, self.came = self.came.split(end, 1)
        return re.findall(r"\{([^{}]*)\}", before.split("\n")[-1])

    def complete(self, line):
        # at the end of the line, all candidates; then to its begin, and run it
        return self.words(line + "\x14\x01words ")

    def close(self):
        os.kill(self.pid, 9)
        os.waitpid(self.pid, 0)


class Fish:
    """fish tells what it would offer."""

    def __init__(self, env):
        self.env = env

    def complete(self, line):
        script = "suivi completion fish | source; complete -C \"$argv[1]\""
        done = subprocess.run(["fish", "--no-config", "-c", script, line], env=self.env, text=True,
                              capture_output=True, timeout=60)
        if done.stderr:
            sys.exit("fish: %s" % done.stderr)
        return [row.split("\t")[0].replace("\\ ", " ") for row in done.stdout.splitlines()]

    def close(self):
        pass


def main():
    failed = 0
    with tempfile.TemporaryDirectory(prefix="suivi-complete-") as folder:
        os.mkdir(folder + "/bin")
        os.symlink(SUIVI, folder + "/bin/suivi")
        env = {k: v for k, v in os.environ.items() if k.startswith(("ASAN_", "UBSAN_", "LSAN_"))}
        env.update(HOME=folder, PATH=folder + "/bin:" + os.environ["PATH"], LC_ALL="C.UTF-8",
                   TERM="xterm", SUIVI_DB=folder + "/class.db")
        os.chdir(folder)

        def must(*words):
            subprocess.run([SUIVI, "--lang", "en", "--yes", *words], env=env, check=True,
                           stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

        head = "Matricule;Nom;Prénom\n"
        with open("liste du lundi.csv", "w", encoding="utf-8") as file:
            file.write(head + "0024001;Lenoir;Aya\n0024002;Petit;Luc\n0024003;Roy;Zoé\n")
        with open("odd.csv", "w", encoding="utf-8") as file:
            file.write(head + "$(touch ran);Lenoir;Aya\n*;Petit;Luc\na b;Roy;Zoé\n")
        must("--quiet", "init", "--year", "2026-2027", "--framework", "ARES-075")
        must("--quiet", "import", "students", "liste du lundi.csv", "--group", "M1")
        for name in ("other.db", "a b.db"):
            must("--quiet", "--db", name, "init", "--year", "2026-2027", "--framework", "ARES-075")
            must("--quiet", "--db", name, "import", "students", "odd.csv", "--group", "Z9")
        shell = Fish(env) if SHELL == "fish" else Terminal(env)
        for line, wanted in CASES:
            found = shell.complete(line)
            if SHELL != "fish":
                typed = len(line.replace("\\ ", "_").replace("'a b.db'", "_").rstrip().split())
                typed -= not line.endswith(" ")
                found = found[typed:]
                if found == [line.split(" ")[-1]] and found != wanted:
                    found = []
            ok = set(found) >= wanted if isinstance(wanted, set) else sorted(found) == sorted(wanted)
            if not ok:
                failed += 1
                print("%s: %s: %s, not %s" % (SHELL, line, found, wanted))
        shell.close()
        if os.path.exists("ran"):
            failed += 1
            print("%s ran a matricule as a command" % SHELL)
    print("%d passed, %d failed" % (len(CASES) + 1 - failed, failed))
    return failed > 0


sys.exit(main())

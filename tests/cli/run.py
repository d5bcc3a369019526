#!/usr/bin/env python3
"""Run one scenario of the command line: run.py SUIVI SCENARIO.test

A scenario is a list of commands, each with what it must print and return, run
by sh one after the other in a private folder with a private HOME:

    # a comment
    @ SUIVI_TEST_NOW=2026-11-23T10:40:00    the environment of the commands below
    $ suivi list students       the command; \\ at the end of a line continues it
    | Matricule  Nom            a line of standard output, exactly
    ~ 00240[0-9]+ .*            a line of standard output, as a regular expression
    |...                        any lines of standard output
    ! suivi: …                  a line of standard error; !~ and !... likewise
    = 4                         the exit status; 0 where it is not said
    : data[0]["new"] == 2       Python that must hold; data and warnings are those of
                                the JSON document on standard output, error the one on
                                standard error, out and errors the texts

Standard output is compared when a line of it is given; standard error when one
is given, or when the status is 0 and nothing else looks at it (it must then be
empty, so that no complaint goes unseen). UPDATE=1 prints what came.

Beside suivi, commands find: onterm (a pseudo-terminal), locked (somebody else
writes), list-csv (a long class list), seed (students without a list), and
FIXTURES in the environment. The file is $DB, that of the private HOME.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent


class Case:
    def __init__(self, line, command, env):
        self.line = line
        self.command = command
        self.env = env
        self.out = []
        self.err = []
        self.checks = []
        self.status = 0


def read(path):
    cases = []
    joined = ""
    env = {}
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if joined:
            cases[-1].command += "\n" + text.rstrip("\\")
            joined = text.endswith("\\")
            continue
        if not text.strip() or text.startswith("#"):
            continue
        if text.startswith("$ "):
            cases.append(Case(number, text[2:].rstrip("\\"), env))
            joined = text.endswith("\\")
            continue
        if text.startswith("@ "):
            name, _, value = text[2:].partition("=")
            env = dict(env, **{name: value})
            continue
        case = cases[-1]
        for mark, where, kind in (("|...", "out", "any"), ("!...", "err", "any"),
                                  ("!~ ", "err", "re"), ("~ ", "out", "re"),
                                  ("|", "out", "is"), ("!", "err", "is")):
            if text.startswith(mark):
                rest = text[len(mark):]
                if kind == "is" and rest.startswith(" "):
                    rest = rest[1:]
                getattr(case, where).append((kind, rest))
                break
        else:
            if text.startswith("= "):
                case.status = int(text[2:])
            elif text.startswith(": "):
                case.checks.append(text[2:])
            else:
                sys.exit(f"{path}:{number}: not understood: {text}")
    return cases


def fits(expected, lines):
    if not expected:
        return not lines
    kind, text = expected[0]
    if kind == "any":
        return any(fits(expected[1:], lines[i:]) for i in range(len(lines) + 1))
    if not lines:
        return False
    same = lines[0] == text if kind == "is" else re.fullmatch(text, lines[0])
    return bool(same) and fits(expected[1:], lines[1:])


def check(case, done):
    """What is wrong, as sentences."""
    wrong = []
    out = done.stdout.decode("utf-8", "surrogateescape")
    # the sources' own folder, where a program that is not installed finds its manual
    err = done.stderr.decode("utf-8", "surrogateescape").replace(f"{HERE.parent.parent}/docs/", "docs/")
    if done.returncode != case.status:
        wrong.append(f"exit status {done.returncode}, not {case.status}")
    if case.out and not fits(case.out, out.splitlines()):
        wrong.append("standard output differs")
    if case.err and not fits(case.err, err.splitlines()):
        wrong.append("standard error differs")
    looks_at_err = case.err or any(re.search(r"\berrors?\b", c) for c in case.checks)
    if not looks_at_err and case.status == 0 and err:
        wrong.append("standard error is not empty")
    if not re.search(r"onterm|raw", case.command) and re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]",
                                                                (out + err).replace("\r\n", "\n")):
        wrong.append("a control character was printed")
    names = {"out": out, "errors": err, "re": re, "Path": Path}
    for text in case.checks:
        try:
            if re.search(r"\b(data|warnings)\b", text):
                document = json.loads(out)
                assert set(document) == {"version", "data", "warnings"}, "the document's members"
                assert document["version"] == 1, "the document's version"
                names.update(data=document["data"], warnings=document["warnings"])
            if re.search(r"\berror\b", text):
                document = json.loads(err)
                assert set(document) == {"version", "error"}, "the error's document"
                names["error"] = document["error"]
                assert set(names["error"]) == {"code", "reason", "line", "place", "value",
                                               "message", "remedy"}, "the error's members"
            if not eval(text, names):
                wrong.append(f"does not hold: {text}")
        except Exception as problem:  # a scenario's own code may raise anything
            wrong.append(f"{text}: {type(problem).__name__}: {problem}")
    return wrong


def main():
    suivi, path = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    cases = read(path)
    folder = Path(tempfile.mkdtemp(prefix="suivi-cli-"))
    tools = folder / "bin"
    tools.mkdir()
    (tools / "suivi").symlink_to(suivi)
    for tool in ("onterm", "locked", "list-csv", "figures"):
        (tools / tool).symlink_to(HERE / f"{tool}.py")
    if "SUIVI_SEED" in os.environ:
        (tools / "seed").symlink_to(os.environ["SUIVI_SEED"])
    home = folder / "home"
    home.mkdir()
    keep = {k: v for k, v in os.environ.items()
            if k.startswith(("ASAN_", "UBSAN_", "LSAN_", "SUIVI_LOCALE", "TEXTDOMAIN"))}
    env = dict(keep, HOME=str(home), PATH=f"{tools}:{os.environ['PATH']}", TZ="UTC",
               LANG="en_GB.UTF-8", TERM="xterm", DB=str(home / ".local/share/suivi/suivi.db"), USER="essai", LOGNAME="essai",
               FIXTURES=str(HERE.parent.parent / "fixtures"), PYTHONUTF8="1")
    failed = 0
    for case in cases:
        try:
            done = subprocess.run(["sh", "-c", case.command], cwd=home,
                                  env=dict(env, **case.env), timeout=120,
                                  stdin=subprocess.DEVNULL, capture_output=True)
        except subprocess.TimeoutExpired:
            print(f"{path.name}:{case.line}: {case.command}\n    took more than 120 s")
            failed += 1
            break
        wrong = check(case, done)
        if not wrong and not os.environ.get("UPDATE"):
            continue
        failed += bool(wrong)
        print(f"{path.name}:{case.line}: $ {case.command}")
        for sentence in wrong:
            print(f"    {sentence}")
        for mark, text in (("|", done.stdout), ("!", done.stderr)):
            for line in text.decode("utf-8", "backslashreplace").splitlines()[:20]:
                line = line[:300]
                print(mark, line.encode("unicode_escape").decode() if not line.isprintable()
                      else line)
        print(f"= {done.returncode}")
    shutil.rmtree(folder, ignore_errors=True)
    print(f"{len(cases) - failed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())

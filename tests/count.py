#!/usr/bin/env python3
"""Count tests, not programs.

usage: count.py add TESTLOG.JSON COUNTS   append "passed failed" of one run
       count.py print COUNTS              the one closing line

A cmocka program prints a line per test; our own drivers print a line
"N passed, N failed"; any other program counts as one test.
"""
import json
import re
import sys


def count(entry):
    text = (entry.get("stdout") or "") + "\n" + (entry.get("stderr") or "")
    good = entry["result"] in ("OK", "EXPECTEDFAIL")
    ok = len(re.findall(r"^\[       OK \]", text, re.M))
    bad = len(set(re.findall(r"^\[  (?:FAILED|ERROR )  \] (\w+)$", text, re.M)))
    if ok + bad == 0:
        found = re.findall(r"^(\d+) passed, (\d+) failed$", text, re.M)
        ok, bad = (sum(int(pair[i]) for pair in found) for i in (0, 1))
    if ok + bad == 0:
        ok, bad = (1, 0) if good else (0, 1)
    if not good and bad == 0:
        bad = 1  # it died between its tests
    return ok, bad


def main():
    if sys.argv[1] == "add":
        passed = failed = 0
        with open(sys.argv[2], encoding="utf-8") as log:
            for line in log:
                entry = json.loads(line)
                if entry["result"] == "SKIP":
                    continue
                ok, bad = count(entry)
                passed, failed = passed + ok, failed + bad
        with open(sys.argv[3], "a", encoding="utf-8") as counts:
            counts.write("%d %d\n" % (passed, failed))
        return 0
    passed = failed = 0
    with open(sys.argv[2], encoding="utf-8") as counts:
        for line in counts:
            ok, bad = line.split()
            passed, failed = passed + int(ok), failed + int(bad)
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed or not passed else 0


sys.exit(main())

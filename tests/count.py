#!/usr/bin/env python3
"""Count tests, not programs, and each once however often it ran.

usage: count.py add STAGE TESTLOG.JSON STATUS COUNTS   take in a run of meson test
       count.py pass|fail STAGE NAME COUNTS            take in one test
       count.py print COUNTS                           the stages, and the closing line

A cmocka program prints a line per test; our own drivers print a line
"N passed, N failed"; any other program counts as one test. A test that failed
in any stage has failed. A stage without a log, or in which no test ran, has
failed, and so has one whose STATUS is not 0 while all its tests are good: each
counts as one failed test.
"""
import json
import re
import sys


def tests_of(entry):
    """[(name, good)] of one program."""
    text = (entry.get("stdout") or "") + "\n" + (entry.get("stderr") or "")
    program = entry["name"]
    good = entry["result"] in ("OK", "EXPECTEDFAIL")
    bad = set(re.findall(r"^\[  (?:FAILED|ERROR )  \] (\w+)$", text, re.M))
    named = [(program + "/" + name, name not in bad)
             for name in dict.fromkeys(re.findall(r"^\[       OK \] (\w+)$", text, re.M))]
    named += [(program + "/" + name, False) for name in sorted(bad - {n.rsplit("/", 1)[1] for n, _ in named})]
    if not named:
        pairs = re.findall(r"^(\d+) passed, (\d+) failed$", text, re.M)
        passed, failed = (sum(int(pair[i]) for pair in pairs) for i in (0, 1))
        # they have no names: the failed ones come first, so that the same are meant in each stage
        named = [("%s/%d" % (program, i), i >= failed) for i in range(passed + failed)]
    if not named:
        return [(program, good)]
    if not good and all(well for _, well in named):
        named.append((program + "/its end", False))  # it died between its tests
    return named


def run_of(stage, path, status):
    """[(name, good)] of one run of meson test."""
    try:
        with open(path, encoding="utf-8") as log:
            entries = [json.loads(line) for line in log if line.strip()]
        tests = [test for entry in entries if entry["result"] != "SKIP" for test in tests_of(entry)]
    except (OSError, ValueError, KeyError) as error:
        print("%s: no log of its tests: %s" % (stage, error), file=sys.stderr)
        return [("stage %s: its log" % stage, False)]
    if not tests:
        print("%s: no test ran" % stage, file=sys.stderr)
        return [("stage %s: no test" % stage, False)]
    if status and all(good for _, good in tests):
        print("%s: ended with %d, though all tests are good" % (stage, status), file=sys.stderr)
        tests.append(("stage %s: its end" % stage, False))
    return tests


def append(path, stage, tests):
    with open(path, "a", encoding="utf-8") as counts:
        for name, good in tests:
            counts.write(json.dumps([stage, name, good]) + "\n")
    return 0 if all(good for _, good in tests) else 1


def closing(path):
    stages, distinct = {}, {}
    with open(path, encoding="utf-8") as counts:
        for line in counts:
            stage, name, good = json.loads(line)
            ran, failed = stages.get(stage, (0, 0))
            stages[stage] = ran + 1, failed + (not good)
            distinct[name] = distinct.get(name, True) and good
    for stage, (ran, failed) in stages.items():
        print("%-10s %5d ran, %d failed" % (stage, ran, failed))
    failed = sum(not good for good in distinct.values())
    if not distinct:
        failed = 1  # nothing ran at all
    print("%d passed, %d failed" % (sum(distinct.values()), failed))
    return 1 if failed else 0


def main(words):
    if len(words) == 5 and words[0] == "add":
        return append(words[4], words[1], run_of(words[1], words[2], int(words[3])))
    if len(words) == 4 and words[0] in ("pass", "fail"):
        return append(words[3], words[1], [(words[1] + ": " + words[2], words[0] == "pass")])
    if len(words) == 2 and words[0] == "print":
        return closing(words[1])
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

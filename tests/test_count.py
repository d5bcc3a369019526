#!/usr/bin/env python3
"""What count.py says of logs: usage: test_count.py"""
import json
import os
import subprocess
import sys
import tempfile
import unittest

COUNT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "count.py")


def cmocka(*tests):
    return "".join("[ RUN      ] %s\n[%s ] %s\n" % (n, "       OK" if ok else "  FAILED ", n)
                   for n, ok in tests)


def entry(name, stdout="", result="OK", stderr=""):
    return {"name": name, "stdout": stdout, "stderr": stderr, "result": result}


class Count(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.counts = self.folder.name + "/counts"
        with open(self.counts, "w", encoding="ascii"):
            pass

    def tearDown(self):
        self.folder.cleanup()

    def count(self, *words):
        done = subprocess.run([sys.executable, COUNT, *words], capture_output=True, text=True,
                              check=False)
        self.assertNotIn("Traceback", done.stderr)
        return done

    def add(self, stage, *entries, status=0):
        log = self.folder.name + "/log"
        with open(log, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(e) + "\n" for e in entries)
        return self.count("add", stage, log, str(status), self.counts).returncode

    def printed(self, status):
        done = self.count("print", self.counts)
        self.assertEqual(done.returncode, status)
        return done.stdout.splitlines()

    def test_a_test_of_three_stages_is_one(self):
        for stage in ("gcc", "clang", "valgrind"):
            self.assertEqual(self.add(stage, entry("unit / a", cmocka(("x", True), ("y", True)))), 0)
        self.assertEqual([line.split() for line in self.printed(0)], [
            ["gcc", "2", "ran,", "0", "failed"], ["clang", "2", "ran,", "0", "failed"],
            ["valgrind", "2", "ran,", "0", "failed"], ["2", "passed,", "0", "failed"]])

    def test_one_that_fails_in_one_stage_has_failed(self):
        for bad in ("first", "second"):
            with self.subTest(bad):
                self.setUp()
                for stage in ("first", "second"):
                    good = stage != bad
                    self.add(stage, entry("unit / a", cmocka(("x", True), ("y", good)),
                                          "OK" if good else "FAIL"), status=int(not good))
                self.assertEqual(self.printed(1)[-1], "1 passed, 1 failed")

    def test_the_same_name_in_two_programs_is_two(self):
        self.add("gcc", entry("a", cmocka(("x", True))), entry("b", cmocka(("x", True))))
        self.assertEqual(self.printed(0)[-1], "2 passed, 0 failed")

    def test_drivers_count_as_they_say(self):
        self.add("gcc", entry("cli", "7 passed, 0 failed\n"), entry("kill", "3 passed, 1 failed\n", "FAIL"))
        self.add("clang", entry("cli", "5 passed, 2 failed\n", "FAIL"), entry("kill", "4 passed, 0 failed\n"))
        self.assertEqual(self.printed(1)[-1], "8 passed, 3 failed")

    def test_a_program_is_a_test(self):
        self.add("gcc", entry("a"), entry("b", result="FAIL"), entry("c", result="TIMEOUT"))
        self.assertEqual(self.printed(1)[-1], "1 passed, 2 failed")

    def test_a_death_between_tests_is_a_failure(self):
        self.add("gcc", entry("a", cmocka(("x", True)), "ERROR"), entry("b", "2 passed, 0 failed\n", "FAIL"))
        self.assertEqual(self.printed(1)[-1], "3 passed, 2 failed")

    def test_skipped_does_not_count(self):
        self.add("gcc", entry("a"), entry("b", result="SKIP"))
        self.assertEqual(self.printed(0)[-1], "1 passed, 0 failed")

    def test_a_stage_without_tests_is_one_failure(self):
        for entries in ((), (entry("a", result="SKIP"),)):
            with self.subTest(entries):
                self.setUp()
                self.add("gcc", entry("a"))
                self.assertEqual(self.add("valgrind", *entries), 1)
                self.assertEqual(self.printed(1)[-2:], ["valgrind       1 ran, 1 failed",
                                                        "1 passed, 1 failed"])

    def test_a_missing_log_is_one_failure(self):
        self.add("clang", entry("a"))
        for stage in ("gcc", "valgrind"):
            done = self.count("add", stage, self.folder.name + "/nowhere", "0", self.counts)
            self.assertEqual(done.returncode, 1)
            self.assertIn(stage + ": no log of its tests", done.stderr)
        self.assertEqual(self.printed(1)[-1], "1 passed, 2 failed")

    def test_a_torn_log_is_one_failure(self):
        log = self.folder.name + "/torn"
        for text in ('{"name": "a", "resu', '{"name": "a"}\n'):
            with open(log, "w", encoding="ascii") as file:
                file.write(text)
            self.assertEqual(self.count("add", "gcc", log, "0", self.counts).returncode, 1)
        self.assertEqual(self.printed(1)[-1], "0 passed, 1 failed")

    def test_a_stage_that_ends_badly_has_failed(self):
        self.assertEqual(self.add("gcc", entry("a"), status=1), 1)
        self.assertEqual(self.printed(1)[-1], "1 passed, 1 failed")

    def test_a_stage_not_built_has_failed(self):
        self.add("gcc", entry("a"))
        self.assertEqual(self.count("fail", "clang", "not built", self.counts).returncode, 1)
        self.assertEqual(self.count("pass", "fuzz", "fuzz_csv", self.counts).returncode, 0)
        self.assertEqual(self.printed(1)[-1], "2 passed, 1 failed")

    def test_nothing_at_all_has_failed(self):
        self.assertEqual(self.printed(1), ["0 passed, 1 failed"])


if __name__ == "__main__":
    program = unittest.main(exit=False, verbosity=0)
    bad = len(program.result.failures) + len(program.result.errors)
    print("%d passed, %d failed" % (program.result.testsRun - bad, bad))
    sys.exit(bad > 0)

#!/usr/bin/env python3
"""./dev install and uninstall leave a folder as it was. usage: test_installed.py SOURCES"""
import json
import os
import subprocess
import sys
import tempfile
import unittest

SOURCES = sys.argv[1]
MESON = """#!%s
import json, os, sys
files = json.load(open(os.environ["FILES"]))
if sys.argv[1] == "introspect":
    print(json.dumps({str(i): name for i, name in enumerate(files)}))
else:
    for name in files:
        os.makedirs(os.path.dirname(name), exist_ok=True)
        open(name, "w").write("ours")
""" % sys.executable


class Installed(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        top = os.path.realpath(self.folder.name)
        self.prefix, self.files = top + "/a b/local", top + "/files"
        os.makedirs(top + "/bin")
        os.makedirs(self.prefix + "/bin")
        self.put(self.prefix + "/bin/other", "theirs")
        with open(top + "/bin/meson", "w", encoding="ascii") as file:
            file.write(MESON)
        os.chmod(top + "/bin/meson", 0o755)
        self.env = dict(os.environ, PATH=top + "/bin:" + os.environ["PATH"], FILES=self.files)
        self.before = self.tree()

    def tearDown(self):
        self.folder.cleanup()

    def put(self, path, text):
        with open(path, "w", encoding="ascii") as file:
            file.write(text)

    def tree(self):
        return sorted(os.path.join(root, name) for root, folders, files in os.walk(self.prefix)
                      for name in folders + files)

    def run_it(self, *words):
        return subprocess.run([sys.executable, SOURCES + "/docs/installed.py", *words], env=self.env,
                              capture_output=True, text=True, check=False)

    def install(self, *names):
        self.put(self.files, json.dumps([self.prefix + "/" + name for name in names]))
        done = self.run_it("install", "build", self.prefix)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def uninstall(self, status=0):
        done = self.run_it("uninstall", self.prefix)
        self.assertEqual(done.returncode, status, done.stderr)
        return done.stderr

    def test_all_of_it_goes(self):
        self.install("bin/suivi", "share/man/man1/suivi.1", "share/man/fr/man1/suivi.1",
                     "share/doc/suivi/manuel.fr.md")
        self.assertTrue(os.path.exists(self.prefix + "/share/man/fr/man1/suivi.1"))
        self.assertIn("removed 5 files", self.uninstall())
        self.assertEqual(self.tree(), self.before)

    def test_the_files_of_others_stay(self):
        os.makedirs(self.prefix + "/share/applications")
        self.install("bin/suivi", "share/applications/suivi.desktop", "share/doc/suivi/manuel.fr.md")
        self.put(self.prefix + "/share/doc/note", "theirs")
        self.uninstall()
        self.assertEqual([name[len(self.prefix):] for name in self.tree()],
                         ["/bin", "/bin/other", "/share", "/share/applications", "/share/doc",
                          "/share/doc/note"])

    def test_a_later_version_takes_the_earlier_one_along(self):
        self.install("bin/suivi", "share/locale/fr/suivi.mo")
        self.install("bin/suivi", "share/doc/suivi/manuel.fr.md")
        self.assertFalse(os.path.exists(self.prefix + "/share/locale/fr/suivi.mo"))
        self.uninstall()
        self.assertEqual(self.tree(), self.before)

    def test_twice_is_said(self):
        self.install("bin/suivi")
        self.uninstall()
        self.assertIn("not installed in " + self.prefix, self.uninstall(4))

    def test_a_record_reaches_no_further_than_its_folder(self):
        self.install("bin/suivi")
        outside = self.folder.name + "/outside"
        self.put(outside, "theirs")
        with open(self.prefix + "/share/suivi/installed", "a", encoding="utf-8") as record:
            record.write(outside + "\n" + self.prefix + "/../../outside\n")
        self.uninstall()
        self.assertTrue(os.path.exists(outside))


if __name__ == "__main__":
    program = unittest.main(argv=sys.argv[:1], exit=False, verbosity=0)
    bad = len(program.result.failures) + len(program.result.errors)
    print("%d passed, %d failed" % (program.result.testsRun - bad, bad))
    sys.exit(bad > 0)

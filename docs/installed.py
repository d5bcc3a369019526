#!/usr/bin/env python3
"""Install a build and remember what was put where; remove all of it.

usage: installed.py install BUILD PREFIX
       installed.py uninstall PREFIX

PREFIX/share/suivi/installed lists the files, and the folders that were made for
them (they end in a slash). What an earlier version left behind goes away with
the next one.
"""
import json
import os
import subprocess
import sys

RECORD = "share/suivi/installed"


def complain(text, status=1):
    print(text, file=sys.stderr)
    sys.exit(status)


def recorded(prefix):
    """(files, folders) of the record, those below the prefix; None without one."""
    try:
        with open(os.path.join(prefix, RECORD), encoding="utf-8") as record:
            lines = record.read().splitlines()
    except FileNotFoundError:
        return None
    below = [line for line in lines
             if os.path.normpath(line).startswith(os.path.join(prefix, ""))]
    return {line for line in below if not line.endswith("/")}, \
        {line.rstrip("/") for line in below if line.endswith("/")}


def missing_folders(prefix, files):
    """Folders that are not there yet, the prefix apart."""
    found = set()
    for path in files:
        folder = os.path.dirname(path)
        while len(folder) > len(prefix) and not os.path.isdir(folder):
            found.add(folder)
            folder = os.path.dirname(folder)
    return found


def remove(files, folders):
    """Files that are there; then folders that are left empty, the deepest first."""
    count = 0
    for path in sorted(files):
        try:
            os.unlink(path)
            count += 1
        except FileNotFoundError:
            pass
    for path in sorted(folders, key=len, reverse=True):
        try:
            os.rmdir(path)
        except OSError:
            pass  # somebody else's files are in it, or it is gone
    return count


def install(build, prefix):
    told = subprocess.run(["meson", "introspect", "--installed", build], check=True,
                          stdout=subprocess.PIPE)
    record = os.path.join(prefix, RECORD)
    files = set(json.loads(told.stdout).values()) | {record}
    before = recorded(prefix) or (set(), set())
    folders = missing_folders(prefix, files) | before[1]
    if subprocess.run(["meson", "install", "-C", build, "--no-rebuild", "--quiet"],
                      check=False).returncode:
        complain("not installed in %s: see above" % prefix)
    os.makedirs(os.path.dirname(record), exist_ok=True)
    with open(record, "w", encoding="utf-8") as file:
        file.writelines(path + "\n" for path in sorted(files))
        file.writelines(path + "/\n" for path in sorted(folders))
    remove(before[0] - files, set())


def uninstall(prefix):
    found = recorded(prefix)
    if found is None:
        complain("suivi is not installed in %s (there is no %s)." % (prefix, RECORD), 4)
    count = remove(*found)
    print("removed %d files from %s; classes and preferences are kept" % (count, prefix),
          file=sys.stderr)


def main(words):
    try:
        if len(words) == 3 and words[0] == "install":
            install(words[1], words[2])
        elif len(words) == 2 and words[0] == "uninstall":
            uninstall(words[1])
        else:
            complain(__doc__, 2)
    except PermissionError as error:
        complain("%s: this account may not write there" % error.filename, 6)


main(sys.argv[1:])

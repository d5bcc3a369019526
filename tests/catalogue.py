#!/usr/bin/env python3
"""The catalogue as embed_po.py reads it is the one that msgfmt compiles.

usage: catalogue.py SOURCES
"""
import gettext
import os
import re
import subprocess
import sys
import tempfile

SOURCES = sys.argv[1]
sys.path.insert(0, os.path.join(SOURCES, "core"))
sys.dont_write_bytecode = True
import embed_po  # noqa: E402

HEAD = '''msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n>=2 && n<=4 ? 1 : 2);\\n"

'''
TRICKY = HEAD + r'''# translated over lines, with escapes
msgid "a\tb \"c\"\n"
"d \\n é"
msgstr ""
"A\tB « C »\n"
"D \\n"

#, c-format, fuzzy
msgid "doubtful"
msgstr "douteux"
msgid "untranslated"
msgstr ""
#, c-format
msgid "%d mark"
msgid_plural "%d marks"
msgstr[0] "%d un"
msgstr[1] "%d deux"
msgstr[2] "%d cinq"

msgid "half"
msgid_plural "halves"
msgstr[0] "demi"
msgstr[1] ""
msgstr[2] "demis"

#~ msgid "obsolete"
#~ msgstr "vieux"
'''
passed = failed = 0


def result(good, name, why=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print("FAILED %s %s" % (name, why))


def compiled(path, folder):
    """What the .mo of msgfmt holds: {sentence: [forms]}."""
    mo = os.path.join(folder, "x.mo")
    subprocess.run(["msgfmt", "-o", mo, path], check=True)
    with open(mo, "rb") as file:
        texts = gettext.GNUTranslations(file)._catalog
    found = {}
    for key, text in texts.items():
        sentence, form = key if isinstance(key, tuple) else (key, 0)
        if sentence:
            found.setdefault(sentence, {})[form] = text
    return {sentence: [forms[i] for i in sorted(forms)] for sentence, forms in found.items()}


def refused(text, folder):
    path = os.path.join(folder, "bad.po")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    run = subprocess.run([sys.executable, os.path.join(SOURCES, "core/embed_po.py"),
                          os.path.join(folder, "bad.c"), path], stderr=subprocess.PIPE, check=False)
    return run.returncode != 0 and path.encode() in run.stderr


def main():
    with tempfile.TemporaryDirectory() as folder:
        real = os.path.join(SOURCES, "po/fr.po")
        table, forms, rule = embed_po.translated(real)
        result(forms == 2 and rule == "(n > 1)", "rule", rule)
        result(len(table) > 1000 and dict(table) == compiled(real, folder), "fr.po")
        keys = [sentence.encode() for sentence, _ in table]
        result(all(a < b for a, b in zip(keys, keys[1:])), "order")

        path = os.path.join(folder, "tricky.po")
        with open(path, "w", encoding="utf-8") as file:
            file.write(TRICKY)
        table, forms, rule = embed_po.translated(path)
        expected = compiled(path, folder)
        del expected["half"]  # one form is missing: said in English, whole
        result(dict(table) == expected, "tricky", str(table))
        result(sorted(expected) == ["%d mark", 'a\tb "c"\nd \\n é'], "tricky has all", str(expected))
        result(forms == 3 and [eval(re.sub(r"(.*) \? 0 : (.*) \? 1 : 2", r"0 if \1 else 1 if \2 else 2",
                                           rule.strip("()")).replace("&&", "and"), {"n": n})
                               for n in (0, 1, 2, 4, 5)] == [2, 0, 1, 1, 2], "three forms", rule)

        again = 'msgid "a"\nmsgstr "b"\n'
        for name, text in {
                "twice": HEAD + again + again, "no head": again, "stray": HEAD + "what\n",
                "escape": HEAD + 'msgid "\\q"\nmsgstr "b"\n', "open": HEAD + 'msgid "a\nmsgstr "b"\n',
                "rule": HEAD.replace("n==1", "system(n)") + again}.items():
            result(refused(text, folder), "refuses " + name)
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


sys.exit(main())

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers, money, times and counted things read as they do where a language is spoken: tests/words/locales/LANGUAGE.txt.

Usage: test-locales.py SAY_WORDS CATALOGUES SOURCE_ROOT [--write]

The first line of a table names its locale; the others are what say-words says in it, with “⍽” for a no-break space of any
width. The locales are made here, of the C library's own sources; where those are not installed, the test is skipped.
--write writes the tables anew, for a translator to read through.
"""

import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import catalogue

PROGRAM, CATALOGUES, ROOT = (pathlib.Path(word) for word in sys.argv[1:4])
TABLES = ROOT / 'tests/words/locales'
LOCALES = {'ar': 'ar_EG', 'de': 'de_DE', 'es': 'es_ES', 'fr': 'fr_FR', 'ja': 'ja_JP', 'ko': 'ko_KR', 'pt_BR': 'pt_BR', 'ru': 'ru_RU',
           'zh_CN': 'zh_CN'}
SKIPPED = 77
# Kept beside the program, as each takes a second; another C library makes its own.
FOLDER = PROGRAM.resolve().parent / ('locales-' + '-'.join(platform.libc_ver()))


def make_locale(name):
    """Whether there is one now. Warnings about characters are of no concern, so localedef's status is none either."""
    path = FOLDER / f'{name}.UTF-8'
    if not path.exists():
        with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
            made = pathlib.Path(folder) / name
            subprocess.run(['localedef', '--no-archive', '-i', name, '-f', 'UTF-8', made], check=False, capture_output=True, timeout=120)
            if (made / 'LC_TIME').exists():
                made.rename(path)

    return path.exists()


def say(language):
    """The table as this build has it."""
    locale = f'{LOCALES[language]}.UTF-8'
    kept = {name: value for name, value in os.environ.items() if not name.startswith('LC_')}
    environment = {**kept, 'LOCPATH': str(FOLDER), 'LC_ALL': locale, 'LANG': locale, 'LANGUAGE': language}
    said = subprocess.run([PROGRAM, CATALOGUES], env=environment, check=True, capture_output=True, encoding='utf-8', timeout=60).stdout
    return f'{locale}\n{said}'.replace('\u00a0', '⍽').replace('\u202f', '⍽')


def without_fashions(table):
    """Releases of the C library differ in the dot after a short month or weekday, and in its capital."""
    return re.sub(r'(?<=[^\W\d])\.', '', table).casefold()


class Locales(unittest.TestCase):
    maxDiff = None

    def test_tables(self):
        for language in catalogue.languages(ROOT):
            with self.subTest(language):
                self.assertTrue(make_locale(LOCALES[language]), f'no locale {LOCALES[language]}')
                table = (TABLES / f'{language}.txt').read_text(encoding='utf-8')
                self.assertEqual(without_fashions(say(language)), without_fashions(table))


def write():
    TABLES.mkdir(exist_ok=True)
    for language in catalogue.languages(ROOT):
        make_locale(LOCALES[language])
        (TABLES / f'{language}.txt').write_text(say(language), encoding='utf-8')


if __name__ == '__main__':
    if not shutil.which('localedef') or not pathlib.Path('/usr/share/i18n/locales/fr_FR').exists():
        print('1..0 # SKIP localedef or the sources of the locales are not installed (Debian: locales)')
        sys.exit(SKIPPED)
    FOLDER.mkdir(exist_ok=True)
    if '--write' in sys.argv:
        write()
    else:
        unittest.main(argv=sys.argv[:1])

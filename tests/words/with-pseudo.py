#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a test with catalogues of which one, “eo”, only puts ⟦ ⟧ around every text: what stands outside went round gettext.

Usage: with-pseudo.py SOURCE_ROOT CATALOGUES COMMAND…; the command finds the folder in SG_TEST_CATALOGUES.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import catalogue

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'


def quote(text):
    return json.dumps(text, ensure_ascii=False)


def bracket(text):
    lead, body, tail = re.fullmatch(r'(\n*)(.*?)(\n*)', text, re.S).groups()

    return quote(f'{lead}⟦{body}⟧{tail}')


def entry(message):
    context = f'msgctxt {quote(message.context)}\n' if message.context else ''
    if not message.plural:
        return f'{context}msgid {quote(message.id)}\nmsgstr {bracket(message.id)}\n\n'

    return (f'{context}msgid {quote(message.id)}\nmsgid_plural {quote(message.plural)}\n'
            f'msgstr[0] {bracket(message.id)}\nmsgstr[1] {bracket(message.plural)}\n\n')


def locale_in(folder):
    """One that is C.UTF-8 by another name: newer C libraries translate nothing in that one. Nothing if it cannot be made."""
    subprocess.run(['localedef', '--no-archive', '-i', 'C', '-f', 'UTF-8', folder / 'plain.UTF-8'], check=False, capture_output=True,
                   timeout=120)
    return {'LOCPATH': folder, 'LC_ALL': 'plain.UTF-8'} if (folder / 'plain.UTF-8/LC_CTYPE').exists() else {}


def main():
    root, catalogues = (pathlib.Path(word).resolve() for word in sys.argv[1:3])
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for language in catalogue.languages(root):
            (folder / language).symlink_to(catalogues / language)
        pseudo = folder / 'eo/LC_MESSAGES'
        pseudo.mkdir(parents=True)
        text = HEADER + ''.join(entry(message) for message in catalogue.extract(root).values())
        subprocess.run(['msgfmt', '-o', pseudo / 'sandglass.mo', '-'], input=text, encoding='utf-8', check=True, timeout=60)
        with tempfile.TemporaryDirectory() as locales:
            environment = {**os.environ, **locale_in(pathlib.Path(locales)), 'SG_TEST_CATALOGUES': name}
            return subprocess.run(sys.argv[3:], env=environment, check=False).returncode


if __name__ == '__main__':
    sys.exit(main())

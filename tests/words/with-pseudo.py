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
        return subprocess.run(sys.argv[3:], env={**os.environ, 'SG_TEST_CATALOGUES': name}, check=False).returncode


if __name__ == '__main__':
    sys.exit(main())

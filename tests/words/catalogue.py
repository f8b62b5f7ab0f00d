# SPDX-License-Identifier: GPL-3.0-or-later
"""The catalogues of translations: what xgettext finds in the sources, and what each po file says of it."""

import ast
import dataclasses
import pathlib
import re
import subprocess
import tempfile

# What Meson's “glib” preset tells xgettext.
XGETTEXT = ['--from-code=UTF-8', '--add-comments', '--keyword=_', '--keyword=N_', '--keyword=C_:1c,2', '--keyword=NC_:1c,2',
            '--keyword=g_dcgettext:2', '--keyword=g_dngettext:2,3', '--keyword=g_dpgettext2:2c,3', '--flag=C_:2:pass-c-format',
            '--flag=N_:1:pass-c-format', '--flag=NC_:2:pass-c-format', '--flag=g_dngettext:2:pass-c-format',
            '--flag=g_strdup_printf:1:c-format', '--flag=g_string_append_printf:2:c-format', '--flag=g_print:1:c-format',
            '--flag=g_printerr:1:c-format']


@dataclasses.dataclass
class Message:
    """One entry: `texts` are the msgstr, by plural form."""

    context: str = ''
    id: str = ''
    plural: str = ''
    texts: dict = dataclasses.field(default_factory=dict)
    flags: set = dataclasses.field(default_factory=set)
    files: set = dataclasses.field(default_factory=set)

    @property
    def key(self):
        return self.context, self.id

    def __str__(self):
        return f'{self.context}|{self.id}' if self.context else self.id


class Reader:
    """Reads a po file line by line; an obsolete entry keeps the flag `obsolete`."""

    def __init__(self):
        self.messages = []
        self.message = Message()
        self.field = None
        self.begun = False

    def end(self):
        if self.begun:
            self.messages.append(self.message)
        self.message, self.field, self.begun = Message(), None, False

    def add(self, text):
        if isinstance(self.field, int):
            self.message.texts[self.field] = self.message.texts.get(self.field, '') + text
        else:
            setattr(self.message, self.field, getattr(self.message, self.field) + text)

    def read_line(self, line):
        word, _, rest = line.partition(' ')
        if line.startswith('#~'):
            self.message.flags.add('obsolete')
            self.begun = True
        elif word == '#,':
            self.message.flags |= {flag.strip() for flag in rest.split(',')}
        elif word == '#:':
            self.message.files |= {place.rpartition(':')[0] for place in rest.split()}
        elif word.startswith('msg'):
            number = re.match(r'msgstr(?:\[(\d+)\])?$', word)
            self.begun = True
            self.field = int(number[1] or 0) if number else {'msgctxt': 'context', 'msgid': 'id', 'msgid_plural': 'plural'}[word]
            self.add(ast.literal_eval(rest))
        elif line.startswith('"'):
            self.add(ast.literal_eval(line))


def read(path):
    """The messages of a po file, its header first, as a list."""
    reader = Reader()
    for line in pathlib.Path(path).read_text(encoding='utf-8').splitlines():
        if line.strip():
            reader.read_line(line)
        else:
            reader.end()
    reader.end()
    return reader.messages


def extract(root):
    """What the sources hold now, by key."""
    with tempfile.TemporaryDirectory() as folder:
        pot = pathlib.Path(folder) / 'sources.pot'
        subprocess.run(['xgettext', *XGETTEXT, '--output', pot, '--directory', root, '--files-from', root / 'po/POTFILES'],
                       check=True, stderr=subprocess.DEVNULL, timeout=120)
        return {message.key: message for message in read(pot) if message.id}


def languages(root):
    return (root / 'po/LINGUAS').read_text(encoding='utf-8').split()

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every command the documents name is run here as it is written, and every file they name is there.

Usage: test-docs.py BUILD ROOT
What a command answers is others' to test; here it must be understood: no usage error, no crash.
"""

import glob
import itertools
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

BUILD, ROOT = map(os.path.realpath, sys.argv[1:3])
DOCUMENTS = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'src/README.md', 'data/examples/README.md',
             *sorted(os.path.relpath(path, ROOT) for path in glob.glob(os.path.join(ROOT, 'docs', '*.md')))]
# What stands for a word of the reader's own.
STANDS_FOR = {'NAME': 'main', 'ID': 'session', 'DAY': '2026-11-01', 'N': '5', 'COLUMN': 'cost', 'TEXT': '{used}', 'COMMAND': 'true',
              'KIND': 'api', 'PLACE': 'session'}
USAGE_ERROR = 2
# These go on until they are ended.
ENDLESS = ('watch',)
SCENARIOS_ARE_DRAWN = ('--demo',)


def read(path):
    with open(os.path.join(ROOT, path), encoding='utf-8') as file:
        return file.read()


def commands_of(text):
    """What stands in backticks or on an indented line and begins like a command."""
    indented = [re.split(r'   +', line)[0] for line in re.findall(r'^    (\S.*)$', text, re.M)]
    for command in [*indented, *(' '.join(found.split()) for found in re.findall(r'`([^`]+)`', text))]:
        if re.match(r'(\./run|sandglass|gsettings|GSETTINGS_SCHEMA_DIR=\S+ gsettings|flatpak run|busctl|ninja|build/)\b', command):
            yield command.split(';')[0].strip()


def spelled_out(command):
    """A synopsis as the commands it stands for: each alternative of `a|b`, without and with each `[option]`."""
    options = re.findall(r'\[([^\]]+)\]', command)
    plain = ' '.join(re.sub(r'\[[^\]]+\]', ' ', command).split())
    # Of alternatives only the last may have a value; it stays with it.
    plain = re.sub(r'(\|--[\w-]+) ([A-Z]+)', r'\1=\2', plain)
    for words in itertools.product(*(word.split('|') if re.match(r'^[\w.{}-]+(\|[\w.{}=-]+)+$', word) else [word]
                                     for word in plain.split(' '))):
        yield ' '.join(words).replace('=', ' ')
    first = ' '.join(word.split('|')[0] for word in plain.split(' '))
    for option in options:
        name, _, value = option.partition(' ')
        for alternative in name.split('|') if not value else [name]:
            for choice in value.split('|') if value else ['']:
                yield f'{first} {alternative} {choice}'.strip()


class Place:
    """A home with nothing in it but what the documents speak of."""

    def __init__(self, home):
        self.home = home
        programs = os.path.join(home, 'programs')
        os.makedirs(programs)
        for path in glob.glob(os.path.join(BUILD, 'src', '*', 'sandglass*')):
            if os.access(path, os.X_OK) and os.path.isfile(path):
                os.symlink(path, os.path.join(programs, os.path.basename(path)))
        self.environment = {
            'PATH': f'{programs}:{os.environ["PATH"]}', 'HOME': home, 'SANDGLASS_LIBEXECDIR': programs, 'LC_ALL': 'C.UTF-8',
            'GSETTINGS_SCHEMA_DIR': os.path.join(BUILD, 'data'), 'GSETTINGS_BACKEND': 'memory',
            'DBUS_SESSION_BUS_ADDRESS': 'unix:path=/nowhere', 'CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC': '1',
            'XDG_RUNTIME_DIR': home, **{name: os.environ[name] for name in ('ASAN_OPTIONS', 'UBSAN_OPTIONS', 'LSAN_OPTIONS')
                                        if name in os.environ}}
        with open(os.path.join(home, 'result.json'), 'w', encoding='utf-8') as file:
            file.write('{"type":"result","subtype":"success","session_id":"s","total_cost_usd":0.5,"usage":{"input_tokens":1,"output_tokens":1},'
                       '"modelUsage":{}}')

    def words(self, command):
        words = []
        for word in shlex.split(command):
            word = STANDS_FOR.get(word, word)
            if word in ('FILE', '[FILE|-]') or word.startswith('/'):
                word = os.path.join(self.home, 'result.json' if 'ingest' in command else 'out.file')
            words.append('http://127.0.0.1:9' if word == 'URL' or word.startswith('https://') else word)
        return words

    def run(self, command):
        words = self.words(command)
        try:
            return subprocess.run(words, env=self.environment, cwd=self.home, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                                  check=False, timeout=3 if words[1:2] and words[1] in ENDLESS else 60)
        except subprocess.TimeoutExpired as slow:
            assert words[1] in ENDLESS, f'“{command}” does not end'
            return subprocess.CompletedProcess(words, 0, str(slow.stdout or ''), str(slow.stderr or ''))


def check_ours(place, command):
    if len(command.split()) == 2 and re.search(rf'^  {re.escape(command.split()[1])}\b', place.run('sandglass --help').stdout, re.M):
        return  # only named
    for spelled in dict.fromkeys(spelled_out(command)):
        answer = place.run(spelled)
        said = answer.stdout + answer.stderr
        assert answer.returncode not in (USAGE_ERROR, 127) and answer.returncode >= 0, f'“{spelled}”: {answer.returncode}: {said[-600:]}'
        assert 'CRITICAL' not in said and 'unknown option' not in said.lower(), f'“{spelled}”: {said[-600:]}'


def check_run(command):
    """What `./run` would do takes minutes, and is CI's; that it knows the word is asked here."""
    known = subprocess.run([os.path.join(ROOT, 'run'), 'help'], capture_output=True, text=True, check=True).stdout
    scenarios = read('run.d/demo.sh')
    words = shlex.split(command)[1:]
    if words and words[0] != 'help':
        assert re.search(rf'^\./run {re.escape(words[0])}\b', known, re.M), f'“{command}”: ./run help does not tell of it'
    if len(words) > 1 and words[0] in SCENARIOS_ARE_DRAWN and not words[1].startswith('-') and words[1] != 'SCENARIO':
        assert words[1] in known + scenarios, f'“{command}”: there is no such scenario'


def check_busctl(command):
    """No bus has it here; the interface description does."""
    words = command.split()
    interface, name = words[-2:]
    xml = read('src/service/io.github.sandglass.Sandglass1.xml')
    assert f'name="{interface}"' in xml and f'property name="{name}"' in xml, command


def check_target(command):
    words = command.split()
    program = next(word for word in words if word.startswith(('build/', 'tests/')) or word == 'sandglass-pot' or word == 'uninstall')
    if program.startswith(('build/tests', 'tests/')):
        name = os.path.basename(program)
        assert glob.glob(os.path.join(ROOT, 'tests', '*', name + '.c')), f'“{command}”: no such program is built'


def without_prefix(command):
    """What is run in a Flatpak or on what `./run` built is what is run elsewhere."""
    inside = re.match(r'flatpak run --command=(\S+) io\.github\.sandglass\.Sandglass (.+)', command)
    if inside:
        return f'{inside[1]} {inside[2]}'
    built = re.match(r'GSETTINGS_SCHEMA_DIR=build/(\S+) (.+)', command)
    if built:
        assert os.path.exists(os.path.join(BUILD, built[1], 'gschemas.compiled')), f'“{command}”: no schema is built there'
        return built[2]
    return command


def check(place, document, command):
    command = without_prefix(command)
    if command.startswith('./run'):
        for spelled in spelled_out(command):
            check_run(spelled)
    elif command.startswith('busctl'):
        check_busctl(command)
    elif command.startswith('gsettings'):
        if shutil.which('gsettings'):
            answer = place.run(command)
            assert answer.returncode == 0, f'“{command}”: {answer.stderr}'
    elif command.startswith('flatpak'):
        assert re.search(r'io\.github\.sandglass\.Sandglass|sandglass\.flatpakref', command), command   # tests/flatpak runs them
    elif command.startswith(('ninja', 'build/')):
        check_target(command)
    elif not re.match(r'sandglass[-/_.]|sandglass ·|sandglass$', command) and '…' not in command:
        check_ours(place, command.split(' | ')[0].rstrip('\\'))
    return f'{document}: {command}'


def check_links(document, text):
    here = os.path.dirname(os.path.join(ROOT, document))
    for link in re.findall(r'\]\(([^)#]+)', text):
        assert '://' in link or os.path.exists(os.path.join(here, link)), f'{document}: there is no {link}'
    for path in re.findall(r'`((?:src|data|docs|tests|flatpak|run\.d|po)/[\w./-]+)`', text):
        path = path.rstrip('/.')
        assert os.path.exists(os.path.join(ROOT, path)) or os.path.exists(os.path.join(here, path)), f'{document}: there is no {path}'


def enum_of(header, name, prefix):
    body = re.search(rf'typedef enum {{\n([^}}]*)}} {name};', read(header))[1]
    return [word.lower().replace('_', '-') for word in re.findall(rf'{prefix}_(\w+)', body)]


def untold_words(place):
    """What scripts meet on the bus and in `status --json`, and no document tells."""
    bus = read('src/service/io.github.sandglass.Sandglass1.xml')
    page = read('data/sandglass.1').replace('\\', '')
    nicks = {path: re.findall(r'\] = "([\w-]+)"', read(path)) for path in ('src/core/model/sg-origin.c', 'src/core/model/sg-source-status.c')}
    for path, words in nicks.items():
        yield from (f'the interface does not tell of {word}, of {path}' for word in words if not re.search(rf'\b{word}\b', bus))
    for number, word in enumerate(enum_of('src/core/base/sg-error.h', 'SgError', 'SG_ERROR')):
        if not re.search(rf'\b{number} {word}\b', bus):
            yield f'the interface does not tell of error {number} {word}'
    for signal in re.findall(r'(.*)\n +<signal name="(\w+)"', bus):
        if not signal[0].endswith('-->'):
            yield f'the interface says nothing of {signal[1]}'
    told = re.search(r'^\.SH JSON OF STATUS\n(.*?)^\.SH', page, re.S | re.M)[1]
    known = [*json.loads(place.run('sandglass status --json').stdout), *re.findall(r'\] = "([\w-]+)"', read('src/core/model/sg-login-state.c'))]
    yield from (f'the man page does not tell of {word} in status --json' for word in known if not re.search(rf'\b{word}\b', told))


def refused_prices(place):
    """The form of prices.json as README and the man page show it is taken."""
    shown = re.findall(r'`(\{"models".*?)`', read('README.md')) + re.findall(r'^\.nf\n(\{ "models".*?)^\.fi', read('data/sandglass.1').replace('\\', ''), re.S | re.M)
    path = os.path.join(place.home, '.config', 'sandglass', 'prices.json')
    os.makedirs(os.path.dirname(path))
    for text in shown:
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        said = place.run('sandglass scan').stderr
        if 'rices' in said:
            yield f'{text}: {said}'
    os.remove(path)
    if len(shown) != 2:
        yield f'prices.json is shown {len(shown)} times'


def main():
    wrong = []
    done = set()
    with tempfile.TemporaryDirectory() as home:
        place = Place(home)
        wrong += [*untold_words(place), *refused_prices(place)]
        for document in DOCUMENTS:
            text = read(document)
            try:
                check_links(document, text)
            except AssertionError as error:
                wrong.append(str(error))
            for command in commands_of(text):
                if command in done:
                    continue
                done.add(command)
                try:
                    check(place, document, command)
                except (AssertionError, ValueError) as error:
                    wrong.append(f"{document}: {command}: {error}")
    assert len(done) > 30, f'only {len(done)} commands were found'
    print('\n'.join(wrong))
    print(f'{len(done)} commands of {len(DOCUMENTS)} documents')
    sys.exit(bool(wrong))


if __name__ == '__main__':
    main()

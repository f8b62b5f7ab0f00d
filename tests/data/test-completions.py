#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every command and option that `sandglass` tells of is in the manual page and is offered by bash, zsh and fish."""

import os
import re
import shutil
import subprocess
import sys
import tempfile

SANDGLASS, ROOT = sys.argv[1:3]
BASH = os.path.join(ROOT, 'data/completions/sandglass.bash')
ZSH = os.path.join(ROOT, 'data/completions/_sandglass')
FISH = os.path.join(ROOT, 'data/completions/sandglass.fish')

BASH_ASKS = '''
source "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_sandglass
printf '%s\\n' "${COMPREPLY[@]}"
'''


def run(*words):
    with tempfile.TemporaryDirectory() as home:
        environment = {name: value for name, value in os.environ.items() if not name.startswith('XDG_')}
        return subprocess.run(words, env={**environment, 'HOME': home}, stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, check=False, timeout=60)


def commands():
    """The first word of each line of --help, with every word its line names before the summary."""
    found = {}
    for line in run(SANDGLASS, '--help').stdout.splitlines():
        match = re.match(r'  ([a-z]+)( .*)?$', line)
        if match:
            found.setdefault(match[1], '')
            found[match[1]] += re.split(r'  +', match[2] or '')[0].split(' Print ')[0] + ' '
    return found


def options_of(text):
    return re.findall(r'^ +(?:-\w, )?(--[a-z0-9][a-z0-9-]+)', text, re.M)


def options(command, usage):
    """What its --help lists, and what its usage names."""
    return sorted({*options_of(run(SANDGLASS, command, '--help').stdout), *re.findall(r'--[a-z0-9][a-z0-9-]+', usage)})


def bash_offers(*words):
    return run('bash', '-c', BASH_ASKS, 'bash', BASH, *words).stdout.split()


def fish_offers(*words):
    script = f'source {FISH}; complete -C "{" ".join(words)}"'
    return [line.split('\t')[0] for line in run('fish', '--no-config', '-c', script).stdout.splitlines()]


def zsh_block(command):
    """What stands in _sandglass for this command."""
    with open(ZSH, encoding='utf-8') as file:
        text = file.read()
    match = re.search(rf'^    (?:\w+\|)*{command}(?:\|\w+)*\)\n(.*?);;', text, re.S | re.M)
    return match[1] if match else None


GROUPS = 'day model workspace api-key service-tier cost-type token-type'
BASH_VALUES = [
    ('status --limit |', 'session weekly tightest'), ('status --limit = |', 'session weekly tightest'), ('status --limit = ti', 'tightest'),
    ('status --limit =', 'session weekly tightest'), ('status --limit=ti', '--limit=tightest'),
    ('guard --limit |', 'session weekly'), ('guard -l |', 'session weekly'),
    ('guard -u |', '--max --limit --profile --unknown-ok --help --'),
    ('report team --limit |', ''), ('report team -n |', ''), ('report daily -u |', ''), ('report daily --order = d', 'desc'),
    ('report console -g |', GROUPS), ('report console --group-by |', GROUPS),
    ('replay --speed |', ''), ('replay --speed = |', ''), ('export --history |', 'csv json'),
    ('key move |', 'admin'), ('key status |', 'admin api webhook'), ('report --json team --so', '--sort'),
]


def bash_values():
    """Of what follows an option: words, with | for an empty one, and what bash offers for the last. It splits at =."""
    for typed, offered in BASH_VALUES:
        answer = bash_offers('sandglass', *typed.replace('|', '').split(' '))
        if answer != offered.split():
            yield f'bash: {typed}: {answer}'


FISH_VALUES = [
    ('guard --max 90 -- ech', 'echo'), ('guard ech', 'echo'), ('guard -l session -l weekly -u -- ech', 'echo'), ('guard --limit=session -- ech', 'echo'),
    ('guard -- cat /etc/pass', '/etc/passwd'), ('guard --limit wee', 'weekly'),
    ('ingest /etc/pass', '/etc/passwd'), ('ingest --all /etc/pass', '/etc/passwd'), ('replay /etc/pass', '/etc/passwd'),
    ('export --prometheus /etc/pass', '/etc/passwd'), ('export --history cs', 'csv'),
    ('key status web', 'webhook'), ('key move ad', 'admin'),
]


def fish_values():
    for typed, offered in FISH_VALUES:
        answer = fish_offers('sandglass', *typed.split())
        if offered not in answer:
            yield f'fish: {typed}: {answer}'


def report_options():
    """A report is offered what its --help tells of, and nothing it refuses."""
    of_blocks = {'--token-limit', '--active', '--recent'}
    refused = {kind: {*of_blocks, *(['--instances'] if kind == 'session' else [])} for kind in ('daily', 'weekly', 'monthly', 'session')}
    refused['blocks'] = {'--instances'}
    for kind in (*refused, 'console', 'team'):
        told = set(options_of(run(SANDGLASS, 'report', kind, '--help').stdout)) - refused.get(kind, set())
        offered = {'bash': bash_offers('sandglass', 'report', kind, '--')}
        if shutil.which('fish'):
            offered['fish'] = [offer.split('=')[0] for offer in fish_offers('sandglass', 'report', kind, '--')]
        for shell, answer in offered.items():
            if set(answer) != told or len(answer) != len(told):
                yield f'{shell}: report {kind}: {sorted(answer)}, told are {sorted(told)}'


def section(page, name):
    return re.search(rf'^\.SH {name}\n(.*?)^\.SH ', page, re.S | re.M)[1]


def man_lacks(page):
    """Each command has its line in the synopsis, with the options --help tells of, and an entry with a tag of its own."""
    synopsis = [' '.join(re.findall(r'[\w-]+', line.replace('\n', ' '))) for line in section(page, 'SYNOPSIS').split('\n.br\n')]
    tags = re.findall(r'^\.TP\n\.\w+ (.*)$', page, re.M)
    for tag in tags:
        if tag.count('[') != tag.count(']'):
            yield f'man: the tag “{tag}” goes on in the text'
    for usage in re.findall(r'^  ([a-z]+ .*)$', run(SANDGLASS, '--help').stdout, re.M):
        words = re.split(r'  +', usage)[0].split()
        asked = set(re.findall(r'--[a-z-]+', ' '.join(words))) | (set(options(words[0], '')) if words[0] == 'status' else set())
        seconds = words[1].split('|') if words[1:] and re.fullmatch(r'[a-z|]+|--history', words[1]) else ['']
        for begins in (f'{words[0]} {second}'.strip() for second in seconds):
            lines = [line for line in synopsis if set(begins.split()) <= set(line.split())]
            yield from (f'man: the synopsis of “{begins}” lacks {option}' for option in sorted(asked - {'--help'})
                        if not any(option in line.split() for line in lines))
            if not lines:
                yield f'man: the synopsis lacks “{begins}”'
            if not any(set(begins.split()) <= set(re.findall(r'[\w-]+', tag)) for tag in tags):
                yield f'man: “{begins}” has no entry'


def check():
    wrong = [*bash_values(), *report_options()]
    if shutil.which('fish'):
        wrong += fish_values()

    def need(condition, sentence):
        if not condition:
            wrong.append(sentence)

    with open(os.path.join(ROOT, 'data/sandglass.1'), encoding='utf-8') as file:
        page = file.read().replace('\\', '')
    wrong += man_lacks(page)
    told = commands()
    assert {'status', 'guard', 'report', 'setup'} <= set(told), told
    for command, usage in told.items():
        need(command in bash_offers('sandglass', ''), f'bash: {command}')
        need(zsh_block(command) is not None and f"'{command}:" in open(ZSH, encoding='utf-8').read(), f'zsh: {command}')
        need(re.search(rf'^\.BR? .*\b{command}\b', page, re.M), f'man: {command}')
        if shutil.which('fish'):
            need(command in fish_offers('sandglass', "''"), f'fish: {command}')
        for option in options(command, usage):
            before = ['statusline'] if command == 'setup' else []
            need(option in bash_offers('sandglass', command, *before, '--'), f'bash: {command} {option}')
            need(option in (zsh_block(command) or ''), f'zsh: {command} {option}')
            need(option in page, f'man: {command} {option}')
            if shutil.which('fish'):
                need(option in [offer.split('=')[0] for offer in fish_offers('sandglass', command, *before, '--')], f'fish: {command} {option}')
    if shutil.which('zsh'):
        need(run('zsh', '-n', ZSH).returncode == 0, 'zsh cannot read it')
    return wrong


if __name__ == '__main__':
    lacking = check()
    for sentence in lacking:
        print('lacks', sentence)
    sys.exit(1 if lacking else 0)

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`--help`, of the program and of each of its words."""

import re

from home import Home
from stage import tap


def words_of(home):
    return list(dict.fromkeys(re.findall(r'^  ([a-z]+)\b', home.run('--help').text, re.M)))


def usages_of(home, word):
    return [re.split(r'  +', usage)[0] for usage in re.findall(rf'^  ({word}\b.*)$', home.run('--help').text, re.M)]


def summaries_stand_under_one_another(home):
    lines = [line for line in home.run('--help').text.splitlines() if line.startswith('  ')]
    columns = {re.match(r'  .*  (?=\S)', line).end() for line in lines if re.match(r'  .*  (?=\S)', line)}
    assert len(columns) == 1, columns
    assert len(words_of(home)) > 12, words_of(home)


def every_word_prints_its_own_help(home):
    for word in words_of(home):
        for option in ('--help', '-h'):
            ran = home.run(word, option)
            assert ran.returncode == 0 and not ran.stderr, (word, ran)
            assert ran.text.startswith(f'Usage:\n  sandglass {word} [OPTION…]'), (word, ran.text)
            assert re.search('^  -h, --help ', ran.text, re.M), (word, ran.text)


def it_lists_what_the_usage_names(home):
    for word in words_of(home):
        told = home.run(word, '--help').text
        for option in re.findall(r'--[a-z0-9-]{3,}', ' '.join(usages_of(home, word))):
            assert re.search(rf'^  (-\w, )?{option}\b', told, re.M) or word == 'report', (word, option, told)


def words_of_words_have_it_too(home):
    for words in (['report', 'console'], ['report', 'team'], ['report', 'daily'], ['setup', 'statusline'], ['key', 'set'], ['alerts', 'test'],
                  ['export', '--history']):
        ran = home.run(*words, '--help')
        assert ran.returncode == 0 and ran.text.startswith('Usage:\n  sandglass ' + words[0]), (words, ran)


if __name__ == '__main__':
    tap.run([summaries_stand_under_one_another, every_word_prints_its_own_help, it_lists_what_the_usage_names, words_of_words_have_it_too],
            Home())

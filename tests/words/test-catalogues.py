#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every language says everything, and breaks no format. Usage: test-catalogues.py SOURCE_ROOT"""

import gettext
import pathlib
import re
import subprocess
import sys
import unittest
import xml.etree.ElementTree

import catalogue

ROOT = pathlib.Path(sys.argv[1])
DATA = ROOT / 'data'
APP = 'io.github.sandglass.Sandglass'
LANG = '{http://www.w3.org/XML/1998/namespace}lang'
SOURCES = catalogue.extract(ROOT)
LANGUAGES = catalogue.languages(ROOT)
MESSAGES = {language: {message.key: message for message in catalogue.read(ROOT / f'po/{language}.po')} for language in LANGUAGES}

PLURALS = {
    'ar': 'n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5',
    'de': 'n != 1', 'es': 'n != 1', 'fr': 'n > 1', 'ja': '0', 'ko': '0', 'pt_BR': 'n > 1',
    'ru': 'n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2',
    'zh_CN': '0',
}
COUNTS = [*range(0, 130), 200, 201, 202, 205, 211, 1000, 1001, 1000000]

DIRECTIVE = re.compile(r"%(?:(\d+)\$)?([-+#0']*(?:\d+|\*)?(?:\.(?:\d+|\*))?)(hh|h|ll|l|z|j)?([diouxXeEfgGcsp])")
CLOCK = re.compile(r'%[-O]?([a-zA-Z])')
# The same moment may be written in another way, but not with less of it.
CLOCK_PARTS = {'H': 'hour', 'I': 'hour', 'k': 'hour', 'l': 'hour', 'M': 'minute', 'p': 'half', 'P': 'half', 'a': 'weekday',
               'A': 'weekday', 'd': 'day', 'e': 'day', 'b': 'month', 'B': 'month', 'm': 'month', 'Y': 'year', 'R': 'hour'}
# What a shell, a file or another program has to understand stays as it is.
VERBATIM = re.compile(r'\{[a-z_]+\}|(?<![\w-])--[a-z][a-z-]+|\b[A-Z]{2,}_[A-Z_]+\b|~/[\w./-]*\w|https?://[\w.:/]*\w|/metrics\b'
                      r'|\bsandglass (?:status|report|doctor|scan|key|setup|quit|ingest|watch|export|guard|statusline)\b'
                      r'|\bweekly:|[¹²³→]', re.ASCII)
# Names, and the words of programmers that many a language borrows.
SAME = set('sandglass claude code anthropic console pace maker api admin claude.ai url json csv utc prometheus opentelemetry report '
           'team auto asc desc max commit commits pull requests session sessions tokens'.split())
SPACE = ' \u00a0\u202f'


def directives(text):
    """What printf() would take: (place, conversion) of each, whatever their order."""
    found, place = [], 0
    for match in DIRECTIVE.finditer(text.replace('%%', '')):
        place += 1
        found.append((int(match[1] or place), (match[3] or '') + match[4]))
    return sorted(found)


def is_clock(message):
    """For g_date_time_format(), as its context and the letters say that printf() has not."""
    return bool(message.context) and re.search(r'%-?[HIMpPaAbBYRe]', message.id) is not None


def clock_parts(text):
    return {CLOCK_PARTS.get(letter, letter) for letter in CLOCK.findall(text)} - {'half'}


def edges(text):
    """The white space that two texts put together need."""
    return re.match(r'\n*', text)[0], re.search(r'\n*$', text)[0], text.endswith((' ', '\u00a0'))


def merge(kind, end):
    """What the build makes of a file of the desktop's."""
    return subprocess.run(['msgfmt', f'--{kind}', '--template', DATA / f'{APP}{end}', '-d', ROOT / 'po', '--output-file=-'],
                          check=True, capture_output=True, encoding='utf-8', timeout=60).stdout


class Catalogues(unittest.TestCase):
    def setUp(self):
        self.maxDiff = None

    def each(self):
        """Every translation with its original: (language, message, original, form, text)."""
        for language in LANGUAGES:
            for key, message in MESSAGES[language].items():
                if key in SOURCES:
                    for form, text in message.texts.items():
                        yield language, message, (message.plural if message.plural and form else message.id), form, text

    def assertEach(self, what, check):
        """`check` gives what is wrong, or nothing."""
        wrong = [f'{language}: {message!s}\n      → {text}\n      {complaint}'
                 for language, message, original, form, text in self.each()
                 for complaint in [check(language, message, original, text)] if complaint]
        self.assertEqual(wrong, [], f'{len(wrong)} translations {what}:\n  ' + '\n  '.join(wrong))

    def test_every_language_is_complete(self):
        for language in LANGUAGES:
            with self.subTest(language):
                known = MESSAGES[language]
                count = gettext.c2py(PLURALS[language])
                missing = [str(source) for key, source in SOURCES.items() if key not in known]
                forms = {count(n) for n in COUNTS}
                empty = [str(message) for key, message in known.items() if key[1] and 'obsolete' not in message.flags and
                         not all(message.texts.get(form) for form in (forms if message.plural else {0}))]
                unsure = [str(message) for message in known.values() if 'fuzzy' in message.flags]
                self.assertEqual((missing, empty, unsure), ([], [], []), 'missing, empty, fuzzy')

    def test_every_catalogue_is_built_and_known_here(self):
        self.assertEqual(sorted(path.stem for path in (ROOT / 'po').glob('*.po')), sorted(LANGUAGES))
        self.assertLessEqual(set(LANGUAGES), set(PLURALS), 'PLURALS above wants the rule of a new language')

    def test_directives_are_kept(self):
        def check(language, message, original, text):
            if is_clock(message):
                return '' if clock_parts(text) == clock_parts(original) else 'another part of the time'
            whole = directives(message.plural or message.id)
            left_out = {pair for pair in whole} - {pair for pair in directives(text)}
            # A form for one number alone need not name it.
            if message.plural and len(left_out) == 1 and set(directives(text)) < set(whole):
                return '' if self.is_for_one_number(language, message, text) else 'the number is not named'
            return '' if directives(text) == whole else 'other directives'
        self.assertEach('break a format', check)

    def is_for_one_number(self, language, message, text):
        count = gettext.c2py(PLURALS[language])
        forms = [form for form, other in message.texts.items() if other == text]
        return sum(count(n) in forms for n in COUNTS) == 1

    def test_percent_signs_are_kept(self):
        def signs(text):
            return len(re.findall('[%٪]', DIRECTIVE.sub('', text.replace('%%', '٪'))))

        self.assertEach('lose a percent sign', lambda language, message, original, text: (
            '' if is_clock(message) or signs(text) >= signs(original) else 'fewer percent signs'))

    def test_what_programs_read_is_kept(self):
        self.assertEach('change what a program has to read', lambda language, message, original, text: (
            '' if sorted(set(VERBATIM.findall(text))) == sorted(set(VERBATIM.findall(original)))
            else f'{sorted(set(VERBATIM.findall(original)))}'))

    def test_edges_are_kept(self):
        def check(language, message, original, text):
            ours, theirs = edges(text), edges(original)
            if original.strip(SPACE + ',') == '':
                return ''
            return '' if ours[:2] == theirs[:2] and ours[2] >= theirs[2] else f'{theirs}'
        self.assertEach('lose the white space at an end', check)

    def test_plural_forms_are_the_languages(self):
        for language in LANGUAGES:
            with self.subTest(language):
                header = MESSAGES[language]['', ''].texts[0]
                rule = re.search(r'nplurals\s*=\s*(\d+);\s*plural\s*=\s*([^;]+);', header)
                said, right = gettext.c2py(rule[2]), gettext.c2py(PLURALS[language])
                self.assertEqual([said(n) for n in COUNTS], [right(n) for n in COUNTS])
                self.assertEqual(int(rule[1]), 1 + max(right(n) for n in COUNTS))

    def test_counted_things_read_well(self):
        """With numbers in them: no directive is left, and the number is there, unless the word itself says it."""
        for language in LANGUAGES:
            count = gettext.c2py(PLURALS[language])
            for message in MESSAGES[language].values():
                for n in (0, 1, 2, 5, 21) if message.plural else ():
                    with self.subTest(language, message=str(message), n=n):
                        form = message.texts[count(n)]
                        text = DIRECTIVE.sub(str(n), form).replace('%%', '%')
                        self.assertNotRegex(text, r'%[a-z]')
                        if not self.is_for_one_number(language, message, form):
                            self.assertIn(str(n), text)

    def test_mnemonics_are_kept(self):
        self.assertEach('lose or double a mnemonic', lambda language, message, original, text: (
            '' if len(re.findall(r'_\w', text)) == 1 else 'one “_” before a letter')
            if re.search(r'(?:^| |\w)_[A-Za-z]', original) and not re.search(r'[A-Z]_[A-Z]|[a-z]_[a-z]', original) else '')

    def test_mnemonics_of_a_menu_differ(self):
        for file in sorted({file for message in SOURCES.values() for file in message.files}):
            keys = [key for key, message in SOURCES.items() if file in message.files and re.search(r'(?:^|\W)_[A-Za-z]', message.id)]
            for language in LANGUAGES:
                letters = [re.search(r'_(\w)', MESSAGES[language][key].texts[0])[1].casefold() for key in keys if key in MESSAGES[language]]
                with self.subTest(language, file=file):
                    self.assertEqual(len(letters), len(set(letters)), f'{letters}')

    def test_nothing_is_left_in_english(self):
        """A text of several words that reads the same in another language was forgotten."""
        def check(language, message, original, text):
            words = re.sub(VERBATIM, ' ', DIRECTIVE.sub(' ', original))
            words = [word for word in re.findall(r"[A-Za-z][\w.'’-]+", words) if word.casefold() not in SAME]
            return 'not translated' if len(words) > 1 and text == original else ''
        self.assertEach('are English', check)

    def test_the_launcher_and_the_description_speak_every_language(self):
        launcher, described = merge('desktop', '.desktop.in'), xml.etree.ElementTree.fromstring(merge('xml', '.metainfo.xml.in'))
        for language in LANGUAGES:
            # Newer gettext writes the tags of BCP 47 into XML, with the script where it goes without saying.
            tags = {language, language.replace('_', '-'), language.replace('zh_', 'zh-Hans-')}
            with self.subTest(language):
                for key in ('GenericName', 'Comment', 'Keywords'):
                    self.assertRegex(launcher, rf'(?m)^{key}\[{language}\]=.')
                for name in ('summary', 'description'):
                    self.assertTrue(tags & {element.get(LANG) for element in described.iter() if element.tag in (name, 'p')}, tags)
        self.assertIn('gettext-domain="sandglass"', (DATA / f'{APP}.gschema.xml').read_text(encoding='utf-8'))


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1])

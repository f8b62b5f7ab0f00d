#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No sentence goes round gettext, neither in a template nor in C. Usage: test-marked.py SOURCE_ROOT"""

import pathlib
import re
import sys
import unittest
import xml.etree.ElementTree

ROOT = pathlib.Path(sys.argv[1])

# What is shown or read aloud when it stands in a template.
SHOWN = {'label', 'title', 'subtitle', 'tooltip-text', 'placeholder-text', 'description', 'text', 'heading', 'body', 'help-text',
         'value-text', 'role-description', 'primary-text', 'comments', 'menu-label', 'window-title'}

# Calls whose literals end before somebody's eyes.
SETTERS = (r'gtk_label_(?:new|set_text|set_label|set_markup)(?:_with_mnemonic)?', r'gtk_button_(?:new_with_label|new_with_mnemonic|set_label)',
           r'gtk_check_button_(?:new_with_label|set_label)', r'gtk_(?:window|shortcuts_group)_set_title',
           r'gtk_widget_set_tooltip_(?:text|markup)', r'gtk_entry_set_placeholder_text', r'gtk_column_view_column_new',
           r'adw_\w+_set_(?:title|subtitle|description|heading|body|tooltip)', r'adw_(?:toast|message_dialog|alert_dialog|window_title)_new',
           r'g_menu_(?:append|append_section|append_submenu|prepend|insert)', r'g_menu_item_(?:new|set_label)',
           r'g_option_context_(?:set_summary|set_description)', r'notify_notification_(?:new|update)', r'g_printerr')
CALL = re.compile(r'(?<![\w>])(' + '|'.join(SETTERS) + r') \(')
ACCESSIBLE = re.compile(r'GTK_ACCESSIBLE_PROPERTY_(?:LABEL|DESCRIPTION|VALUE_TEXT|HELP_TEXT|ROLE_DESCRIPTION|PLACEHOLDER),\s*"[^"]')
MARK = re.compile(r'\b(?:_|N_|C_|NC_|Q_|g_dngettext|g_dpgettext2|ngettext) \(')
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
TOKEN = re.compile(LITERAL.pattern + r"|'(?:[^'\\]|\\.)'|/\*.*?\*/|//[^\n]*", re.S)
NAMES = {'Sandglass', 'Claude', 'Claude Code', 'Slack', 'Discord', 'JSON'}
# For a log, or for a program: neither speaks a language of people.
LOGGED = re.compile(r'\b(?:g_(?:debug|info|message|warning|critical|error|test_message)|sg_cli_json_add_\w+) \(')


def end_of_arguments(text, start):
    """Where the bracket closes that opens just before `start`."""
    depth, at = 1, start
    while depth and at < len(text):
        token = TOKEN.match(text, at)
        if token:
            at = token.end()
        else:
            depth += {'(': 1, ')': -1}.get(text[at], 0)
            at += 1
    return at - 1


def blank(text):
    return re.sub(r'[^\n]', ' ', text)


def without_comments(text):
    return TOKEN.sub(lambda token: blank(token[0]) if token[0].startswith('/') else token[0], text)


def without(calls, text):
    """The code, with the arguments of these calls blanked out, line by line as it was."""
    at, kept = 0, []
    for mark in calls.finditer(text):
        if mark.start() >= at:
            end = end_of_arguments(text, mark.end())
            kept += [text[at:mark.start()], blank(text[mark.start():end])]
            at = end
    return ''.join(kept) + text[at:]


def bare_code(path):
    return without(LOGGED, without(MARK, without_comments(path.read_text(encoding='utf-8'))))


SOURCES = {path: bare_code(path) for path in sorted((ROOT / 'src').rglob('*.c'))}


def reads(literal):
    """What people would read of it: words, without a program's name before them, directives, escapes, markup and options."""
    text = re.sub(r'^(?:sandglass(?:-\w+)?(?: [a-z]+)*: |\(?sandglass(?: [a-z]+)+\)?$)', '', literal)
    text = re.sub(r'\\.|%[-+#0-9.*]*(?:hh|ll|[hlzj])?[a-zA-Z%]|<[^>]*>|&\w+;|^(?:app|win)\.[a-z.-]+$|(?<![\w-])--?[a-z][a-z-]*', '|', text)

    return re.findall(r'[A-Za-z][A-Za-z-]+', text)


def where(path, at, text):
    return f'{path.relative_to(ROOT)}:{SOURCES[path].count(chr(10), 0, at) + 1}: {text}'


class Marked(unittest.TestCase):
    maxDiff = None

    def test_templates(self):
        bare = []
        for path in sorted((ROOT / 'src').rglob('*.ui')):
            for element in xml.etree.ElementTree.parse(path).getroot().iter():
                text, name = (element.text or '').strip(), element.get('name', '').replace('_', '-')
                is_shown = name in SHOWN or ' ' in text if element.tag in {'property', 'attribute'} else element.tag in {'item', 'col', 'mark'}
                if is_shown and reads(text) and text not in NAMES and element.get('translatable') not in ('yes', 'true', 'no'):
                    bare.append(f'{path.relative_to(ROOT)}: <{element.tag} name="{name}">{text}')
        self.assertEqual(bare, [])

    def test_what_is_given_to_widgets_menus_and_the_terminal(self):
        bare = []
        for path, text in SOURCES.items():
            for call in CALL.finditer(text):
                given = text[call.end():end_of_arguments(text, call.end())]
                bare += [where(path, call.start(), f'{call[1]} "{literal}"') for literal in LITERAL.findall(given)
                         if reads(literal) and literal not in NAMES and (literal[0].isupper() or len(reads(literal)) > 1)]
            bare += [where(path, match.start(), match[0]) for match in ACCESSIBLE.finditer(text)]
        self.assertEqual(bare, [])

    def test_sentences(self):
        """Words in a row are a sentence or a title; but errors of `core` are for the doctor, in English."""
        bare = []
        for path, text in SOURCES.items():
            if path.relative_to(ROOT / 'src').parts[0] in ('core', 'service', 'tray', 'tell', 'telemetry', 'settings'):
                continue
            for match in LITERAL.finditer(text):
                is_words = re.search(r'[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}', match[1]) or re.match(r'_?[A-Z][a-z]+(?:…| [^;]*[a-z]{2})', match[1])
                if is_words and reads(match[1]) and match[1] not in NAMES:
                    bare.append(where(path, match.start(), f'"{match[1]}"'))
        self.assertEqual(bare, [])


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1])

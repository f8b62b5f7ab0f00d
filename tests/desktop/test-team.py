#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A team: the window's table has the people and the exact sums that the Admin API told; a column's title sorts it."""

import datetime
import decimal
import itertools
import os
import re
import subprocess

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi  # noqa: E402

from stage import accessibility, admin, keyboard, sandglass, screen, tap
from stage.stage import Stage, need
from stage.wait import wait_for

PEOPLE = 51
DAYS = 30
ROWS = 12
COLUMNS = ['person', 'cost', 'sessions', 'commits', 'lines', 'accepted']


def name_of(i):
    return f'key {i}' if i % 50 == 49 else f'dev{i:05}@example.org'


def percent(accepted, rejected):
    return f'{(decimal.Decimal(100 * accepted) / (accepted + rejected)).quantize(decimal.Decimal(1), decimal.ROUND_HALF_EVEN)} %'


def figures_of(numbers):
    """What the double says of these people in all of the days: see tests/doubles/sg-team-double.c."""
    cents = DAYS * sum(decimal.Decimal(i) * 3 / 2 + (decimal.Decimal('0.25') if i % 2 == 0 else 0) for i in numbers)
    accepted = sum(i % 50 + 8 for i in numbers)
    rejected = sum(i % 7 + 1 for i in numbers)
    return {'cents': cents, 'cost': admin.dollars(cents),
            'sessions': DAYS * sum(1 + i % 5 + (i % 10 == 0) for i in numbers), 'commits': DAYS * sum(i % 4 for i in numbers),
            'lines': DAYS * sum(10 * (i % 97) + 3 * (i % 31) for i in numbers), 'accepted': percent(accepted, rejected)}


EXPECTED = {name_of(i): figures_of([i]) for i in range(PEOPLE)}


def table_rows():
    """The titles, then those of the people that fit; a list of a hundred is slow to look through."""
    for table in accessibility.find_all(sandglass.APPLICATION, 'tree table', re.compile('')):
        rows_of_it = (node for node in accessibility.walk(table) if node.get_role_name() == 'table row')
        titles = next(rows_of_it, None)
        if titles and any(label.get_name() == 'Person' for label in labels(titles)):
            yield titles
            yield from rows_of_it
            return


def labels(node):
    return [found for found in accessibility.walk(node) if found.get_role_name() == 'label' and found.get_name()]


def rows():
    """What is on the screen, a dict each, in order."""
    found = [[label.get_name().replace('\u00a0', ' ') for label in labels(row)] for row in itertools.islice(table_rows(), ROWS)]
    return [dict(zip(COLUMNS, texts)) for texts in found if len(texts) == len(COLUMNS) and texts[0] in EXPECTED]


def number(text):
    return int(text.replace(',', ''))


def a_team_is_read(stage):
    stage.admin = admin.Admin()
    stage.admin.say(f'people {PEOPLE}')
    since = admin.today() - datetime.timedelta(days=DAYS - 1)
    answer = sandglass.run(stage, 'report', 'team', '--json', '--since', since.strftime('%Y%m%d'), '--endpoint-url', stage.admin.url,
                           ANTHROPIC_ADMIN_API_KEY=admin.KEY)
    assert answer.returncode == 0, answer.stderr
    assert f'"{name_of(0)}"' in answer.stdout, answer.stdout[:500]


def the_window_has_a_page_for_it(stage):
    accessibility.start(stage)
    stage.programs.start('xfwm4', ['xfwm4', '--compositor=off'])
    stage.agent = sandglass.start_agent(stage, '--endpoint-url', 'http://127.0.0.1:9')
    assert sandglass.run(stage).returncode == 0
    tab = wait_for(lambda: accessibility.find(sandglass.APPLICATION, 'page tab', re.compile('^Team$')), 'the page')
    accessibility.do(tab)
    wait_for(rows, 'the people')
    screen.keep_picture(stage, 'table')


def tab_comes_to_the_table_and_leaves_it(stage):
    wait_for(lambda: screen.has_focus('sandglass'), 'the keyboard')
    nodes = keyboard.Keyboard().walk(past='table row')
    roles = [node.get_role_name() for node in nodes]
    assert roles.count('table row') == 1, list(map(keyboard.describe, nodes))
    assert any(node.get_name() == 'Read Again' for node in nodes), list(map(keyboard.describe, nodes))


def every_number_is_the_servers(stage):
    shown = rows()
    assert len(shown) >= 8, shown
    for row in shown:
        wanted = EXPECTED[row['person']]
        assert row['cost'] == wanted['cost'], (row, wanted)
        assert [number(row[name]) for name in ('sessions', 'commits', 'lines')] == [
            wanted[name] for name in ('sessions', 'commits', 'lines')], (row, wanted)
        assert row['accepted'] == wanted['accepted'], (row, wanted)


def the_sums_are_of_all_of_them(stage):
    wanted = figures_of(range(PEOPLE))
    text = next(name for name in accessibility.shown_names(sandglass.APPLICATION) if name.startswith('People: '))
    text = text.replace('\u00a0', ' ').replace(',', '')
    for part in (f'People: {PEOPLE}', f"Cost: {wanted['cost']}", f"Sessions: {wanted['sessions']}", f"Commits: {wanted['commits']}",
                 f"Lines: {wanted['lines']}", f"Accepted: {wanted['accepted']}"):
        assert part in text, (part, text)


def the_dearest_come_first(stage):
    wanted = sorted(EXPECTED, key=lambda name: EXPECTED[name]['cents'], reverse=True)
    shown = [row['person'] for row in rows()]
    assert shown == wanted[:len(shown)], shown


def find_title(text):
    return next(label for label in labels(next(table_rows())) if label.get_name() == text)


def box_of(node):
    box = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
    return screen.Box(box.x, box.y, box.width, box.height)


def point_at(node, *then):
    window = screen.window_box(screen.windows_of('sandglass')[0])
    x, y = accessibility.middle(node)
    subprocess.run(['xdotool', 'mousemove', str(window.x + x), str(window.y + y), *then], check=True)


def click_title(text):
    point_at(find_title(text), 'click', '1')


def is_sorted(column, descending):
    """Among equals it goes by what they cost."""
    shown = [row['person'] for row in rows()]
    wanted = sorted(EXPECTED, key=lambda name: (EXPECTED[name][column], EXPECTED[name]['cents']), reverse=descending)
    return bool(shown) and shown == wanted[:len(shown)]


def list_box():
    """On the screen, without the scroll bar, which comes and goes."""
    titles, first = itertools.islice(table_rows(), 2)
    window, row = screen.window_box(screen.windows_of('sandglass')[0]), box_of(first)
    return screen.Box(window.x + row.x, window.y + box_of(titles).y + box_of(titles).height, row.width - 60, 10 * row.height)


def a_sorted_list_shows_its_beginning(stage):
    """What is beside the screen is in the tree too: only a picture tells."""
    box = list_box()
    beginning = screen.take_picture(box)
    point_at(next(itertools.islice(table_rows(), 5, None)), *['click', '5'] * 6)
    wait_for(lambda: screen.changed_box(beginning, screen.take_picture(box), box), 'the list to scroll')
    click_title('Cost')
    wait_for(lambda: rows()[0]['person'] == name_of(0), 'the cheapest first')
    click_title('Cost')
    wait_for(lambda: rows()[0]['person'] == name_of(PEOPLE - 1), 'the dearest first')
    wait_for(lambda: not screen.changed_box(beginning, screen.take_picture(box), box), 'the beginning of the list')


def titles_end_where_their_numbers_do(stage):
    titles, first = itertools.islice(table_rows(), 2)
    for title, cell in zip(labels(titles)[1:], labels(first)[1:]):
        title_box, cell_box = box_of(title), box_of(cell)
        assert abs(title_box.x + title_box.width - cell_box.x - cell_box.width) <= 1, (title.get_name(), title_box, cell_box)


def all_of_it_keeps_the_same_distance_from_the_edge(stage):
    titles, first = itertools.islice(table_rows(), 2)
    sums = box_of(accessibility.find(sandglass.APPLICATION, 'label', re.compile('^People: ')))
    for row in (titles, first):
        boxes = [box_of(label) for label in labels(row)]
        assert abs(boxes[0].x - sums.x) <= 1, (row.get_name(), boxes[0], sums)
        assert abs(boxes[-1].x + boxes[-1].width - sums.x - sums.width) <= 1, (row.get_name(), boxes[-1], sums)
    assert sums.x - box_of(first).x >= 18, (sums, box_of(first))


def addresses_have_the_room(stage):
    first = next(itertools.islice(table_rows(), 1, None))
    assert box_of(labels(first)[0]).width > box_of(first).width * 0.4


def a_title_sorts_the_most_first_and_then_the_other_way_round(stage):
    click_title('Sessions')
    wait_for(lambda: is_sorted('sessions', True), 'the most sessions first')
    screen.keep_picture(stage, 'sorted')
    click_title('Sessions')
    wait_for(lambda: is_sorted('sessions', False), 'the fewest sessions first')
    click_title('Lines')
    wait_for(lambda: is_sorted('lines', True), 'the most lines first')
    every_number_is_the_servers(stage)


def names_are_sorted_from_a(stage):
    click_title('Person')
    wait_for(lambda: rows() and rows()[0]['person'] == name_of(0), 'the first name')


def reading_again_without_a_key_says_so(stage):
    accessibility.do(wait_for(lambda: accessibility.find(sandglass.APPLICATION, 'push button', re.compile('^Read Again$')), 'the button'))
    wait_for(lambda: any('Admin API key' in name for name in accessibility.shown_names(sandglass.APPLICATION)), 'what is missing')
    assert rows(), 'what is known stays'
    button = box_of(accessibility.find(sandglass.APPLICATION, 'push button', re.compile('^Read Again$')))
    problem = box_of(accessibility.find(sandglass.APPLICATION, 'label', re.compile('Admin API key')))
    assert problem.y >= button.y + button.height, (problem, button)
    assert problem.width > box_of(next(table_rows())).width * 0.9, problem
    screen.keep_picture(stage, 'problem')


def quit_leaves_nothing_behind(stage):
    sandglass.stop_agent(stage, stage.agent)
    wait_for(lambda: not sandglass.running(stage), 'everything of ours to leave')
    assert stage.admin.close() == ''


STEPS = [a_team_is_read, the_window_has_a_page_for_it, tab_comes_to_the_table_and_leaves_it, every_number_is_the_servers, the_sums_are_of_all_of_them, the_dearest_come_first,
         a_sorted_list_shows_its_beginning, titles_end_where_their_numbers_do,
         all_of_it_keeps_the_same_distance_from_the_edge, addresses_have_the_room,
         a_title_sorts_the_most_first_and_then_the_other_way_round, names_are_sorted_from_a, reading_again_without_a_key_says_so, quit_leaves_nothing_behind]

if __name__ == '__main__':
    missing = need('Xvfb', 'xdotool', 'xprop', 'import', 'xfwm4')
    if missing:
        tap.skip_all(f'{missing} is not installed')
    os.environ.setdefault('TZ', 'UTC')
    tap.run(STEPS, Stage('team'))

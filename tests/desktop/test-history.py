#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""History: the page of the full window is read with the keyboard and a screen reader, and written to a file."""

import contextlib
import csv
import io
import json
import os
import re

from stage import accessibility, claude, sandglass, screen, tap
from stage.stage import Stage, need
from stage.wait import wait_for

CHART = re.compile('^Limits and cost over time$')
HOURS = re.compile('^Hours of the week$')
AGE = 'age_seconds'


def find(role, pattern):
    return accessibility.find(sandglass.APPLICATION, role, pattern)


def wait_for_node(role, pattern):
    return wait_for(lambda: find(role, pattern), f'{role} {pattern.pattern!r}')


def wait_for_button(name):
    """Newer toolkits tell toggles from other buttons."""
    pattern = re.compile(f'^{name}$')
    return wait_for(lambda: find('push button', pattern) or find('toggle button', pattern), f'the button {name!r}')


def described(pattern):
    node = find('slider', pattern)
    return node.get_description() if node else ''


def wait_for_description(pattern, words):
    return wait_for(lambda: (text := described(pattern)) and re.search(words, text) and text, f'{words!r} of {pattern.pattern!r}')


def shown():
    return accessibility.shown_names(sandglass.APPLICATION)


def open_history():
    """The switcher's button, wherever it stands."""
    button = wait_for(lambda: find('radio button', re.compile('^History$')) or find('toggle button', re.compile('^History$')) or
                      find('page tab', re.compile('^History$')), 'the button of the history')
    accessibility.do(button)


def is_focused(pattern):
    node = wait_for_node('slider', pattern)
    node.clear_cache()
    return accessibility.has_state(node, accessibility.Atspi.StateType.FOCUSED)


def tab_to(pattern):
    """Goes there with the keyboard alone; each Tab is given time to arrive, so that none goes past."""
    wait_for(lambda: screen.has_focus('sandglass'), 'the keyboard')
    for _ in range(40):
        with contextlib.suppress(AssertionError):
            return wait_for(lambda: is_focused(pattern), 'the focus', 0.4)
        screen.press('Tab')
    raise AssertionError(f'Tab never came to {pattern.pattern!r}')


def a_made_up_year(stage):
    os.environ['CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC'] = '1'
    accessibility.start(stage)
    stage.programs.start('xfwm4', ['xfwm4', '--compositor=off'])
    stage.agent = sandglass.start_agent(stage, '--demo')
    answer = sandglass.run(stage)
    assert answer.returncode == 0, answer.stderr
    accessibility.wait_for_name_like(sandglass.APPLICATION, re.compile(r'78\s%'), 30)


def the_page_says_the_latest_numbers(stage):
    open_history()
    text = wait_for_description(CHART, r'5-hour limit 78 %')
    for word in ('Week, all models 52 %', 'Week, Fable 91 %', 'sample data, ', 'Cost $', 'estimate at list prices'):
        assert word in text, text
    screen.keep_picture(stage, 'history')
    names = shown()
    for name in ('24 hours', '7 days', '30 days', '12 months', 'Used elsewhere', 'Resets', 'Export'):
        assert name in names, (name, names)


def the_pointer_reads_what_is_below_it(stage):
    latest = described(CHART)
    window = screen.window_box(screen.windows_of('sandglass')[-1])
    screen.point(window.x + window.width // 2, window.y + 300)
    wait_for(lambda: described(CHART) != latest, 'another step')
    screen.move_away()
    wait_for(lambda: described(CHART) == latest, 'the latest step')


def arrow_keys_move_from_step_to_step(stage):
    before = described(CHART)
    tab_to(CHART)
    screen.press('Home')
    first = wait_for(lambda: (text := described(CHART)) != before and text, 'the first step')
    screen.press('Right')
    second = wait_for(lambda: (text := described(CHART)) not in (first, before) and text, 'the second step')
    assert any(second.startswith(name) for name in shown()), (second, shown())
    screen.press('End')
    wait_for(lambda: described(CHART) == before, 'the latest step')


def the_span_changes(stage):
    before = described(CHART)
    accessibility.do(wait_for_button('12 months'))
    wait_for_description(CHART, r'^Week from')
    assert described(CHART) != before
    screen.keep_picture(stage, 'year')


def the_hours_of_the_week_are_read_the_same_way(stage):
    before = described(HOURS)
    assert re.search(r'\d\d:00–\d\d:00: ', before), before
    tab_to(HOURS)
    screen.press('Home')
    wait_for_description(HOURS, r'00:00–01:00: ')
    screen.press('Down')
    wait_for(lambda: described(HOURS) != before, 'another hour')


def a_made_up_past_is_not_exported(stage):
    said = [node.get_description() for node in accessibility.walk(accessibility.application(sandglass.APPLICATION))]
    assert 'Sample data is not exported' in said, said
    sandglass.stop_agent(stage, stage.agent)
    wait_for(lambda: not sandglass.running(stage), 'everything of ours to leave')


def what_was_read_stands_there(stage):
    claude.ClaudeHome(stage.home).write_limits(session=64)
    stage.agent = sandglass.start_agent(stage)
    sandglass.wait_for_percent(stage, 64)
    wait_for(lambda: '64' in sandglass.run(stage, 'export', '--history', 'csv').stdout, 'the history')
    answer = sandglass.run(stage)
    assert answer.returncode == 0, answer.stderr
    open_history()
    text = wait_for_description(CHART, r'5-hour limit 64 %')
    assert "from Claude Code's cache" in text and 'Cost not known' in text, text
    screen.keep_picture(stage, 'first-day')


def rows_of(text):
    """Without the ages, which go on while we look."""
    return [{key: value for key, value in row.items() if key != AGE} for row in csv.DictReader(io.StringIO(text))]


def export_as(stage, key, name):
    path = os.path.join(stage.home, name)
    accessibility.do(wait_for_button('Export'))
    wait_for(lambda: find('menu item', re.compile('As CSV')), 'the menu')
    screen.press(key)
    wait_for(lambda: screen.focused_title() == 'Export the History', 'the file dialog')
    screen.press('ctrl+a')
    screen.type_text(path)
    screen.press('Return')
    wait_for(lambda: os.path.exists(path) and os.path.getsize(path), f'{path} to be written')
    with open(path, encoding='utf-8') as file:
        return file.read()


def the_page_writes_what_the_command_prints(stage):
    written = export_as(stage, 'c', 'history.csv')
    assert rows_of(written) == rows_of(sandglass.run(stage, 'export', '--history', 'csv').stdout), written
    assert AGE in written and 'origin' in written, written
    rows = json.loads(export_as(stage, 'j', 'history.json'))
    assert any(row['kind'] == 'limit' and row['percent'] == 64 and row['origin'] for row in rows), rows


STEPS = [a_made_up_year, the_page_says_the_latest_numbers, the_pointer_reads_what_is_below_it, arrow_keys_move_from_step_to_step,
         the_span_changes, the_hours_of_the_week_are_read_the_same_way, a_made_up_past_is_not_exported, what_was_read_stands_there,
         the_page_writes_what_the_command_prints]

if __name__ == '__main__':
    missing = need('Xvfb', 'xdotool', 'xprop', 'import', 'xfwm4')
    if missing:
        tap.skip_all(f'{missing} is not installed')
    tap.run(STEPS, Stage('history'))

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Xfce: a person meets the icon, the panel, the menu and the alerts, with the numbers of a known folder."""

import os
import re

from stage import accessibility, claude, hosts, sandglass, screen, tap, tray
from stage.notifications import NotificationServer
from stage.stage import SCREEN, Stage, need
from stage.wait import stays, wait_for

NO_SERVER = 'http://127.0.0.1:9'


def panel_names():
    return accessibility.shown_names(sandglass.APPLICATION)


def panel_is_open():
    return bool(screen.windows_of('sandglass'))


def wait_until_open():
    wait_for(lambda: screen.has_focus('sandglass'), 'the panel')


def open_panel(stage):
    screen.click(stage.icon)
    wait_until_open()


def wait_until_closed():
    wait_for(lambda: not panel_is_open(), 'the panel to close')


def close_by_escape():
    screen.press('Escape')
    wait_until_closed()


def a_folder_of_claude_and_an_empty_panel(stage):
    os.environ['TZ'] = claude.local_noon_zone()
    stage.claude = claude.ClaudeHome(stage.home)
    stage.claude.write_limits(session=64, weekly=31)
    stage.claude.write_transcript([('claude-opus-5-5', 700_000, 20_000), ('claude-sonnet-5', 400_000, 20_000)])
    stage.listing = stage.claude.listing()
    accessibility.start(stage)
    stage.notifications = NotificationServer(os.environ['DBUS_SESSION_BUS_ADDRESS'])
    stage.panel = hosts.XfcePanel(stage)
    screen.move_away()
    stage.empty = hosts.settled_picture(stage.panel.strip)


def the_icon_appears_with_the_percentage(stage):
    stage.agent = sandglass.start_agent(stage, '--endpoint-url', NO_SERVER)
    sandglass.wait_for_percent(stage, 64)
    stage.icon = hosts.wait_for_icon(stage.panel.strip, stage.empty)
    assert stage.icon.x > 1000 and stage.icon.width <= 40, stage.icon
    screen.keep_picture(stage, 'icon-64', stage.icon)
    said = sandglass.item_words(stage)
    assert '64' in said, said


def a_click_shows_percent_reset_and_costs(stage):
    open_panel(stage)
    accessibility.wait_for_name_like(sandglass.APPLICATION, re.compile(r'\$4\.20'))
    screen.keep_picture(stage, 'panel-64')
    said = '\n'.join(panel_names())
    for pattern in (r'5-hour limit', r'64\s%', r'31\s%', r'Resets in 2\sh 1[34]\smin', r'\$4\.20',
                    r'\$3\.20', r'\$1\.00'):
        assert re.search(pattern, said), f'{pattern} is not in:\n{said}'


def the_meter_says_it_in_words(stage):
    said = '\n'.join(panel_names())
    assert re.search(r'5-hour limit, 64\s?(%|percent) used, resets in 2 hours 1[34] minutes', said), said


def the_panel_is_under_the_icon(stage):
    window = screen.window_box(screen.windows_of('sandglass')[-1])
    assert hosts.XFCE_HEIGHT <= window.y < hosts.XFCE_HEIGHT + 60, window
    assert window.x <= stage.icon.x + stage.icon.width and window.x + window.width >= stage.icon.x, window
    assert window.x + window.width <= SCREEN[0], window


def the_command_says_the_same(stage):
    said = sandglass.status(stage)
    assert said['running']
    assert [(limit['kind'], limit['used-percent']) for limit in said['limits']] == [('session', 64), ('weekly', 31)]
    # The server's times jitter by less than a second around a minute.
    assert abs(said['limits'][0]['resets-at'] - stage.claude.session_resets) <= 30, said
    assert said['costs']['today-pico-usd'] == round(stage.claude.cost_usd * 1e12), said


def a_second_click_closes_it(stage):
    screen.click(stage.icon)
    wait_until_closed()
    stays(lambda: not panel_is_open(), 'closed')


def escape_closes_it(stage):
    open_panel(stage)
    close_by_escape()


def a_click_while_the_panel_leaves_is_not_lost(stage):
    for pid, program in sandglass.running(stage):
        if program == sandglass.PANEL:
            sandglass.end(pid)
    open_panel(stage)
    close_by_escape()


def the_right_button_opens_a_menu_with_the_numbers(stage):
    hosts.open_menu(stage.icon)
    screen.keep_picture(stage, 'menu')
    stage.entries = tray.menu_entries(stage, sandglass.NAME)
    labels = [label for label, _ in stage.entries]
    for pattern in (r'5-hour limit.*64\s%', r'Week.*31\s%', 'Show details', 'Refresh', 'Snooze', 'Quit'):
        assert any(re.search(pattern, label) for label in labels), (pattern, labels)


def show_details_opens_the_panel(stage):
    hosts.choose(stage.entries, re.compile('Show details'))
    wait_until_open()
    close_by_escape()


def crossing_70_and_90_tells_twice(stage):
    received = stage.notifications.received
    stage.claude.write_limits(session=72)
    wait_for(lambda: len(received) == 1, 'the first notification', 30)
    stage.claude.write_limits(session=93)
    wait_for(lambda: len(received) == 2, 'the second notification', 30)
    sandglass.wait_for_percent(stage, 93)
    stays(lambda: len(received) == 2, 'two notifications')
    first, second = received
    assert '72' in first.summary + first.body and '93' in second.summary + second.body, received
    for told in received:
        words = ' '.join(told.actions.values())
        assert 'Show' in words and 'Snooze' in words, told


def the_icon_has_changed_with_it(stage):
    wait_for(lambda: '93' in sandglass.item_words(stage), '93 on the icon')
    hosts.settled_picture(stage.panel.strip)
    screen.keep_picture(stage, 'icon-93', stage.icon)


def show_in_a_notification_opens_the_panel(stage):
    told = stage.notifications.received[-1]
    action = next(key for key, words in told.actions.items() if 'Show' in words)
    stage.notifications.press(told, action)
    wait_until_open()
    close_by_escape()


def a_new_agent_does_not_tell_again(stage):
    sandglass.stop_agent(stage, stage.agent)
    wait_for(lambda: not screen.changed_box(stage.empty, screen.take_picture(stage.panel.strip), stage.panel.strip),
             'the icon to leave')
    stage.agent = sandglass.start_agent(stage, '--endpoint-url', NO_SERVER)
    sandglass.wait_for_percent(stage, 93)
    stays(lambda: len(stage.notifications.received) == 2, 'two notifications')


def a_new_window_tells_again(stage):
    stage.claude.session_resets += 5 * 3600
    stage.claude.write_limits(session=75)
    wait_for(lambda: len(stage.notifications.received) >= 3, 'the notification of the new window', 30)


def the_icon_survives_its_panel(stage):
    stage.panel.stop()
    stage.panel.start()
    screen.move_away()
    stage.icon = hosts.wait_for_icon(stage.panel.strip, stage.empty)
    open_panel(stage)
    close_by_escape()


def nothing_of_claudes_was_touched(stage):
    ours = os.path.join(stage.home, '.claude.json')
    now = stage.claude.listing()
    was = dict(stage.listing)
    now.pop(ours), was.pop(ours)
    assert now == was, set(now) ^ set(was)


def quit_leaves_nothing_behind(stage):
    sandglass.stop_agent(stage, stage.agent)
    wait_for(lambda: not sandglass.running(stage), 'everything of ours to leave')


STEPS = [a_folder_of_claude_and_an_empty_panel, the_icon_appears_with_the_percentage,
         a_click_shows_percent_reset_and_costs, the_meter_says_it_in_words, the_panel_is_under_the_icon,
         the_command_says_the_same, a_second_click_closes_it, escape_closes_it, a_click_while_the_panel_leaves_is_not_lost,
         the_right_button_opens_a_menu_with_the_numbers,
         show_details_opens_the_panel, crossing_70_and_90_tells_twice, the_icon_has_changed_with_it,
         show_in_a_notification_opens_the_panel, a_new_agent_does_not_tell_again, a_new_window_tells_again,
         the_icon_survives_its_panel, nothing_of_claudes_was_touched, quit_leaves_nothing_behind]

if __name__ == '__main__':
    missing = need('Xvfb', 'xdotool', 'xprop', 'import', 'xfwm4', 'xfce4-panel')
    if missing:
        tap.skip_all(f'{missing} is not installed')
    tap.run(STEPS, Stage('xfce'))

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Alerts: to the desktop, to a command, to a webhook; held while it is quiet; and the webhook's address in no wrong place."""

import json
import os
import re
import subprocess
import time

from gi.repository import Gio

from stage import keyring, sandglass, tap
from stage.claude import ClaudeHome
from stage.notifications import NotificationServer
from stage.processes import processes_with
from stage.stage import Stage, need
from stage.wait import stays, wait_for
from stage.webhook import Webhook

NO_SERVER = 'http://127.0.0.1:9'
SECRET = 'T0KENnobodymaysee'
ADMIN_KEY = 'sk-ant-admin01-EXAMPLE-EXAMPLE-EXAMPLE'


def start(stage, **environment):
    stage.agent = sandglass.start_agent(stage, '--endpoint-url', NO_SERVER, '--allow-loopback-webhook',
                                        ANTHROPIC_ADMIN_API_KEY=ADMIN_KEY, G_MESSAGES_DEBUG='all', **environment)


def kill(stage):
    """Not between running a command and noting that it was: who answers has done both."""
    sandglass.property_of(stage, 'Version')
    stage.agent.stop(9)
    wait_for(lambda: not stage.has_name(sandglass.NAME), 'the name to be free')


def test(stage, *way):
    """`sandglass alerts test`, while the notification server here goes on."""
    with subprocess.Popen([stage.program('sandglass'), 'alerts', 'test', *way], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True) as command:
        wait_for(lambda: command.poll() is not None, 'the command to end', 40)
        return command.returncode, command.stdout.read()


def shown(stage):
    return list(stage.notifications.shown.values())


def inhibit(stage, inhibited):
    stage.notifications.inhibit(inhibited)
    stage.notifications.ask(sandglass.NAME, sandglass.PATH, sandglass.INTERFACE, 'Version')


def lines(stage):
    """What the command was told, a JSON object for each alert."""
    if not os.path.exists(stage.told):
        return []
    with open(stage.told, encoding='utf-8') as file:
        return [json.loads(line) for line in file]


def next_window(stage):
    stage.claude.session_resets += 5 * 3600
    stage.claude.weekly_resets += 7 * 86400


def a_monitor_of_the_bus(stage):
    """All that is said on it from now on, secrets included, if there were any."""
    stage.heard = stage.path('bus.pcap')
    with open(stage.heard, 'wb') as output:
        stage.monitor = subprocess.Popen(['dbus-monitor', '--session', '--pcap'], stdout=output, stderr=subprocess.DEVNULL)
    stage.claude = ClaudeHome(stage.home)
    stage.claude.write_limits(session=20, weekly=20)
    stage.notifications = NotificationServer(os.environ['DBUS_SESSION_BUS_ADDRESS'])
    stage.settings = Gio.Settings.new(sandglass.NAME)
    stage.told = stage.path('told')
    start(stage)
    sandglass.wait_for_percent(stage, 20)


def a_test_reaches_the_desktop(stage):
    assert test(stage) == (0, 'The test alert was sent.\n'), test(stage)
    wait_for(lambda: len(shown(stage)) >= 1, 'the test')
    assert 'test' in shown(stage)[0].summary, shown(stage)
    stage.notifications.shown.clear()


def what_is_not_set_up_says_so(stage):
    code, said = test(stage, 'webhook')
    assert code == 1 and 'switched off' in said, said
    code, said = test(stage, 'command')
    assert code == 1 and 'No command' in said, said
    assert test(stage, 'pigeon')[0] == 2
    stage.settings.set_string('webhook', 'json')
    wait_for(lambda: 'No address' in test(stage, 'webhook')[1] or 'keyring' in test(stage, 'webhook')[1], 'the setting to act')


def the_address_goes_into_the_keyring(stage):
    keyring.start(stage)
    stage.webhook = Webhook()
    for wrong in ('http://example.org/x', 'ftp://example.org/', 'example.org', 'https://user:pass@example.org/'):
        answer = sandglass.run(stage, 'key', 'set', 'webhook', stdin=wrong + '\n')
        assert answer.returncode == 1 and wrong not in answer.stderr, answer.stderr
    answer = sandglass.run(stage, 'key', 'set', 'webhook', stdin=stage.webhook.address(SECRET) + '\n')
    assert answer.returncode == 0 and SECRET not in answer.stdout + answer.stderr, answer
    code, said = test(stage, 'webhook')
    assert code == 0, said
    assert [post[2]['alerts'][0]['kind'] for post in stage.webhook.posts] == ['test'], stage.webhook.posts
    stage.webhook.posts.clear()


def a_command_gets_its_test(stage):
    script = stage.path('command.sh')
    with open(script, 'w', encoding='utf-8') as file:
        file.write(f'cat >> {stage.told}; env > {stage.told}.environment\n')
    stage.settings.set_string('alert-command', f"/bin/sh '{script}'")
    wait_for(lambda: test(stage, 'command')[0] == 0, 'the command to be known')
    assert lines(stage)[-1]['kind'] == 'test', lines(stage)
    with open(stage.told + '.environment', encoding='utf-8') as file:
        environment = file.read()
    assert 'SANDGLASS_ALERT=test' in environment and 'sk-ant' not in environment, environment
    os.remove(stage.told)


def two_limits_at_once_are_one_notification(stage):
    stage.claude.write_limits(session=72, weekly=91)
    wait_for(lambda: len(shown(stage)) == 1, 'the notification')
    assert '2 things' in shown(stage)[0].summary, shown(stage)
    for words in ('5-hour limit', 'Week, all models'):
        assert words in shown(stage)[0].body, shown(stage)
    wait_for(lambda: len(lines(stage)) == 2, 'the command, once for each')
    assert sorted((told['limit']['id'], told['threshold_percent']) for told in lines(stage)) == [('session', 70), ('weekly', 90)]
    wait_for(lambda: len(stage.webhook.posts) == 1, 'the post')
    assert len(stage.webhook.posts[0][2]['alerts']) == 2
    stays(lambda: len(shown(stage)) == 1, 'one notification')


def while_it_is_quiet_the_desktop_waits(stage):
    inhibit(stage, True)
    stage.claude.write_limits(session=92, weekly=91)
    wait_for(lambda: len(stage.webhook.posts) == 2, 'the post, which does not wait')
    wait_for(lambda: len(lines(stage)) == 3, 'the command, which does not wait')
    stays(lambda: len(shown(stage)) == 1, 'no notification')
    stage.claude.write_limits(session=100, weekly=91)
    wait_for(lambda: len(lines(stage)) == 4, 'that the limit is reached')
    assert lines(stage)[-1]['kind'] == 'reached', lines(stage)


def what_is_held_outlives_a_crash(stage):
    kill(stage)
    start(stage)
    sandglass.wait_for_percent(stage, 100)
    stays(lambda: len(shown(stage)) == 1, 'no notification')


def then_it_is_told_at_once_and_once(stage):
    inhibit(stage, False)
    wait_for(lambda: len(shown(stage)) == 2, 'the summary')
    assert 'While it was quiet: 2 alerts' in shown(stage)[1].summary, shown(stage)
    assert 'over 90' in shown(stage)[1].body and 'reached' in shown(stage)[1].body, shown(stage)
    kill(stage)
    start(stage)
    sandglass.wait_for_percent(stage, 100)
    stays(lambda: len(shown(stage)) == 2, 'no notification')
    assert len(lines(stage)) == 4, lines(stage)
    # What was under way when it was killed is posted again, under its id.
    assert len({post[2]['id'] for post in stage.webhook.posts}) == 3, stage.webhook.posts


def quiet_hours_hold_too(stage):
    now = time.gmtime()
    minute = now.tm_hour * 60 + now.tm_min
    stage.settings.set_uint('quiet-from', (minute - 60) % 1440)
    stage.settings.set_uint('quiet-until', (minute + 120) % 1440)
    stage.settings.set_boolean('quiet-hours', True)
    Gio.Settings.sync()
    next_window(stage)
    stage.claude.write_limits(session=75, weekly=10)
    wait_for(lambda: len(lines(stage)) == 5, 'the command')
    stays(lambda: len(shown(stage)) == 2, 'no notification')
    stage.settings.set_boolean('quiet-hours', False)
    wait_for(lambda: len(shown(stage)) == 3, 'the end of quiet')
    assert 'over 70' in shown(stage)[2].body, shown(stage)


def without_a_server_it_is_told_when_one_comes(stage):
    stage.notifications.leave()
    stage.claude.write_limits(session=93, weekly=10)
    wait_for(lambda: len(lines(stage)) == 6, 'the command')
    stage.notifications = NotificationServer(os.environ['DBUS_SESSION_BUS_ADDRESS'])
    wait_for(lambda: len(shown(stage)) == 1, 'the notification')
    stays(lambda: len(shown(stage)) == 1, 'one notification')


def gnomes_own_switch_is_minded(stage):
    source = Gio.SettingsSchemaSource.get_default()
    if not source.lookup('org.gnome.desktop.notifications', True):
        return
    desktop = Gio.Settings.new('org.gnome.desktop.notifications')
    desktop.set_boolean('show-banners', False)
    Gio.Settings.sync()
    kill(stage)
    stage.notifications.shown.clear()
    start(stage, XDG_CURRENT_DESKTOP='ubuntu:GNOME')
    next_window(stage)
    stage.claude.write_limits(session=75, weekly=10)
    wait_for(lambda: len(lines(stage)) == 7, 'the command')
    stays(lambda: not shown(stage), 'no notification')
    desktop.set_boolean('show-banners', True)
    wait_for(lambda: len(shown(stage)) == 1, 'the notification')


def a_kind_that_is_off_is_not_told(stage):
    stage.settings.set_boolean('alert-reached', False)
    Gio.Settings.sync()
    time_told = len(lines(stage))
    wait_for(lambda: 'alert-reached=false' in open(stage.path('config', 'glib-2.0', 'settings', 'keyfile'),
                                                   encoding='utf-8').read(), 'the setting on the disk')
    stays(lambda: True, 'the setting to arrive', 0.5)
    stage.claude.write_limits(session=100, weekly=10)
    sandglass.wait_for_percent(stage, 100)
    stays(lambda: len(lines(stage)) == time_told, 'nothing told')
    stage.settings.set_boolean('alert-reached', True)


def hidden_numbers_are_in_no_notification(stage):
    """Somebody presents the screen; a command and a webhook are not on it."""
    stage.settings.set_boolean('presentation', True)
    wait_for(lambda: sandglass.property_of(stage, 'Style')['hidden'], 'the agent to know')
    before, posts = len(lines(stage)), len(stage.webhook.posts)
    stage.notifications.shown.clear()
    next_window(stage)
    stage.claude.write_limits(session=93, weekly=10)
    wait_for(lambda: shown(stage), 'the notification')
    assert (shown(stage)[0].summary, shown(stage)[0].body) == ('5-hour limit: Near the limit', 'Numbers are hidden'), shown(stage)
    wait_for(lambda: len(lines(stage)) == before + 1, 'the command')
    assert 'over 90' in lines(stage)[-1]['title'] and '93' in lines(stage)[-1]['text'], lines(stage)[-1]
    wait_for(lambda: len(stage.webhook.posts) == posts + 1, 'the post')
    assert '93' in stage.webhook.posts[-1][2]['text'], stage.webhook.posts[-1]
    stage.settings.set_boolean('presentation', False)
    wait_for(lambda: not sandglass.property_of(stage, 'Style')['hidden'], 'the agent to know')


def a_server_that_is_stuck_stops_nothing(stage):
    stage.notifications.shown.clear()
    stage.notifications.get_stuck()
    next_window(stage)
    stage.claude.write_limits(session=75, weekly=10)
    wait_for(lambda: stage.notifications.taken, 'the notification to be taken')
    stage.claude.write_limits(session=76, weekly=10)
    sandglass.wait_for_percent(stage, 76)
    assert '76' in sandglass.item_words(stage), sandglass.item_words(stage)
    sandglass.stop_agent(stage, stage.agent)
    start(stage)
    wait_for(lambda: len(stage.notifications.taken) == 2, 'the notification to be taken again')
    stage.notifications.recover()
    wait_for(lambda: shown(stage), 'the notification')
    stays(lambda: len(shown(stage)) == 1, 'one notification')


def a_server_that_refuses_is_tried_no_more(stage):
    stage.webhook.posts.clear()
    stage.webhook.status = 404
    next_window(stage)
    stage.claude.write_limits(session=75, weekly=10)
    wait_for(lambda: stage.webhook.posts, 'a post')
    stays(lambda: len(stage.webhook.posts) == 1, 'one post')
    stage.webhook.status = 200


def the_address_is_in_no_wrong_place(stage):
    for pid in processes_with(stage.folder):
        with open(f'/proc/{pid}/cmdline', 'rb') as file:
            assert SECRET.encode() not in file.read(), pid
    sandglass.stop_agent(stage, stage.agent)
    stage.monitor.terminate()
    stage.monitor.wait()
    places = [stage.heard]
    for folder in ('config', 'state', 'cache', 'runtime', 'logs', 'home'):
        for where, _, names in os.walk(stage.path(folder)):
            places += [os.path.join(where, name) for name in names]
    places = [place for place in places if os.path.isfile(place)]
    assert any('state.ini' in place or 'state' in place for place in places), places
    for place in places:
        with open(place, 'rb') as file:
            text = file.read()
        assert SECRET.encode() not in text, f'{place} has the address'
        if place != stage.heard:
            assert ADMIN_KEY.encode() not in text, f'{place} has the key'
    with open(stage.heard, 'rb') as file:
        heard = file.read()
    assert len(heard) > 10000 and re.search(rb'TestAlert', heard), 'the monitor of the bus heard nothing'
    # libsecret encrypts what goes to the keyring; ours never carries it.
    assert SECRET.encode() not in heard


STEPS = [a_monitor_of_the_bus, a_test_reaches_the_desktop, what_is_not_set_up_says_so, the_address_goes_into_the_keyring,
         a_command_gets_its_test, two_limits_at_once_are_one_notification, while_it_is_quiet_the_desktop_waits,
         what_is_held_outlives_a_crash, then_it_is_told_at_once_and_once, quiet_hours_hold_too,
         without_a_server_it_is_told_when_one_comes, gnomes_own_switch_is_minded, a_kind_that_is_off_is_not_told,
         hidden_numbers_are_in_no_notification, a_server_that_is_stuck_stops_nothing,
         a_server_that_refuses_is_tried_no_more, the_address_is_in_no_wrong_place]

if __name__ == '__main__':
    missing = need('gnome-keyring-daemon', 'dbus-monitor')
    if missing:
        tap.skip_all(f'{missing} is not installed')
    tap.run(STEPS, Stage('alerts', display=False))

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a bar, a script and a shell get: `status` in their languages, `watch`, `guard`, and our examples in the programs themselves."""

import json
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import time

from home import SANDGLASS, Home
from stage import tap

AGENT = os.environ['SANDGLASS_AGENT']
EXAMPLES = os.environ['SANDGLASS_EXAMPLES']
NAME = 'io.github.sandglass.Sandglass'
LIMIT_SECONDS = 30


def text_of(process_or_fd, wanted):
    """Reads until the wanted text has come; what was read."""
    fd = process_or_fd if isinstance(process_or_fd, int) else process_or_fd.stdout.fileno()
    read, end = b'', time.monotonic() + LIMIT_SECONDS
    while wanted.encode() not in read:
        ready = select.select([fd], [], [], max(0, end - time.monotonic()))[0]
        assert ready, f'“{wanted}” did not come, but {read}'
        try:
            more = os.read(fd, 65536)
        except OSError:  # a terminal whose program ended
            more = b''
        assert more, f'it ended before “{wanted}”, after {read}'
        read += more
    return read.decode(errors='replace')


def start_agent(home, scenario='mixed'):
    home.agent = subprocess.Popen([AGENT, f'--demo={scenario}'], env=home.environment, stderr=subprocess.DEVNULL)
    subprocess.run(['gdbus', 'wait', '--session', '--timeout', str(LIMIT_SECONDS), NAME], check=True)
    end = time.monotonic() + LIMIT_SECONDS
    while not json.loads(home.run('status', '--json').text)['limits']:
        assert time.monotonic() < end


def stop_agent(home):
    home.agent.terminate()
    home.agent.wait(LIMIT_SECONDS)


def code(home, *words):
    return home.run(*words).returncode


def without_an_agent_nothing_is_known(home):
    answer = json.loads(home.run('status', '--waybar').text)
    assert answer['text'] == '–' and answer['class'] == 'unknown' and 'percentage' not in answer, answer
    assert code(home, 'status', '--exit-code') == 20
    assert code(home, 'status') == 0
    assert code(home, 'status', '--limit', 'nope', '--tmux') == 0, 'it may be one that nobody knows yet'
    assert home.run('status', '--template', '{limit:nope}').text == '–\n'
    assert code(home, 'guard', '--max', '99', '--', 'true') == 69 and home.last.stderr
    assert code(home, 'guard', '--unknown-ok', '--', 'true') == 0


def watch_waits_for_an_agent(home):
    home.watch = subprocess.Popen([SANDGLASS, 'watch', '--json'], env=home.environment, stdout=subprocess.PIPE)
    line = json.loads(text_of(home.watch, '\n'))
    assert line['running'] is False and line['limits'] == [], line


def watch_follows_it(home):
    start_agent(home)
    lines = text_of(home.watch, '"used-percent"').splitlines()
    line = json.loads(lines[-1])
    assert line['running'] is True and line['limits'][0]['used-percent'] == 78.0, line


def a_bar_gets_its_own_language(home):
    waybar = json.loads(home.run('status', '--waybar').text)
    assert waybar['text'] == '78\u00a0% !' and waybar['class'] == waybar['alt'] == 'warning' and waybar['percentage'] == 78, waybar
    assert len(waybar['tooltip'].splitlines()) == 3, waybar
    i3blocks = json.loads(home.run('status', '--i3blocks').text)
    assert i3blocks == {'full_text': '78\u00a0% !', 'short_text': '78\u00a0%', 'color': '#F5C211'}
    assert home.run('status', '--polybar').text == '%{F#F5C211}78\u00a0% !%{F-}\n'
    assert home.run('status', '--tmux', '--limit', 'weekly').text == '52\u00a0%\n'
    assert home.run('status', '--tmux', '--limit', 'tightest').text == '#[fg=red]91\u00a0% !!#[default]\n'


def a_template_says_what_it_is_told(home):
    words = 'used left reset time-left name state session week week-reset today month credits plan profile'.split()
    text = home.run('status', '--template', '|'.join('{%s}' % word for word in words)).text
    values = dict(zip(words, text.strip().split('|')))
    assert values['used'] == values['session'] == '78\u00a0%' and values['left'] == '22\u00a0%', values
    assert values['week'] == '52\u00a0%' and values['today'] == '≥ $4.20' and values['month'] == '≥ $48.50', values
    assert values['state'] == 'warning' and '–' not in text, values
    assert home.run('status', '--template', '{{a} {limit:weekly:Fable} {limit:weekly:None}\nb').text == '{a} 91\u00a0% – b\n'
    for wrong in ('{nope}', '{', 'a {used'):
        assert code(home, 'status', '--template', wrong) == 2, wrong
    assert b'a {used' in home.last.stderr and b'has no }' in home.last.stderr, home.last
    assert home.run('status', '--polybar', '--template', '%{{F#fff}').text == '%{F#F5C211}% {F#fff}%{F-}\n'
    assert '##' in home.run('status', '--tmux', '--template', '#(x)').text


def wrong_calls_are_said(home):
    for words in (['status', '--json', '--tmux'], ['status', '--waybar', '--polybar'], ['watch'], ['watch', 'x', '--json'],
                  ['guard'], ['guard', '--max', '0', 'true'], ['guard', '--max', 'x', 'true'], ['guard', '--max', '101', 'true']):
        assert code(home, *words) == 2 and home.last.stderr and not home.last.stdout, words


def exit_codes_are_states(home):
    assert code(home, 'status', '--exit-code') == 10
    assert code(home, 'status', '--exit-code', '--limit', 'weekly') == 0
    assert code(home, 'status', '--exit-code', '--limit', 'tightest', '--tmux') == 11
    assert code(home, 'status', '--exit-code', '--limit', 'weekly:None') == 20


def a_mistyped_limit_is_said(home):
    for words in (['status', '--limit', 'nope'], ['status', '--limit', 'nope', '--tmux'], ['status', '--limit', 'nope', '--json', '--exit-code'],
                  ['watch', '--limit', 'nope', '--tmux'], ['guard', '--limit', 'nope', '--', 'echo', 'ran'],
                  ['guard', '--limit', 'session', '--limit', 'Session', '--unknown-ok', 'echo', 'ran'], ['guard', '--limit', 'tightest', 'true'],
                  ['status', '--template', '{used} {limit:nope}'], ['watch', '--waybar', '--template', '{limit:}'],
                  ['status', '--limit', 'weekly', '--tmux', '--template', '{{ {limit:weekly} {limit:Session}']):
        ran = home.run(*words)
        assert ran.returncode == 2 and not ran.stdout and b': session, weekly, weekly:Fable' in ran.stderr, (words, ran)


def a_limit_that_comes_and_goes_is_none(home):
    """A model's week, a budget: a bar must not lose its line over it."""
    for limit in ('weekly:Opus', 'budget', 'budget:month'):
        assert home.run('status', '--limit', limit, '--tmux').text.count('\u2013') == 1 and home.last.returncode == 0, home.last
        assert code(home, 'guard', '--limit', limit, 'true') == 69


def guard_starts_what_there_is_room_for(home):
    assert home.run('guard', '--max', '95', '--', 'echo', '--json', 'a b').text == '--json a b\n'
    assert code(home, 'guard', '--max', '95', 'sh', '-c', 'exit 7') == 7
    assert code(home, 'guard', '--max', '80', '--limit', 'session', '--limit', 'weekly', 'true') == 0
    assert home.run('guard', '--max', '99', 'cat', given=b'in').text == 'in'
    assert code(home, 'guard', '--max', '99', 'sh', '-c', 'kill -PIPE $$') == -signal.SIGPIPE, 'what is ignored would stay so'
    assert code(home, 'guard', '--max', '99', home.path('nowhere')) == 127
    assert code(home, 'guard', '--max', '99', '/etc/passwd') == 126


def guard_refuses_what_is_full(home):
    for words in (['--max', '91'], [], ['--max', '78', '--limit', 'session'], ['--max', '50', '--unknown-ok']):
        ran = home.run('guard', *words, '--', 'echo', 'ran')
        assert ran.returncode == 75 and not ran.stdout and b'resets' in ran.stderr, (words, ran)


def watch_says_when_it_goes_and_comes_back(home):
    stop_agent(home)
    line = json.loads(text_of(home.watch, '\n').splitlines()[-1])
    assert line['running'] is False and line['limits'] == [], 'an old number would look like a live one'
    start_agent(home, 'full')
    text_of(home.watch, '"state":"full"')
    assert code(home, 'status', '--exit-code') == 12


def an_agent_that_hangs_is_not_waited_for(home):
    """Not for the 25 seconds that a bus waits."""
    said = b'is running, but does not answer'
    home.agent.send_signal(signal.SIGSTOP)
    try:
        for words, wanted in ((['status', '--json'], 0), (['guard', 'true'], 69), (['doctor'], 0), (['quit'], 1), (['alerts', 'test'], 1)):
            ran = subprocess.run([SANDGLASS, *words], capture_output=True, check=False, timeout=15, env=home.environment)
            assert ran.returncode == wanted and said in ran.stderr, (words, ran)
            assert words != ['status', '--json'] or json.loads(ran.stdout)['running'] is False, ran
            assert words != ['doctor'] or said in ran.stdout and b'not running' not in ran.stdout, ran
            assert b'sandglass\xe2\x80\x9d starts it' not in ran.stderr, ran
        with subprocess.Popen([SANDGLASS, 'watch', '--json'], env=home.environment, stdout=subprocess.PIPE) as watch:
            assert json.loads(text_of(watch, '\n'))['running'] is False
            home.agent.send_signal(signal.SIGCONT)
            text_of(watch, '"running":true')
            watch.terminate()
    finally:
        home.agent.send_signal(signal.SIGCONT)
    assert json.loads(home.run('status', '--json').text)['running'] is True and not home.last.stderr, home.last


def a_line_asked_for_the_bill_tells_no_limit(home):
    """Not that of the 5 hours, which is full."""
    line = json.loads(home.run('status', '--mode', 'console', '--waybar').text)
    assert line['text'] == '–' and line['class'] == 'unknown' and 'percentage' not in line, line
    assert line['tooltip'].startswith('No bill is known.\n') and 'sandglass key set admin' in line['tooltip'], line
    assert home.run('status', '--mode', 'console', '--limit', 'session', '--tmux').text.startswith('#[fg=red]100'), 'it is asked for'
    assert home.run('status', '--tmux').text.startswith('#[fg=red]100')
    stop_agent(home)
    start_agent(home, 'code-and-console')
    line = json.loads(home.run('status', '--mode', 'console', '--waybar').text)
    assert line['text'] == '$52.30' and line['tooltip'].startswith('API this month: $52.30\n') and 'Week' not in line['tooltip'], line
    assert home.run('status', '--tmux').text == '38\u00a0%\n'


def of_several_logins_a_line_says_whose_it_is(home):
    stop_agent(home)
    start_agent(home, 'profiles')
    assert json.loads(home.run('status', '--waybar').text)['tooltip'].splitlines()[0] == 'Acme'
    private = json.loads(home.run('status', '--profile', 'private', '--waybar', '--template', '{profile} {used}').text)
    assert private['tooltip'].splitlines()[0] == 'Private' and private['text'] == 'Private 38\u00a0%', private
    assert home.run('status', '--template', '{profile}').text == 'Acme\n'


def watch_follows_the_one_that_is_named(home):
    """Its number alone, also after the agent has gone and come back; one that there never was is said."""
    words = [SANDGLASS, 'watch', '--profile', 'private', '--template', '{profile} {used}']
    with subprocess.Popen(words, env=home.environment, stdout=subprocess.PIPE) as watch:
        assert text_of(watch, '\n') == 'Private 38\u00a0%\n'
        stop_agent(home)
        assert text_of(watch, '\n') == '– –\n'
        start_agent(home, 'profiles')
        assert 'Acme' not in text_of(watch, 'Private 38')
        watch.terminate()
    with subprocess.Popen([SANDGLASS, 'watch', '--profile=club', '--waybar'], env=home.environment, stdout=subprocess.PIPE) as watch:
        line = json.loads(text_of(watch, '\n'))
        assert line['tooltip'].splitlines()[0] == 'Chess club' and line['class'] == 'unknown', line
        watch.terminate()
    ran = home.run('watch', '--profile', 'nobody', '--json')
    assert ran.returncode == 2 and b'Acme (main), Private (private)' in ran.stderr and not ran.stdout, ran


def of_several_logins_guard_takes_the_shells_or_the_one_named(home):
    """The icon may show another, which is full."""
    for words, wanted, login in ((['--max', '78'], 75, 'Acme'), (['--max', '80'], 0, ''), (['--max', '78', '--profile', 'private'], 0, ''),
                                 (['--max', '50', '--profile', 'Private'], 75, 'Private'), (['--profile', 'chess club'], 69, 'Chess club'),
                                 (['--profile=club', '--unknown-ok'], 0, 'Chess club'), (['--profile', 'nobody'], 2, 'Acme (main), Private')):
        ran = home.run('guard', *words, '--', 'echo', 'ran')
        said = ran.stderr.decode()
        assert ran.returncode == wanted and ran.text == ('' if wanted else 'ran\n') and bool(login) == bool(said) and login in said, (words, ran)


def watch_leaves_with_its_reader(home):
    home.watch.stdout.close()
    assert home.watch.wait(LIMIT_SECONDS) == 0
    stop_agent(home)
    start_agent(home)


def example(name):
    return os.path.join(EXAMPLES, name)


def waybar_reads_our_module(home):
    config = json.loads(home.read(example('waybar.jsonc')))
    module = config['custom/sandglass']
    assert config['modules-right'] == ['custom/sandglass'] and module['return-type'] == 'json'
    watch = subprocess.Popen(module['exec'], shell=True, env=home.environment, stdout=subprocess.PIPE, start_new_session=True)
    assert json.loads(text_of(watch, '\n'))['text'] == '78\u00a0% !'
    watch.stdout.close()
    watch.wait(LIMIT_SECONDS)
    style = home.read(example('waybar.css'))
    for state in ('warning', 'critical', 'full', 'stale', 'unknown'):
        assert f'#custom-sandglass.{state}' in style, state


def i3blocks_shows_it(home):
    if not shutil.which('i3blocks'):
        return
    bar = subprocess.Popen(['i3blocks', '-c', example('i3blocks.conf')], env=home.environment,
                           stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    try:
        said = text_of(bar, '78\u00a0% !')
        assert '"color":"#F5C211"' in said and re.search(r'Claude\s+78', said), said
    finally:
        bar.kill()  # told to end, it waits for its blocks
        bar.wait(LIMIT_SECONDS)
        bar.stdout.close()


def polybar_shows_it(home):
    if not shutil.which('polybar') or not shutil.which('Xvfb'):
        return
    home.write(home.path('polybar.ini'), '[bar/test]\nwidth = 100%\nmodules-right = sandglass\n' + home.read(example('polybar.ini')))
    ours, theirs = os.pipe()
    display = subprocess.Popen(['Xvfb', '-displayfd', str(theirs), '-nolisten', 'tcp', '-screen', '0', '800x100x24'], pass_fds=[theirs],
                               stderr=subprocess.DEVNULL)
    number = text_of(ours, '\n').strip()
    bar = subprocess.Popen(['polybar', '--stdout', '-c', home.path('polybar.ini'), 'test'], stdout=subprocess.PIPE,
                           stderr=subprocess.DEVNULL, env={**home.environment, 'DISPLAY': f':{number}'})
    try:
        text_of(bar, 'Claude %{F#F5C211}78\u00a0% !%{F-}')
    finally:
        for process in (bar, display):
            process.terminate()
            process.wait(LIMIT_SECONDS)
        bar.stdout.close()
        os.close(ours)
        os.close(theirs)


def tmux_shows_it(home):
    if not shutil.which('tmux'):
        return
    socket = home.path('tmux')
    words = ['tmux', '-u', '-S', socket, '-f', example('tmux.conf'), 'new-session', '-x', '120', '-y', '10', 'sleep', '60']
    pid, fd = pty.fork()
    if pid == 0:
        os.execvpe('tmux', words, {**home.environment, 'TERM': 'xterm', 'COLUMNS': '120', 'LINES': '10'})
    try:
        text_of(fd, 'Claude 78\u00a0% until')
    finally:
        subprocess.run(['tmux', '-S', socket, 'kill-server'], check=False)
        os.waitpid(pid, 0)
        os.close(fd)


def scripts_print_their_lines(home):
    ran = home.run(program=example('argos.sh'))
    lines = ran.text.splitlines()
    assert lines[0] == 'Claude 78\u00a0%' and lines[1] == '---' and len(lines) == 6 and not ran.stderr, ran
    assert home.run(program=example('plasma-command.sh')).text.startswith('Claude 78\u00a0% until ')


def nightly_stops_when_it_is_full(home):
    home.write(home.path('bin', 'claude'), '#!/bin/sh\necho "worked on $2"\n', 0o700)
    home.write(home.path('tasks'), 'one\ntwo\n')
    ran = home.run(home.path('tasks'), program=example('nightly.sh'))
    assert ran.returncode == 75 and not ran.text, 'a week is at 91 %'
    stop_agent(home)
    start_agent(home, 'normal')
    assert home.run(home.path('tasks'), program=example('nightly.sh')).text == 'worked on one\nworked on two\n'
    home.write(home.path('tasks'), 'one\n\n  \nthree\nlast')
    assert home.run(home.path('tasks'), program=example('nightly.sh')).text == 'worked on one\nworked on three\nworked on last\n'
    assert home.run(home.path('tasks'), 'main', program=example('nightly.sh')).text.endswith('worked on last\n')
    assert home.run(home.path('tasks'), 'nobody', program=example('nightly.sh')).returncode == 2 and not home.last.text


def nothing_is_left(home):
    stop_agent(home)


class Bars(Home):
    def __init__(self):
        super().__init__()
        self.agent = None
        os.makedirs(self.path('bin'))
        os.symlink(SANDGLASS, self.path('bin', 'sandglass'))
        self.environment['PATH'] = self.path('bin') + ':' + self.environment['PATH']

    def close(self):
        if self.agent and self.agent.poll() is None:
            stop_agent(self)
        super().close()


if __name__ == '__main__':
    tap.run([
        without_an_agent_nothing_is_known, watch_waits_for_an_agent, watch_follows_it, a_bar_gets_its_own_language,
        a_template_says_what_it_is_told, wrong_calls_are_said, exit_codes_are_states, a_mistyped_limit_is_said,
        a_limit_that_comes_and_goes_is_none, guard_starts_what_there_is_room_for, guard_refuses_what_is_full, watch_says_when_it_goes_and_comes_back, an_agent_that_hangs_is_not_waited_for,
        a_line_asked_for_the_bill_tells_no_limit, of_several_logins_a_line_says_whose_it_is, watch_follows_the_one_that_is_named, of_several_logins_guard_takes_the_shells_or_the_one_named, watch_leaves_with_its_reader, waybar_reads_our_module,
        i3blocks_shows_it, polybar_shows_it, tmux_shows_it, scripts_print_their_lines, nightly_stops_when_it_is_full, nothing_is_left,
    ], Bars())

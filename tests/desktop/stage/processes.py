# SPDX-License-Identifier: GPL-3.0-or-later
"""The programs of a stage: each with its log, all ended in the end."""

import os
import signal
import subprocess

from .wait import wait_for


class Program:
    """A running program, its output in a file."""

    def __init__(self, name, command, log, environment=None, **popen):
        self.name = name
        self.log = log
        with open(log, 'wb') as output:
            self._popen = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                env=environment, start_new_session=True, **popen)
        self.pid = self._popen.pid

    def is_running(self):
        return self._popen.poll() is None

    def wait_until_gone(self, seconds=15):
        wait_for(lambda: not self.is_running(), f'{self.name} to leave', seconds)
        return self._popen.returncode

    def stop(self, how=signal.SIGTERM):
        """Ends it, with whatever it started in its own session."""
        self._signal(how)
        try:
            self._popen.wait(5)
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGKILL)
            self._popen.wait()

    def output(self):
        with open(self.log, encoding='utf-8', errors='replace') as log:
            return log.read()

    def _signal(self, how):
        try:
            os.killpg(self.pid, how)
        except ProcessLookupError:
            pass


class Programs:
    """Those of one stage."""

    def __init__(self, log_folder):
        self._folder = log_folder
        self._started = []

    def start(self, name, command, environment=None, **popen):
        number = len(self._started)
        log = os.path.join(self._folder, f'{number:02}-{name}.log')
        program = Program(name, command, log, environment, **popen)
        self._started.append(program)
        return program

    def stop_all(self):
        for program in reversed(self._started):
            program.stop()

    def logs(self, lines=30):
        """The end of each log that has something to say."""
        parts = []
        for program in self._started:
            tail = program.output().splitlines()[-lines:]
            if tail:
                parts.append('\n'.join([f'--- {program.name}', *tail]))
        return '\n'.join(parts)


def processes_with(folder):
    """The processes that were started with this folder in their environment."""
    return [pid for pid in _all_pids() if folder.encode() in _read(pid, 'environ')]


def runs(pid, executable):
    try:
        return os.readlink(f'/proc/{pid}/exe') == os.path.realpath(executable)
    except OSError:
        return False


def cpu_seconds(pid):
    """What a process has taken of the processors."""
    fields = _read(pid, 'stat').rpartition(b')')[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')


def _all_pids():
    return [int(entry) for entry in os.listdir('/proc') if entry.isdigit()]


def _read(pid, name):
    try:
        with open(f'/proc/{pid}/{name}', 'rb') as file:
            return file.read()
    except OSError:
        return b''

# SPDX-License-Identifier: GPL-3.0-or-later
"""What /proc knows of a process, and how a figure is printed."""

import os
import re
import statistics


def pss_mib(pid):
    """Its share of memory: what is its own, and its part of what is shared."""
    return _smaps(pid, 'Pss')


def private_mib(pid):
    """What would come back if it ended: written by it, shared with nobody."""
    return _smaps(pid, 'Private_Dirty')


def rss_mib(pid):
    return _smaps(pid, 'Rss')


def peak_rss_mib(pid):
    """The most it ever had, also between two looks."""
    with open(f'/proc/{pid}/status', encoding='ascii') as file:
        return int(re.search(r'^VmHWM:\s+(\d+) kB', file.read(), re.MULTILINE)[1]) / 1024


def _smaps(pid, field):
    with open(f'/proc/{pid}/smaps_rollup', encoding='ascii') as file:
        return int(re.search(rf'^{field}:\s+(\d+) kB', file.read(), re.MULTILINE)[1]) / 1024


def wake_ups(pid):
    """How often each of its threads went to sleep and was woken, so far."""
    counts = {}
    for task in os.listdir(f'/proc/{pid}/task'):
        with open(f'/proc/{pid}/task/{task}/status', encoding='ascii') as file:
            counts[task] = int(re.search(r'^voluntary_ctxt_switches:\s+(\d+)', file.read(), re.MULTILINE)[1])
    return counts


def wake_ups_between(before, after):
    """Those of the threads that are there in the end."""
    return sum(count - before.get(task, 0) for task, count in after.items())


def say(what, value, unit, bar=None):
    """One line: the figure, and what it should be."""
    asked = f'   (bar: at most {bar} {unit})' if bar is not None else ''
    print(f'{what:58} {value:9.1f} {unit}{asked}', flush=True)


def say_times(what, times_ms, bar=None):
    say(f'{what}, median of {len(times_ms)}', statistics.median(times_ms), 'ms', bar)
    say(f'{what}, worst', max(times_ms), 'ms')

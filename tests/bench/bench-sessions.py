#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the list of a hundred thousand sessions scrolls, drawn by cairo, and what memory the window takes for it.

bench-sessions.py BENCH-SESSIONS [SESSIONS]: beside it, in the same run, labels on a hundred thousand objects. Frames are
given as wall time and as CPU time of the main thread; on a busy machine only the second is ours.
"""

import os
import subprocess
import sys
import threading

import figures
from stage.stage import Stage

FRAME_MS = 32
PSS_MIB = 60


def peak_pss(process, ended, found):
    """Looks again and again; what was there between two looks was short."""
    while not ended.wait(0.02):
        try:
            found.append(figures.pss_mib(process.pid))
        except (OSError, TypeError):
            return


def scroll(program, mode, bar):
    process = subprocess.Popen([program, mode], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    ended, found = threading.Event(), []
    watcher = threading.Thread(target=peak_pss, args=(process, ended, found))
    watcher.start()
    for line in process.stdout:
        if line == 'done\n':
            break
        what, way, kind, median, most, worst, frames = line.split()
        figures.say(f'{what}, {way}, {kind}, {frames} frames: median', float(median), 'ms')
        figures.say(f'{what}, {way}, {kind}: of 100 frames 99 take', float(most), 'ms')
        figures.say(f'{what}, {way}, {kind}: worst', float(worst), 'ms', FRAME_MS if bar else None)
    ended.set()
    watcher.join()
    figures.say(f'{mode}: peak PSS, of {len(found)} looks', max(found), 'MiB', PSS_MIB if bar else None)
    figures.say(f'{mode}: peak RSS less what it is in the end', figures.peak_rss_mib(process.pid) - figures.rss_mib(process.pid), 'MiB')
    process.stdin.close()
    process.wait()


def main():
    program = sys.argv[1]
    stage = Stage('bench-sessions')
    try:
        stage.programs.start('xfwm4', ['xfwm4', '--compositor=off'])
        # As the panel itself: see src/panel/main.c
        os.environ.update(GTK_A11Y='none', GSK_RENDERER='cairo', GDK_DEBUG='gl-disable', GDK_DISABLE='gl,vulkan')
        subprocess.run([program, 'fill', *sys.argv[2:]], check=True)
        for mode in ('scroll', 'naive'):
            scroll(program, mode, mode == 'scroll')
    finally:
        stage.close()


if __name__ == '__main__':
    main()

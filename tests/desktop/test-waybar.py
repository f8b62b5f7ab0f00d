#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waybar with our example as it is, on a sway that no display is needed for: what it says, how it looks, what a click runs."""

import json
import os
import re
import subprocess

from stage import accessibility, sandglass, screen, tap
from stage.stage import ROOT, Stage, need
from stage.wait import wait_for

EXAMPLES = os.path.join(ROOT, 'data', 'examples')
SIZE = (640, 120)
SWAY_CONFIG = f'''
output * bg #336655 solid_color
output * resolution {SIZE[0]}x{SIZE[1]}
xwayland disable
'''
# What the style gives a warning.
YELLOW = (0xf5, 0xc2, 0x11)


def sway_command(config):
    """sway does not start for the superuser, but for one who is somebody else in a namespace."""
    as_somebody = ['unshare', '--map-user=1000', '--map-group=1000'] if os.geteuid() == 0 else []
    return [*as_somebody, 'sway', '-c', config]


def can_run_sway():
    return os.geteuid() != 0 or subprocess.run(['unshare', '--map-user=1000', 'true'], stderr=subprocess.DEVNULL, check=False).returncode == 0


def wayland_display():
    """The name of sway's socket, or None."""
    return next((name for name in os.listdir(os.environ['XDG_RUNTIME_DIR']) if re.fullmatch(r'wayland-\d+', name)), None)


def sway_without_a_display(stage):
    os.environ.update(WLR_BACKENDS='headless', WLR_RENDERER='pixman', WLR_LIBINPUT_NO_DEVICES='1', GDK_BACKEND='wayland')
    config = stage.path('sway.config')
    with open(config, 'w', encoding='utf-8') as file:
        file.write(SWAY_CONFIG)
    stage.programs.start('sway', sway_command(config))
    os.environ['WAYLAND_DISPLAY'] = wait_for(wayland_display, 'sway')
    accessibility.start(stage)


def waybar_says_what_sandglass_says(stage):
    sandglass.start_agent(stage, '--demo')
    os.environ['PATH'] = os.environ['SANDGLASS_LIBEXECDIR'] + ':' + os.environ['PATH']
    stage.bar = stage.programs.start('waybar', ['waybar', '-c', os.path.join(EXAMPLES, 'waybar.jsonc'), '-s', os.path.join(EXAMPLES, 'waybar.css')])
    accessibility.wait_for_name_like('waybar', re.compile('^Claude 78\u00a0% !$'))


def picture(stage):
    path = stage.picture_path('shown')
    subprocess.run(['grim', path], check=True)
    return screen.Picture(screen.GdkPixbuf.Pixbuf.new_from_file(path))


def a_warning_is_yellow(stage):
    wait_for(lambda: picture(stage).colours().get(YELLOW, 0) > 10, 'letters in yellow')


def what_a_click_runs_shows_the_panel(stage):
    """Without a display there is no pointer to click with."""
    with open(os.path.join(EXAMPLES, 'waybar.jsonc'), encoding='utf-8') as file:
        command = json.load(file)['custom/sandglass']['on-click']
    subprocess.run(command, shell=True, check=True)
    stage.wait_for_name(sandglass.PANEL_NAME)


def without_sandglass_it_says_that_nothing_is_known(stage):
    sandglass.run(stage, 'quit')
    accessibility.wait_for_name_like('waybar', re.compile('^Claude –$'))


def waybar_understood_all_of_it(stage):
    said = stage.bar.output()
    assert 'error' not in said.lower(), said


if __name__ == '__main__':
    missing = need('sway', 'waybar', 'grim')
    if missing:
        tap.skip_all(f'{missing} is not installed')
    if not can_run_sway():
        tap.skip_all('sway does not run as root, and there are no namespaces')
    tap.run([sway_without_a_display, waybar_says_what_sandglass_says, a_warning_is_yellow, what_a_click_runs_shows_the_panel,
             without_sandglass_it_says_that_nothing_is_known, waybar_understood_all_of_it], Stage('waybar', display=False))

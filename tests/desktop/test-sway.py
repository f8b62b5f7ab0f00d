#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""sway and Waybar: the panel is a layer beside the bar, under the icon, from the first click on."""

import glob
import os

from stage import hosts, sandglass, screen, tap
from stage.screen import Box
from stage.stage import BUILD, SCREEN, Stage, need
from stage.wait import stays, wait_for

BAR_HEIGHT = 30
STRIPS = {'top': Box(0, 0, SCREEN[0], BAR_HEIGHT),
          'bottom': Box(0, SCREEN[1] - BAR_HEIGHT, SCREEN[0], BAR_HEIGHT)}
FREE = Box(0, BAR_HEIGHT, SCREEN[0], SCREEN[1] - 2 * BAR_HEIGHT)
SWAY_CONFIG = f'''
output * bg #336655 solid_color
output * resolution {SCREEN[0]}x{SCREEN[1]}
xwayland disable
'''
WAYBAR_CONFIG = f'''{{ "layer": "top", "position": "%s", "height": {BAR_HEIGHT},
  "modules-center": ["tray"], "tray": {{ "icon-size": 20 }} }}'''
WAYBAR_STYLE = '* { font-family: "DejaVu Sans"; } window#waybar { background: #222222; }'


def can_run_sway():
    """sway does not start for the superuser."""
    return os.geteuid() != 0


def has_layers():
    """Whether the panel was built with gtk4-layer-shell."""
    with open(os.path.join(BUILD, 'src', 'sg-config.h'), encoding='utf-8') as config:
        return '#define HAVE_LAYER_SHELL 1' in config.read()


def write(stage, name, text):
    with open(stage.path(name), 'w', encoding='utf-8') as file:
        file.write(text)
    return stage.path(name)


def start_bar(stage, position):
    stage.bar = stage.programs.start(
        'waybar', ['waybar', '-c', write(stage, 'waybar.json', WAYBAR_CONFIG % position),
                   '-s', write(stage, 'waybar.css', WAYBAR_STYLE)])
    stage.strip = STRIPS[position]
    stage.wait_for_name(hosts.WATCHER)


def shown_box(stage):
    """Where the panel is, or None."""
    return screen.changed_box(stage.desktop, screen.take_picture(FREE), FREE)


def click_opens(stage):
    screen.click(stage.icon)
    wait_for(lambda: shown_box(stage), 'the panel')
    hosts.settled_picture(FREE)
    return shown_box(stage)


def wait_until_closed(stage):
    wait_for(lambda: not shown_box(stage), 'the panel to close')


def is_at_the_icon(stage, box):
    assert 390 <= box.width <= 410 and box.height > 300, box
    assert abs(box.middle()[0] - stage.icon.middle()[0]) <= 6, (box, stage.icon)


def sway_with_a_bar_at_the_top(stage):
    os.environ['WLR_BACKENDS'] = 'x11'
    os.environ['WLR_RENDERER'] = 'pixman'
    stage.programs.start('sway', ['sway', '-c', write(stage, 'sway.config', SWAY_CONFIG)])
    socket = wait_for(lambda: [path for path in glob.glob(os.path.join(os.environ['XDG_RUNTIME_DIR'], 'wayland-*'))
                               if not path.endswith('.lock')], 'sway')[0]
    os.environ['WAYLAND_DISPLAY'] = os.path.basename(socket)
    os.environ['GDK_BACKEND'] = 'wayland'
    start_bar(stage, 'top')
    wait_for(lambda: (0x22, 0x22, 0x22) in screen.take_picture(stage.strip).colours(), 'the bar')
    stage.empty = hosts.settled_picture(stage.strip)
    stage.desktop = hosts.settled_picture(FREE)


def the_icon_appears(stage):
    stage.agent = sandglass.start_agent(stage, '--demo')
    stage.icon = hosts.wait_for_icon(stage.strip, stage.empty)


def the_first_click_opens_the_panel_under_the_icon(stage):
    box = click_opens(stage)
    screen.keep_picture(stage, 'top')
    is_at_the_icon(stage, box)
    assert BAR_HEIGHT <= box.y <= BAR_HEIGHT + 12, box


def a_second_click_closes_it(stage):
    screen.click(stage.icon)
    wait_until_closed(stage)
    stays(lambda: not shown_box(stage), 'closed')


def it_opens_where_it_was(stage):
    is_at_the_icon(stage, click_opens(stage))


def escape_closes_it(stage):
    screen.press('Escape')
    wait_until_closed(stage)


def a_click_beside_it_closes_it(stage):
    is_at_the_icon(stage, click_opens(stage))
    screen.click(Box(100, 600, 1, 1))
    wait_until_closed(stage)


def a_bar_at_the_bottom_has_it_above(stage):
    stage.bar.stop()
    wait_for(lambda: not stage.has_name(hosts.WATCHER), 'the watcher to leave')
    start_bar(stage, 'bottom')
    screen.move_away()
    wait_for(lambda: len(screen.take_picture(stage.strip).colours()) > 20, 'the icon on the bar')
    hosts.settled_picture(stage.strip)
    stage.icon = Box(stage.icon.x, stage.icon.y + stage.strip.y, stage.icon.width, stage.icon.height)
    box = click_opens(stage)
    screen.keep_picture(stage, 'bottom')
    is_at_the_icon(stage, box)
    bottom = box.y + box.height
    assert SCREEN[1] - BAR_HEIGHT - 12 <= bottom <= SCREEN[1] - BAR_HEIGHT, box
    screen.press('Escape')
    wait_until_closed(stage)


def no_warning_was_given(stage):
    said = [line for line in stage.agent.output().splitlines() if 'WARNING' in line or 'CRITICAL' in line]
    # There is no notification server and no accessibility bus on this stage.
    assert all('notification' in line or 'accessibility' in line for line in said), said


def quit_leaves_nothing_behind(stage):
    sandglass.stop_agent(stage, stage.agent)
    wait_for(lambda: not sandglass.running(stage), 'everything of ours to leave')


STEPS = [sway_with_a_bar_at_the_top, the_icon_appears, the_first_click_opens_the_panel_under_the_icon,
         a_second_click_closes_it, it_opens_where_it_was, escape_closes_it, a_click_beside_it_closes_it,
         a_bar_at_the_bottom_has_it_above, no_warning_was_given, quit_leaves_nothing_behind]

if __name__ == '__main__':
    missing = need('Xvfb', 'xdotool', 'import', 'sway', 'waybar')
    if missing:
        tap.skip_all(f'{missing} is not installed')
    if not has_layers():
        tap.skip_all('the panel was built without gtk4-layer-shell')
    if not can_run_sway():
        tap.skip_all('sway does not run as root')
    tap.run(STEPS, Stage('sway'))

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Anthropic's status page: looked at where wanted, only after a server failed, and told in the panel and by the doctor."""

import subprocess

from stage import accessibility, anthropic, claude, sandglass, screen, tap
from stage.stage import Stage
from stage.wait import stays, wait_for

SUMMARY = {'page': {'name': 'Claude'}, 'status': {'indicator': 'major'}, 'incidents': [
    {'name': 'Elevated errors on Claude API', 'status': 'investigating', 'impact': 'major', 'started_at': '2026-11-21T14:02:00Z'}]}


def switch(key, value):
    subprocess.run(['gsettings', 'set', 'io.github.sandglass.Sandglass', key, value], check=True)


def summaries(stage):
    return [headers for path, headers in stage.anthropic.requests if path.startswith('/api/v2/')]


def nobody_asks_it_unless_told_to(stage):
    stage.anthropic = anthropic.Anthropic({})
    stage.anthropic.pages['/api/v2/summary.json'] = SUMMARY
    stage.anthropic.status = 503
    home = claude.ClaudeHome(stage.home)
    home.write_credentials()
    accessibility.start(stage)
    stage.programs.start('xfwm4', ['xfwm4', '--compositor=off'])
    stage.agent = sandglass.start_agent(stage, '--endpoint-url', stage.anthropic.url)
    wait_for(lambda: stage.anthropic.requests, 'a call for the limits')
    stays(lambda: not summaries(stage), 'unasked', 2)


def told_to_it_asks_once(stage):
    switch('ask-status-page', 'true')
    wait_for(lambda: sandglass.property_of(stage, 'Incidents'), 'the incident on the bus')
    told = sandglass.property_of(stage, 'Incidents')
    assert told['incidents'][0]['name'] == 'Elevated errors on Claude API', told
    sandglass.run(stage, 'refresh')
    stays(lambda: len(summaries(stage)) == 1, 'asked once', 2)
    assert 'Authorization' not in summaries(stage)[0], summaries(stage)


def panel_and_doctor_say_it(stage):
    sandglass.run(stage, 'show')
    wait_for(lambda: 'Elevated errors on Claude API, since' in '\n'.join(accessibility.shown_names(sandglass.APPLICATION)),
             'the incident in the panel')
    screen.keep_picture(stage, 'panel')
    said = sandglass.run(stage, 'doctor').stdout
    assert "Anthropic's status page" in said and 'Elevated errors' in said, said


def switched_off_it_is_forgotten(stage):
    switch('ask-status-page', 'false')
    wait_for(lambda: not sandglass.property_of(stage, 'Incidents'), 'nothing on the bus')
    sandglass.stop_agent(stage, stage.agent)
    stage.anthropic.close()


STEPS = [nobody_asks_it_unless_told_to, told_to_it_asks_once, panel_and_doctor_say_it, switched_off_it_is_forgotten]

if __name__ == '__main__':
    tap.run(STEPS, Stage('status-page'))

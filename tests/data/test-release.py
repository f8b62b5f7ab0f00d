#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One version everywhere: in meson.build, CHANGELOG.md, the metainfo and the Debian package; each picture named is there, and
the Flatpak leaves out what was built here.

Usage: test-release.py ROOT
"""

import os
import re
import sys
import xml.etree.ElementTree

ROOT = sys.argv[1]
NAME = 'io.github.sandglass.Sandglass'


def read(*path):
    with open(os.path.join(ROOT, *path), encoding='utf-8') as file:
        return file.read()


def first(pattern, text):
    found = re.search(pattern, text, re.M)
    assert found, pattern
    return found.groups()


def versions_are_the_same(version, release):
    unreleased, changed = first(r'^## (Unreleased: )?(\d+\.\d+\.\d+)', read('CHANGELOG.md'))
    assert changed == version, f'CHANGELOG.md begins with {changed}, meson.build says {version}'
    assert release.get('version') == version, f'the metainfo begins with {release.get("version")}, meson.build says {version}'
    packaged, suite = first(r'^sandglass \(([\d.]+)-\d+\) (\w+);', read('data', 'debian', 'changelog'))
    assert packaged == version, f'data/debian/changelog begins with {packaged}, meson.build says {version}'
    assert bool(unreleased) == (suite == 'UNRELEASED'), 'data/debian/changelog and CHANGELOG.md differ in whether it is released'
    assert bool(unreleased) == (release.get('type') == 'development'), 'the metainfo and CHANGELOG.md differ in whether it is released'
    if not unreleased:
        date = first(rf'^## {re.escape(version)}.*(\d{{4}}-\d\d-\d\d)', read('CHANGELOG.md'))[0]
        assert release.get('date') == date, f'the metainfo says {release.get("date")}, CHANGELOG.md {date}'


def sections_are_told(release):
    """Each section of the newest entry of CHANGELOG.md is a line of the release in the metainfo."""
    newest = read('CHANGELOG.md').split('\n## ')[1]
    told = [' '.join(item.itertext()) for item in release.iter('li')]
    for section in re.findall(r'^### (.+)$', newest, re.M):
        assert any(line.startswith(f'{section}:') for line in told), f'the release in the metainfo says nothing of “{section}”'


def pictures_are_there(component, version):
    images = [image.text for image in component.iter('image')]
    assert images, 'no screenshot'
    for image in images:
        prefix, path = image.split(f'/v{version}/')
        assert prefix.startswith('https://'), image
        with open(os.path.join(ROOT, path), 'rb') as file:
            assert file.read(8) == b'\x89PNG\r\n\x1a\n', path


def the_flatpak_takes_no_build_folder():
    """flatpak-builder copies the folder as it is, and knows no pattern."""
    script = read('run') + ''.join(read('run.d', name) for name in sorted(os.listdir(os.path.join(ROOT, 'run.d'))) if name.endswith('.sh'))
    made = {'build', *re.findall(r'(?<![\w/-])(build-[a-z]+)/', script), *re.findall(r'^ *(?:CC=clang )?build (build-[a-z]+)', script, re.M)}
    assert {'build-test', 'build-fuzz', 'build-flatpak', 'build-deb'} <= made, made
    skipped = set(re.findall(r'^          - (\S+)$', read('flatpak', f'{NAME}.yml'), re.M))
    assert made <= skipped, f'the Flatpak would take {made - skipped}'


def main():
    version = first(r"^  version: '(.*)',", read('meson.build'))[0]
    component = xml.etree.ElementTree.fromstring(read('data', f'{NAME}.metainfo.xml.in'))
    release = next(component.iter('release'))
    versions_are_the_same(version, release)
    sections_are_told(release)
    pictures_are_there(component, version)
    the_flatpak_takes_no_build_folder()


main()

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the tests in Meson's logs (testlog.json), each TAP line for one, and says so in one line.

Exit status 1 if anything failed or nothing was executed.
"""

import json
import pathlib
import re
import sys

TAP_LINE = re.compile(r'^(not )?ok\b([^#\n]*)(?:#\s*(\w*).*)?$', re.MULTILINE)
BAD = {'FAIL', 'ERROR', 'TIMEOUT', 'INTERRUPT', 'UNEXPECTEDPASS'}


def count(test):
    """(passed, failed, skipped) of one entry of the log."""
    passed = failed = skipped = 0
    for negation, _, directive in TAP_LINE.findall(test.get('stdout', '')):
        if directive.upper() == 'SKIP':
            skipped += 1
        elif negation and directive.upper() != 'TODO':
            failed += 1
        else:
            passed += 1
    bad = test['result'] in BAD
    if passed + failed + skipped == 0:
        return int(test['result'] == 'OK'), int(bad), int(test['result'] == 'SKIP')
    # A program that dies after its last good line has failed all the same.
    return passed, failed + int(bad and failed == 0), skipped


def main(paths):
    passed = failed = 0
    for path in map(pathlib.Path, paths):
        if not path.exists():
            print('nothing ran for', path)
            failed += 1
            continue
        for line in path.read_text(encoding='utf-8').splitlines():
            test = json.loads(line)
            good, bad, skipped = count(test)
            passed += good
            failed += bad
            if bad:
                print('failed:', test['name'])
            if skipped:
                print('skipped:', test['name'], f'({skipped})')
    print(f'{passed} passed, {failed} failed')
    return 1 if failed or not passed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))

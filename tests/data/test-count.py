#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The last line of `./run test` tells the truth about Meson's log."""

import importlib.util
import pathlib
import unittest

PATH = pathlib.Path(__file__).parents[2] / 'run.d' / 'count.py'
spec = importlib.util.spec_from_file_location('count', PATH)
counting = importlib.util.module_from_spec(spec)
spec.loader.exec_module(counting)


class Count(unittest.TestCase):
    """(stdout, result) → (passed, failed, skipped)."""

    TABLE = {
        'each TAP line is one': ('1..2\nok 1 /a\nok 2 /b - words\n', 'OK', (2, 0, 0)),
        'a bad line': ('ok 1 /a\nnot ok 2 /b\n', 'FAIL', (1, 1, 0)),
        'a crash after good lines': ('ok 1 /a\n', 'ERROR', (1, 1, 0)),
        'a time-out after good lines': ('ok 1 /a\n', 'TIMEOUT', (1, 1, 0)),
        'a skipped line': ('ok 1 /a # SKIP no keyring\nok 2 /b\n', 'OK', (1, 0, 1)),
        'a known bug': ('not ok 1 /a # TODO later\n', 'OK', (1, 0, 0)),
        'a program without TAP': ('okay then\n', 'OK', (1, 0, 0)),
        'a program that fails': ('', 'FAIL', (0, 1, 0)),
        'a program that is skipped': ('1..0 # SKIP no Xvfb\n', 'SKIP', (0, 0, 1)),
    }

    def test_table(self):
        for name, (stdout, result, expected) in self.TABLE.items():
            with self.subTest(name):
                self.assertEqual(counting.count({'stdout': stdout, 'result': result}), expected)


if __name__ == '__main__':
    unittest.main()

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a target falls into is named, kept, and met again.

Usage: test-mutate.py TRAP, a target that a text with an x in it brings down
"""

import os
import re
import subprocess
import sys
import tempfile
import unittest

TRAP = os.path.realpath(sys.argv.pop(1))


class Mutate(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.write('words', '# one\n"x"\n')
        self.write('seed', '{"a":[1,2]}')
        self.write('other', '')

    def write(self, name, text):
        with open(os.path.join(self.folder, name), 'w', encoding='utf-8') as file:
            file.write(text)

    def trap(self, *arguments):
        return subprocess.run([TRAP, '--words=words', *arguments], cwd=self.folder, capture_output=True, text=True, check=False)

    def fall(self):
        """The number of the run that the trap was met in."""
        fallen = self.trap('seed', 'other')
        self.assertEqual(fallen.returncode, 1, fallen.stderr)
        return re.search(r'failed in run (\d+)\. Again: .*--run=\1$', fallen.stderr, re.M)[1]

    def test_clean(self):
        clean = self.trap('--runs=2', 'seed', 'other')
        self.assertEqual((clean.returncode, clean.stdout, clean.stderr), (0, 'fuzz-trap: 2 runs\n', ''))

    def test_same_at_each_start(self):
        self.assertEqual(self.fall(), self.fall())

    def test_one_run(self):
        run = int(self.fall())
        self.assertLess(self.trap(f'--run={run}', 'seed', 'other').returncode, 0)
        for before in range(run):
            self.assertEqual(self.trap(f'--run={before}', 'seed', 'other').returncode, 0)

    def test_text_is_kept(self):
        kept = f'crash-fuzz-trap-{self.fall()}'
        with open(os.path.join(self.folder, kept), 'rb') as file:
            self.assertIn(b'x', file.read())
        self.assertIn('failed in run 0.', self.trap('--runs=1', kept).stderr)

    def test_without_seeds(self):
        self.assertNotEqual(self.trap().returncode, 0)


unittest.main()

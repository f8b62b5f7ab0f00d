# SPDX-License-Identifier: GPL-3.0-or-later
"""Transcripts in bulk: of their bytes about a sixth is usage, the rest is what tools answered."""

import json
import os
import random

from stage import claude


def write(home, megabytes=50, seed=1):
    """Fills home's projects with that much; always the same. Returns the number of files."""
    source = random.Random(seed)
    filler = ''.join(source.choice('abcdefghij klmnop\n"\\') for _ in range(40_000))
    left = megabytes * 1_000_000
    number = 0
    while left > 0:
        number += 1
        left -= _write_session(home, source, filler, number)
    return number


def _write_session(home, source, filler, number):
    session = f'{number:08x}-0000-4000-8000-000000000000'
    for _ in range(source.randint(2, 25)):
        home.write_transcript([(source.choice(list(claude.PRICES)), source.randint(1, 9_000),
                                source.randint(2, 900))], session)
        _append_tool_result(home.transcript(session), source, filler, session)
    return os.path.getsize(home.transcript(session))


def _append_tool_result(path, source, filler, session):
    size = min(int(source.expovariate(1 / 20_000)) + 200, len(filler))
    line = {'type': 'user', 'sessionId': session, 'isSidechain': False,
            'message': {'role': 'user', 'content': [{'type': 'tool_result', 'content': filler[:size]}]}}
    with open(path, 'a', encoding='utf-8') as file:
        file.write(json.dumps(line) + '\n')

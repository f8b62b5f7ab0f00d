#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A million random amounts of cents add up to what Python's decimal module says, to the last digit."""

import decimal
import random
import subprocess
import sys

COUNT = 1_000_000


def amount(chance):
    digits = chance.randrange(10 ** chance.randint(1, 11))
    decimals = chance.randint(0, 12)
    text = f'{"-" if chance.random() < 0.1 else ""}{digits}'
    if decimals:
        text += f'.{chance.randrange(10 ** decimals):0{decimals}d}'
    return text + (f'e{chance.randint(0, 2)}' if decimals < 11 and chance.random() < 0.05 else '')


def main():
    decimal.getcontext().prec = 60
    chance = random.Random(1)
    amounts = [amount(chance) for _ in range(COUNT)]
    expected = sum(map(decimal.Decimal, amounts))
    told = subprocess.run(sys.argv[1:], input='\n'.join(amounts), text=True, capture_output=True, check=True).stdout
    equal = decimal.Decimal(told.strip()) == expected
    print(f'1..1\n{"ok" if equal else "not ok"} 1 sum of {COUNT} amounts: {told.strip()}, decimal says {expected}')


main()

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The man page says nothing to the formatter that the formatter does not understand.
# Usage: check-man.sh PAGE
set -eu

command -v man >/dev/null || exit 77

complaints=$(LC_ALL=C.UTF-8 MANROFFSEQ='' MANWIDTH=80 man --warnings -E UTF-8 -l -Tutf8 -Z "$1" 2>&1 >/dev/null)
[ -z "$complaints" ] || { printf '%s\n' "$complaints"; exit 1; }

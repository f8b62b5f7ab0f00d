#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# systemd understands every line of the user unit.
# Usage: check-unit.sh UNIT AGENT
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
unit=$folder/$(basename "$1")
# The agent is not installed yet.
sed "s|^ExecStart=.*|ExecStart=$(readlink -f "$2")|" "$1" >"$unit"
complaints=$(HOME=$folder XDG_RUNTIME_DIR=$folder systemd-analyze --user --man=no verify "$unit" 2>&1) || true
# What the other units of this machine lack is not ours.
complaints=$(printf '%s\n' "$complaints" | grep -F "$(basename "$1")" || true)
[ -z "$complaints" ] || { printf '%s\n' "$complaints"; exit 1; }

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs the agent on sample data until it is told to go, with one command against it.
# Usage: demo.sh PROGRAMS show|status [SCENARIO]
set -eu

programs=$1
command=$2
"$programs/sandglass-agent" "--demo${3:+=$3}" --replace &
agent=$!
trap 'kill "$agent" 2>/dev/null || true; wait "$agent" 2>/dev/null || true' EXIT
trap 'exit 130' INT TERM

gdbus wait --session --timeout 10 io.github.sandglass.Sandglass
"$programs/sandglass" "$command"
if [ "$command" = show ]; then
  echo 'This is sample data. Ctrl+C ends it.'
  wait "$agent"
fi

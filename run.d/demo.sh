#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs the agent on sample data until it is told to go, with one command against it.
# Usage: demo.sh PROGRAMS show|status [SCENARIO]
set -eu

programs=$1
command=$2

owner() {
  gdbus call --session --dest org.freedesktop.DBus --object-path /org/freedesktop/DBus \
    --method org.freedesktop.DBus.NameHasOwner io.github.sandglass.Sandglass
}

# The Sandglass that runs already makes room, and comes back after the demonstration.
had_one=$(owner)

end() {
  kill "$agent" 2>/dev/null || true
  wait "$agent" 2>/dev/null || true
  [ "$had_one" != '(true,)' ] || setsid "$programs/sandglass-agent" >/dev/null 2>&1 &
}

"$programs/sandglass-agent" "--demo${3:+=$3}" --replace &
agent=$!
trap end EXIT
trap 'exit 130' INT TERM

gdbus wait --session --timeout 10 io.github.sandglass.Sandglass
"$programs/sandglass" "$command"
if [ "$command" = show ]; then
  echo 'This is sample data. Ctrl+C ends it.'
  wait "$agent"
fi

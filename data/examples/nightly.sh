#!/bin/sh
# For cron or a systemd timer: works only while both limits are under 80 %, and stops the list otherwise.
# Usage: nightly.sh FILE, with one task a line; blank lines are none.
while IFS= read -r task || [ -n "$task" ]; do
  case $task in
    *[![:space:]]*) sandglass guard --max 80 -- claude -p "$task" </dev/null || exit ;;
  esac
done <"$1"

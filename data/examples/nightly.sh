#!/bin/sh
# For cron or a systemd timer: works only while both limits are under 80 %, and stops the list otherwise.
# Usage: nightly.sh FILE, with one task a line.
while IFS= read -r task; do
  sandglass guard --max 80 -- claude -p "$task" </dev/null || exit
done <"$1"

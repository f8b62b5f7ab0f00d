#!/bin/sh
# For cron or a systemd timer: works only while both limits are under 80 %, and stops the list otherwise.
# Usage: nightly.sh FILE [PROFILE], with one task a line; blank lines are none.
# Of several logins the one counts that claude uses here: set CLAUDE_CONFIG_DIR to its folder, as cron knows nothing of your shell.
# PROFILE (a name from “sandglass status”) counts another; it does not change which login claude uses.
while IFS= read -r task || [ -n "$task" ]; do
  case $task in
    *[![:space:]]*) sandglass guard --max 80 ${2:+--profile "$2"} -- claude -p "$task" </dev/null || exit ;;
  esac
done <"$1"

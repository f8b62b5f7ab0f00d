#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every file with words in it is listed for the translators, and every translation is well-formed.
# Usage: check-po.sh SOURCE_ROOT
set -eu

cd "$1"
bad=0

unlisted() {
  grep -rlE '[^A-Za-z0-9_](_|N_|C_|ngettext) \(' --include='*.c' src | while read -r file; do
    grep -qxF "$file" po/POTFILES || echo "$file"
  done
}

missing=$(unlisted)
if [ -n "$missing" ]; then
  printf 'not in po/POTFILES:\n%s\n' "$missing"
  bad=1
fi

while read -r file; do
  [ -z "$file" ] || [ -e "$file" ] || { echo "in po/POTFILES, but not there: $file"; bad=1; }
done < po/POTFILES

while read -r language; do
  [ -z "$language" ] || msgfmt --check --check-accelerators=_ -o /dev/null "po/$language.po" || bad=1
done < po/LINGUAS

exit $bad

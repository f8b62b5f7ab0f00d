# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
# A build folder for each purpose: build, build-test, build-sanitize, build-fuzz.

# configure FOLDER [MESON OPTION…]
configure() {
  folder=$1
  shift
  if [ ! -f "$folder/build.ninja" ]; then
    meson setup "$folder" "$@"
  elif [ "$packages_changed" = yes ]; then
    meson setup --reconfigure "$folder" "$@"
  fi
}

# How far ninja is, in one line that is rewritten.
show_progress() {
  while IFS= read -r line; do
    case $line in '['*/*']'*) printf '\r%s]\033[K' "${line%%]*}" ;; esac
  done
  printf '\r\033[K'
}

# run_ninja FOLDER: what it says goes to the log
goal=
run_ninja() {
  rm -f "$1/failed"
  # shellcheck disable=SC2086 # nothing, or words
  if [ -t 1 ]; then
    { ninja -C "$1" $goal 2>&1 || : >"$1/failed"; } | tee "$1.log" | show_progress
  else
    ninja -C "$1" $goal >"$1.log" 2>&1 || : >"$1/failed"
  fi
  [ ! -e "$1/failed" ] || { rm "$1/failed"; return 1; }
}

# build FOLDER [MESON OPTION…]; all of it, or only $goal
build() {
  [ -f "$1/build.ninja" ] || echo "Building in $1; the first time takes some minutes (log: $1.log) …"
  configure "$@" >"$1.log" 2>&1 || { cat "$1.log" >&2; exit 1; }
  run_ninja "$1" || { cat "$1.log" >&2; exit 1; }
}

# Lets the programs in a build folder find one another: of this script, and by FOLDER/sandglass for a person.
use_build() {
  mkdir -p "$1/programs"
  for program in cli/sandglass cli/sandglass-cli cli/sandglass-reader statusline/sandglass-statusline agent/sandglass-agent panel/sandglass-panel xembed/sandglass-xembed; do
    ln -sf "../src/$program" "$1/programs/"
  done
  cat >"$1/sandglass" <<'SH'
#!/bin/sh
build=$(dirname "$(readlink -f "$0")")
. "$build/../run.d/environment.sh"
exec "$build/src/cli/sandglass" "$@"
SH
  chmod +x "$1/sandglass"
  build=$root/$1
  . run.d/environment.sh
}

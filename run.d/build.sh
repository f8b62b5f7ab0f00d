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

# build FOLDER [MESON OPTION…]; all of it, or only $goal
goal=
build() {
  [ -f "$1/build.ninja" ] || echo "Building in $1; the first time takes a minute or two (log: $1.log) …"
  configure "$@" >"$1.log" 2>&1 || { cat "$1.log" >&2; exit 1; }
  # shellcheck disable=SC2086 # nothing, or words
  ninja -C "$1" $goal >"$1.log" 2>&1 || { cat "$1.log" >&2; exit 1; }
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

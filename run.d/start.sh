# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
# Starts what was built, on this desktop or, for a picture, on a private one.

has_display() {
  [ -n "${DISPLAY-}${WAYLAND_DISPLAY-}" ]
}

say_no_display() {
  echo 'There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so this is "sandglass status":'
}

has_bus() {
  [ -n "${DBUS_SESSION_BUS_ADDRESS-}" ] || [ -S "${XDG_RUNTIME_DIR:-/nowhere}/bus" ]
}

# A session bus of its own, on which nothing starts by itself; what the bus says of itself is dropped.
# private_display: empty, or the command that brings one.
private_display=
on_private_bus() {
  # shellcheck disable=SC2016,SC2086 # the inner shell expands the one, the other is a list of words
  $private_display dbus-run-session --config-file=tests/bus.conf -- sh -c 'exec "$@" 2>&3 3>&-' sh "$@" 3>&2 2>/dev/null
}

on_a_bus() {
  if has_bus; then "$@"; else dbus-run-session -- "$@"; fi
}

build_programs() {
  install_packages build "$@"
  build build
  use_build build
}

start() {
  build_programs
  if has_display; then
    build/sandglass
    echo 'Sandglass is running: its icon is in the tray. "build/sandglass quit" ends it.'
    return
  fi
  say_no_display
  exec build/sandglass status
}

knows_scenario() {
  # shellcheck disable=SC2154 # of ./run
  printf '%s\n' "$scenarios" | tr -s ', ' '\n' | grep -qx -- "$1"
}

# demo [SCENARIO] [--screenshot FILE]
demo() {
  scenario=
  picture=
  while [ $# -gt 0 ]; do
    case $1 in
      --screenshot)
        [ $# -ge 2 ] || { echo '--screenshot wants a file name' >&2; exit 2; }
        picture=$2
        shift
        ;;
      -*) unknown "$1" ;;
      *)
        knows_scenario "$1" || unknown "--demo $1"
        [ -z "$scenario" ] || { echo "./run --demo takes one scenario, not both $scenario and $1" >&2; exit 2; }
        scenario=$1
        ;;
    esac
    shift
  done

  if [ -n "$picture" ]; then
    draw "$picture" "${scenario:-mixed}"
  else
    show_demo "$scenario"
  fi
}

show_demo() {
  build_programs
  if has_display; then
    on_a_bus run.d/demo.sh "$SANDGLASS_LIBEXECDIR" show "$1"
  else
    say_no_display
    on_private_bus run.d/demo.sh "$SANDGLASS_LIBEXECDIR" status "$1"
  fi
}

# draw FILE STATE: the panel as a picture
draw() {
  if has_display; then
    build_programs
  else
    build_programs screenshot
    private_display='xvfb-run -a'
  fi
  GTK_A11Y=none on_private_bus "$SANDGLASS_LIBEXECDIR/sandglass-panel" --render "$1" --state "$2"
  echo "The panel is in $1"
}

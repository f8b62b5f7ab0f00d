# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
# Starts what was built, on this desktop or, for a picture, on a private one.

has_display() {
  [ -n "${DISPLAY-}${WAYLAND_DISPLAY-}" ]
}

say_no_display() {
  echo 'There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so this is "sandglass status":'
}

# Gives a command a session bus where there is none.
on_a_bus() {
  if [ -n "${DBUS_SESSION_BUS_ADDRESS-}" ] || [ -S "${XDG_RUNTIME_DIR:-/nowhere}/bus" ]; then
    "$@"
  else
    dbus-run-session -- "$@"
  fi
}

build_programs() {
  install_packages build "$@"
  build build
  use_build build
}

start() {
  build_programs
  if has_display; then
    exec build/src/cli/sandglass
  fi
  say_no_display
  exec build/src/cli/sandglass status
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
      *) scenario=$1 ;;
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
    on_a_bus run.d/demo.sh "$SANDGLASS_LIBEXECDIR" status "$1"
  fi
}

# draw FILE STATE: the panel as a picture
draw() {
  if has_display; then
    build_programs
    on_a_bus "$SANDGLASS_LIBEXECDIR/sandglass-panel" --render "$1" --state "$2"
  else
    build_programs screenshot
    xvfb-run -a -s '-screen 0 1280x1024x24' dbus-run-session -- \
      "$SANDGLASS_LIBEXECDIR/sandglass-panel" --render "$1" --state "$2"
  fi
  echo "The panel is in $1"
}

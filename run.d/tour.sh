# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
# Pictures of everything there is to see, from made-up data, and a page to look through them.

# As tests/look/scenes.c has them, and what tests/look/tour.c makes of the first one
looks='light dark contrast contrast-dark german-large arabic'
other_eyes='greyscale protanopia deuteranopia tritanopia'

# draw_look FOLDER LOOK: with a home of its own, on a display large enough for the longest page; prints what it drew
draw_look() {
  home=$(mktemp -d)
  mkdir "$home/.claude"
  # shellcheck disable=SC2016 # the inner shell expands it
  env HOME="$home" XDG_STATE_HOME="$home/state" XDG_DATA_HOME="$home/data" XDG_CONFIG_HOME="$home/config" XDG_CACHE_HOME="$home/cache" \
    LC_ALL=C.UTF-8 TZ=UTC GTK_A11Y=none ADW_DISABLE_PORTAL=1 GDK_BACKEND=x11 GDK_DEBUG=gl-disable GDK_DISABLE=gl,vulkan \
    GSK_RENDERER=cairo GSETTINGS_BACKEND=memory \
    xvfb-run -a -s '-screen 0 1600x2600x24' dbus-run-session --config-file=tests/bus.conf -- \
    sh -c 'exec "$@" 2>&3 3>&-' sh build/tests/look/tour "$1" "$2" 3>&2 2>/dev/null
  rm -rf "$home"
}

figure() {
  [ ! -f "$1/$2-$3.png" ] || printf '<figure><a href="%s-%s.png"><img loading="lazy" src="%s-%s.png" alt="%s, %s"></a><figcaption>%s</figcaption></figure>\n' "$2" "$3" "$2" "$3" "$2" "$3" "$3"
}

# write_index FOLDER SCENE…
write_index() {
  index_of=$1
  shift
  cat <<'HTML'
<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><title>Sandglass: everything there is to see</title>
<style>
body { font: 16px sans-serif; margin: 24px; background: #8a8a8a; color: #000; }
h2 { margin: 36px 0 12px; font-size: 18px; }
div { display: flex; gap: 12px; align-items: flex-start; overflow-x: auto; }
figure { margin: 0; } figcaption { padding-top: 6px; }
</style>
<h1>Sandglass: everything there is to see</h1>
HTML
  for scene in "$@"; do
    printf '<h2 id="%s">%s</h2><div>\n' "$scene" "$scene"
    for look in $looks $other_eyes; do
      figure "$index_of" "$scene" "$look"
    done
    echo '</div>'
  done
  echo '</html>'
}

# run_tour [--keep] [FOLDER]
run_tour() {
  keep=no
  if [ "${1-}" = --keep ]; then
    keep=yes
    shift
  fi
  case ${1-} in -*) unknown "tour $1" ;; esac
  [ $# -le 1 ] || { echo "./run tour takes one folder, not both $1 and $2" >&2; exit 2; }

  tour "${1-build/tour}"
  [ "$keep" = no ] || keep_tour "${1-build/tour}"
}

# tour FOLDER
tour() {
  tour_folder=$1
  mkdir -p "$tour_folder"
  build_programs screenshot
  use_build build
  rm -f "$tour_folder"/panel-*.png "$tour_folder"/window-*.png "$tour_folder"/preferences-*.png
  for look in $looks; do
    draw_look "$tour_folder" "$look" >"$tour_folder/$look.txt"
  done
  # shellcheck disable=SC2046 # names without blanks
  write_index "$tour_folder" $(sed -n 's/-light\.png$//p' "$tour_folder/light.txt") >"$tour_folder/index.html"
  rm -f "$tour_folder"/*.txt
  echo "$(find "$tour_folder" -name '*.png' | wc -l) pictures; look through them: $tour_folder/index.html"
}

# README's pictures, out of a tour
keep_tour() {
  cp "$1/panel-mixed-light.png" data/screenshots/panel.png
  cp "$1/panel-mixed-dark.png" data/screenshots/panel-dark.png
  cp "$1/panel-console-light.png" data/screenshots/bill.png
  cp "$1/window-history-light.png" data/screenshots/history.png
}

# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
# The Flatpak, in build-flatpak: built, bundled, installed, tested, and put into a signed repository.

flatpak_id=io.github.sandglass.Sandglass
flathub=https://dl.flathub.org/repo/flathub.flatpakrepo

# Builds what is here into build-flatpak/repo. An ordinary user may have no /dev/fuse.
build_flatpak() {
  rm -rf build-flatpak/source
  export_tree build-flatpak/source
  echo "Building in build-flatpak (log: build-flatpak/build.log) …"
  flatpak-builder --user --disable-rofiles-fuse --force-clean --disable-download --disable-updates \
    --state-dir=build-flatpak/state --repo=build-flatpak/repo --default-branch=stable \
    build-flatpak/build "build-flatpak/source/flatpak/$flatpak_id.yml" >build-flatpak/build.log 2>&1 || {
    tail -n 40 build-flatpak/build.log >&2
    exit 1
  }
}

bundle_flatpak() {
  flatpak build-bundle --runtime-repo="$flathub" build-flatpak/repo build-flatpak/sandglass.flatpak "$flatpak_id" stable
}

has_runtime() {
  flatpak info org.gnome.Sdk//51 >/dev/null 2>&1 && flatpak info org.gnome.Platform//51 >/dev/null 2>&1
}

get_runtime() {
  has_runtime && return
  remote=$(flatpak remotes --columns=name | head -n 1)
  if [ -z "$remote" ] || ! flatpak --user install -y --noninteractive "$remote" org.gnome.Platform//51 org.gnome.Sdk//51; then
    cat >&2 <<TEXT
The Flatpak needs org.gnome.Platform and org.gnome.Sdk, version 51, and no remote here has them.
  flatpak remote-add --user --if-not-exists flathub $flathub
gets them; ./run flatpak-test needs no network but your distribution's.
TEXT
    exit 1
  fi
}

run_flatpak() {
  install_packages flatpak
  get_runtime
  build_flatpak
  bundle_flatpak
  flatpak --user install -y --noninteractive --reinstall --bundle build-flatpak/sandglass.flatpak
  echo "Installed. “flatpak run $flatpak_id” starts it; build-flatpak/sandglass.flatpak is for others."
}

# A repository to put on any web server: make_flatpak_repository KEY URL
make_flatpak_repository() {
  [ $# -eq 2 ] || { echo './run flatpak-repository takes the id of a GnuPG key and the address the repository will have' >&2; exit 2; }
  [ -d build-flatpak/repo ] || { echo 'First ./run flatpak.' >&2; exit 1; }
  site=build-flatpak/site
  rm -rf "$site"
  mkdir -p "$site"
  ostree --repo="$site/repo" init --mode=archive
  flatpak build-commit-from --src-repo=build-flatpak/repo --gpg-sign="$1" --no-update-summary "$site/repo" "app/$flatpak_id/$(uname -m)/stable"
  flatpak build-update-repo --gpg-sign="$1" --generate-static-deltas --title=Sandglass "$site/repo"
  cat >"$site/sandglass.flatpakref" <<REF
[Flatpak Ref]
Title=Sandglass
Name=$flatpak_id
Branch=stable
Url=$2/repo
IsRuntime=false
SuggestRemoteName=sandglass
RuntimeRepo=$flathub
GPGKey=$(gpg --export "$1" | base64 -w0)
REF
  echo "Put $site at $2; “flatpak install --user $2/sandglass.flatpakref” installs from it."
}

# The runtime made of Debian packages, a home of its own, and what a user would do.
test_flatpak() {
  install_packages flatpak flatpak-test
  [ -d build-flatpak/runtime/repo ] || as_root tests/flatpak/build-runtime.sh build-flatpak/runtime
  home=$root/build-flatpak/home
  rm -rf "$home"
  mkdir -p -m 700 "$home/run"
  mkdir -p build-flatpak/meson-logs
  (
    export SANDGLASS_BUILD="$root/build-flatpak" # where pictures of a failure go
    export HOME="$home" XDG_RUNTIME_DIR="$home/run"
    unset XDG_DATA_HOME XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME WAYLAND_DISPLAY DISPLAY DBUS_SESSION_BUS_ADDRESS CLAUDE_CONFIG_DIR
    flatpak --user remote-add --if-not-exists --no-gpg-verify local "file://$root/build-flatpak/runtime/repo"
    flatpak --user install -y --noninteractive local org.gnome.Platform//51 org.gnome.Sdk//51
    build_flatpak
    bundle_flatpak
    # The bundle names a remote that is not reachable here; an ordinary user's install asks the system bus about parents.
    dbus-run-session -- sh -c 'DBUS_SYSTEM_BUS_ADDRESS=$DBUS_SESSION_BUS_ADDRESS \
      flatpak --user install -y --noninteractive --no-deps --no-related --bundle build-flatpak/sandglass.flatpak'
    export XDG_DATA_DIRS="$HOME/.local/share/flatpak/exports/share:/usr/local/share:/usr/share"
    dbus-run-session -- /usr/bin/python3 -B tests/flatpak/test-flatpak.py
  )
}

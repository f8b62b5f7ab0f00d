# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
# The Flatpak, in build-flatpak: built, bundled, installed, tested, and put into a signed repository.

flatpak_id=io.github.sandglass.Sandglass
flathub=https://dl.flathub.org/repo/flathub.flatpakrepo

# build_flatpak [REPOSITORY [VERSION]]: builds what is here into build-flatpak/REPOSITORY. An ordinary user may have no /dev/fuse.
build_flatpak() {
  repository=build-flatpak/${1-repo}
  rm -rf build-flatpak/source
  export_tree build-flatpak/source
  # What it is not made of does not make it build again.
  find build-flatpak/source -mindepth 1 -maxdepth 1 ! -name data ! -name flatpak ! -name po ! -name src ! -name 'meson*' -exec rm -rf {} +
  [ $# -lt 2 ] || sed -i "s/^  version: '.*',/  version: '$2',/" build-flatpak/source/meson.build
  echo "Building in build-flatpak (log: build-flatpak/build.log) …"
  flatpak-builder --user --disable-rofiles-fuse --force-clean --disable-download --disable-updates \
    --state-dir="$repository-state" --repo="$repository" --default-branch=stable \
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

# Prints where ./run flatpak builds to, and builds where it was not called yet.
built_repositories() {
  if [ ! -d build-flatpak/repo ]; then
    install_packages flatpak
    get_runtime
    build_flatpak
  fi >&2
  echo build-flatpak/repo
}

# make_flatpak_repository KEY URL [BUILT…]: adds what was built, here or on machines of other kinds, to a repository for any web server
make_flatpak_repository() {
  [ $# -ge 2 ] || { echo './run flatpak-repository takes the id of a GnuPG key, the address the repository will have and, if not this one, what was built' >&2; exit 2; }
  key=$1
  url=${2%/}
  shift 2
  # shellcheck disable=SC2046 # one word
  [ $# -gt 0 ] || set -- $(built_repositories)
  [ $# -gt 0 ] || exit 1
  site=build-flatpak/site
  mkdir -p "$site"
  [ -d "$site/repo" ] || ostree --repo="$site/repo" init --mode=archive
  for built in "$@"; do
    for ref in $(ostree --repo="$built" refs --list app); do
      flatpak build-commit-from --src-repo="$built" --gpg-sign="$key" --no-update-summary "$site/repo" "$ref"
    done
  done
  flatpak build-update-repo --gpg-sign="$key" --generate-static-deltas --title=Sandglass "$site/repo"
  write_flatpakref >"$site/sandglass.flatpakref"
  echo "Put $site at $url; “flatpak install --user $url/sandglass.flatpakref” installs from it."
}

write_flatpakref() {
  cat <<REF
[Flatpak Ref]
Title=Sandglass
Name=$flatpak_id
Branch=stable
Url=$url/repo
IsRuntime=false
SuggestRemoteName=sandglass
RuntimeRepo=$flathub
GPGKey=$(gpg --export "$key" | base64 -w0)
REF
}

# What a run that failed has left installed.
forget_flatpak() {
  flatpak --user uninstall -y --noninteractive "$flatpak_id" || true
  flatpak --user remote-delete --force sandglass || true
}

# The runtime made of Debian packages, a home of its own, and what a user would do.
test_flatpak() {
  install_packages flatpak flatpak-test
  [ -d build-flatpak/runtime/repo ] || as_root tests/flatpak/build-runtime.sh build-flatpak/runtime
  home=$root/build-flatpak/home
  # The runtime is kept: to install it anew takes longer than all else.
  [ ! -d "$home" ] || find "$home" -mindepth 1 -maxdepth 1 ! -name .local -exec rm -rf {} +
  mkdir -p "$home/run"
  chmod 700 "$home/run"
  mkdir -p build-flatpak/meson-logs
  (
    export SANDGLASS_BUILD="$root/build-flatpak" # where pictures of a failure go
    export HOME="$home" XDG_RUNTIME_DIR="$home/run"
    unset XDG_DATA_HOME XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME WAYLAND_DISPLAY DISPLAY DBUS_SESSION_BUS_ADDRESS CLAUDE_CONFIG_DIR
    flatpak --user remote-add --if-not-exists --no-gpg-verify local "file://$root/build-flatpak/runtime/repo"
    has_runtime || flatpak --user install -y --noninteractive local org.gnome.Platform//51 org.gnome.Sdk//51
    forget_flatpak >/dev/null 2>&1
    build_flatpak
    bundle_flatpak
    build_flatpak newer 99.0.0
    # The bundle names a remote that is not reachable here; an ordinary user's install asks the system bus about parents.
    dbus-run-session -- sh -c 'DBUS_SYSTEM_BUS_ADDRESS=$DBUS_SESSION_BUS_ADDRESS \
      flatpak --user install -y --noninteractive --no-deps --no-related --bundle build-flatpak/sandglass.flatpak'
    export XDG_DATA_DIRS="$HOME/.local/share/flatpak/exports/share:/usr/local/share:/usr/share"
    rm -rf build-flatpak/site
    failed=
    dbus-run-session -- /usr/bin/python3 -B tests/flatpak/test-flatpak.py || failed=yes
    forget_flatpak >/dev/null 2>&1
    dbus-run-session -- /usr/bin/python3 -B tests/flatpak/test-flatpak-repository.py || failed=yes
    [ -z "$failed" ]
  )
}

# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
# The Debian package of what is committed here, in build-deb.

deb_version() {
  sed -n "s/^  version: '\(.*\)',/\1/p" meson.build | head -n 1
}

# The files that are ours: as git has them, with what was changed since; in a released archive, all of them.
our_files() {
  if [ -e .git ]; then
    git ls-files --cached --others --exclude-standard
  else
    find . -path './build*' -prune -o -type f -print
  fi | while read -r file; do
    [ ! -e "$file" ] || echo "$file"
  done
}

export_tree() {
  mkdir -p "$1"
  our_files | tar -c --no-recursion -T - | tar -x -C "$1"
}

build_deb() {
  command -v dpkg-buildpackage >/dev/null || [ "$(manager)" = apt-get ] || { echo 'Debian packages are built on Debian.' >&2; exit 1; }
  install_packages build deb
  version=$(deb_version)
  folder=build-deb/sandglass-$version
  rm -rf build-deb
  export_tree "$folder"
  tar -C build-deb -caf "build-deb/sandglass_$version.orig.tar.xz" "sandglass-$version"
  cp -R data/debian "$folder/debian"
  echo "Building in build-deb (log: build-deb/build.log) …"
  (cd "$folder" && DEB_BUILD_OPTIONS="${DEB_BUILD_OPTIONS-nocheck}" dpkg-buildpackage -us -uc) >build-deb/build.log 2>&1 || {
    tail -n 40 build-deb/build.log >&2
    exit 1
  }
  if command -v lintian >/dev/null; then
    lintian --allow-root --fail-on error,warning --info "build-deb/sandglass_$version"-*.changes
  fi
  ls build-deb/*.deb
}

debian_mirror() {
  awk '/^URIs:/ { print $2; exit } /^deb / { print $2; exit }' /etc/apt/sources.list.d/*.sources /etc/apt/sources.list 2>/dev/null
}

# test_deb [SUITE…]: installs, uses and purges the package in a new Debian each; needs root.
test_deb() {
  [ -n "$(ls build-deb/sandglass_*.deb 2>/dev/null)" ] || build_deb
  install_packages deb-test
  [ $# -gt 0 ] || set -- bookworm trixie
  for suite in "$@"; do
    echo "Debian $suite:"
    as_root rm -rf "build-deb/$suite"
    as_root debootstrap --variant=minbase "$suite" "build-deb/$suite" "$(debian_mirror)" /usr/share/debootstrap/scripts/sid >"build-deb/$suite.log"
    as_root tests/deb/check-install.sh "build-deb/$suite" build-deb/sandglass_*.deb
    as_root rm -rf "build-deb/$suite"
  done
}

# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
# The archive of a release, in build-dist, and this tree on other releases of Debian, in build-distributions.

# What is committed, packed, then built and tested from the archive as its reader has it: without git.
make_dist() {
  install_packages build test
  rm -rf build-dist
  build build
  meson dist -C build --no-tests >build.log 2>&1 || { cat build.log >&2; exit 1; }
  name=sandglass-$(deb_version)
  mkdir build-dist
  cp "build/meson-dist/$name.tar.xz" "build/meson-dist/$name.tar.xz.sha256sum" build-dist/
  tar -C build-dist -xf "build-dist/$name.tar.xz"
  (cd "build-dist/$name" && ./run units)
  ls build-dist/*.tar.xz*
}

# test_distributions [SUITE…]: builds and runs the unit tests in each of these Debians, made here; needs root. They are kept.
test_distributions() {
  install_packages deb-test
  [ $# -gt 0 ] || set -- trixie forky
  rm -rf build-distributions/source
  export_tree build-distributions/source
  failed=
  for suite in "$@"; do
    echo "Debian $suite:"
    folder=build-distributions/$suite
    if [ ! -e "$folder/etc/apt/sources.list" ]; then
      as_root debootstrap --variant=minbase "$suite" "$folder" "$(debian_mirror)" /usr/share/debootstrap/scripts/sid >"$folder.log"
    fi
    as_root unshare --mount tests/deb/check-source.sh "$folder" build-distributions/source "$folder.log" || failed=yes
  done
  [ -z "$failed" ]
}

#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A stand-in for org.gnome.Platform//51 and org.gnome.Sdk//51, made of the packages of Debian forky, which has the same
# versions: FOLDER/repo. It needs root and whatever mirror this Debian uses. It has only what the real runtime has, so
# that what is missing there is missing here.
# Usage: build-runtime.sh FOLDER
set -euo pipefail

suite=forky version=51 folder=$1
mirror=${MIRROR:-$(awk '/^URIs:/ { print $2; exit }' /etc/apt/sources.list.d/*.sources 2>/dev/null || true)}
mirror=${mirror:-$(awk '/^deb / { print $2; exit }' /etc/apt/sources.list)}
mkdir -p "$folder"
cd "$folder"

platform='libgtk-4-1 libgtk-4-bin libadwaita-1-0 libsoup-3.0-0 glib-networking ca-certificates libjson-glib-1.0-0 libsecret-1-0
  libsqlite3-0 libnotify4 libglib2.0-bin gsettings-desktop-schemas dconf-gsettings-backend adwaita-icon-theme hicolor-icon-theme
  fonts-dejavu-core fontconfig librsvg2-common shared-mime-info xkb-data at-spi2-core tzdata desktop-file-utils
  gtk-update-icon-cache procps'
sdk='gcc libc6-dev meson ninja-build pkgconf gettext xz-utils bzip2 patch git libgtk-4-dev libadwaita-1-dev libsoup-3.0-dev
  libjson-glib-dev libsecret-1-dev libsqlite3-dev libnotify-dev appstream appstream-compose libxml2-utils desktop-file-utils'

install_into() {
  local root=$1
  shift
  DEBIAN_FRONTEND=noninteractive chroot "$root" apt-get install -y --no-install-recommends "$@" >>packages.log 2>&1
  chroot "$root" apt-get clean
}

make_platform() {
  [ ! -e platform/.done ] || return 0
  rm -rf platform
  # Two steps: debootstrap alone cannot configure dconf-service. An older one knows no script for the suite.
  debootstrap --variant=minbase "$suite" platform "$mirror" /usr/share/debootstrap/scripts/sid >debootstrap.log
  printf '#!/bin/sh\nexit 101\n' >platform/usr/sbin/policy-rc.d
  chmod 755 platform/usr/sbin/policy-rc.d
  echo 'Acquire::Check-Valid-Until "false"; Acquire::Languages "none";' >platform/etc/apt/apt.conf.d/90local
  cp /etc/resolv.conf /etc/hosts platform/etc/
  # shellcheck disable=SC2086 # a list of words
  install_into platform $platform
  touch platform/.done
}

make_sdk() {
  [ ! -e sdk/.done ] || return 0
  rm -rf sdk
  cp -a --reflink=auto platform sdk
  rm sdk/.done
  chroot sdk apt-get update >>packages.log
  # shellcheck disable=SC2086 # a list of words
  install_into sdk $sdk
  touch sdk/.done
}

# An older flatpak-builder asks for appstream-compose inside the SDK, and moves the metainfo before.
write_compose() {
  cat >"$1" <<'SCRIPT'
#!/bin/sh
prefix=/app base= origin=flatpak ids=
for word; do
  case $word in
    --prefix=*) prefix=${word#*=} ;;
    --basename=*) base=${word#*=} ;;
    --origin=*) origin=${word#*=} ;;
    --*) ;;
    *) ids="${ids:+$ids,}$word" ;;
  esac
done
mkdir -p "$prefix/share/metainfo"
for file in "$prefix"/share/appdata/*.appdata.xml; do
  [ ! -e "$file" ] || mv "$file" "$prefix/share/metainfo/$(basename "$file" .appdata.xml).metainfo.xml"
done
rmdir "$prefix/share/appdata" 2>/dev/null
exec appstreamcli compose --print-report=full --prefix=/ --origin="${base:-$origin}" --no-net --result-root="$prefix" \
  --data-dir="$prefix/share/app-info/xmls" --icons-dir="$prefix/share/app-info/icons/flatpak" --components="$ids" "$prefix"
SCRIPT
  chmod 755 "$1"
}

# What a runtime's files/ becomes is /usr, and its etc/ is /etc.
fill() {
  local root=$1 files=$2
  mkdir -p "$files"
  cp -al "$root/usr/." "$files/"
  cp -a "$root/etc" "$files/etc"
  ln -sf ../sbin/ldconfig "$files/bin/ldconfig"
  rm -rf "$files"/etc/{debian_version,dpkg,apt,mtab,resolv.conf,hostname} "$files"/etc/{g,}shadow* "$files"/share/{doc,man,info}
  if [ -d "$files/lib64" ] && [ ! -L "$files/lib64" ]; then
    rm -rf "${files:?}/lib64"
    ln -s lib "$files/lib64"
  fi
  ln -sfn x86_64-linux-gnu/ld-linux-x86-64.so.2 "$files/lib/ld-linux-x86-64.so.2"
  mkdir -p "$files/etc/flatpak-builder"
  cat >"$files/etc/flatpak-builder/defaults.json" <<'JSON'
{
  "cflags": "-O2 -g -pipe -Wp,-D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection -fcf-protection",
  "ldflags": "-L/app/lib -Wl,-z,relro,-z,now -Wl,--as-needed",
  "libdir": "/app/lib"
}
JSON
}

# export_runtime Platform|Sdk ROOT
export_runtime() {
  local name=org.gnome.$1 folder=export-$1
  rm -rf "$folder"
  fill "$2" "$folder/files"
  [ "$1" != Sdk ] || write_compose "$folder/files/bin/appstream-compose"
  find "$folder" -type d ! -perm -u+rwx -exec chmod u+rwx {} +
  find "$folder" \( -type c -o -type b -o -type p -o -type s \) -delete
  cat >"$folder/metadata" <<METADATA
[Runtime]
name=$name
runtime=org.gnome.Platform/x86_64/$version
sdk=org.gnome.Sdk/x86_64/$version

[Environment]
GI_TYPELIB_PATH=/app/lib/girepository-1.0
XDG_DATA_DIRS=/app/share:/usr/share:/usr/share/runtime/share:/run/host/user-share:/run/host/share
METADATA
  flatpak build-export --no-update-summary --disable-sandbox --runtime --files=files --arch=x86_64 repo "$folder" "$version" \
    >"export-$1.log" 2>&1 || { cat "export-$1.log"; return 1; }
  rm -rf "$folder"
}

rm -rf repo
echo "Making the runtime of Debian $suite's packages; that takes about three minutes …"
make_platform
make_sdk
export_runtime Platform platform
export_runtime Sdk sdk
flatpak build-update-repo repo >/dev/null
rm -rf platform sdk

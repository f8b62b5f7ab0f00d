#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs the package in a Debian that has nothing else, uses it, purges it, and looks for what is left.
# Usage: check-install.sh ROOT PACKAGE.deb, as root; ROOT is what debootstrap --variant=minbase makes.
set -eu

root=$1
package=$2

inside() {
  DEBIAN_FRONTEND=noninteractive chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
    DEBIAN_FRONTEND=noninteractive "$@"
}

left() {
  (cd "$root" && find . \( -path ./proc -o -path ./dev -o -path ./sys \) -prune -o -iname '*sandglass*' -print)
}

cp /etc/resolv.conf /etc/hosts "$root/etc/"
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"
inside apt-get update -q >/dev/null
cp "$package" "$root/tmp/package.deb"
inside apt-get install -q -y --no-install-recommends /tmp/package.deb >"$root/tmp/install.log" 2>&1 || { tail "$root/tmp/install.log"; exit 1; }
rm "$root/tmp/package.deb"

inside sandglass --version
[ -z "$(inside sh -c 'sandglass status 2>&1 >/dev/null')" ] || { echo 'status complains'; exit 1; }
inside sandglass status | head -n 2
for program in agent cli panel reader statusline xembed; do
  inside sh -c "! ldd /usr/libexec/sandglass/sandglass-$program | grep 'not found'"
done
for file in share/applications/io.github.sandglass.Sandglass.desktop share/dbus-1/services/io.github.sandglass.Sandglass.service \
  lib/systemd/user/app-io.github.sandglass.Sandglass.service share/bash-completion/completions/sandglass; do
  [ -e "$root/usr/$file" ] || { echo "lacks /usr/$file"; exit 1; }
done
inside dbus-run-session -- sh -ec '
  dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.StartServiceByName \
    string:io.github.sandglass.Sandglass uint32:0 >/dev/null
  sandglass status --json | grep -q "\"running\" : true"
  sandglass quit' 2>"$root/tmp/bus.log" || { cat "$root/tmp/bus.log"; echo 'the bus does not start it'; exit 1; }

inside apt-get purge -q -y sandglass >/dev/null
# What it kept for the user is the user's.
rm -rf "$root/root/.local/state/sandglass"
found=$(left)
[ -z "$found" ] || { printf 'left behind:\n%s\n' "$found"; exit 1; }
echo 'installs, works and purges'

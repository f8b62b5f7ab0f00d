#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds this tree in another Debian, with warnings as errors, and runs every test there that needs no desktop.
# Usage: check-source.sh ROOT SOURCE LOG, as root, with mounts of its own; ROOT is what debootstrap --variant=minbase makes.
set -eu

root=$1
source=$2
log=$3

inside() {
  chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
}

for folder in proc dev sys; do
  mkdir -p "$root/$folder"
  mount --rbind "/$folder" "$root/$folder"
done
cp /etc/resolv.conf /etc/hosts "$root/etc/"
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"
# A mirror may stand still; of a release that moves it is then out of date.
echo 'Acquire::Check-Valid-Until "false"; Acquire::Languages "none";' >"$root/etc/apt/apt.conf.d/90sandglass"
# What was built before is kept, so that only what changed is built again.
mkdir -p "$root/src"
tar -C "$source" -c . | tar -C "$root/src" -x
inside sh -c 'cd /src && ./run deps units' >>"$log" 2>&1 || { tail -n 40 "$log"; exit 1; }
inside pkg-config --modversion gtk4 libadwaita-1 glib-2.0 | paste -s -d ' '
inside sh -c 'cd /src && ./run units'

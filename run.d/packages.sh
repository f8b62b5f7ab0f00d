# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
# shellcheck disable=SC2046,SC2086 # lists of words
# What has to be installed, under the names of each distribution, and how only the missing part gets there.

# Set to yes when something was installed, so that a build folder looks again at what is there.
packages_changed=no

manager() {
  for name in apt-get dnf zypper pacman; do
    if command -v "$name" >/dev/null; then
      echo "$name"
      return
    fi
  done
  echo none
}

# The libraries by their pkg-config names: rpm knows them by these.
libraries='gio-2.0 gio-unix-2.0 json-glib-1.0 sqlite3 libsoup-3.0 libsecret-1 libnotify cairo gtk4 libadwaita-1 x11
  ayatana-appindicator3-0.1'

packages_apt_get() {
  case $1 in
    build)
      echo 'gcc libc6-dev meson ninja-build pkg-config gettext desktop-file-utils gtk-update-icon-cache dbus
        libglib2.0-dev libjson-glib-dev libsqlite3-dev libsoup-3.0-dev libsecret-1-dev libnotify-dev libcairo2-dev
        libgtk-4-dev libadwaita-1-dev libx11-dev libayatana-appindicator3-dev
        glib-networking ca-certificates dconf-gsettings-backend librsvg2-common adwaita-icon-theme fonts-dejavu-core'
      available libgtk4-layer-shell-dev
      ;;
    screenshot) echo 'xvfb xauth' ;;
    units) echo 'appstream libxml2-utils locales man-db shellcheck openssl procps python3-gi xvfb xauth i3blocks tmux zsh fish' ;;
    test)
      packages_apt_get units
      echo 'gir1.2-atspi-2.0 gir1.2-gdkpixbuf-2.0 at-spi2-core xdotool x11-utils imagemagick xfwm4 xfce4-panel xfconf openbox polybar
        gnome-keyring libsecret-tools sway waybar grim'
      ;;
    deb) echo 'build-essential dpkg-dev debhelper lintian xz-utils' ;;
    deb-test) echo 'debootstrap' ;;
    flatpak) echo 'flatpak flatpak-builder gpg ostree elfutils xdg-dbus-proxy' ;;
    flatpak-test)
      echo 'debootstrap dbus xvfb x11-utils imagemagick python3-gi at-spi2-core gir1.2-atspi-2.0 gnupg xdg-desktop-portal xdg-desktop-portal-gtk gnome-keyring libsecret-tools'
      ;;
    coverage) echo 'gcovr' ;;
    endure) echo 'faketime python3-gi' ;;
    format) echo 'uncrustify' ;;
    fuzz)
      echo 'clang'
      available libclang-rt-dev || available libclang-rt-14-dev
      ;;
  esac
}

# rpm knows a library by its pkg-config name and a program by its path, whatever the package is called.
packages_rpm() {
  case $1 in
    build)
      echo 'gcc glib-networking adwaita-icon-theme librsvg2'
      capabilities /usr/bin meson ninja msgfmt desktop-file-validate dbus-run-session gtk4-update-icon-cache
      for name in $libraries gtk4-layer-shell-0; do
        echo "pkgconfig($name)"
      done
      ;;
    screenshot) capabilities /usr/bin Xvfb xvfb-run xauth ;;
    test)
      echo 'python3-gobject at-spi2-core'
      capabilities /usr/bin appstreamcli xmllint man shellcheck openssl Xvfb xvfb-run xauth xdotool xprop import \
        xfwm4 xfce4-panel xfconf-query openbox polybar gnome-keyring-daemon secret-tool
      capabilities /usr/share/i18n/locales fr_FR
      ;;
    format) capabilities /usr/bin uncrustify ;;
    fuzz) echo 'clang compiler-rt' ;;
  esac
}

capabilities() {
  folder=$1
  shift
  for name in "$@"; do
    echo "$folder/$name"
  done
}

packages_pacman() {
  case $1 in
    build)
      echo 'gcc meson ninja pkgconf gettext desktop-file-utils dbus glib2-devel json-glib sqlite libsoup3 libsecret
        libnotify cairo gtk4 libadwaita libx11 libayatana-appindicator gtk4-layer-shell glib-networking librsvg
        adwaita-icon-theme'
      ;;
    screenshot) echo 'xorg-server-xvfb xorg-xauth' ;;
    test)
      echo 'appstream libxml2 man-db shellcheck openssl python-gobject at-spi2-core xorg-server-xvfb xorg-xauth
        xdotool xorg-xprop imagemagick xfwm4 xfce4-panel xfconf openbox polybar gnome-keyring'
      ;;
    format) echo 'uncrustify' ;;
    fuzz) echo 'clang compiler-rt' ;;
  esac
}

# The package, if this release of the distribution has it.
available() {
  apt-cache show "$1" >/dev/null 2>&1 && echo "$1"
}

packages() {
  case $(manager) in
    apt-get) packages_apt_get "$1" ;;
    dnf | zypper) packages_rpm "$1" ;;
    pacman) packages_pacman "$1" ;;
    none) echo "$libraries" ;;
  esac
}

is_installed() {
  case $(manager) in
    apt-get) [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ] ;;
    dnf | zypper) rpm -q --whatprovides "$1" >/dev/null 2>&1 ;;
    pacman) pacman -T "$1" >/dev/null ;;
    none) pkg-config --exists "$1" ;;
  esac
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  else
    sudo "$@"
  fi
}

install_with_manager() {
  case $(manager) in
    apt-get)
      as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"
      ;;
    dnf) as_root dnf install -y --setopt=install_weak_deps=False "$@" ;;
    zypper) as_root zypper --non-interactive install --no-recommends "$@" ;;
    pacman) as_root pacman -S --needed --noconfirm "$@" ;;
  esac
}

may_install() {
  [ "$(manager)" != none ] && { [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null; }
}

# The packages of the named sets that are not here.
missing_packages() {
  for set in "$@"; do
    [ -n "$set" ] || continue
    for package in $(packages "$set"); do
      is_installed "$package" || echo "$package"
    done
  done
}

say_how_to_install() {
  echo "These packages are missing, and installing them needs root (there is no sudo here):"
  case $(manager) in
    apt-get) echo "  apt-get install --no-install-recommends" "$@" ;;
    dnf) echo "  dnf install" "$@" ;;
    zypper) echo "  zypper install" "$@" ;;
    pacman) echo "  pacman -S" "$@" ;;
    none) echo "  $*" ;;
  esac
  echo "Then start the same command again."
}

# Installs what is missing of the named sets: build, screenshot, test, fuzz, format.
install_packages() {
  [ -n "$(missing_packages "$@")" ] || return 0

  if ! may_install; then
    say_how_to_install $(missing_packages "$@") >&2
    exit 1
  fi
  # Fresh lists first: a new system knows no optional package yet.
  [ "$(manager)" != apt-get ] || as_root apt-get update -q
  missing=$(missing_packages "$@")
  echo "Installing:" $missing
  install_with_manager $missing
  packages_changed=yes
}

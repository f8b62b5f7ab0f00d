# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
# Sourced with build set to a build folder: its programs find one another, their settings, icons and languages.
export SANDGLASS_LIBEXECDIR="${build:?}/programs"
export SANDGLASS_LOCALEDIR="$build/po"
export GSETTINGS_SCHEMA_DIR="$build/data"
export XDG_DATA_DIRS="${build%/*}/data:${XDG_DATA_DIRS:-/usr/local/share:/usr/share}"

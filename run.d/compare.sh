# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
# Our reports beside those of ccusage, on synthetic transcripts. It needs npm and the network.

ccusage_version=20.0.24

install_ccusage() {
  command -v npm >/dev/null || { echo 'Please install npm, then start ./run compare again.' >&2; exit 1; }
  mkdir -p "$1"
  npm install --no-audit --no-fund --prefix "$1" "ccusage@$ccusage_version" >"$1/npm.log" 2>&1 || { cat "$1/npm.log" >&2; exit 1; }
  ccusage=$(find "$1/node_modules/@ccusage" -path '*/bin/ccusage' -type f | head -n 1)
  [ -n "$ccusage" ] || { echo "ccusage $ccusage_version has no program for this machine." >&2; exit 1; }
  chmod +x "$ccusage"
}

# With --speed [SIZE]: not what is counted, but how fast.
run_compare() {
  build_programs test
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  install_ccusage "$scratch"
  if [ "${1-}" = --speed ]; then
    python3 -B tests/bench/bench-cold.py tests/bench/gen-corpus.py build/tests/bench/bench-ledger build/src/cli/sandglass \
      --peer "$ccusage" --size "${2-1G}"
    return
  fi
  python3 -B tests/compare/compare.py "$root/build/src/cli/sandglass" "$ccusage" tests/bench/gen-corpus.py
}

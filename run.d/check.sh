# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
# Everything that tests, measures or checks. Each run leaves its log in FOLDER/meson-logs.

# test_folder FOLDER LOG [MESON TEST ARGUMENT…]: builds what they need and runs them; the log tells how it went.
# With $gently, when nothing else wants the processor.
gently=
test_folder() {
  folder=$1
  log=$2
  shift 2
  rm -f "$folder/meson-logs/$log.json"
  # shellcheck disable=SC2086 # nothing, or words
  $gently meson test -C "$folder" --print-errorlogs --logbase "$log" "$@" || true
}

# Prints how many passed and failed, and fails if any did.
count_tests() {
  run.d/count.py "$@"
}

build_tests() {
  install_packages build test
  build build-test -Dwerror=true
}

# Built in two thirds of the time, and as fast: what is slow is what the sanitizers do at each allocation.
sanitizer_options='-Db_sanitize=address,undefined -Db_lundef=false'
sanitized_build="-Dwerror=true -Doptimization=1 $sanitizer_options"

# test_sanitized [MESON TEST ARGUMENT…]: pictures and files are the same with sanitizers.
test_sanitized() {
  test_folder build-sanitize sanitized --no-suite desktop --no-suite data --no-suite look "$@"
}

# The programs as a whole and their windows take minutes more: `./run sanitize` has them.
test_sanitized_beside() {
  gently='nice -n 15'
  # shellcheck disable=SC2086 # a list of words
  configure build-sanitize $sanitized_build
  test_sanitized --no-suite cli --no-suite panel --no-suite words --timeout-multiplier 4
}

run_tests() {
  build_tests
  # Tests wait for windows and servers: meanwhile there is time for the sanitizers.
  test_sanitized_beside >build-sanitize.log 2>&1 &
  # Else Ctrl+C would not reach those.
  trap 'trap - INT; kill 0' INT
  # Made-up bytes are read under the sanitizers only.
  test_folder build-test tests --no-suite fuzz
  wait
  # What was compiled needs no words.
  sed '/^\[[0-9]/d' build-sanitize.log
  count_tests build-test/meson-logs/tests.json build-sanitize/meson-logs/sanitized.json
}

run_units() {
  install_packages build units
  build build-test -Dwerror=true
  test_folder build-test units --no-suite desktop
  count_tests build-test/meson-logs/units.json
}

run_desktop() {
  build_tests
  test_folder build-test desktop --suite desktop "$@"
  count_tests build-test/meson-logs/desktop.json
}

run_sanitized() {
  install_packages build test
  # shellcheck disable=SC2086 # a list of words
  build build-sanitize $sanitized_build
  test_sanitized
  count_tests build-sanitize/meson-logs/sanitized.json
}

# Addresses are not to be random: GCC 12's ThreadSanitizer asks for that.
run_threads() {
  install_packages build test
  build build-threads -Dwerror=true -Db_sanitize=thread -Db_lundef=false
  test_folder build-threads threads --setup threads
  # Meson adds the setup's name.
  count_tests build-threads/meson-logs/threads-threads.json
}

run_coverage() {
  install_packages build test coverage
  build build-coverage -Dwerror=true -Db_coverage=true
  test_folder build-coverage coverage --no-suite desktop --no-suite data
  gcovr --root . --filter src/core/ build-coverage
}

# run_endurance HOURS
run_endurance() {
  install_packages build test endure
  build_tests
  SANDGLASS_BUILD=$root/build-test /usr/bin/python3 tests/endure/soak.py "$1"
  G_TEST_SRCDIR=$root/tests build-test/tests/ledger/test-ledger -m thorough -p /ledger/killed-at-any-point -p /ledger/killed-in-a-migration
  PYTHONPATH=$root/tests/desktop dbus-run-session --config-file="$root/tests/bus.conf" -- \
    /usr/bin/python3 tests/agent/test-alert-kills.py build-test/tests/agent/alert-life 10000
}

run_bench() {
  build_programs test
  meson test -C build --benchmark --no-rebuild --verbose --logbase bench
}

# run_fuzzers [SECONDS | --runs N], for each target
run_fuzzers() {
  case ${1-} in
    --runs) limit=-runs=${2-10000000} ;;
    *) limit=-max_total_time=${1-60} ;;
  esac
  install_packages build fuzz
  goal=fuzz-targets
  # shellcheck disable=SC2086 # a list of words
  CC=clang build build-fuzz -Dfuzzing=true $sanitizer_options
  find build-fuzz/tests/fuzz -maxdepth 1 -type f -name 'fuzz-*' -perm -u+x | sort >build-fuzz/targets
  [ -s build-fuzz/targets ] || { echo 'There is no fuzz target.' >&2; exit 1; }
  while read -r target; do
    fuzz "$target" "$limit"
  done <build-fuzz/targets
}

# fuzz TARGET LIMIT, from the seeds beside its source and what earlier runs found
fuzz() {
  name=$(basename "$1")
  corpus=build-fuzz/corpus/$name
  mkdir -p "$corpus"
  echo "$name, $2"
  G_DEBUG=gc-friendly,fatal-criticals G_SLICE=always-malloc "$1" "$2" -max_len=4096 -rss_limit_mb=1024 -timeout=10 \
    -dict=tests/fuzz/json.dict -print_final_stats=1 -artifact_prefix="$corpus-" \
    "$corpus" "tests/fuzz/corpus/${name#fuzz-}" </dev/null
}

check_format() {
  install_packages format
  if find src tests -name '*.[ch]' -print0 | xargs -0 uncrustify -q -c uncrustify.cfg --check 2>&1 | grep -v '^PASS'; then
    echo 'To mend: uncrustify -q -c uncrustify.cfg --no-backup --replace FILE' >&2
    exit 1
  fi
  echo 'The layout of every C file is as uncrustify.cfg has it.'
}

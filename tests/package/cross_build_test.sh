#!/usr/bin/env bash
# cross_build_test.sh: what keeps the build for Windows short, with stages that build nothing: what is done is not done again,
# what was interrupted goes on where it stopped, what has changed is made anew. And the sources come by a list of the cache's
# own, with a stand-in for apt-get: the system's lists are neither read nor written.
# shellcheck disable=SC2016 # what stands in the stages is for their own shell
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
windows=$(realpath "$here/../../installer/windows")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export STEWARD_WINDOWS_CACHE=$work/cache STEWARD_WINDOWS_NICE=0 CALLS=$work/calls
checks=0
fail() { printf 'FAILED: %s\n' "$*" >&2; cat "$work/said" >&2 2>/dev/null; exit 1; }
check() { # check WORDS COMMAND…
    local words=$1
    shift
    "$@" || fail "$words"
    checks=$((checks + 1))
}

mkdir -p "$work/installer/windows"
cp "$windows/mingw-toolchain.cmake" "$work/installer/windows/"
printf 'project(steward VERSION 1.2.3 LANGUAGES CXX)\n' >"$work/CMakeLists.txt"
script=$work/installer/windows/cross-build.sh
all=(sources sqlite openssl libpq qtbase qrencode simdjson rapidjson zlib libxlsxwriter hiredis qtkeychain)
last=(program tree installer)
# make_script [LINE…]: its stages only say that they were begun; the lines make some others of them.
make_script() {
    local stage
    {
        grep -vx 'main "$@"' "$windows/cross-build.sh"
        for stage in "${all[@]}" "${last[@]}"; do printf 'stage_%s() { echo %s >>"$CALLS"; }\n' "$stage" "$stage"; done
        printf '%s\n' "$@" 'main "$@"'
    } >"$script"
    chmod +x "$script"
}
# runs CODE STAGE… [-- WORD…]: called with the words, its exit code is that, and these stages were begun, in this order.
runs() {
    local expected=$1 code=0 stages=()
    shift
    while [ $# -gt 0 ] && [ "$1" != -- ]; do stages+=("$1") && shift; done
    [ $# -eq 0 ] || shift
    : >"$CALLS"
    "$script" "$@" >"$work/said" 2>&1 </dev/null || code=$?
    check "exit code $code, not $expected" test "$code" -eq "$expected"
    check "not ${stages[*]}: $(paste -sd ' ' "$CALLS")" test "$(paste -sd ' ' "$CALLS")" = "${stages[*]}"
}

make_script
check 'its stages are others' grep -qF "all_stages=(${all[*]:0:11}" "$windows/cross-build.sh"
check 'its last stages are others' grep -qxF "last_stages=(${last[*]})" "$windows/cross-build.sh"
runs 0 "${all[@]}" "${last[@]}"
runs 0 "${last[@]}"                # the sources of Steward may be others
runs 0 libpq -- libpq              # what is named is made anew, and that alone
make_script 'stage_libpq() { echo another >>"$CALLS"; }'
runs 0 another "${last[@]}"
check 'no log' test -f "$work/cache/logs/libpq.log"
check 'no time' grep -qF 'of processors' "$work/cache/logs/libpq.time"

# Interrupted in the middle: what came before it stays, and what it has done itself.
breaks='stage_qtbase() { once unpacked eval "echo unpacked >>\"$CALLS\""; echo qtbase >>"$CALLS"; [ -f "$cache/go" ]; }'
make_script 'stage_libpq() { echo another >>"$CALLS"; }' "$breaks"
runs 1 unpacked qtbase
check 'it does not say where to look' grep -qF "qtbase failed: $work/cache/logs/qtbase.log" "$work/said"
runs 1 qtbase
touch "$work/cache/go"
runs 0 qtbase "${last[@]}"
runs 0 "${last[@]}"

# The sources: only by lists and folders of the cache.
mkdir "$work/tools"
printf '#!/bin/sh\nprintf "%%s\\n" "$*" >>"$CALLS"\n' >"$work/tools/apt-get"
chmod +x "$work/tools/apt-get"
: >"$CALLS"
PATH=$work/tools:$PATH "$windows/cross-build.sh" --inside sources >"$work/said" 2>&1 || fail 'the stage of the sources'
check 'not asked for an update and the sources' test "$(wc -l <"$CALLS")" -eq 2
for option in "Dir::Etc::SourceList=$work/cache/apt/sources.list" Dir::Etc::SourceParts=/dev/null \
    "Dir::State::Lists=$work/cache/apt/lists" "Dir::Cache=$work/cache/apt/cache"; do
    check "not each call has $option" test "$(grep -cF -- "-o $option " "$CALLS")" -eq 2
done
check 'more than sources are downloaded' grep -qE ' source --only-source .*--download-only ' "$CALLS"
check 'its list names other than sources' test "$(grep -vc '^deb-src \[signed-by=' "$work/cache/apt/sources.list")" -eq 0
check 'something else in the script touches the lists' test -z "$(grep -n '/etc/apt' "$windows/cross-build.sh")"
printf '%s checks of the stages, 0 failed\n' "$checks"

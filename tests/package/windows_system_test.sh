#!/usr/bin/env bash
# windows_system_test.sh [CACHE]: runs under Wine the tests of what systems differ in (locks, fsync, poll, file modes, console,
# signals, paths, libraries), which cross-build.sh builds beside the programs, in the folder of these. CACHE: that of
# cross-build.sh.
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
cache=$(realpath "${1:-${STEWARD_WINDOWS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/steward-windows}}")
# shellcheck source=tests/package/wine.sh
. "$here/wine.sh"
export DISPLAY=

cp -r "$cache/tree" "$work/programs"
cp "$cache/build/program/build/bin/system-tests.exe" "$cache/sysroot/qt/bin/Qt6Test.dll" "$work/programs/"
windows wineboot --init >/dev/null 2>&1
# What a system has not is left out there, with the reason; anything else has to be tried.
may_be_left_out='aLinkIsNotFollowed|theSystemsSignIsAStop'
for class in SystemTest SystemFilesTest; do
    code=0
    windows "$work/programs/system-tests.exe" "$class" -o "Z:$work/said,txt" >"$work/errors" 2>&1 || code=$?
    cat "$work/said"
    check "exit code $code of $class" test "$code" = 0
    # Wine may end a crash with code 0: the last line tells that all of them ran.
    check "$class has come to its end" grep -qE '^Totals: [1-9][0-9]* passed, 0 failed' "$work/said"
    check "$class left something out" test -z "$(grep '^SKIP ' "$work/said" | grep -vE "::($may_be_left_out)\(\)")"
done
printf '%s checks of what systems differ in, under Wine, 0 failed\n' "$checks"

#!/usr/bin/env bash
# signing_test.sh: what signs on the three systems, with stand-ins in the place of what signs there. Without a key nothing is
# signed, which is said loudly and fails nothing; with one everything is, from the inside out, and a signing that fails ends it.
# The image for macOS is made of a build that holds nothing, and its layout looked at. Needs no tool of any of these systems.
# shellcheck disable=SC2016 # what stands in the stand-ins is for their own shell
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
installer=$(realpath "$here/../../installer")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export SIGNING_CALLS=$work/calls
mkdir "$work/tools"
export PATH=$work/tools:$PATH
checks=0
fail() { printf 'FAILED: %s\n' "$*" >&2; cat "$work/said" "$SIGNING_CALLS" >&2 2>/dev/null; exit 1; }
check() { # check WORDS COMMAND…
    local words=$1
    shift
    "$@" || fail "$words"
    checks=$((checks + 1))
}
stand_in() { # stand_in NAME [LINE…]: notes how it is called, then does the lines
    { printf '#!/usr/bin/env bash\nprintf "%%s\\n" "%s $*" >>"$SIGNING_CALLS"\n' "$1"; printf '%s\n' "${@:2}"; } >"$work/tools/$1"
    chmod +x "$work/tools/$1"
}
# run CODE COMMAND…: its exit code is that; what it said is in the file said, what it called in the file calls.
run() {
    local expected=$1 code=0
    shift
    : >"$SIGNING_CALLS"
    "$@" >"$work/said" 2>&1 </dev/null || code=$?
    check "exit code $code, not $expected, of $*" test "$code" -eq "$expected"
}
says() { check "it does not say: $1" grep -qF -- "$1" "$work/said"; }
calls() { check "it does not call: $1" grep -qE -- "$1" "$SIGNING_CALLS"; }
place_of() { grep -nE -m 1 -- "$1" "$SIGNING_CALLS" | cut -d : -f 1; }
before() { check "not before the other: $1" test "$(place_of "$1")" -lt "$(place_of "$2")"; }
unset STEWARD_SIGNING_KEY STEWARD_WINDOWS_CERTIFICATE STEWARD_WINDOWS_CERTIFICATE_PASSWORD_FILE STEWARD_MACOS_IDENTITY \
    STEWARD_NOTARY_PROFILE

# Linux: the checksums.
mkdir "$work/dist"
echo sums >"$work/dist/SHA256SUMS"
echo old >"$work/dist/SHA256SUMS.asc"
stand_in gpg 'while [ "$1" != --output ]; do shift; done; echo signature >"$2"'
run 0 "$installer/linux/sign.sh" "$work/dist"
says 'NOT SIGNED: '
check 'a signature of other sums stays' test ! -e "$work/dist/SHA256SUMS.asc"
STEWARD_SIGNING_KEY=maker run 0 "$installer/linux/sign.sh" "$work/dist"
calls '^gpg .*--local-user maker .*--detach-sign .*/SHA256SUMS$'
check 'no signature' grep -qx signature "$work/dist/SHA256SUMS.asc"
stand_in gpg 'exit 2'
STEWARD_SIGNING_KEY=maker run 2 "$installer/linux/sign.sh" "$work/dist"

# Windows: the installer.
echo program >"$work/setup.exe"
stand_in osslsigncode 'while [ "$1" != -out ]; do shift; done; echo signed >"$2"'
run 0 "$installer/windows/sign.sh" "$work/setup.exe"
says 'NOT SIGNED: '
check 'it is another file' grep -qx program "$work/setup.exe"
STEWARD_WINDOWS_CERTIFICATE=maker.p12 STEWARD_WINDOWS_CERTIFICATE_PASSWORD_FILE=word \
    run 0 "$installer/windows/sign.sh" "$work/setup.exe"
calls '^osslsigncode sign -pkcs12 maker.p12 -readpass word '
check 'it is not signed' grep -qx signed "$work/setup.exe"

# macOS: the bundle, from the inside out, and the image.
build=$work/build
mkdir -p "$build/bin/steward.app/Contents/MacOS" "$work/homebrew"
echo 'CMAKE_PROJECT_VERSION:STATIC=1.2.3' >"$build/CMakeCache.txt"
touch "$build/bin/steward.app/Contents/MacOS/steward" "$build/bin/steward-cli" "$work/homebrew/LICENSE"
chmod +x "$build/bin/steward.app/Contents/MacOS/steward" "$build/bin/steward-cli"
stand_in uname 'if [ "$1" = -m ]; then echo arm64; else echo Darwin; fi'
stand_in brew "echo '$work/homebrew'"
stand_in macdeployqt 'mkdir -p "$1"/Contents/{Frameworks/QtCore.framework,PlugIns/sqldrivers}' \
    'touch "$1"/Contents/Frameworks/libpq.5.dylib "$1"/Contents/PlugIns/sqldrivers/libqsqlpsql.dylib'
stand_in otool
stand_in codesign
stand_in hdiutil 'while [ "$1" != -srcfolder ]; do shift; done; tar -cf "${@: -1}" -C "$2" .'
stand_in xcrun
stand_in spctl
stand_in shasum 'shift 2; sha256sum "$@"'
image=$work/dist/Steward-1.2.3-arm64.dmg
run 0 "$installer/macos/make-dmg.sh" "$build" "$work/dist"
says 'NOT SIGNED: '
says 'NOT NOTARIZED: '
check 'notarized without a key' test -z "$(place_of '^xcrun ')"
tar -tf "$image" >"$work/said"
for part in ./Steward.app/Contents/MacOS/steward ./Steward.app/Contents/MacOS/steward-cli ./Applications \
    ./Steward.app/Contents/Resources/licences/{Steward,Inter,Lucide,SQLite}.txt \
    ./Steward.app/Contents/Resources/licences/{qt,openssl@3,libpq,qtkeychain}-LICENSE.txt; do
    check "the image lacks $part" grep -qx "$part" "$work/said"
done
check 'it does not lead to the programs' test "$(tar -tvf "$image" ./Applications | grep -c -- '-> /Applications$')" -eq 1
check 'no checksum' sh -c 'cd "$1" && sha256sum --check --quiet Steward-1.2.3-arm64.dmg.sha256' sh "$work/dist"

STEWARD_MACOS_IDENTITY=maker STEWARD_NOTARY_PROFILE=steward run 0 "$installer/macos/make-dmg.sh" "$build" "$work/dist"
check 'something is signed without the hardened runtime' test "$(grep -c '^codesign .*--sign .*/Contents/' "$SIGNING_CALLS")" \
    -eq "$(grep -c '^codesign .*--options runtime .*--sign maker .*/Contents/' "$SIGNING_CALLS")"
calls '^codesign .*--options runtime --entitlements .*/entitlements.plist --sign maker .*/MacOS/steward-cli$'
calls '^codesign .*--options runtime --entitlements .*/entitlements.plist --sign maker .*/Steward.app$'
before '--sign maker .*/libpq.5.dylib$' '--sign maker .*/Steward.app$'
before '--sign maker .*/libqsqlpsql.dylib$' '--sign maker .*/Steward.app$'
before '--sign maker .*/QtCore.framework$' '--sign maker .*/Steward.app$'
before '--sign maker .*/steward-cli$' '--sign maker .*/Steward.app$'
before '^codesign --verify .*--strict .*/Steward.app$' '^hdiutil create '
before '^hdiutil create ' '^codesign .*--sign maker .*\.dmg$'
before '^codesign .*--sign maker .*\.dmg$' '^xcrun notarytool submit .*\.dmg --keychain-profile steward --wait$'
before '^xcrun notarytool ' '^xcrun stapler staple .*\.dmg$'
before '^xcrun stapler ' '^spctl --assess .*\.dmg$'

# A bundle that needs what is in a folder of this computer, or has two libpq, is refused.
stand_in otool 'printf "%s:\n\t/opt/homebrew/lib/libzstd.dylib (version 1)\n" "$2"'
run 1 "$installer/macos/make-dmg.sh" "$build" "$work/dist"
says 'needs a library outside of the bundle'
stand_in otool
stand_in macdeployqt 'mkdir -p "$1/Contents/Frameworks"; touch "$1"/Contents/Frameworks/libpq.{5,6}.dylib'
run 1 "$installer/macos/make-dmg.sh" "$build" "$work/dist"
says 'There is not one libpq'
printf '%s checks of the signing, 0 failed\n' "$checks"

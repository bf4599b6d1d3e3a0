#!/usr/bin/env bash
# make-dmg.sh BUILD DIST: makes of the build in BUILD, in DIST, Steward-VERSION-ARCH.dmg: Steward.app with every library,
# steward-cli within, the licences, and a link to the folder of programs. For macOS, with Qt's macdeployqt.
#
# STEWARD_MACOS_IDENTITY is the Developer ID to sign with, STEWARD_NOTARY_PROFILE the name under which notarytool keeps its
# credentials. Without them the image is made all the same, and it is said.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[ $# -eq 2 ] || { echo "usage: make-dmg.sh BUILD DIST" >&2; exit 1; }
[ "$(uname -s)" = Darwin ] || { echo "make-dmg.sh works on macOS only." >&2; exit 1; }
build=$1
mkdir -p "$2"
dist=$(cd "$2" && pwd)
version=$(sed -n 's/^CMAKE_PROJECT_VERSION:STATIC=//p' "$build/CMakeCache.txt")
image=$dist/Steward-$version-$(uname -m).dmg
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
app=$work/Steward/Steward.app

say() { printf '%s\n' "$*" >&2; }

assemble() {
    mkdir -p "$work/Steward"
    cp -R "$build/bin/steward.app" "$app"
    cp "$build/bin/steward-cli" "$app/Contents/MacOS/"
    "$here/collect-licences.sh" "$app/Contents/Resources/licences"
    # Plugins that are loaded by name come along: the SQL drivers and TLS among them.
    macdeployqt "$app" -executable="$app/Contents/MacOS/steward-cli" -verbose=1
    ln -s /Applications "$work/Steward/Applications"
}

# Nothing may come from a folder of this computer, and there is one libpq.
verify_assembled() {
    local file
    while IFS= read -r -d '' file; do
        if otool -L "$file" 2>/dev/null | tail -n +2 | grep -E '^\s+(/opt/homebrew|/usr/local|/Users)/'; then
            say "$file needs a library outside of the bundle."
            return 1
        fi
    done < <(find "$app/Contents" -type f \( -perm -u+x -o -name '*.dylib' \) -print0)
    [ "$(find "$app" -name 'libpq*.dylib' -type f | wc -l)" -eq 1 ] || { say "There is not one libpq."; return 1; }
}

# From the inside out, as Apple wants it: a bundle's seal covers what is within.
sign_app() {
    if [ -z "${STEWARD_MACOS_IDENTITY:-}" ]; then
        say "NOT SIGNED: STEWARD_MACOS_IDENTITY is not set. macOS will refuse to open it without being told to."
        codesign --force --sign - --deep "$app" # Apple's own processors run nothing without a signature at all
        return
    fi
    local file
    while IFS= read -r -d '' file; do
        codesign --force --timestamp --options runtime --sign "$STEWARD_MACOS_IDENTITY" "$file"
    done < <(find "$app/Contents" -type f \( -name '*.dylib' -o -path '*/PlugIns/*' \) -print0)
    find "$app/Contents/Frameworks" -name '*.framework' -prune -print0 2>/dev/null |
        xargs -0 -n 1 codesign --force --timestamp --options runtime --sign "$STEWARD_MACOS_IDENTITY"
    for file in "$app/Contents/MacOS/steward-cli" "$app"; do
        codesign --force --timestamp --options runtime --entitlements "$here/entitlements.plist" \
            --sign "$STEWARD_MACOS_IDENTITY" "$file"
    done
    codesign --verify --deep --strict --verbose=2 "$app"
}

make_image() {
    rm -f "$image"
    hdiutil create -volname "Steward $version" -srcfolder "$work/Steward" -fs HFS+ -format UDZO "$image"
}

notarize() {
    if [ -z "${STEWARD_MACOS_IDENTITY:-}" ] || [ -z "${STEWARD_NOTARY_PROFILE:-}" ]; then
        say "NOT NOTARIZED: that takes STEWARD_MACOS_IDENTITY and STEWARD_NOTARY_PROFILE."
        return
    fi
    codesign --force --timestamp --sign "$STEWARD_MACOS_IDENTITY" "$image"
    xcrun notarytool submit "$image" --keychain-profile "$STEWARD_NOTARY_PROFILE" --wait
    xcrun stapler staple "$image"
    spctl --assess --type open --context context:primary-signature --verbose "$image"
}

assemble
verify_assembled
sign_app
make_image
notarize
(cd "$dist" && shasum -a 256 "$(basename "$image")" >"$(basename "$image").sha256")
say "$image"

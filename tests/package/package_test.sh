#!/usr/bin/env bash
# package_test.sh DIST: tries each package in DIST in a clean Debian of its own. Needs root (or sudo), a Debian mirror and what
# ./dev package --check installs. Pictures of the windows are left in DIST.
set -euo pipefail

[ $# -eq 1 ] || { echo "usage: package_test.sh DIST" >&2; exit 1; }
[ "$(id -u)" -eq 0 ] || exec sudo -- "$0" "$@"
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
dist=$(realpath "$1")
log=$(mktemp)
roots=$(mktemp -d --suffix=.steward-package)
chmod 755 "$roots" # above what becomes / of one who is not root
trap 'rm -rf "$roots" "$log"' EXIT

root=$roots/deb
# shellcheck source=tests/package/clean_root.sh
. "$here/clean_root.sh"

(cd "$dist" && sha256sum --check --quiet SHA256SUMS) || fail "checksums"
"$here/rpm_test.sh" "$dist"/steward-*.rpm
make_root ""
cp -a "$root" "$roots/portable"
"$here/deb_test.sh" "$dist"/steward_*.deb "$root" "$dist/window-of-deb.png"
"$here/portable_test.sh" "$dist"/steward-*.tar.xz "$roots/portable" "$dist/window-of-portable.png"

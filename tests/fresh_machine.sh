#!/usr/bin/env bash
# fresh_machine.sh [--run-only | CTEST ARGUMENTS]: a clone of this commit in a bare Debian that knows of no tools; ./dev
# run, then ./dev test with the arguments, have to install what they need, build and pass there. Needs root (or sudo),
# debootstrap, a Debian mirror and about 4 GB. STEWARD_FRESH_DEBIAN: its codename (bookworm, trixie); else this system's.
# STEWARD_FRESH_ROOT: a folder for it that stays and is used again; else a temporary one.
set -euo pipefail
[ "$(id -u)" -eq 0 ] || exec sudo -- "$0" "$@"
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
root=${STEWARD_FRESH_ROOT:-$(mktemp -d --suffix=.steward-fresh)}
mkdir -p "$root"
chmod 755 "$root"
log=$(mktemp)
trap 'rm -f "$log"; [ -n "${STEWARD_FRESH_ROOT:-}" ] || rm -rf "$root"' EXIT
# shellcheck source=tests/package/clean_root.sh
. "$here/package/clean_root.sh"

[ -e "$root/etc/debian_version" ] || make_root "${STEWARD_FRESH_DEBIAN:-}"
rm -rf "$root/steward"
git clone --quiet --no-hardlinks "$here/.." "$root/steward"
began=$SECONDS
inside sh -c 'cd /steward && ./dev run'
say "./dev run: $((SECONDS - began)) s in a bare Debian $(cat "$root/etc/debian_version")"
[ "${1:-}" != --run-only ] || exit 0
began=$SECONDS
# shellcheck disable=SC2016 # for the inner shell
inside sh -c 'cd /steward && exec ./dev test "$@"' sh "$@"
say "./dev test $*: $((SECONDS - began)) s"

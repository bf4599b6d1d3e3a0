#!/usr/bin/env bash
# twice_test.sh DIST: makes the packages of the commit that is checked out again, from a clone in a folder of another name and
# without a compiler's cache; they are those in DIST, byte by byte. DIST has to be made of the same commit.
set -euo pipefail
[ $# -eq 1 ] || { echo "usage: twice_test.sh DIST" >&2; exit 1; }
dist=$(realpath "$1")
source=$(dirname "$(realpath "${BASH_SOURCE[0]}")")/../..
[ -z "$(git -C "$source" status --porcelain --untracked-files=no)" ] ||
    { echo "There are changes that are not committed: a clone would lack them." >&2; exit 1; }
work=$(mktemp -d --suffix=.steward-twice)
trap 'rm -rf "$work"' EXIT
git clone --quiet --no-hardlinks "$source" "$work/elsewhere"
(cd "$work/elsewhere" && env CCACHE_DISABLE=1 ./dev package)
for file in "$work/elsewhere"/dist/steward*; do
    cmp "$file" "$dist/${file##*/}"
    printf '%s: made twice, the same\n' "${file##*/}"
done

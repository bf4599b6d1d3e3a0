#!/usr/bin/env bash
# collect-licences.sh FOLDER SHARE: Steward's licence, and those of what vcpkg has built, from its folder of shared files.
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
[ $# -eq 2 ] || { echo "usage: collect-licences.sh FOLDER SHARE" >&2; exit 1; }
mkdir -p "$1"
cp "$here/../../LICENSE" "$1/Steward.txt"
cp "$here/../../resources/fonts/OFL.txt" "$1/Inter.txt"
cp "$here/../../resources/icons/lucide/LICENSE" "$1/Lucide.txt"
count=0
for file in "$2"/*/copyright; do
    [ -f "$file" ] || continue
    cp "$file" "$1/$(basename "$(dirname "$file")").txt"
    count=$((count + 1))
done
[ "$count" -gt 0 ] || { echo "$2 holds no licences." >&2; exit 1; }

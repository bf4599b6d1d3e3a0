#!/usr/bin/env bash
# collect-licences.sh FOLDER: the licences of what is in the bundle, one file each: Steward's, of what is built into it, and
# those of Homebrew's libraries.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[ $# -eq 1 ] || { echo "usage: collect-licences.sh FOLDER" >&2; exit 1; }
mkdir -p "$1"
cp "$here/../../LICENSE" "$1/Steward.txt"
cp "$here/../../resources/fonts/OFL.txt" "$1/Inter.txt"
cp "$here/../../resources/icons/lucide/LICENSE" "$1/Lucide.txt"
cp "$here/../../resources/licences/SQLite.txt" "$1/" # Qt brings it along
for name in qt qtkeychain openssl@3 libpq hiredis simdjson rapidjson qrencode libxlsxwriter; do
    cellar=$(brew --prefix "$name")
    found=no
    while IFS= read -r -d '' file; do
        cp "$file" "$1/$name-$(basename "$file").txt"
        found=yes
    done < <(find -L "$cellar" -maxdepth 1 -type f \
        \( -iname 'LICEN[CS]E*' -o -iname 'COPYING*' -o -iname 'COPYRIGHT*' \) -print0)
    [ "$found" = yes ] || { echo "$cellar holds no licence." >&2; exit 1; }
done

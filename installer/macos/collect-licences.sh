#!/usr/bin/env bash
# collect-licences.sh FOLDER: the licences of what Homebrew's libraries bring into the bundle, one file each.
set -euo pipefail
[ $# -eq 1 ] || { echo "usage: collect-licences.sh FOLDER" >&2; exit 1; }
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

#!/usr/bin/env bash
# make-installer.sh TREE VERSION OUTPUT: makes the installer of what lies in TREE: steward.exe, steward-cli.exe, what they
# load, steward.ico and licences/Steward.txt. It removes again what it has brought, file by file, and nothing else.
# shellcheck disable=SC2016 # what stands behind a dollar is put in by NSIS
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
[ $# -eq 3 ] || { echo "usage: make-installer.sh TREE VERSION OUTPUT" >&2; exit 1; }
tree=$(realpath "$1")
version=$2
output=$(realpath -m "$3")
for part in steward.exe steward-cli.exe steward.ico licences/Steward.txt; do
    [ -f "$tree/$part" ] || { echo "$tree has no $part" >&2; exit 1; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A dollar is NSIS's own.
escaped() { sed -e 's/\$/$$/g' -e 's|/|\\|g'; }

(cd "$tree" && find . -type f -printf '%P\n' | LC_ALL=C sort) >"$work/files"
(cd "$tree" && find . -mindepth 1 -type d -printf '%P\n' | LC_ALL=C sort) >"$work/folders"
folder=/
while read -r file; do
    here_in=$(dirname "$file")
    if [ "$here_in" != "$folder" ]; then
        folder=$here_in
        inner=$([ "$folder" = . ] || printf '\\%s' "$(printf '%s' "$folder" | escaped)")
        printf 'SetOutPath "$INSTDIR%s"\n' "$inner"
    fi
    printf 'File "%s"\n' "$tree/$file"
done <"$work/files" >"$work/install.nsh"
{
    while read -r file; do printf 'Delete "$INSTDIR\\%s"\n' "$(printf '%s' "$file" | escaped)"; done <"$work/files"
    LC_ALL=C sort -r "$work/folders" |
        while read -r each; do printf 'RMDir "$INSTDIR\\%s"\n' "$(printf '%s' "$each" | escaped)"; done
} >"$work/uninstall.nsh"

mkdir -p "$(dirname "$output")"
makensis -V2 -WX -NOCD "-DVERSION=$version" "-DVERSION_OF_FOUR=$version.0" "-DTREE=$tree" "-DLISTS=$work" \
    "-DOUTPUT=$output" "$here/steward.nsi"

#!/usr/bin/env bash
# deploy.sh PROGRAMS TREE PLUGINS FOLDER…: puts into TREE the programs of the folder PROGRAMS, those of Qt's PLUGINS that they
# load, and each library that any of these needs, from the first FOLDER that has it. Windows does not tell capital letters
# from small ones in the names of files: nor does this (QPSQL asks for LIBPQ.dll, and the file is libpq.dll).
set -euo pipefail
[ $# -ge 4 ] || { echo "usage: deploy.sh PROGRAMS TREE PLUGINS FOLDER…" >&2; exit 1; }
programs=$1
tree=$2
plugins=$3
shift 3
folders=("$@")
dump=$(command -v x86_64-w64-mingw32-objdump || command -v objdump)
opened_plugins=(platforms/qwindows.dll platforms/qoffscreen.dll styles/qwindowsvistastyle.dll sqldrivers/qsqlite.dll
    sqldrivers/qsqlpsql.dll tls/qschannelbackend.dll imageformats/qico.dll)

needed_by() { "$dump" -p "$1" | awk '/DLL Name:/ { print $3 }'; }

find_library() {
    local folder found
    for folder in "${folders[@]}"; do
        found=$(find "$folder" -maxdepth 1 -iname "$1" | head -1)
        [ -z "$found" ] || { printf '%s\n' "$found"; return; }
    done
}

# What no folder has is Windows' own, if its name says so; anything else is missing.
is_of_windows() {
    [[ ${1,,} =~ ^(api-ms-win-.*|advapi32|authz|bcrypt|comctl32|comdlg32|crypt32|d2d1|d3d9|d3d11|d3d12|dnsapi|dwmapi|dwrite|dxgi|gdi32|imm32|iphlpapi|kernel32|mpr|msvcrt|ncrypt|netapi32|ntdll|ole32|oleaut32|psapi|rpcrt4|secur32|setupapi|shcore|shell32|shlwapi|ucrtbase|user32|userenv|uxtheme|version|winhttp|winmm|winspool|wintrust|wldap32|ws2_32|wsock32|wtsapi32)\.(dll|drv)$ ]]
}

take_needed() {
    local name path
    for name in $(needed_by "$1"); do
        [ -z "$(find "$tree" -maxdepth 1 -iname "$name")" ] || continue
        path=$(find_library "$name")
        if [ -z "$path" ]; then
            is_of_windows "$name" || { echo "$1 needs $name, which is nowhere." >&2; return 1; }
            continue
        fi
        cp "$path" "$tree/"
        take_needed "$path"
    done
}

mkdir -p "$tree"
cp "$programs/steward.exe" "$programs/steward-cli.exe" "$tree/"
for plugin in "${opened_plugins[@]}"; do
    mkdir -p "$tree/plugins/$(dirname "$plugin")"
    cp "$plugins/$plugin" "$tree/plugins/$plugin"
done
printf '[Paths]\nPrefix = .\nPlugins = plugins\n' >"$tree/qt.conf"
while IFS= read -r -d '' file; do take_needed "$file"; done < <(find "$tree" -type f \( -name '*.exe' -o -path '*/plugins/*' \) -print0)
[ "$(find "$tree" -iname 'libpq.dll' | wc -l)" -eq 1 ] || { echo "There is not one libpq in $tree." >&2; exit 1; }

#!/usr/bin/env bash
# portable_test.sh ARCHIVE.tar.xz ROOT PICTURE: unpacks the portable Steward in the clean Debian in ROOT, which has neither Qt
# nor fonts, starts both programs there, and removes its folder.
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
archive=$(realpath "$1") root=$2 picture=$3
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# shellcheck source=tests/package/clean_root.sh
. "$here/clean_root.sh"
# shellcheck source=tests/package/programs.sh
. "$here/programs.sh"
name=$(basename "$archive" .tar.xz)
version=${name#steward-}
version=${version%%-linux-*}
# A folder with a blank and letters that are not English, as people have them.
folder="/home/person/Área de trabalho/$name"

[ -z "$(find "$root" -xdev -name 'libQt6*')" ] || fail "there is a Qt"
[ ! -e "$root/etc/fonts" ] || fail "there are fonts"
[ ! -e "$root/usr/share/fonts" ] || fail "there are fonts"
mkdir -p "$root${folder%/*}"
tar -C "$root${folder%/*}" --no-same-owner -xf "$archive"
inside chown -R person:person /home/person

# Under which terms each file stands that was taken along, and what is built into the programs.
for whose in libqt6core6 libqt6sql6-psql libssl3 libpq5 libsqlite3-0 libhiredis libsimdjson libqrencode4 libqt6keychain1 \
    libxlsxwriter libsecret-1-0 fonts-dejavu-core; do
    [ -n "$(find "$root$folder/copyright" -name "$whose*.copyright" -size +0)" ] || fail "no licence of $whose"
done
while read -r owner; do
    [ -s "$root$folder/copyright/${owner%%:*}.copyright" ] || fail "no licence of $owner"
done <"$root$folder/copyright/packages"
for whose in 'Steward maintainers' 'The Inter Project Authors' 'Lucide Icons' 'Milo Yip'; do
    grep -qF "$whose" "$root$folder/copyright/steward.copyright" || fail "no licence of $whose"
done

# Whatever is loaded comes from the folder, but for the C library.
for file in bin/steward bin/steward-cli plugins/platforms/libqxcb.so; do
    as_person ldd "$folder/$file" || fail "ldd $file"
    [[ $file == plugins/* ]] || ! grep 'not found' "$log" || fail "a library of $file is missing"
done
as_person "$folder/steward-cli" --version || fail "steward-cli --version"
as_person env LD_DEBUG=libs "$folder/steward-cli" --practice audit || true
outside=$(sed -n 's/.*calling init: \(.*\)/\1/p' "$log" | grep -v "^$folder/" |
    grep -vE '/(ld-linux[^/]*|lib(c|m|dl|pthread|rt|resolv|nss_[a-z]+))\.so[^/]*$' | sort -u) || true
[ -z "$outside" ] || fail "loaded from outside the folder: $outside"

start_programs "$folder/steward" "$folder/steward-cli" "$version"

rm -r "${root:?}$folder"
left=$(cd "$root" && find . -xdev -iname '*steward*' -not -path './home/person/.local/share/steward*')
[ -z "$left" ] || fail "left after removal: $left"
say "$(basename "$archive"): $(stat -c %s "$archive") bytes; started without Qt and fonts, removed"

#!/usr/bin/env bash
# rpm_test.sh PACKAGE.rpm: what it requires is what installer/linux/fedora.txt lists, no more and no less; it installs where
# nothing else counts; and its programs ask for its own libraries first.
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
package=$(realpath "$1")
list=$here/../../installer/linux/fedora.txt
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { printf 'FAILED: %s\n' "$*"; exit 1; }

mkdir "$work/root"
rpm --root "$work/root" --initdb
rpm --root "$work/root" --nodeps --test -i "$package" || fail "it would not install"

# By hand, and found: libQt6Core.so.6(Qt_6.4)(64bit) is the library libQt6Core.so.6 with symbols of version 6.4.
rpm -qp --requires "$package" | grep -vE '^(rpmlib|rtld)\(' >"$work/requires"
awk '$1 == "asked" { print $2 }' "$list" | sort >"$work/asked"
grep -v '\.so' "$work/requires" | sort | diff "$work/asked" - || fail "asked by hand: not what fedora.txt lists"
awk '$1 == "found" { print $2 }' "$list" | sort >"$work/found"
sed -n 's/^\([^(]*\.so[^(]*\)(.*/\1/p' "$work/requires" | sort -u | diff "$work/found" - ||
    fail "libraries: not what fedora.txt lists"
while read -r library highest; do
    while read -r symbols; do
        [ "$(printf '%s\n%s\n' "$highest" "$symbols" | sort -V | tail -n 1)" = "$highest" ] ||
            fail "$library: symbols of $symbols, newer than $highest"
    done < <(sed -n "s/^${library//./\\.}(\(GLIBC\|GLIBCXX\|GCC\|Qt\)_\([0-9.]*\))(64bit)\$/\2/p" "$work/requires")
done < <(awk '$1 == "found" { print $2, $4 }' "$list")

# The programs find what lies in their own folder, and only that there.
rpm --root "$work/root" --nodeps -i "$package" || fail "installing"
work_usr=$work/root/usr
for library in libhiredis libsimdjson; do
    ldd "$work_usr/bin/steward-cli" | grep -qF "=> $work_usr/bin/../lib64/steward/$library" || fail "$library is not its own"
done
for library in libxlsxwriter libminizip; do
    ldd "$work_usr/bin/steward" | grep -qF "/lib64/steward/$library" || fail "$library is not its own"
done
for whose in libhiredis libsimdjson libxlsxwriter libminizip; do
    [ -n "$(find "$work_usr/share/licenses/steward" -name "$whose*.copyright" -size +0)" ] || fail "no licence of $whose"
done
for whose in 'Steward maintainers' 'The Inter Project Authors' 'Lucide Icons' 'Milo Yip'; do
    grep -qF "$whose" "$work_usr/share/licenses/steward/steward.copyright" || fail "no licence of $whose"
done
code=0 && HOME=$work "$work_usr/bin/steward-cli" --practice audit >"$work/log" 2>&1 || code=$?
[ "$code" -eq 2 ] || { cat "$work/log"; fail "steward-cli --practice audit: exit code $code, not 2"; }
desktop-file-validate "$work_usr"/share/applications/*.desktop || fail "desktop file"
printf '%s: %s bytes; %s requirements as listed, would install, runs\n' "$(basename "$package")" \
    "$(stat -c %s "$package")" "$(wc -l <"$work/requires")"

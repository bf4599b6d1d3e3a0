#!/usr/bin/env bash
# deb_test.sh PACKAGE.deb ROOT PICTURE: installs the package in the clean Debian in ROOT over an earlier one with the data of
# 0.1.0, starts both programs there, and removes it: nothing but the person's data is left.
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
package=$(realpath "$1") root=$2 picture=$3
log=$(mktemp)
content=$(mktemp -d)
trap 'rm -rf "$log" "$content"' EXIT
# shellcheck source=tests/package/clean_root.sh
. "$here/clean_root.sh"
# shellcheck source=tests/package/programs.sh
. "$here/programs.sh"
version=$(dpkg-deb -f "$package" Version)
data=home/person/.local/share/steward

well_formed() {
    # lintian's own words; only errors end the test.
    lintian --fail-on error --allow-root "$package" || fail "lintian"
    dpkg-deb -x "$package" "$content"
    desktop-file-validate "$content"/usr/share/applications/*.desktop >"$log" 2>&1 || fail "desktop file"
    appstreamcli validate --no-net "$content"/usr/share/metainfo/*.xml >"$log" 2>&1 || fail "metainfo"
    local manual
    for manual in "$content"/usr/share/man/man1/*; do
        man --warnings -l "$manual" >/dev/null 2>"$log" || fail "$manual"
        [ ! -s "$log" ] || fail "$manual"
    done
    # Of what is built into the programs; the libraries are Debian's packages, which bring their own.
    local whose
    for whose in 'Steward maintainers' 'The Inter Project Authors' 'Lucide Icons' 'Milo Yip'; do
        grep -qF "$whose" "$content/usr/share/doc/steward/copyright" || fail "no licence of $whose"
    done
}

# The same files with an earlier number, and one that the later package has no more: to be upgraded from.
install_earlier() {
    dpkg-deb -R "$package" "$content/earlier"
    mkdir "$content/earlier/usr/share/steward"
    echo old >"$content/earlier/usr/share/steward/of-the-earlier"
    sed -i "s/^Version: .*/Version: $version~earlier/" "$content/earlier/DEBIAN/control"
    dpkg-deb --root-owner-group -b "$content/earlier" "$root/earlier.deb" >"$log" || fail "an earlier package"
    inside apt-get install --yes --no-install-recommends --download-only /earlier.deb >"$log" 2>&1 || fail "download"
    local began=$EPOCHREALTIME
    inside apt-get install --yes --no-install-recommends /earlier.deb >"$log" 2>&1 || fail "installing"
    install_ms=$(((${EPOCHREALTIME/./} - ${began/./}) / 1000))
    as_person mkdir -p /home/person/.local/share
    tar -C "$root/home/person/.local/share" -xf "$here/data-of-0.1.0.tar.xz" || fail "the data of 0.1.0"
    inside chown -R person:person /home/person/.local
}

upgrade() {
    cp "$package" "$root/package.deb"
    chmod 644 "$root/package.deb"
    inside apt-get install --yes --no-install-recommends /package.deb >"$log" 2>&1 || fail "upgrading"
    # shellcheck disable=SC2016 # for dpkg
    [ "$(inside dpkg-query -W -f '${Version}' steward)" = "$version" ] || fail "the package was not upgraded"
    [ ! -e "$root/usr/share/steward" ] || fail "what the earlier package alone had is left"
}

# What 0.1.0 wrote is read as it was: five operations, the last cut off by a killed process, six messages that no worker
# heard, a profile, a window.
keeps_data() {
    as_person steward-cli journal verify || fail "the journal of 0.1.0 is not whole"
    as_person steward-cli journal list || fail "journal list"
    [ "$(grep -c '^2026-11-29 09:05' "$log")" -eq 5 ] || fail "not the five operations of 0.1.0"
    grep -q '^2026-11-29 09:05:16  49fdd08f-.*interrupted' "$log" || fail "what 0.1.0 left unfinished is not named"
    [ "$(grep -c ' removed  clinic-' "$log")" -eq 6 ] || fail "not the six messages of 0.1.0"
    as_person steward-cli --profile 'Clinic North' doctor && fail "a doctor without secrets"
    grep -q keychain "$log" || fail "the profile of 0.1.0 is not read"
    as_person env QT_QPA_PLATFORM=offscreen timeout 5 steward || true
    grep -q '^last=Clinic North' "$root/$data/window-1.ini" || fail "the window forgot its profile"
    grep -q '^geometry=' "$root/$data/window-1.ini" || fail "the window forgot its place"
}

completions() {
    local word
    # shellcheck disable=SC2016 # for the inner shell
    as_person bash -c '. /usr/share/bash-completion/completions/steward-cli
        COMP_WORDS=(steward-cli plan "") COMP_CWORD=2; _steward_cli; printf "%s\n" "${COMPREPLY[@]}"' || fail "completion"
    for word in delete clean repair; do grep -qx "$word" "$log" || fail "bash does not complete plan $word"; done
}

remove() {
    local files file left before
    files=$(inside dpkg -L steward)
    before=$(data_sum)
    inside apt-get purge --yes steward >"$log" 2>&1 || fail "removing"
    while IFS= read -r file; do
        [ -d "$root$file" ] || [ ! -e "$root$file" ] || fail "$file is left after removal"
    done <<<"$files"
    rm -f "$root"/{earlier,package}.deb
    left=$(cd "$root" && find . -xdev -iname '*steward*' -not -path "./$data*" -not -path './var/cache/apt/*')
    [ -z "$left" ] || fail "left after removal: $left"
    [ "$(data_sum)" = "$before" ] || fail "removal changed the person's data"
}
data_sum() { (cd "$root/$data" && find . -type f -exec sha256sum {} + | sort | sha256sum); }

well_formed
install_earlier
upgrade
keeps_data
start_programs steward steward-cli "$version"
completions
remove
say "$(basename "$package"): $(stat -c %s "$package") bytes; installed in $install_ms ms in a clean" \
    "$(cat "$root/etc/debian_version"), upgraded with the data of 0.1.0, started, removed"

#!/usr/bin/env bash
# package_test.sh PACKAGE.deb: installs the package in a clean Debian, starts both programs there, removes it, and leaves
# nothing behind. Needs root (or sudo), debootstrap, lintian, appstreamcli, desktop-file-validate and a Debian mirror.
set -euo pipefail

[ $# -eq 1 ] || { echo "usage: package_test.sh PACKAGE.deb" >&2; exit 1; }
[ "$(id -u)" -eq 0 ] || exec sudo -- "$0" "$@"
package=$(realpath "$1")
root=$(mktemp -d --suffix=.steward-package)
chmod 755 "$root" # it becomes / of one who is not root
log=$(mktemp)
trap 'rm -rf "$root" "$log"' EXIT

say() { printf '%s\n' "$*"; }
fail() {
    say "FAILED: $*"
    tail -n 40 "$log"
    exit 1
}

# Runs words in the clean system, as one that sees its own mounts and processes only: all of them end with the words.
inside() {
    # shellcheck disable=SC2016 # for the inner shell
    unshare --mount --pid --fork --kill-child --propagation private sh -c '
        root=$1
        shift
        mount -t proc proc "$root/proc" && exec chroot "$root" /usr/bin/env -i \
            PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 \
            DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 "$@"' sh "$root" "$@"
}

# As one who is not root and has a home; the exit code is the words' own.
as_person() {
    local code=0
    inside runuser -u person -- env HOME=/home/person "$@" >"$log" 2>&1 || code=$?
    return "$code"
}

# The Debian sources of this system, as "URI SUITE COMPONENT".
sources() {
    # shellcheck disable=SC2016 # for apt
    apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 'Origin: Debian' | sort -u
}

make_root() {
    local codename mirror
    # shellcheck source=/dev/null
    codename=$(. /etc/os-release && printf '%s' "$VERSION_CODENAME")
    mirror=$(sources | awk -v suite="$codename" '$2 == suite { print $1; exit }')
    [ -n "$mirror" ] || fail "no Debian mirror in this system's apt sources; run apt-get update"
    debootstrap --variant=minbase "$codename" "$root" "$mirror" >"$log" 2>&1 || fail "debootstrap"
    sources | sed 's/^/deb /' >"$root/etc/apt/sources.list"
    apt-config dump | grep -E '^Acquire::https?::' >"$root/etc/apt/apt.conf.d/90outside" || true
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    inside apt-get update >"$log" 2>&1 || fail "apt-get update"
    inside useradd --create-home person
}

install_package() {
    cp "$package" "$root/package.deb"
    chmod 644 "$root/package.deb"
    inside apt-get install --yes --no-install-recommends --download-only /package.deb >"$log" 2>&1 || fail "download"
    local began=$EPOCHREALTIME
    inside apt-get install --yes --no-install-recommends /package.deb >"$log" 2>&1 || fail "installing"
    install_ms=$(((${EPOCHREALTIME/./} - ${began/./}) / 1000))
}

start_programs() {
    local code
    code=0 && as_person steward-cli --practice audit || code=$?
    [ "$code" -eq 2 ] || fail "steward-cli --practice audit: exit code $code, not 2"

    # Nothing listens there; what matters is that the driver was found and got so far.
    code=0 && as_person env STEWARD_EVOLUTION_URL=http://127.0.0.1:9 STEWARD_EVOLUTION_API_KEY=none \
        STEWARD_DATABASE_URL=postgresql://nobody:none@127.0.0.1:9/none STEWARD_REDIS_URL=redis://127.0.0.1:9 \
        steward-cli --json doctor || code=$?
    if [ "$code" -ne 1 ] || [ "$(grep -c '"trouble": *"refused"' "$log")" -ne 3 ]; then
        fail "steward-cli doctor does not say of each store that it is refused there"
    fi

    # A window that nobody closes is still there when its time is over.
    code=0 && as_person env QT_QPA_PLATFORM=offscreen timeout 5 steward --practice || code=$?
    [ "$code" -eq 124 ] || fail "steward --practice: exit code $code, the window did not stay open"

    code=0 && as_person env QT_QPA_PLATFORM=nosuch steward --practice || code=$?
    grep -q 'Available platform plugins.*xcb' "$log" || fail "the plugin for X11 is not there"
    inside ldconfig -p | grep -q 'libsecret-1\.so\.0 ' || fail "the keychain's library is not there"
}

remove_package() {
    local files file
    files=$(inside dpkg -L steward)
    inside apt-get purge --yes steward >"$log" 2>&1 || fail "removing"
    while IFS= read -r file; do
        [ -d "$root$file" ] || [ ! -e "$root$file" ] || fail "$file is left after removal"
    done <<<"$files"
    [ ! -e "$root/usr/bin/steward" ] || fail "the program is left after removal"
}

desktop_files() {
    local content=$root.content
    dpkg-deb -x "$package" "$content"
    desktop-file-validate "$content"/usr/share/applications/*.desktop >"$log" 2>&1 || { rm -r "$content"; fail "desktop file"; }
    appstreamcli validate --no-net "$content"/usr/share/metainfo/*.xml >"$log" 2>&1 || { rm -r "$content"; fail "metainfo"; }
    rm -r "$content"
}

# lintian's own words; only errors end the test.
lintian --fail-on error --allow-root "$package" || fail "lintian"
desktop_files
make_root
install_package
start_programs
remove_package
say "$(basename "$package"): $(stat -c %s "$package") bytes, installed in $install_ms ms in a clean $(cat "$root/etc/debian_version")," \
    "started, removed"

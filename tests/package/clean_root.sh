# shellcheck shell=bash disable=SC2154 # root and log: see below
# A bare Debian in a folder, and programs run in it as one who is not root. Sourced by the tests of the packages, which set
# `root` (the folder) and `log` (what the last command said).

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
            PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 TZ=UTC \
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

# make_root [CODENAME]: of this system's Debian or of that one, with the same mirrors and a person.
make_root() {
    local own codename mirror
    # shellcheck source=/dev/null
    own=$(. /etc/os-release && printf '%s' "$VERSION_CODENAME")
    codename=${1:-$own}
    mirror=$(sources | awk -v suite="$own" '$2 == suite { print $1; exit }')
    [ -n "$mirror" ] || fail "no Debian mirror in this system's apt sources; run apt-get update"
    debootstrap --variant=minbase "$codename" "$root" "$mirror" >"$log" 2>&1 || fail "debootstrap"
    sources | sed "s/^/deb /; s/ $own/ $codename/" >"$root/etc/apt/sources.list"
    apt-config dump | grep -E '^Acquire::https?::' >"$root/etc/apt/apt.conf.d/90outside" || true
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    inside apt-get update >"$log" 2>&1 || fail "apt-get update"
    inside useradd --create-home person
}

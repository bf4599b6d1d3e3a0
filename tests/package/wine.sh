# shellcheck shell=bash
# Programs for Windows in a Wine of their own, and what is expected of them. Sourced by the tests that need it; it makes the
# folder `work`, which goes in the end with every program that was started.
work=$(mktemp -d)
chmod 755 "$work"
export LC_ALL=C.UTF-8 # so that names with other letters arrive
export WINEPREFIX=$work/prefix WINEDEBUG=-all WINEDLLOVERRIDES="mscoree=;mshtml=;winemenubuilder.exe="
wine=$(command -v wine64 || printf /usr/lib/wine/wine64)
server=$(command -v wineserver64 || command -v wineserver || printf /usr/lib/wine/wineserver64)
finish() {
    "$server" -k 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT
checks=0
fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }
check() { # check WORDS COMMAND…
    local words=$1
    shift
    "$@" || fail "$words"
    checks=$((checks + 1))
}
absent() { [ ! -e "$1" ]; }
windows() { "$wine" "$@" </dev/null; }
code_of() { local code=0; windows "$@" || code=$?; printf '%s' "$code"; }
settled() { # what an uninstaller hands over to a copy of itself goes on after it
    local tries=0
    while [ -e "$1" ] && [ $tries -lt 300 ]; do sleep 0.2 && tries=$((tries + 1)); done
    [ ! -e "$1" ]
}

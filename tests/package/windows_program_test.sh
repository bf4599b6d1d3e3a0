#!/usr/bin/env bash
# windows_program_test.sh SETUP SANDBOX PICTURES: installs what the installer SETUP brings under Wine, and does with the
# programs what people do: on the practice workspace, and on a real PostgreSQL (verify-full), Redis (TLS) and test server, which
# the program SANDBOX (steward-sandbox) starts; the window on a display of its own, its pictures into the folder PICTURES.
set -euo pipefail
# shellcheck disable=SC2034 # what it was called with, for the sandbox
[ $# -eq 3 ] || { echo "usage: windows_program_test.sh SETUP SANDBOX PICTURES" >&2; exit 1; }
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
setup=$(realpath "$1")
sandbox=$(realpath "$2")
mkdir -p "$3"
pictures=$(realpath "$3")
# shellcheck source=tests/package/wine.sh
. "$here/wine.sh"

# says NAME CODE COMMAND…: its exit code is CODE; what it said is in the files NAME and NAME.errors.
says() {
    local said=$work/$1 expected=$2 code=0
    shift 2
    "$@" >"$said" 2>"$said.errors" </dev/null || code=$?
    [ "$code" = "$expected" ] || { head -40 "$said" "$said.errors" >&2; fail "exit code $code, not $expected, of $*"; }
    checks=$((checks + 1))
}
said() { check "what $1 says has: $2" grep -qF -- "$2" "$work/$1"; }

DISPLAY='' windows wineboot --init >/dev/null 2>&1
person=$(printf '%s\n' "$WINEPREFIX"/drive_c/users/* | grep -v Public | head -1)
DISPLAY='' windows "$setup" /S /CurrentUser
own=$person/AppData/Local/Programs/Steward
check 'the programs are there' test -f "$own/steward.exe" -a -f "$own/steward-cli.exe"
for whose in Steward Inter Lucide SQLite MinGW-w64 qtbase openssl libpq hiredis simdjson rapidjson qrencode zlib \
    libxlsxwriter qtkeychain qtbase-GPL-3.0-only qtbase-freetype-LICENSE qtbase-harfbuzz-ng-COPYING qtbase-libpng-LICENSE; do
    check "the licence of $whose" test -s "$own/licences/$whose.txt"
done
cli=("$wine" "$own/steward-cli.exe")
practice=("${cli[@]}" --practice)
export DISPLAY=

# By itself.
says version 0 "${cli[@]}" --version
check 'its libraries are told' grep -qE '^Qt [0-9.]+, schannel, libpq [0-9.]+, SQLite [0-9.]+' "$work/version"
says help 0 "${cli[@]}" --help
says wrong 1 "${cli[@]}" no-such-command

# On the practice workspace.
says audit 2 "${practice[@]}" --json audit
check 'its document is one' python3 -c 'import json, sys; json.load(open(sys.argv[1], encoding="utf-8"))' "$work/audit"
said audit 'Clínica'
printf 'organization,phone\nClínica Boa Semente,+5516990000117\n' >"$work/clinics.csv"
says create 0 "${practice[@]}" create --from "Z:$work/clinics.csv"
stuck=$(python3 -c 'import json, sys
for row in json.load(open(sys.argv[1], encoding="utf-8"))["rows"]:
    if any(finding["code"] == "stuck-pairing" for finding in row["findings"]):
        print(row["instance_name"])' "$work/audit")
says pair 0 timeout 120 "${practice[@]}" pair "$stuck" --timeout 60
said pair '█'
said pair 'is connected with'
says dry 2 "${practice[@]}" clean --dry-run
said dry 'delete 5 instances'
says clean 0 "${practice[@]}" clean --confirm 5
says verify 0 "${practice[@]}" journal verify

# On real stores, each with its own process.
cat >"$work/guest.sh" <<'GUEST'
set -eu
# Windows knows no path that begins with a slash.
export STEWARD_DATABASE_CA_FILE="Z:$STEWARD_DATABASE_CA_FILE" STEWARD_REDIS_CA_FILE="Z:$STEWARD_REDIS_CA_FILE"
exec "$@"
GUEST
stores=("$sandbox" --tls -- sh "$work/guest.sh")
says doctor 0 "${stores[@]}" "${cli[@]}" --json doctor
said doctor 'LIBPQ.dll'
says strangers 1 "$sandbox" --tls -- env -u STEWARD_DATABASE_CA_FILE -u STEWARD_REDIS_CA_FILE "${cli[@]}" --json doctor
check 'nobody is trusted unasked' test "$(grep -cF '"trouble": "tls-untrusted"' "$work/strangers")" = 2
says real 2 "${stores[@]}" "${cli[@]}" --json audit
check 'the stores hold what the practice holds' python3 -c 'import json, sys
one, other = (json.load(open(name, encoding="utf-8"))["counts"]["findings"] for name in sys.argv[1:])
sys.exit(one != other)' "$work/audit" "$work/real"

# Ended by force while it deletes: the journal is whole, and what was interrupted comes to its end.
cat >"$work/killed.sh" <<'GUEST'
set -eu
data="Z:$1/kept-of-killed"
shift
"$@" --data-dir "$data" clean --confirm 5 </dev/null &
tries=0
while ! grep -rqaF '"intents"' "${data#Z:}" 2>/dev/null && [ $tries -lt 3000 ]; do # a busy computer takes a minute to it
    sleep 0.05
    tries=$((tries + 1))
done
"$WINE_OF_TEST" taskkill /F /IM steward-cli.exe || true
wait $! && code=0 || code=$?
echo "ended by force: $code"
"$@" --data-dir "$data" journal verify </dev/null
"$@" --data-dir "$data" journal list </dev/null
"$@" --data-dir "$data" journal resume </dev/null || echo "resume: $?"
"$@" --data-dir "$data" journal verify </dev/null
"$@" --data-dir "$data" journal list </dev/null
GUEST
export WINE_OF_TEST=$wine
says killed 0 "${stores[@]}" sh "$work/killed.sh" "$work" "${cli[@]}"
check 'something was interrupted' grep -qF '  interrupted' "$work/killed"
check 'it came to its end' grep -qF '  done' "$work/killed"
check 'the resume says no trouble' test -z "$(grep '^resume: ' "$work/killed")"
check 'whole both times' test "$(grep -c 'The journal is complete and unchanged' "$work/killed")" = 2

# The window, on a display of its own.
# A black screen has one colour; a window whose text is missing has some; most of it is light, of a message little.
shows_window() {
    [ "$(identify -format '%k' "$1")" -gt 200 ] && [ "$(identify -format '%[fx:round(mean*100)]' "$1")" -gt 20 ]
}
look() { # look PICTURE WORD…
    local picture=$pictures/$1.png display viewer server_of_display until=$((SECONDS + ${SECONDS_TO_OPEN:-60}))
    shift
    exec 9< <(exec Xvfb -displayfd 1 -screen 0 1600x1000x24 -ac -nolisten tcp 2>/dev/null)
    server_of_display=$!
    read -r display <&9
    DISPLAY=":$display" "$wine" "$own/steward.exe" "$@" </dev/null >"$work/window" 2>&1 &
    viewer=$!
    until [ "$SECONDS" -ge "$until" ]; do
        sleep 3
        DISPLAY=":$display" import -display ":$display" -window root "$picture"
        ! shows_window "$picture" || break
    done
    check 'the window is still there' kill -0 "$viewer"
    DISPLAY='' windows taskkill /F /IM steward.exe >/dev/null 2>&1 || true
    wait "$viewer" || true
    kill "$server_of_display"
    exec 9<&-
    check 'a window is in the picture' shows_window "$picture"
}
look window-of-practice --practice
look window-of-welcome

DISPLAY='' windows "$own/uninstall.exe" /S /CurrentUser
check 'removed' settled "$own/uninstall.exe"
check 'what was the person'\''s is there' test -d "$person/AppData/Local/steward"
printf '%s checks of the programs under Wine, 0 failed\n' "$checks"

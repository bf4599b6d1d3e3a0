# shellcheck shell=bash disable=SC2154 # picture and log are of who sources it
# What both programs have to do where they were installed or unpacked. Sourced, after clean_root.sh.

# start_programs WINDOW COMMAND_LINE VERSION: by path; as a person, without a display and on one, which is this system's.
start_programs() {
    local window=$1 cli=$2 version=$3 code
    local program
    for program in "$window" "$cli"; do
        as_person "$program" --version || fail "$program --version"
        grep -q "^${program##*/} $version\$" "$log" || fail "$program --version names another version"
        grep -q '^commit [0-9a-f]' "$log" || fail "$program --version names no commit"
        grep -q '^Qt [0-9.]*, OpenSSL [0-9.]*, libpq [0-9.]*, SQLite [0-9.]*,' "$log" ||
            fail "$program --version lacks a library"
    done

    code=0 && as_person "$cli" --practice audit || code=$?
    [ "$code" -eq 2 ] || fail "steward-cli --practice audit: exit code $code, not 2"

    # Nothing listens there; what matters is that the driver was found and got so far.
    code=0 && as_person env STEWARD_EVOLUTION_URL=http://127.0.0.1:9 STEWARD_EVOLUTION_API_KEY=none \
        STEWARD_DATABASE_URL=postgresql://nobody:none@127.0.0.1:9/none STEWARD_REDIS_URL=redis://127.0.0.1:9 \
        "$cli" --json doctor || code=$?
    if [ "$code" -ne 1 ] || [ "$(grep -c '"trouble": *"refused"' "$log")" -ne 3 ]; then
        fail "steward-cli doctor does not say of each store that it is refused there"
    fi

    # A window that nobody closes is still there when its time is over.
    code=0 && as_person env QT_QPA_PLATFORM=offscreen timeout 5 "$window" --practice || code=$?
    [ "$code" -eq 124 ] || fail "steward --practice: exit code $code, the window did not stay open"
    look_at_window "$window"
}

# look_at_window WINDOW: opens it on a display of its own, and takes a picture of it, which has to show something.
look_at_window() {
    local window=$1 display server viewer code colours
    exec 9< <(exec Xvfb -displayfd 1 -screen 0 1600x1000x24 -ac -nolisten tcp 2>/dev/null)
    server=$!
    read -r display <&9 || fail "Xvfb"
    (as_person env DISPLAY=":$display" timeout 20 "$window" --practice || exit $?) &
    viewer=$!
    sleep 12
    import -display ":$display" -window root "$picture" 2>"$log" || fail "no picture of the display"
    code=0 && wait "$viewer" || code=$?
    kill "$server"
    exec 9<&-
    [ "$code" -eq 124 ] || fail "steward --practice on a display: exit code $code, the window did not stay open"
    # A black screen has one colour; a window whose text is missing has some.
    colours=$(identify -format '%k' "$picture")
    [ "$colours" -gt 200 ] || fail "the picture has $colours colours: nothing, or no text, is on the display"
}

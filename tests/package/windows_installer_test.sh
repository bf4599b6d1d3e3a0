#!/usr/bin/env bash
# windows_installer_test.sh: makes installers for Windows of stand-in programs, and installs, starts, upgrades and removes
# them under Wine: silently, for the person and for all, into long folders and folders with other letters, while the
# program runs, and with files of the person's own beside. It asks for no display.
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
project=$(realpath "$here/../..")
# shellcheck source=tests/package/wine.sh
. "$here/wine.sh"
export DISPLAY=
registry() { windows reg query "$@" 2>/dev/null | tr -d '\r'; }
has_value() { registry "$1" "${@:3}" | grep -qF -- "$2"; }
no_key() { ! registry "$1" >/dev/null; }
started() { # what a program does that was begun by another
    local tries=0
    while [ ! -f "$1/steward.exe.started" ] && [ $tries -lt 300 ]; do sleep 0.2 && tries=$((tries + 1)); done
    [ -f "$1/steward.exe.started" ]
}

make_version() { # make_version VERSION EXTRA-FILE
    local tree=$work/tree-$1
    mkdir -p "$tree/licences" "$tree/platforms"
    cp "$work/standin.exe" "$tree/steward.exe"
    cp "$work/standin.exe" "$tree/steward-cli.exe"
    cp "$project/LICENSE" "$tree/licences/Steward.txt"
    "$project/installer/windows/make-icon.py" "$tree/steward.ico" "$project"/resources/icons/steward-{16,32,48,256}.png
    printf '%s' "$1" >"$tree/platforms/version.txt"
    printf x >"$tree/$2"
    "$project/installer/windows/make-installer.sh" "$tree" "$1" "$work/setup-$1.exe" >"$work/log" ||
        { cat "$work/log" >&2; return 1; }
}

x86_64-w64-mingw32-gcc -O1 -mwindows -o "$work/standin.exe" "$here/standin.c"
# shellcheck disable=SC2016 # a name as it is
make_version 1.0.0 'only in $old.dll'
make_version 1.0.1 'only in new.dll'
windows wineboot --init >/dev/null 2>&1
c=$WINEPREFIX/drive_c
person=$(printf '%s\n' "$c"/users/* | grep -v Public | head -1)
uninstall_key='Software\Microsoft\Windows\CurrentVersion\Uninstall\Steward'
menu='AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Steward.lnk'

# For the person, silently.
windows "$work/setup-1.0.0.exe" /S /CurrentUser
own=$person/AppData/Local/Programs/Steward
[ -d "$own" ] || own=$(dirname "$(find "$c" -name steward-cli.exe | head -1)")
check 'the programs are there' test -f "$own/steward.exe" -a -f "$own/steward-cli.exe"
check 'in the folder of the person' [ "${own#"$person"}" != "$own" ]
check 'files lie in their folders' grep -qx 1.0.0 "$own/platforms/version.txt"
check 'a name with a dollar keeps it' test -f "$own/only in \$old.dll"
check 'the start menu' test -f "$person/$menu"
check 'the list of programs' has_value "HKCU\\$uninstall_key" 1.0.0 /v DisplayVersion
check 'a silent way to remove it' has_value "HKCU\\$uninstall_key" /S /v QuietUninstallString
check 'the file types' has_value 'HKCU\Software\Classes\Steward.Plan\shell\open\command' '"%1"' /ve
check 'nothing for all' no_key "HKLM\\$uninstall_key"

# An upgrade in place: what is no part of it any more goes, what is the person's stays.
mkdir -p "$person/AppData/Local/steward"
printf mine >"$person/AppData/Local/steward/journal"
printf mine >"$own/notes.txt"
windows "$work/setup-1.0.1.exe" /S /CurrentUser
check 'the new version' grep -qx 1.0.1 "$own/platforms/version.txt"
check 'the list of programs names it' has_value "HKCU\\$uninstall_key" 1.0.1 /v DisplayVersion
check 'what the old one had alone is gone' absent "$own/only in \$old.dll"
check 'what the new one has is there' test -f "$own/only in new.dll"
check 'a file of the person stays' grep -qx mine "$own/notes.txt"

# While it runs, nothing is replaced and nothing removed.
windows "$own/steward.exe" --wait &
runs=$!
check 'it starts' started "$own"
check 'refused while it runs' [ "$(code_of "$work/setup-1.0.0.exe" /S /CurrentUser)" = 3 ]
check 'and as it was' grep -qx 1.0.1 "$own/platforms/version.txt"
windows taskkill /F /IM steward.exe >/dev/null 2>&1 || true
wait "$runs" || true
rm -f "$own/steward.exe.started"

# Removed, silently: nothing but the person's files is left.
windows "$own/uninstall.exe" /S /CurrentUser
check 'the programs go' settled "$own/steward.exe"
check 'so does the uninstaller' settled "$own/uninstall.exe"
check 'the start menu is cleared' absent "$person/$menu"
check 'the list of programs too' no_key "HKCU\\$uninstall_key"
check 'the file types too' no_key 'HKCU\Software\Classes\Steward.Plan'
check 'the journal stays' grep -qx mine "$person/AppData/Local/steward/journal"
check 'nothing else is left' [ "$(find "$own" -mindepth 1 | wc -l)" = 1 ]
rm -r "$own"

# For all users of the computer.
windows "$work/setup-1.0.1.exe" /S /AllUsers
all="$c/Program Files/Steward"
check 'for all: the programs' test -f "$all/steward.exe"
check 'for all: the list of programs' has_value "HKLM\\$uninstall_key" 1.0.1 /v DisplayVersion
check 'for all: the start menu' test -f "$c/ProgramData/Microsoft/Windows/Start Menu/Programs/Steward.lnk"
check 'for all: the file types' has_value 'HKLM\Software\Classes\.steward-profile' Steward.Profile /ve

# A file of that type opens in the program. Wine 8 asks only the list of all users for that, not the person's.
printf '{}' >"$person/José 診所.steward-plan"
windows start /wait "C:\\users\\$(basename "$person")\\José 診所.steward-plan"
check 'for all: a plan opens in the program' started "$all"
check 'with its name as it is' grep -qF 'José 診所.steward-plan"' "$all/steward.exe.started"
rm "$all/steward.exe.started"
windows "$all/uninstall.exe" /S /AllUsers
check 'for all: removed' settled "$all/uninstall.exe"
check 'for all: without a folder left' settled "$all"
check 'for all: without a line left' no_key "HKLM\\$uninstall_key"

# A long folder with other letters, as a person's name may have them: what lies in folders of it is beyond 260 characters. (Wine
# quotes an argument with a space, and the installer takes a folder without quotes alone.)
long="C:\\users\\Łukasz-Ünal-診所\\$(printf 'x%.0s' $(seq 130))\\$(printf 'y%.0s' $(seq 82))\\Steward"
windows "$work/setup-1.0.1.exe" /S /CurrentUser "/D=$long"
unix=$c/${long#C:\\}
unix=${unix//\\//}
check 'as long as may be' [ "${#long}" = 245 ]
check 'a long folder with other letters' test -f "$unix/platforms/version.txt"
windows "$unix/steward.exe"
check 'it starts there' test -f "$unix/steward.exe.started"
rm "$unix/steward.exe.started"
windows "$work/setup-1.0.0.exe" /S /CurrentUser
check 'another version finds that folder again' grep -qx 1.0.0 "$unix/platforms/version.txt"
windows "$unix/uninstall.exe" /S /CurrentUser
check 'removed there' settled "$unix/uninstall.exe"
check 'and what lay deeper' absent "$unix/platforms"

# One where Windows would start no program: refused before anything is there.
check 'too long: refused' [ "$(code_of "$work/setup-1.0.1.exe" /S /CurrentUser "/D=${long}x")" = 6 ]
check 'too long: nothing is there' absent "${unix}x"
check 'too long: nothing in the list of programs' no_key "HKCU\\$uninstall_key"
printf '%s checks under Wine, 0 failed\n' "$checks"

#!/usr/bin/env bash
# cross-build.sh [STAGE…]: builds Steward for Windows on Debian 12, from Debian's own source packages.
#
# What is made is kept in STEWARD_WINDOWS_CACHE (~/.cache/steward-windows) and made once: each stage leaves a stamp that
# holds its own text, and is made anew only where that changed. An interrupted stage goes on where it stopped; naming stages
# makes just these, anew. STEWARD_WINDOWS_JOBS says how many compilers run at once (2), STEWARD_WINDOWS_NICE how far they give
# way to others (19: the lowest priority).
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
source_root=$(realpath "$here/../..")
cache=${STEWARD_WINDOWS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/steward-windows}
jobs=${STEWARD_WINDOWS_JOBS:-2}
mkdir -p "$cache"/{stamps,logs,sources,build,sysroot}
cache=$(realpath "$cache")
sysroot=$cache/sysroot
# A copy: what is built remembers where it was, and this checkout may go.
toolchain=$cache/mingw-toolchain.cmake
cmp -s "$here/mingw-toolchain.cmake" "$toolchain" || cp "$here/mingw-toolchain.cmake" "$toolchain"
export STEWARD_WINDOWS_SYSROOT=$sysroot
triple=x86_64-w64-mingw32
# Names that a configure script of 2005 and one of today both understand.
export CC_FOR_BUILD=gcc CCACHE_MAXSIZE="${CCACHE_MAXSIZE:-2G}"

say() { printf '%s\n' "$*" >&2; }

# Of these the makers' own archives, as Debian keeps them, without Debian's changes: those are for Debian.
source_packages=(
    qt6-base/bookworm sqlite3/bookworm openssl/bookworm-security postgresql-15/bookworm
    qrencode/bookworm simdjson/bookworm rapidjson/bookworm zlib/bookworm libxlsxwriter/bookworm hiredis/trixie
    qtkeychain/trixie
)

# The system's own lists of packages stay as they are: these are read from a list of ours, into a folder of ours.
apt_for_sources() {
    apt-get -o Dir::Etc::SourceList="$cache/apt/sources.list" -o Dir::Etc::SourceParts=/dev/null \
        -o Dir::State::Lists="$cache/apt/lists" -o Dir::Cache="$cache/apt/cache" -o APT::Sandbox::User=root "$@"
}

stage_sources() {
    local key=/usr/share/keyrings/debian-archive-keyring.gpg mirror=${STEWARD_DEBIAN_MIRROR:-http://deb.debian.org}
    mkdir -p "$cache"/apt/{lists/partial,cache/archives/partial}
    printf "deb-src [signed-by=$key] $mirror/%s main\n" \
        'debian bookworm' 'debian-security bookworm-security' 'debian trixie' >"$cache/apt/sources.list"
    apt_for_sources update -qq
    (cd "$cache/sources" && apt_for_sources source --only-source --tar-only --download-only "${source_packages[@]}")
}

# unpack PACKAGE: what is in its archive, in the folder "source" of this stage, where the shell is then. What an interrupted
# run has unpacked and begun to compile there is kept.
unpack() {
    local archive
    if [ ! -f "$work/unpacked" ]; then
        archive=$(find "$cache/sources" -name "$1_*.orig.tar.*" ! -name '*.asc' | sort -V | tail -1)
        [ -n "$archive" ] || { say "The sources of $1 are not there."; return 1; }
        rm -rf "$work/source"
        mkdir -p "$work/source"
        tar -xf "$archive" -C "$work/source" --strip-components=1
        touch "$work/unpacked"
    fi
    cd "$work/source"
}

# once NAME COMMAND…: what configures is not run again by a run that goes on: everything would be compiled anew after it.
once() {
    local name=$1
    shift
    [ ! -f "$work/$name" ] || return 0
    "$@"
    touch "$work/$name"
}

with_cmake() { # with_cmake [OPTION…]
    once configured cmake -S "$work/source" -B "$work/build" -G Ninja -DCMAKE_TOOLCHAIN_FILE="$toolchain" \
        -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX="$sysroot" "$@"
    cmake --build "$work/build" -j "$jobs"
    cmake --install "$work/build"
}

# Debian strips the copy that Qt brings along; as one file it is made from its own source package.
stage_sqlite() {
    unpack sqlite3
    ./configure --disable-tcl --disable-shared
    make -j "$jobs" sqlite3.c sqlite3.h
}

stage_openssl() {
    unpack openssl
    # No folder that anybody may make on a person's computer is read for settings.
    once configured ./Configure mingw64 --cross-compile-prefix=$triple- --prefix=/ --openssldir=C:/Windows/SSL --libdir=lib \
        shared no-tests no-module no-engine no-legacy no-autoload-config
    make -j "$jobs" build_libs
    make install_dev DESTDIR="$sysroot"
    # What the library was built for is no folder of this computer.
    sed -i "s|^prefix=.*|prefix=$sysroot|" "$sysroot"/lib/pkgconfig/{libcrypto,libssl,openssl}.pc
}

stage_libpq() {
    unpack postgresql-15
    once configured ./configure --host=$triple --prefix="$sysroot" --with-ssl=openssl --without-zlib --without-readline --without-icu \
        --disable-nls CPPFLAGS="-I$sysroot/include" LDFLAGS="-L$sysroot/lib"
    make -j "$jobs" -C src/include
    # Not everything has its headers by then where several compilers run: these are made first.
    make -C src/backend generated-headers
    make -j "$jobs" -C src/common
    make -j "$jobs" -C src/port
    make -j "$jobs" -C src/interfaces/libpq
    make -C src/include install
    make -C src/interfaces/libpq install
}

# Of Qt nothing is made that Steward does not use.
without=()
for feature in opengl opengl_dynamic vulkan tabletevent dbus openssl system_zlib pkg_config concurrent printsupport \
    system_sqlite sql_odbc xml graphicsview wizard mdiarea dial lcdnumber undoview undogroup undostack undocommand \
    fontdialog colordialog columnview sqlmodel dtls textodfwriter textmarkdownwriter networkdiskcache \
    jalalicalendar hijricalendar islamiccivilcalendar; do
    without+=("$feature=OFF")
done

stage_qtbase() {
    local bundled=$work/source/src/3rdparty/sqlite
    unpack qt6-base
    mkdir -p "$bundled"
    cp -u "$cache"/build/sqlite/source/sqlite3.[ch] "$bundled/"
    once configured cmake -S "$work/source" -B "$work/build" -G Ninja -DCMAKE_TOOLCHAIN_FILE="$toolchain" \
        -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX="$sysroot/qt" -DCMAKE_CXX_FLAGS=-Wno-attributes \
        -DQT_QMAKE_TARGET_MKSPEC=win32-g++ -DQT_HOST_PATH=/usr \
        -DQT_HOST_PATH_CMAKE_DIR=/usr/lib/x86_64-linux-gnu/cmake -DQT_BUILD_EXAMPLES=OFF -DQT_BUILD_TESTS=OFF \
        "${without[@]/#/-DFEATURE_}" \
        -DINPUT_opengl=no -DINPUT_openssl=no -DFEATURE_schannel=ON -DFEATURE_sql_sqlite=ON -DFEATURE_sql_psql=ON \
        -DPostgreSQL_INCLUDE_DIR="$sysroot/include" -DPostgreSQL_LIBRARY="$sysroot/lib/libpq.a"
    for driver in qpsql qsqlite; do
        grep -rqi "$driver" "$work/build/build.ninja" || { say "Qt would be built without $driver."; return 1; }
    done
    cmake --build "$work/build" -j "$jobs"
    cmake --install "$work/build"
}

stage_qrencode() {
    unpack qrencode
    with_cmake -DWITH_TOOLS=OFF -DWITHOUT_PNG=ON -DBUILD_SHARED_LIBS=ON
}

stage_simdjson() {
    unpack simdjson
    with_cmake -DBUILD_SHARED_LIBS=OFF -DSIMDJSON_DEVELOPER_MODE=OFF
}

stage_rapidjson() { # headers alone
    unpack rapidjson
    cp -r include/rapidjson "$sysroot/include/"
}

stage_zlib() { # its makefile for Windows is not in Debian's archive
    unpack zlib
    $triple-gcc -O2 -c ./*.c
    rm -f libz.a
    $triple-ar rcs libz.a ./*.o
    mkdir -p "$sysroot"/{include,lib}
    cp zlib.h zconf.h "$sysroot/include/"
    cp libz.a "$sysroot/lib/"
}

stage_libxlsxwriter() { # with the minizip that it brings along
    unpack libxlsxwriter
    with_cmake -DBUILD_SHARED_LIBS=OFF \
        -DZLIB_LIBRARY="$sysroot/lib/libz.a" -DZLIB_INCLUDE_DIR="$sysroot/include"
}

stage_hiredis() {
    unpack hiredis
    with_cmake -DBUILD_SHARED_LIBS=OFF -DDISABLE_TESTS=ON -DENABLE_EXAMPLES=OFF
}

stage_qtkeychain() {
    unpack qtkeychain
    # A flag of another compiler, that this one takes for a file.
    sed -i 's|/utf-8||' CMakeLists.txt qtkeychain/CMakeLists.txt
    with_cmake -DBUILD_WITH_QT6=ON -DBUILD_TRANSLATIONS=OFF \
        -DBUILD_TEST_APPLICATION=OFF -DQT_HOST_PATH=/usr -DQT_HOST_PATH_CMAKE_DIR=/usr/lib/x86_64-linux-gnu/cmake \
        -DCMAKE_PREFIX_PATH="$sysroot/qt"
}

version_of_program() { sed -n 's/^project(steward VERSION \([0-9.]*\) .*/\1/p' "$source_root/CMakeLists.txt"; }

stage_program() {
    # Of ours alone: what Debian has of these libraries is for Debian.
    export PKG_CONFIG_LIBDIR=$sysroot/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=
    cmake -S "$source_root" -B "$work/build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=OFF \
        -DSTEWARD_SYSTEM_TESTS=ON -DCMAKE_UNITY_BUILD=ON -DCMAKE_UNITY_BUILD_BATCH_SIZE=10 -DQT_CHAINLOAD_TOOLCHAIN_FILE="$toolchain" \
        -DCMAKE_TOOLCHAIN_FILE="$sysroot/qt/lib/cmake/Qt6/qt.toolchain.cmake" -DQT_HOST_PATH=/usr \
        -DQT_HOST_PATH_CMAKE_DIR=/usr/lib/x86_64-linux-gnu/cmake
    cmake --build "$work/build" -j "$jobs"
}

# name of the stage, then the file of its sources that says whose they are and under which licence
licences=(qtbase:LICENSES/LGPL-3.0-only.txt openssl:LICENSE.txt libpq:COPYRIGHT hiredis:COPYING
    simdjson:LICENSE rapidjson:license.txt qrencode:COPYING zlib:LICENSE libxlsxwriter:License.txt qtkeychain:COPYING)

stage_tree() {
    local tree=$cache/tree entry
    rm -rf "$tree"
    "$here/deploy.sh" "$cache/build/program/build/bin" "$tree" "$sysroot/qt/plugins" "$sysroot/qt/bin" "$sysroot/bin" "$sysroot/lib" \
        "/usr/lib/gcc/$triple/12-posix" "/usr/$triple/lib"
    find "$tree" -type f \( -name '*.exe' -o -name '*.dll' \) -exec $triple-strip {} +
    cp "$cache/build/program/build/installer/steward.ico" "$tree/"
    mkdir -p "$tree/licences"
    cp "$source_root/LICENSE" "$tree/licences/Steward.txt"
    cp "$source_root/resources/fonts/OFL.txt" "$tree/licences/Inter.txt"
    cp "$source_root/resources/icons/lucide/LICENSE" "$tree/licences/Lucide.txt"
    cp "$source_root/resources/licences/SQLite.txt" "$tree/licences/" # Qt brings it along
    cp /usr/share/doc/gcc-mingw-w64-base/copyright "$tree/licences/MinGW-w64.txt"
    for entry in "${licences[@]}"; do
        cp "$cache/build/${entry%%:*}/source/${entry#*:}" "$tree/licences/${entry%%:*}.txt"
    done
    # What Qt's own licence builds on, and whose work its sources bring along for Windows.
    cp "$cache/build/qtbase/source/LICENSES/GPL-3.0-only.txt" "$tree/licences/qtbase-GPL-3.0-only.txt"
    while IFS= read -r -d '' entry; do
        cp "$entry" "$tree/licences/qtbase-$(basename "$(dirname "$entry")")-$(basename "$entry" .txt).txt"
    done < <(find "$cache/build/qtbase/source/src/3rdparty" -mindepth 2 -maxdepth 2 -type f \
        \( -iname '*licen[cs]e*' -o -iname 'copying*' \) \
        -not -path '*/android/*' -not -path '*/gradle/*' -not -path '*/wasm/*' -not -path '*/xcb/*' -print0)
}

stage_installer() {
    local version output
    version=$(version_of_program)
    output=$source_root/dist/Steward-$version-setup.exe
    "$here/make-installer.sh" "$cache/tree" "$version" "$output"
    "$here/sign.sh" "$output"
    (cd "$source_root/dist" && sha256sum "$(basename "$output")" >"$(basename "$output").sha256")
}

all_stages=(sources sqlite openssl libpq qtbase qrencode simdjson rapidjson zlib libxlsxwriter hiredis
    qtkeychain)
# Made anew each time: the sources of Steward may be others.
last_stages=(program tree installer)

# run_stage NAME: once, with its own log, in a process of its own: a shell that is asked whether a function succeeded goes on
# after an error within it.
run_stage() {
    local name=$1 text TIMEFORMAT='%0R s, of processors %0U s'
    text=$(declare -f "stage_$name")
    [ "$name" != sources ] || text+=" ${source_packages[*]}"
    [ "$name" != qtbase ] || text+=" ${without[*]}"
    if [ -f "$cache/stamps/$name" ] && [ "$(cat "$cache/stamps/$name")" = "$text" ]; then
        say "$name: done before."
        return
    fi
    say "$name …"
    # Only what was begun with the same text goes on where it stopped. (Steward's own sources are no part of that text.)
    if [ "$(cat "$cache/stamps/$name.begun" 2>/dev/null)" != "$text" ]; then
        rm -rf "$cache/build/$name"
        printf '%s' "$text" >"$cache/stamps/$name.begun"
    fi
    mkdir -p "$cache/build/$name"
    if ! { time "${BASH_SOURCE[0]}" --inside "$name" >"$cache/logs/$name.log" 2>&1 </dev/null; } 2>"$cache/logs/$name.time"; then
        tail -30 "$cache/logs/$name.log" >&2
        say "$name failed: $cache/logs/$name.log"
        return 1
    fi
    printf '%s' "$text" >"$cache/stamps/$name"
    say "$name: done in $(cat "$cache/logs/$name.time")."
}

main() {
    if [ "${1:-}" = --inside ]; then
        work=$cache/build/$2
        "stage_$2"
        return
    fi
    renice -n "${STEWARD_WINDOWS_NICE:-19}" $$ >/dev/null
    if [ $# -gt 0 ]; then
        for stage in "$@"; do rm -f "$cache/stamps/$stage" "$cache/stamps/$stage.begun"; done
    else
        set -- "${all_stages[@]}" "${last_stages[@]}"
        for stage in "${last_stages[@]}"; do rm -f "$cache/stamps/$stage"; done
    fi
    for stage in "$@"; do run_stage "$stage"; done
}

main "$@"

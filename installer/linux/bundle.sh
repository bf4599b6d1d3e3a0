# shellcheck shell=bash
# What make-packages.sh takes along of this system, and whose it is. Sourced.

# Never taken along: the C library and what belongs to it must be the system's own.
of_the_c_library='^(ld-linux.*|lib(c|m|dl|pthread|rt|resolv|util|anl|BrokenLocale|nsl|nss_[a-z]+|mvec|thread_db))\.so'

# Opened by name at run time, so that no look at the programs finds them.
opened_libraries=(libsecret-1.so.0 libssl.so.3 libcrypto.so.3)
opened_plugins=(platforms/libqxcb.so platforms/libqoffscreen.so platforms/libqminimal.so sqldrivers/libqsqlite.so
    sqldrivers/libqsqlpsql.so tls/libqopensslbackend.so platforminputcontexts/libcomposeplatforminputcontextplugin.so
    platforminputcontexts/libibusplatforminputcontextplugin.so imageformats/libqico.so)
bundled_fonts=(DejaVuSans.ttf DejaVuSans-Bold.ttf DejaVuSansMono.ttf)

# Fedora has these with another number in their names, or of another making.
# shellcheck disable=SC2034 # of make-packages.sh
rpm_libraries=(libhiredis.so libsimdjson.so libxlsxwriter.so libminizip.so)

# The lines of the list kept beside this file: "asked" those that the .rpm names by hand, "found" those that rpmbuild
# finds in the programs. A line: kind, requirement, Fedora's package.
fedora_names() { awk -v kind="$1" '$1 == kind { print $2, $3 }' "$here/fedora.txt"; }

# path_of_library FILE NAME: where the loader finds what FILE needs and is called NAME….
path_of_library() {
    ldd "$1" | awk -v name="$2" 'index($1, name) == 1 { print $3; found = 1 } END { exit !found }'
}

# copy_library PATH FOLDER, under the name that programs ask for.
copy_library() {
    cp --dereference "$1" "$2/$(basename "$1")"
    chmod 644 "$2/$(basename "$1")"
    printf '%s\n' "$(realpath "$1")" >>"$2.sources"
}

# copy_with_needed PATH FOLDER: a file's libraries, and theirs (ldd names them all), each once.
copy_needed() {
    local path
    while read -r path; do
        [ -e "$2/$(basename "$path")" ] || copy_library "$path" "$2"
    done < <(ldd "$1" | awk '$2 == "=>" && $3 ~ /^\// { print $3 }' |
        while read -r path; do [[ ${path##*/} =~ $of_the_c_library ]] || printf '%s\n' "$path"; done)
}

# owner_of PATH: the Debian package.
owner_of() {
    local owner
    # With a merged /usr the package may know the file by its other path.
    owner=$(dpkg-query -S "$1" 2>/dev/null || dpkg-query -S "${1#/usr}" 2>/dev/null) ||
        { echo "no package owns $1" >&2; return 1; }
    owner=${owner%%: *}
    printf '%s\n' "${owner%%,*}"
}

# copy_copyrights INTO FOLDER: the copyright file of each package that something in FOLDER comes from.
copy_copyrights() {
    local path owner owners
    owners=$(while read -r path; do owner_of "$path"; done <"$2.sources" | sort -u)
    for owner in $owners; do
        cp --dereference "/usr/share/doc/${owner%%:*}/copyright" "$1/${owner%%:*}.copyright"
        printf '%s\n' "$owner" >>"$2.packages"
    done
    rm "$2.sources"
}

# make_bundle ROOT HERE: the installed tree in ROOT becomes one that needs nothing but the C library and a display.
make_bundle() {
    local root=$1 here=$2 plugins name
    plugins=$(qmake6 -query QT_INSTALL_PLUGINS)
    mkdir -p "$root"/{lib,plugins,fonts}
    for name in "${opened_plugins[@]}"; do
        mkdir -p "$root/plugins/${name%/*}"
        cp "$plugins/$name" "$root/plugins/$name"
        chmod 644 "$root/plugins/$name"
        printf '%s\n' "$plugins/$name" >>"$root/lib.sources"
        copy_needed "$plugins/$name" "$root/lib"
    done
    for name in steward steward-cli; do
        copy_needed "$root/bin/$name" "$root/lib"
        # As DT_RPATH it holds for what the libraries open themselves, too.
        patchelf --force-rpath --set-rpath "\$ORIGIN/../lib" "$root/bin/$name"
    done
    for name in "${opened_libraries[@]}"; do
        local path
        path=$(ldconfig -p | awk -v name="$name" '$1 == name { print $NF; exit }')
        [ -e "$root/lib/$name" ] || copy_library "$path" "$root/lib"
        copy_needed "$path" "$root/lib"
    done
    for name in "${bundled_fonts[@]}"; do
        cp "/usr/share/fonts/truetype/dejavu/$name" "$root/fonts/"
        printf '%s\n' "/usr/share/fonts/truetype/dejavu/$name" >>"$root/lib.sources"
    done
    printf '[Paths]\nPrefix = ..\nPlugins = plugins\nLibraries = lib\n' >"$root/bin/qt.conf"
    cp "$here/portable/fonts.conf" "$root/fonts/"
    cp "$here/portable/README.txt" "$root/"
    cp "$here/../../LICENSE" "$root/"
    install -m 755 "$here/portable/steward" "$root/steward"
    ln -s bin/steward-cli "$root/steward-cli"
    mkdir -p "$root/copyright"
    mv "$root/share/doc/steward/copyright" "$root/copyright/steward.copyright"
    mv "$root/share/doc/steward/NEWS.md.gz" "$root/"
    rm -r "$root/share/doc"
    copy_copyrights "$root/copyright" "$root/lib"
    mv "$root/lib.packages" "$root/copyright/packages"
}

#!/usr/bin/env bash
# make-packages.sh BUILD DIST: makes of the release build in BUILD, in DIST, steward_VERSION_ARCH.deb,
# steward-VERSION.ARCH.rpm, steward-VERSION-linux-ARCH.tar.xz, the list of what the last one holds (SPDX) and checksums.
# The same commit gives the same files, byte by byte, whatever the folder, the user and the day: SOURCE_DATE_EPOCH is
# the only time in them.
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
[ $# -eq 2 ] || { echo "usage: make-packages.sh BUILD DIST" >&2; exit 1; }
build=$(realpath "$1")
mkdir -p "$2"
dist=$(realpath "$2")
: "${SOURCE_DATE_EPOCH:?}"
export SOURCE_DATE_EPOCH LC_ALL=C TZ=UTC
umask 022

version=$(sed -n 's/^CMAKE_PROJECT_VERSION:STATIC=//p' "$build/CMakeCache.txt")
machine=$(uname -m)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# shellcheck source=installer/linux/bundle.sh
. "$here/bundle.sh"

say() { printf '%s\n' "$*" >&2; }

make_deb() {
    (cd "$work" && cpack --config "$build/CPackConfig.cmake" -B "$work/deb") >"$work/log" 2>&1 || { cat "$work/log" >&2; return 1; }
    mv "$work"/deb/steward_*.deb "$dist/"
}

# What both others begin with.
install_into() { DESTDIR="$1" cmake --install "$build" --prefix "$2" --strip >"$work/log" 2>&1 || { cat "$work/log" >&2; return 1; }; }

make_rpm() {
    local root=$work/rpm-root private=/usr/lib64/steward
    install_into "$root" /usr
    # What Fedora has under another name comes along, out of the way of others.
    mkdir -p "$root$private" "$root/usr/share/licenses/steward"
    local library
    for library in "${rpm_libraries[@]}"; do
        copy_library "$(path_of_library "$root/usr/bin/steward" "$library")" "$root$private"
    done
    # One of them needs another.
    for library in "$root$private"/*.so*; do patchelf --set-rpath "\$ORIGIN" "$library"; done
    local program
    for program in steward steward-cli; do
        patchelf --set-rpath "\$ORIGIN/../lib64/steward" "$root/usr/bin/$program"
    done
    mv "$root/usr/share/zsh/vendor-completions" "$root/usr/share/zsh/site-functions"
    rm "$root"/usr/share/doc/steward/changelog.gz
    mv "$root/usr/share/doc/steward/copyright" "$root/usr/share/licenses/steward/steward.copyright"
    cp "$here/../../LICENSE" "$root/usr/share/licenses/steward/"
    copy_copyrights "$root/usr/share/licenses/steward" "$root$private"
    rm "$root$private.packages"
    settle_times "$root"

    local requirement requires=()
    while read -r requirement _; do requires+=("Requires: $requirement"); done < <(fedora_names asked)
    {
        sed -e "s/@VERSION@/$version/" "$here/steward.spec.in"
        printf '%s\n' "${requires[@]}"
        cat "$here/steward.spec.end"
        (cd "$root" && find . -type f -printf '/%P\n' | sort)
        printf '%%dir %s\n' "$private" /usr/share/doc/steward /usr/share/licenses/steward
    } >"$work/steward.spec"
    rpmbuild -bb --quiet --define "_topdir $work/rpmbuild" --define "steward_root $root" --target "$machine" \
        "$work/steward.spec" >"$work/log" 2>&1 || { cat "$work/log" >&2; return 1; }
    mv "$work"/rpmbuild/RPMS/"$machine"/*.rpm "$dist/steward-$version.$machine.rpm"
}

make_portable() {
    local name=steward-$version-linux-$machine
    local root=$work/$name
    install_into "" "$root"
    make_bundle "$root" "$here"
    settle_times "$root"
    tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" --format=gnu \
        -cf - "$name" | xz -6 -T1 >"$dist/$name.tar.xz"
    "$here/list-parts.sh" "$root" "$version" "$machine" >"$dist/steward-$version-linux-$machine.spdx.json"
}

# Only the time that the release has; nothing that a umask decides.
settle_times() { find "$1" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} + && chmod -R u=rwX,go=rX "$1"; }

rm -f "$dist"/steward[-_]"$version"* "$dist/SHA256SUMS"
make_deb
make_rpm
make_portable
(cd "$dist" && sha256sum steward[-_]"$version"* >SHA256SUMS && sed 's/^[0-9a-f]*  //' SHA256SUMS |
    while read -r file; do say "dist/$file: $(stat -c %s "$file") bytes"; done)

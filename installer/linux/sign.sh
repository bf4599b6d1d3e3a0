#!/usr/bin/env bash
# sign.sh DIST: signs the checksums, and with them everything that they name, with the GnuPG key that STEWARD_SIGNING_KEY
# names: DIST/SHA256SUMS.asc. Without a key nothing is signed, and that is said.
set -euo pipefail
[ $# -eq 1 ] || { echo "usage: sign.sh DIST" >&2; exit 1; }
rm -f "$1/SHA256SUMS.asc"
if [ -z "${STEWARD_SIGNING_KEY:-}" ]; then
    echo "NOT SIGNED: STEWARD_SIGNING_KEY names no key." >&2
    exit 0
fi
gpg --batch --yes --local-user "$STEWARD_SIGNING_KEY" --armor --detach-sign --output "$1/SHA256SUMS.asc" "$1/SHA256SUMS"

#!/usr/bin/env bash
# sign.sh FILE…: signs programs or installers with the certificate in the file STEWARD_WINDOWS_CERTIFICATE (PKCS #12), whose
# password is in the file STEWARD_WINDOWS_CERTIFICATE_PASSWORD_FILE, by osslsigncode: signtool takes a password as an argument.
# Without a certificate nothing is signed, and that is said.
set -euo pipefail
[ $# -ge 1 ] || { echo "usage: sign.sh FILE…" >&2; exit 1; }
certificate=${STEWARD_WINDOWS_CERTIFICATE:-}
stamps=${STEWARD_TIMESTAMP_URL:-http://timestamp.digicert.com}
if [ -z "$certificate" ]; then
    echo "NOT SIGNED: STEWARD_WINDOWS_CERTIFICATE names no certificate. Windows will warn of an unknown publisher." >&2
    exit 0
fi
password=${STEWARD_WINDOWS_CERTIFICATE_PASSWORD_FILE:?}
for file; do
    osslsigncode sign -pkcs12 "$certificate" -readpass "$password" -h sha256 -ts "$stamps" -n Steward -in "$file" \
        -out "$file.signed"
    mv "$file.signed" "$file"
done

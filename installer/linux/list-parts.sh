#!/usr/bin/env bash
# list-parts.sh ROOT VERSION MACHINE: what the portable tree in ROOT is made of, as an SPDX 2.3 document: Steward, and
# each Debian package whose files lie in it. Terms are those in ROOT/copyright; none is concluded here.
set -euo pipefail
root=$1 version=$2 machine=$3
created=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)

part() {
    local id=$1 name=$2 number=$3 terms=$4 where=$5
    printf '    {"SPDXID": "SPDXRef-%s", "name": "%s", "versionInfo": "%s", "downloadLocation": "NOASSERTION", ' "$id" "$name" "$number"
    printf '"filesAnalyzed": false, "licenseConcluded": "NOASSERTION", "licenseDeclared": "%s", "copyrightText": "NOASSERTION"' "$terms"
    [ -z "$where" ] || printf ', "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": "%s"}]' "$where"
    printf '}'
}

printf '{\n  "spdxVersion": "SPDX-2.3",\n  "dataLicense": "CC0-1.0",\n  "SPDXID": "SPDXRef-DOCUMENT",\n'
printf '  "name": "steward-%s-linux-%s",\n' "$version" "$machine"
printf '  "documentNamespace": "urn:steward:%s:linux:%s:%s",\n' "$version" "$machine" "$SOURCE_DATE_EPOCH"
printf '  "creationInfo": {"created": "%s", "creators": ["Organization: Steward maintainers"]},\n' "$created"
printf '  "packages": [\n'
part steward steward "$version" Apache-2.0 ""
relations='    {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-steward"}'
while read -r package; do
    number=$(dpkg-query -W -f '${Version}' "$package")
    id=$(printf 'debian-%s' "${package%%:*}" | tr -c 'a-zA-Z0-9.-' '-')
    printf ',\n'
    part "$id" "${package%%:*}" "$number" NOASSERTION "pkg:deb/debian/${package%%:*}@${number//:/%3A}"
    relations+=$',\n'"    {\"spdxElementId\": \"SPDXRef-steward\", \"relationshipType\": \"CONTAINS\", \"relatedSpdxElement\": \"SPDXRef-$id\"}"
done <"$root/copyright/packages"
printf '\n  ],\n  "relationships": [\n%s\n  ]\n}\n' "$relations"

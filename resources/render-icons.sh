#!/usr/bin/env bash
# Renders the icons from their SVG sources; the PNG files are kept, so that building needs no renderer.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/icons"
for size in 16 24 32 48 64 128 256; do
    rsvg-convert -w "$size" -h "$size" steward.svg -o "steward-$size.png"
done

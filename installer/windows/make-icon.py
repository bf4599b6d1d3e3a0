#!/usr/bin/env python3
"""make-icon.py OUTPUT PICTURE.png…: one icon for Windows, of the same picture in several sizes."""
import pathlib
import struct
import sys

pictures = [pathlib.Path(name).read_bytes() for name in sys.argv[2:]]
entries = b""
offset = 6 + 16 * len(pictures)
for picture in pictures:
    width, height = struct.unpack(">II", picture[16:24])
    entries += struct.pack("<BBBBHHII", width % 256, height % 256, 0, 0, 1, 32, len(picture), offset)
    offset += len(picture)
pathlib.Path(sys.argv[1]).write_bytes(struct.pack("<HHH", 0, 1, len(pictures)) + entries + b"".join(pictures))

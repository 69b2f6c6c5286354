"""Make resources/colour/sRGB.icc, the colour profile of every PDF, byte for byte the same each time.

Usage: python tools/colour_profile.py [--check]

Little CMS makes the profile, through Pillow. It writes the current time into the header, which is set to the day of
the standard (IEC 61966-2-1:1999) here.
"""

from __future__ import annotations

import argparse
import struct
import sys
from pathlib import Path

from PIL import ImageCms

OUT = Path(__file__).resolve().parent.parent / "resources" / "colour" / "sRGB.icc"

_DATE_AT = 24
"""Where the header has its time: six numbers of two bytes (ICC.1:2022, 7.2.1)."""


def profile() -> bytes:
    """The bytes of the profile."""
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    struct.pack_into(">6H", made, _DATE_AT, 1999, 10, 1, 0, 0, 0)
    return bytes(made)


def main() -> int:
    """Write the file, or compare it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--check", action="store_true", help="only say whether the file is what this tool makes"
    )
    if parser.parse_args().check:
        same = OUT.is_file() and OUT.read_bytes() == profile()
        print(f"{OUT.name}: {'as made here' if same else 'NOT what this tool makes'}")
        return 0 if same else 1
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_bytes(profile())
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Renew the manual's pictures from a tour (``counter tour --out DIR``): ``python -m tools.manual_pictures DIR``.

A picture is found by its name without the tour's number, so that a new visit in the tour renames nothing. Pictures the
tour does not take (printing with a printer, the four looks: ``tools.draw_window``) stay as they are and are listed.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from PIL import Image

MANUAL = Path(__file__).resolve().parent.parent / "docs" / "manual"
BOOKS = ("第一次来访", "操作手册")
"""Those with pictures of the tour."""

NUMBERED = re.compile(r"\d+-(.+)\.png")
COLOURS = 256
"""A window has few colours: as a palette a picture is a third of its size and looks the same."""


def small(picture: Image.Image) -> Image.Image:
    """With a palette: an octree keeps small vivid areas (the dot of a light), a median cut does not."""
    flat = picture.convert("RGB")
    return flat.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


def renew(tour: Path) -> list[str]:
    """Write every picture of the manual that the tour took; returns the names of the others."""
    taken = {m[1]: file for file in sorted(tour.glob("*.png")) if (m := NUMBERED.fullmatch(file.name))}
    books = "".join((MANUAL / f"{book}.md").read_text(encoding="utf-8") for book in BOOKS)
    wanted = set(re.findall(r"pictures/([\w-]+)\.png", books))
    for name in sorted(wanted & taken.keys()):
        small(Image.open(taken[name])).save(MANUAL / "pictures" / f"{name}.png", optimize=True)
    return sorted(wanted - taken.keys())


if __name__ == "__main__":
    left = renew(Path(sys.argv[1]))
    print("not in the tour:", ", ".join(left) or "none")

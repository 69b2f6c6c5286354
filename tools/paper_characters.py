"""Write ``counter/domain/text/paper_characters.py``: the characters that every paper can show, from the bundled
fonts.

Usage: python tools/paper_characters.py [--check]

Every role of text falls back to the two whole faces (``printing.type.typeface``), so a character of one of them is
printed anywhere on any paper, on every machine. Fonts of single machines are left out on purpose.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "resources" / "fonts"
OUT = ROOT / "counter" / "domain" / "text" / "paper_characters.py"
WHOLE = ("NotoSerifSC-Regular.ttf", "NotoSansSC-Regular.ttf")
_WIDTH = 100

_HEAD = '''"""The characters that the bundled fonts can show, as ranges (made by ``tools/paper_characters.py``).

``first-last`` or one alone, in hexadecimal. Data, so that a text is proved without opening a font.
"""

from __future__ import annotations

RANGES = """\\
'''


def covered() -> set[int]:
    """Code points with a glyph of their own in one of the whole faces."""
    found: set[int] = set()
    for name in WHOLE:
        with TTFont(FONTS / name, lazy=True) as font:
            found |= {code for code, glyph in font.getBestCmap().items() if font.getGlyphID(glyph) != 0}
    return found


def ranges(codes: Iterable[int]) -> list[tuple[int, int]]:
    """Adjacent code points joined, both ends included."""
    made: list[tuple[int, int]] = []
    for code in sorted(codes):
        if made and made[-1][1] == code - 1:
            made[-1] = (made[-1][0], code)
        else:
            made.append((code, code))
    return made


def module() -> str:
    """The text of the module."""
    words = [f"{first:X}" if first == last else f"{first:X}-{last:X}" for first, last in ranges(covered())]
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) + 1 > _WIDTH:
            lines.append(line)
            line = ""
        line = f"{line} {word}" if line else word
    return _HEAD + "\n".join([*lines, line]) + '\n"""\n'


def main() -> int:
    """Write it, or with ``--check`` compare it with what the fonts make."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    made = module()
    if parser.parse_args().check:
        same = OUT.read_text(encoding="utf-8") == made
        print("paper_characters.py is what the fonts make" if same else "paper_characters.py is out of date")
        return 0 if same else 1
    OUT.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

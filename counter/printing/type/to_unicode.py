"""A ToUnicode map that is correct beyond U+FFFF.

reportlab writes the code point itself where the PDF rules (ISO 32000-1, 9.10.3) require UTF-16BE, so 𬭊 is copied from
the paper as another character, and puts more than the allowed 100 entries in one block. Replaced here until it is
fixed there.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfbase import ttfonts

_BLOCK = 100


def to_unicode_cmap(fontname: str, subset: Sequence[int]) -> str:
    """The CMap of one font subset: code in the subset → UTF-16BE of the character."""
    entries = [
        f"<{position:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>"
        for position, code in enumerate(subset)
        if code
    ]
    blocks: list[str] = []
    for start in range(0, len(entries), _BLOCK):
        part = entries[start : start + _BLOCK]
        blocks += [f"{len(part)} beginbfchar", *part, "endbfchar"]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            f"/CIDSystemInfo << /Registry ({fontname}) /Ordering ({fontname}) /Supplement 0 >> def",
            f"/CMapName /{fontname} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *blocks,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )


def install() -> None:
    """Replace reportlab's own map."""
    ttfonts.makeToUnicodeCMap = to_unicode_cmap

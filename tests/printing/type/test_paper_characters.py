"""What the domain says a paper can show is exactly what the press finds a glyph for, in every role and weight."""

from __future__ import annotations

import sys

from counter.domain.text.paper_characters import RANGES
from counter.domain.text.printable import first_unprintable
from counter.printing.type.typeface import Role, Typefaces, load_face
from tests.printing.pages import FONTS


def _covered() -> set[int]:
    found: set[int] = set()
    for word in RANGES.split():
        first, _, last = word.partition("-")
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return found


def test_that_the_table_is_what_the_whole_faces_have() -> None:
    faces = [load_face(FONTS / name) for name in ("NotoSerifSC-Regular.ttf", "NotoSansSC-Regular.ttf")]
    has = {code for code in range(sys.maxunicode + 1) if any(face.glyph(chr(code)) for face in faces)}
    assert _covered() == has


def test_that_what_passes_has_a_glyph_in_every_role_without_the_fonts_of_this_machine() -> None:
    typefaces = Typefaces(FONTS, own=False)
    passing = [chr(code) for code in sorted(_covered()) if not first_unprintable(chr(code))]
    assert len(passing) > 30_900
    for role in Role:
        chain = typefaces.chain(role)
        assert all(chain[char].advance >= 0 for char in passing)

"""The hall's emblem on a paper: in the head margin of the first page, as drawing, moving nothing."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest
from PIL import ImageChops

from counter.domain.document.document import from_json, to_json
from counter.domain.document.emblem import DottedEmblem, emblem_text
from counter.domain.papers.compose.acceptance import acceptance_notice
from counter.domain.papers.parts.page_forms import as_form
from counter.printing.layout.layout import render
from tests.paper_cases import NOTICE
from tests.settings import RESOURCES

BLACK = emblem_text(DottedEmblem(144, 144, bytes([3]) * 144 * 144))
PLAIN = acceptance_notice(NOTICE)
FONTS = RESOURCES / "fonts"
MARGIN = 4 / 25.4 * 72
"""What printers leave unprinted."""


def boxes_of(page: pypdfium2.PdfPage) -> list[tuple[float, float, float, float]]:
    """Where each letter is, but those of the watermark."""
    text = page.get_textpage()
    return [text.get_charbox(n) for n in range(text.count_chars())]


@pytest.mark.parametrize("page", ["A4", "A5"])
def test_that_the_emblem_stands_above_the_text_and_moves_nothing(page: str) -> None:
    without, given = (as_form(d, page) for d in (PLAIN, replace(PLAIN, emblem=BLACK)))
    with (
        pypdfium2.PdfDocument(render(without, FONTS)) as before,
        pypdfium2.PdfDocument(render(given, FONTS)) as after,
    ):
        assert len(after) == len(before)
        for old, new in zip(before, after, strict=True):
            assert new.get_textpage().get_text_range() == old.get_textpage().get_text_range()
            assert boxes_of(new) == boxes_of(old)
        drawn = [page.render(scale=1).to_pil().convert("L") for page in (before[0], after[0])]
        box = ImageChops.difference(*drawn).getbbox()
        assert box is not None
        text_begins = after[0].get_height() - max(box[3] for box in boxes_of(after[0]))
        assert box[1] >= MARGIN
        assert box[3] <= text_begins
        assert all(o.type != pypdfium2.raw.FPDF_PAGEOBJ_IMAGE for o in after[0].get_objects())


def test_that_a_paper_keeps_its_emblem_and_one_without_keeps_its_bytes() -> None:
    given = replace(PLAIN, emblem=BLACK)
    assert from_json(to_json(given)) == given
    assert "emblem" not in to_json(PLAIN)
    assert as_form(given, "80mm").emblem == ""

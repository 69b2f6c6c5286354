"""The preview shows the page that will be printed."""

from __future__ import annotations

import pytest

from counter.printing.preview import page_count, page_image
from tests.printing import samples
from tests.printing.pages import made


@pytest.mark.parametrize("width_px", [333, 900])
def test_that_a_page_comes_as_rgb_without_padding(width_px: int) -> None:
    width, height, data = page_image(made(samples.receipt()), 0, width_px)
    assert abs(width - width_px) <= 1
    assert height == pytest.approx(width * 297 / 210, abs=2)
    assert len(data) == width * height * 3
    assert data[:3] == b"\xff\xff\xff"
    assert b"\x00\x00\x00" in data


def test_that_the_preview_knows_how_many_pages_there_are() -> None:
    assert page_count(made(samples.long_notice())) > 1

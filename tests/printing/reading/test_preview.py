"""The preview shows the page that will be printed."""

from __future__ import annotations

import threading

import pytest

from counter.printing.reading.preview import page_count, page_image, pages
from tests.printing import samples
from tests.printing.pages import made


@pytest.mark.parametrize("width_px", [333, 900])
def test_that_a_page_comes_as_grey_without_padding(width_px: int) -> None:
    width, height, data = page_image(made(samples.receipt()), 0, width_px)
    assert abs(width - width_px) <= 1
    assert height == pytest.approx(width * 297 / 210, abs=2)
    assert len(data) == width * height
    assert data[:1] == b"\xff"
    assert b"\x00" in data


def test_that_the_preview_knows_how_many_pages_there_are() -> None:
    assert page_count(made(samples.long_notice())) > 1


def test_that_all_pages_come_as_they_come_one_by_one() -> None:
    pdf = made(samples.long_notice())
    together = pages(pdf, 200)
    assert together == [page_image(pdf, number, 200) for number in range(page_count(pdf))]


def test_that_threads_may_look_at_papers_at_once() -> None:
    """pdfium is not made for threads; two previews must not meet in it."""
    pdf = made(samples.receipt())
    expected = page_image(pdf, 0, 120)
    seen: list[object] = []
    threads = [threading.Thread(target=lambda: seen.append(page_image(pdf, 0, 120))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [expected] * 8

"""Memory that nothing uses goes back to the system, and nobody keeps a paper's pictures longer than it is shown."""

from __future__ import annotations

import platform
import threading
import weakref
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from counter.ui.facades.window import PageImage
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.garbage_collection import trim_heap
from counter.ui.papers.paper_preview import PaperPreview

MB = 1 << 20
WHITE, GREY = 255, 120


class Pictures:
    """Something large that a lane brings."""


@pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc", reason="only glibc keeps what is freed and has a call for it"
)
def test_that_what_was_freed_leaves_the_process() -> None:
    pieces = [
        bytes([1]) * 100_000 for _ in range(400)
    ]  # small enough that the allocator keeps them to itself
    kept = pieces[-1]
    full = _resident()
    del pieces
    trim_heap()
    assert full - _resident() > 30 * MB
    assert kept[0] == 1


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc moves its threshold")
def test_that_large_blocks_leave_the_process_by_themselves_after_a_larger_one() -> None:
    trim_heap()
    bytes([1]) * (20 * MB)  # as large as the pictures of a long paper; gone at once
    pictures = [bytes([1]) * MB for _ in range(40)]
    above = [bytes([1]) * 100_000 for _ in range(10)]
    full = _resident()
    pictures.clear()
    assert full - _resident() > 30 * MB
    assert above[0][0] == 1


def test_that_a_lane_does_not_hold_on_to_what_it_brought(qtbot: QtBot) -> None:
    background = Background(lambda error: None)
    brought: list[weakref.ref[Pictures]] = []
    arrived = threading.Event()

    def shown(pictures: Pictures) -> None:
        brought.append(weakref.ref(pictures))
        arrived.set()

    background.run(Pictures, shown, lane=Lane.PAPERS)
    qtbot.waitUntil(arrived.is_set)
    qtbot.waitUntil(lambda: brought[0]() is None)
    background.close()


def test_that_a_page_is_shown_whole_grey_and_as_wide_as_the_preview(qtbot: QtBot) -> None:
    preview = PaperPreview()
    qtbot.addWidget(preview)
    preview.resize(400, 700)
    half = PageImage(100, 140, bytes([WHITE]) * 100 * 70 + bytes([GREY]) * 100 * 70)
    with qtbot.waitExposed(preview):
        preview.show()
    preview.show_pages((half,))
    wide = preview.viewport().width() - 4
    qtbot.waitUntil(lambda: _grey_at(preview, wide // 2, 20) == WHITE)
    assert _grey_at(preview, wide // 2, round(wide * 1.4) - 20) == GREY
    assert _grey_at(preview, 20, round(wide * 1.4) - 20) == GREY


def _grey_at(preview: PaperPreview, x: int, y: int) -> int:
    return preview.grab().toImage().pixelColor(x, y).red()


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096

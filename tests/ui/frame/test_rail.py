"""The rail of pages on a small screen: no entry over another, in either size of letters."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from counter.services.context.preferences import LETTERS
from counter.ui.frame.navigation_rail import NavigationRail
from counter.ui.kit.controls.labels import KeyCap
from tests.ui.hands import Hands

SMALL, LEAST = (1024, 700), (1024, 640)


def overlaps(parts: list[QWidget]) -> list[str]:
    """Parts that begin before the one above ends."""
    ordered = sorted(parts, key=lambda part: part.y())
    return [
        below.objectName()
        for above, below in itertools.pairwise(ordered)
        if below.y() < above.y() + above.height()
    ]


@pytest.mark.parametrize("size", [SMALL, LEAST])
@pytest.mark.parametrize("letters", LETTERS)
def test_that_every_entry_of_the_rail_has_its_own_place(
    hands: Hands, size: tuple[int, int], letters: int
) -> None:
    look = hands.window.look  # type: ignore[attr-defined]  # the program's window
    look.apply(replace(look.preferences, letters=letters))
    hands.window.resize(*size)
    rail = hands.window.findChild(NavigationRail)
    assert rail is not None
    hands.qtbot.waitUntil(lambda: rail.height() < size[1])
    entries: list[QWidget] = list(rail.entries.values())
    hands.qtbot.waitUntil(lambda: overlaps(entries) == [])
    assert len(entries) > 10
    assert max(entry.y() + entry.height() for entry in entries) <= rail.height()
    for key in rail.findChildren(KeyCap):
        if key.isVisible():
            entry = key.parentWidget()
            assert key.geometry().bottom() <= entry.height()
            assert key.sizeHint().width() <= key.width()


def test_that_entries_have_their_height_from_the_first_moment_on(hands: Hands) -> None:
    hands.window.resize(1366, 768)
    rail = hands.window.findChild(NavigationRail)
    assert rail is not None
    wanted = hands.window.look.px("rail_entry")
    hands.qtbot.waitUntil(lambda: {entry.height() for entry in rail.entries.values()} == {wanted})


@pytest.mark.parametrize("letters", LETTERS)
def test_that_in_high_contrast_the_mark_of_the_open_page_lies_on_no_letter_of_its_key(
    hands: Hands, letters: int
) -> None:
    look = hands.window.look  # type: ignore[attr-defined]  # the program's window
    look.apply(replace(look.preferences, theme="contrast", letters=letters))
    hands.window.resize(1366, 768)
    rail = hands.window.findChild(NavigationRail)
    assert rail is not None
    mark = look.colour("rail_mark").rgb()
    for page, entry in rail.entries.items():
        rail.mark(page)
        hands.settle()
        key = entry.findChild(KeyCap)
        if key.isHidden():
            continue
        shown, middle = entry.grab().toImage(), key.geometry().center()
        edge = next(x for x in range(entry.width()) if shown.pixel(x, 8) != mark)
        words = key.fontMetrics().horizontalAdvance(key.text())
        assert edge <= middle.x() - words // 2, page

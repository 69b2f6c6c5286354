"""Tab goes once round every page of every window: each stop is in sight, none is a trap, no ring leaves one out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from counter.ui.window.main_window import WindowKind
from tests.ui.hands import Hands, Key
from tests.ui.window.test_habits_everywhere import desk, places, room

MOST = 150
"""Stops; no page has half as many."""


def flaws(hands: Hands, page: str) -> Iterator[str]:
    """What is wrong with the way of Tab through the page in sight, forth and back."""
    yield from _round(hands, page, Key.Key_Tab)
    yield from _round(hands, f"{page}, backwards", Key.Key_Backtab)


def _round(hands: Hands, page: str, key: Key) -> Iterator[str]:
    clerk = hands.see(QWidget, "clerkButton")
    clerk.setFocus(Qt.FocusReason.TabFocusReason)
    seen: list[QWidget] = [clerk]
    while True:
        hands.key(key)
        here = hands.focus()
        if here is clerk:
            return
        if here in seen:
            yield f"{page}: from {seen[-1].objectName()} back to {here.objectName()}"
            return
        if not here.isVisible() or here.visibleRegion().isEmpty():
            yield f"{page}: {type(here).__name__} {here.objectName()} is out of sight"
        if len(seen) > MOST:
            yield f"{page}: no end"
            return
        seen.append(here)


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_that_tab_goes_round_every_page_of_the_clerks_window(qtbot: QtBot, tmp_path: Path) -> None:
    with desk(qtbot, tmp_path / "profile") as (hands, office):
        assert [flaw for place in places(hands, office) for flaw in flaws(hands, place.name)] == []


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_that_tab_goes_round_every_form_of_a_case(qtbot: QtBot, tmp_path: Path) -> None:
    with desk(qtbot, tmp_path / "profile") as (hands, office):
        list(places(hands, office))  # a case is open
        hands.key(Key.Key_Escape)
        detail = hands.window.shell.pages.find_case.detail
        case = office.file(office.visit(9))
        detail.show_case(case)
        hands.settle()
        offers = detail.acts.show_matter(case)
        assert len(offers) > 5
        wrong: list[str] = []
        for offer in offers:
            detail.acts.open_form(offer)
            hands.settle()
            wrong += flaws(hands, offer.kind.__name__)
        assert wrong == []


@pytest.mark.qt_log_ignore("does not support", extend=True)
@pytest.mark.parametrize(
    "kind", [WindowKind.OFFICE, WindowKind.BUREAU, WindowKind.OVERSIGHT], ids=lambda kind: kind.value
)
def test_that_tab_goes_round_every_page_of_the_other_windows(
    qtbot: QtBot, tmp_path: Path, kind: WindowKind
) -> None:
    with room(qtbot, tmp_path, kind) as (hands, _):
        wrong: list[str] = []
        for name, entry in hands.window.shell.rail.entries.items():
            entry.click()
            hands.settle()
            wrong += flaws(hands, name)
        assert wrong == []

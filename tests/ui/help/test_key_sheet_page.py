"""The page of keys: its list and its keys stand on no more white than they need, and scroll where they must."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFrame
from pytestqt.qtbot import QtBot

from counter.ui.help.bound_keys import BoundKey, KeyGroup
from counter.ui.help.key_sheet_page import KeySheetPage
from counter.ui.kit.background import Background
from counter.ui.kit.theme import Look
from tests.facades import facade_on
from tests.services.office import office_on

FEW = (KeyGroup("todo", "这一页：待办", tuple(BoundKey(f"F{n}", "换一种待办") for n in range(1, 7))),)
MANY = FEW * 20
TALL = 900


class Source:
    """Pages of a frame, by name."""

    def names(self) -> tuple[str, ...]:
        return ("intake", "todo", "find")

    def title_of(self, name: str) -> str:
        return {"intake": "受理", "todo": "待办", "find": "查件"}[name]

    def groups(self, name: str) -> tuple[KeyGroup, ...]:
        return MANY if name == "find" else FEW

    def every_group(self) -> tuple[KeyGroup, ...]:
        return FEW


def test_that_list_and_keys_are_no_taller_than_their_words_and_scroll_where_they_must(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with office_on(tmp_path / "profile") as office:
        facade = facade_on(office.app)
        look = Look(facade.resources, facade.preferences)
        look.load_fonts()
        look.apply(look.preferences)
        page = KeySheetPage(Source(), facade, Background(lambda error: pytest.fail(repr(error))), look)
        qtbot.addWidget(page)
        page.resize(1240, TALL)
        page.show()
        page.show_groups("todo", FEW)
        qtbot.waitUntil(lambda: page.pages.height() < TALL / 4)
        card = page.findChild(QFrame, "keyCard")
        assert card is not None
        qtbot.waitUntil(lambda: card.height() < TALL / 4)
        assert page.pages.verticalScrollBar().maximum() == 0
        page.pages.setCurrentRow(2)
        qtbot.waitUntil(lambda: card.height() > TALL * 2 / 3)
        assert card.geometry().bottom() < page.height()

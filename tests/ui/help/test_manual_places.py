"""Shift+F1 leads to the chapter of the page at hand, in every room's window and at each part of 大厅."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from counter.ui.hall.page import HallPage
from counter.ui.help.manual_page import ManualPage
from counter.ui.help.places import HALL_PARTS
from counter.ui.kit.controls.chip import Chip
from counter.ui.kit.controls.choices import Choices
from counter.ui.window.main_window import WindowKind
from tests.ui.hands import Hands, Key
from tests.ui.window.test_habits_everywhere import desk, room

WHOLE_BOOKS = {"第一次来访", "归档（档案员）"}
"""Titles of books that begin with what their page asks of a person."""


def chapter(hands: Hands) -> tuple[str, str]:
    """Book and title that Shift+F1 opens; Esc leads away from the manual again."""
    there = hands.window.shell.page_in_sight
    hands.key(Key.Key_F1, hands.SHIFT)
    page = hands.window.shell.late_page("manual")
    assert isinstance(page, ManualPage)
    hands.qtbot.waitUntil(lambda: page.chapter is not None)
    assert page.chapter is not None
    found = page.chapter
    assert found.level > 1 or found.title in WHOLE_BOOKS, (there, found.title)
    hands.key(Key.Key_Escape)
    assert hands.window.shell.page_in_sight != "manual"
    return found.book, found.title


@pytest.mark.parametrize("kind", list(WindowKind), ids=lambda kind: kind.value)
def test_that_every_page_of_every_room_opens_a_chapter_of_its_own(
    qtbot: QtBot, tmp_path: Path, kind: WindowKind
) -> None:
    place = desk(qtbot, tmp_path / "profile") if kind is WindowKind.WINDOW else room(qtbot, tmp_path, kind)
    with place as (hands, _):
        shell = hands.window.shell
        found: dict[str, tuple[str, str]] = {}
        for name in shell.page_titles():
            shell.open_page(name)
            hands.settle()
            if shell.page_in_sight == name:
                found[name] = chapter(hands)
        assert len(found) >= len(shell.rail.entries) - 2
        assert sorted(set(found.values())) == sorted(found.values())
        for door in ("keys", "settings", "about"):
            shell.help.open_by_name(door)
            hands.settle()
            assert chapter(hands)[1] == "帮助和设置"


INSIDE = {"register": "registerSections", "keys": "keysParts"}
"""Parts of 大厅 that have parts of their own, and the chips of those."""


def test_that_every_part_of_the_hall_opens_its_chapter(qtbot: QtBot, tmp_path: Path) -> None:
    with desk(qtbot, tmp_path / "profile") as (hands, _):
        hands.window.shell.open_page("hall")
        hall = hands.window.shell.page_named("hall")
        assert isinstance(hall, HallPage)
        found: dict[str, str] = {}
        for name in hall.which.options:
            hall.open_part(name)
            hands.settle()
            for chip in chips(hands, INSIDE[name]) if name in INSIDE else (name,):
                if isinstance(chip, Chip):
                    chip.setFocus()
                    chip.click()
                    hands.settle()
                found[hall.part_in_sight] = chapter(hands)[1]
    assert set(HALL_PARTS) - set(INSIDE) - {"keys"} <= set(found)
    assert found["register/hall"] == found["register/seal_maker"] == "1 改一处：登记册"
    assert found["register/staff"] == "6 人来了、走了、请假"
    assert found["register/agreement"] == "5 快到期的"
    assert found["keys/certificates"] == "8 密钥"
    assert found["keys/opening"] == "开机口令词、钥匙盘"
    assert found["keys/answering"] == "看别的窗口的件：大厅钥匙环"
    assert found["records"] == "9 记录"
    assert found["closing"] == "12 撤窗与接管"


def chips(hands: Hands, name: str) -> list[Chip]:
    """The chips of those choices, once they are shown."""
    choices = hands.see(Choices, name)
    hands.qtbot.waitUntil(lambda: bool(choices.options))
    return choices.findChildren(Chip)

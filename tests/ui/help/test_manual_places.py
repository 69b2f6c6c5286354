"""Shift+F1 leads to the chapter of the page at hand, in every room's window and at each part of 大厅; the keys that are
written there are keys of that page.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from counter.domain.reading.manual import ManualChapter, chapters
from counter.ui.hall.page import HallPage
from counter.ui.help.bound_keys import BoundKey, keys_of, keys_of_frame, shown_key
from counter.ui.help.manual_page import ManualPage
from counter.ui.help.places import HALL_PARTS
from counter.ui.kit.controls.chip import Chip
from counter.ui.kit.controls.choices import Choices
from counter.ui.window.main_window import WindowKind
from counter.ui.words.acts import WORDS, act_word
from counter.ui.words.keys import EVERYWHERE
from tests.settings import RESOURCES
from tests.ui.hands import Hands, Key
from tests.ui.window.test_habits_everywhere import desk, room

WHOLE_BOOKS = {"第一次来访", "归档（档案员）"}
"""Titles of books that begin with what their page asks of a person."""


KEY = re.compile(
    r"(?:(?:Ctrl|Alt|Shift) ?\+ ?)+(?:F\d{1,2}|Delete|Enter|Home|End|[A-Z0-9](?![A-Za-z])|[-\\\[\]=,;↑↓←→])"
    r"|(?<![A-Za-z])F\d{1,2}"
)
"""A key as the manual writes it, those of one letter or sign left out."""

BESIDE = dict.fromkeys(("intake", "todo", "hand_out", "rounds", "guide"), "find_case") | {
    "courier": "reporting"
}
"""Pages whose chapters tell the keys of another too: of a case they lead to or print like, of the way to them."""

MOST = len("Ctrl+Shift+Delete") + 1

LATER = {"Ctrl+Enter"}
"""Of the page after 出具, which a first visit builds; and of fields of several lines, which bind nothing."""

ELSEWHERE = {
    "reviews": {"Alt+[", "Alt+="},
    "keys/answering": {"Alt+-", "Alt+="},
    "keys/ring": {"Alt+-", "Alt+="},
    "keys/opening": {"F7"},
}
"""Keys of another place that a chapter tells: of the case whose finding is answered, or that is asked for; of the page
that opens the profile."""


def chapter(hands: Hands) -> ManualChapter:
    """What Shift+F1 opens; Esc leads away from the manual again."""
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
    return found


def keys_in(text: str) -> set[str]:
    """Combinations that are written there."""
    return {key.replace(" ", "") for key in KEY.findall(text)}


@pytest.mark.parametrize("kind", list(WindowKind), ids=lambda kind: kind.value)
def test_that_every_page_of_every_room_opens_a_chapter_of_its_own(
    qtbot: QtBot, tmp_path: Path, kind: WindowKind
) -> None:
    written: dict[str, set[str]] = {}
    place = desk(qtbot, tmp_path / "profile") if kind is WindowKind.WINDOW else room(qtbot, tmp_path, kind)
    with place as (hands, _):
        shell = hands.window.shell
        found: dict[str, str] = {}
        for name in shell.page_titles():
            shell.open_page(name)
            hands.settle()
            if shell.page_in_sight == name:
                shown = chapter(hands)
                found[name], written[name] = shown.title, keys_in(shown.text)
        assert len(found) >= len(shell.rail.entries) - 2
        assert sorted(set(found.values())) == sorted(found.values())
        for door in ("keys", "settings", "about"):
            shell.help.open_by_name(door)
            hands.settle()
            assert chapter(hands).title == "帮助和设置"
        if kind is WindowKind.WINDOW:
            open_case(hands)
        everywhere = listed(keys_of_frame(EVERYWHERE, shell))
        bound = {name: everywhere | listed(keys_of(name, shell.page_named(name))) for name in written}
    for name in written:
        bound[name] |= bound.get(BESIDE.get(name, ""), set()) | ELSEWHERE.get(name, set()) | LATER
    assert {name: lost for name, keys in written.items() if (lost := keys - bound[name])} == {}


def open_case(hands: Hands) -> None:
    """The filed case, so that what is built only with one is there."""
    hands.key(hands.F3)
    hands.see(QLineEdit, "caseFindBox").setFocus()
    hands.write("0001")
    hands.settle()
    hands.key(Key.Key_Return)
    hands.settle()
    assert hands.shows("caseDetail")


def listed(keys: Iterable[BoundKey]) -> set[str]:
    """Combinations of a sheet of keys."""
    return {key.key for key in keys}


INSIDE = {"register": "registerSections", "keys": "keysParts"}
"""Parts of 大厅 that have parts of their own, and the chips of those."""


def test_that_every_part_of_the_hall_opens_its_chapter(qtbot: QtBot, tmp_path: Path) -> None:
    with desk(qtbot, tmp_path / "profile") as (hands, _):
        hands.window.shell.open_page("hall")
        hall = hands.window.shell.page_named("hall")
        assert isinstance(hall, HallPage)
        found: dict[str, str] = {}
        written: dict[str, set[str]] = {}
        for name in hall.which.options:
            hall.open_part(name)
            hands.settle()
            for chip in chips(hands, INSIDE[name]) if name in INSIDE else (name,):
                if isinstance(chip, Chip):
                    chip.setFocus()
                    chip.click()
                    hands.settle()
                shown = chapter(hands)
                found[hall.part_in_sight], written[hall.part_in_sight] = shown.title, keys_in(shown.text)
        bound = listed(keys_of_frame(EVERYWHERE, hands.window.shell)) | listed(keys_of("hall", hall))
    assert {
        part: lost for part, keys in written.items() if (lost := keys - bound - ELSEWHERE.get(part, set()))
    } == {}
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


def test_that_every_key_of_the_manual_is_a_key_of_some_page() -> None:
    """Whole texts of the pages, and the letters of what is done about a case; Ctrl+C belongs to the system."""
    root = RESOURCES.parent
    said = {
        node.value
        for file in (root / "counter" / "ui").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_bytes()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    said = {shown_key(QKeySequence(text)) for text in said if len(text) < MOST}
    said |= {f"Alt+{act_word(kind).letter}" for kind in WORDS} | {f"Alt+{n}" for n in range(10)}
    books = (root / "docs" / "manual").glob("*.md")
    lost = {
        (book.stem, chapter.title, key)
        for book in books
        for chapter in chapters(book.stem, book.read_text(encoding="utf-8"))
        for key in keys_in(chapter.text) - said - {"Ctrl+C"}
    }
    assert sorted(lost) == []

"""验真: a scan, a pasted text or a file, by keyboard alone; the answer large, what is to be compared large."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QScrollArea

from counter.domain.papers.verify.trusted_keys import trust_of
from counter.services.keys.trusted import verify
from tests.keys import ESSENTIALS, Hall
from tests.ui.dragging import drag_over_and_drop
from tests.ui.hands import Hands, Key
from tests.ui.window.test_access import nameless, walk

HALL = Hall(1)
WINDOW = HALL.window(2)


@pytest.fixture
def page(hands: Hands) -> Hands:
    """The page is open, and the hall is trusted here."""
    hands.facade.trust = trust_of([HALL.says(WINDOW)], verify)
    hands.key(Key.Key_F6)
    return hands


def sentence(hands: Hands) -> str:
    return hands.see(QLabel, "proofSentence").text() if hands.shows("proofCard") else ""


def seen(hands: Hands) -> str:
    return "\n".join(label.text() for label in hands.window.findChildren(QLabel) if label.isVisible())


def test_that_a_scan_anywhere_on_the_page_is_proved_and_the_essentials_stand_large(page: Hands) -> None:
    page.key(Key.Key_Tab)  # the focus is on the button, not in the field
    page.scan(WINDOW.text())
    assert "签名有效" in sentence(page)
    for words in (ESSENTIALS.number, "受理通知书", "2026年12月4日", "9种", "2项", "请与纸面逐项核对"):
        assert words in seen(page)
    large = [
        w for w in page.window.findChildren(QLabel) if w.property("role") == "essential" and w.isVisible()
    ]
    assert len(large) == 8


@pytest.mark.parametrize("letters", [100, 115, 130, 150])
def test_that_a_number_to_compare_is_in_one_line_in_the_smallest_window_in_any_letters(
    page: Hands, request: pytest.FixtureRequest, letters: int
) -> None:
    look = page.window.look
    request.addfinalizer(lambda: look.apply(replace(look.preferences, letters=100)))
    look.apply(replace(look.preferences, letters=letters))
    page.window.resize(1024, 700)
    page.scan(WINDOW.text())

    def number() -> QLabel:
        (found,) = (one for one in page.window.findChildren(QLabel) if one.text() == ESSENTIALS.number)
        return found

    page.qtbot.waitUntil(lambda: 0 < number().height() < 2 * number().fontMetrics().height())


def test_that_what_the_page_is_for_is_whole_in_sight_before_anything_was_proved(page: Hands) -> None:
    page.settle()
    area = page.see(QScrollArea, "verifyScroll")
    (words,) = (label for label in area.widget().findChildren(QLabel) if label.isVisible())
    assert words.height() >= words.heightForWidth(words.width())
    assert words.visibleRegion().boundingRect() == words.rect(), "laid out while it was hidden"
    assert area.verticalScrollBar().maximum() == 0


def test_that_a_scan_into_the_field_leaves_nothing_standing_in_it(page: Hands) -> None:
    page.scan(WINDOW.text())
    assert "签名有效" in sentence(page)
    assert page.focus().objectName() == "verifyField"
    assert page.see(QLabel, "proofSentence")
    page.scan("https://example.com/gift")
    assert "不是本程序" in sentence(page)


def test_that_a_file_dropped_on_the_page_is_proved_and_stays_where_it_is(page: Hands, tmp_path: Path) -> None:
    file = tmp_path / "文书.txt"
    file.write_text(WINDOW.text(), encoding="utf-8")
    taker = page.see(QLineEdit, "verifyField").parentWidget()
    while taker is not None and not taker.acceptDrops():
        taker = taker.parentWidget()
    assert taker is not None
    offered = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    *_, drop = drag_over_and_drop(taker, [QUrl.fromLocalFile(str(file))], offered)
    page.settle()
    assert "签名有效" in sentence(page)
    assert drop.dropAction() == Qt.DropAction.CopyAction


def test_that_the_next_scan_replaces_the_one_before(page: Hands) -> None:
    page.scan(WINDOW.text())
    page.scan(Hall(9).window(10).text())
    assert "不等于伪造" in sentence(page)
    assert "签名有效" not in seen(page)


def test_that_a_forged_code_is_told_and_shows_nothing_to_believe(page: Hands) -> None:
    page.scan(HALL.window(3).signs(WINDOW.code()))
    assert "伪造" in sentence(page)
    assert ESSENTIALS.number not in seen(page)
    assert page.see(QLabel, "proofSentence").property("tone") == "correct"


def test_that_pasted_text_and_a_file_are_proved_on_enter(page: Hands, tmp_path: Path) -> None:
    page.write(WINDOW.text())
    page.key(Key.Key_Return)
    assert "签名有效" in sentence(page)
    page.key(Key.Key_Escape)
    assert not page.shows("proofCard")
    file = tmp_path / "码.txt"
    file.write_text(WINDOW.text(), encoding="utf-8")
    page.write(str(file))
    page.key(Key.Key_Return)
    assert "签名有效" in sentence(page)


def test_that_a_file_that_is_not_there_is_said_beside_the_field(page: Hands) -> None:
    page.write("没有的.pdf")
    page.key(Key.Key_Return)
    assert "没有这个文件" in page.see(QLabel, "verifyProblem").text()
    assert page.shows("verifyProblem")
    assert not page.shows("proofCard")


def test_that_a_chosen_file_is_proved(page: Hands, tmp_path: Path) -> None:
    file = tmp_path / "码.txt"
    file.write_text(WINDOW.text(), encoding="utf-8")
    page.key(Key.Key_O, Hands.CONTROL)
    dialog = page.see(QFileDialog, "verifyDialog")
    dialog.findChildren(QLineEdit, "fileNameEdit")[0].setText(str(file))
    dialog.accept()
    page.settle()
    assert "签名有效" in sentence(page)
    page.qtbot.waitUntil(lambda: page.window.findChild(QFileDialog, "verifyDialog") is None)


def test_that_a_scanned_paper_opens_its_case_on_every_other_page(page: Hands) -> None:
    page.key(Key.Key_F1)
    page.scan(WINDOW.text())
    assert ESSENTIALS.case_number in page.message()  # this window does not know the case, and says so
    assert page.facade.proved == []


def test_that_the_page_is_worked_by_keyboard_and_named_for_readers(page: Hands) -> None:
    page.scan(WINDOW.text())
    assert nameless(page) == []
    names = [w.objectName() for w in walk(page)]
    assert "verifyField" in names
    assert "verifyOpen" in names


def test_that_nothing_of_a_paper_stands_there_for_the_next_clerk(page: Hands) -> None:
    page.scan(WINDOW.text())
    page.key(Key.Key_L, Hands.CONTROL)
    page.key(Key.Key_Tab, Hands.SHIFT)
    page.key(Key.Key_A, Hands.CONTROL)
    page.sign_on("W02", "2345")
    page.key(Key.Key_F6)
    assert not page.shows("proofCard")
    assert page.focus().objectName() == "verifyField"


def test_that_the_same_clerk_finds_the_answer_again_after_locking(page: Hands) -> None:
    page.scan(WINDOW.text())
    page.key(Key.Key_L, Hands.CONTROL)
    page.write("1234")
    page.key(Key.Key_Return)
    page.settle()
    assert "签名有效" in sentence(page)
    assert page.focus().objectName() == "verifyField"

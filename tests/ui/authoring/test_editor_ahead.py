"""编辑: what the first row picked in the tree would wait for is made before, and nothing in sight shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QTextLayout
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from counter.ui.authoring.editor import tree_view
from counter.ui.authoring.editor.ahead import first_pick
from counter.ui.authoring.editor.field import FieldLine
from counter.ui.authoring.editor_page import EditorPage
from counter.ui.kit.controls.question_box import QuestionBox
from tests.ui.authoring.bureau_room import WindowKind, room_on
from tests.ui.authoring.editor_hands import bundle_of


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[WindowKind[EditorPage]]:
    with room_on(qtbot, tmp_path, EditorPage) as made:
        made.qtbot.waitUntil(lambda: made.page.draft.is_open)
        yield made


def make_ahead(page: EditorPage) -> None:
    """As the window does while nobody types."""
    for step in first_pick(page.draft, page.side, page.form, page.preview):
        step()


def questions(page: EditorPage) -> list[QuestionBox]:
    """Those of the preview, in sight or not."""
    return page.preview.area.findChildren(QuestionBox)


def parts_of(page: EditorPage) -> set[QWidget]:
    """Lines of forms and questions that are made."""
    return {*page.form.findChildren(FieldLine), *questions(page)}


def in_sight(page: EditorPage) -> list[str]:
    """Ids of the questions that the preview shows."""
    return [box.objectName() for box in questions(page) if box.isVisible()]


def test_that_the_first_row_picked_finds_its_form_and_its_questions_made(
    room: WindowKind[EditorPage],
) -> None:
    page, focus = room.page, QApplication.focusWidget()
    before = page.grab().toImage()
    make_ahead(page)
    made = parts_of(page)
    assert {type(part) for part in made} == {FieldLine, QuestionBox}
    assert page.side.node is None
    assert QApplication.focusWidget() is focus
    assert in_sight(page) == []
    assert page.grab().toImage() == before
    assert page.side.go_to(bundle_of(page))
    assert in_sight(page) == [one.id for one in page.preview.found.questions] != []
    assert parts_of(page) == made


def test_that_nothing_is_made_ahead_of_a_row_that_somebody_picked_already(
    room: WindowKind[EditorPage],
) -> None:
    assert room.page.side.go_to(bundle_of(room.page))
    made = parts_of(room.page)
    make_ahead(room.page)
    assert parts_of(room.page) == made


def test_that_the_words_of_a_row_are_laid_out_once_for_measuring_and_painting(
    room: WindowKind[EditorPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_out: Counter[str] = Counter()

    def counted(text: str, font: QFont) -> QTextLayout:
        laid_out[text] += 1
        return QTextLayout(text, font)

    page = room.page
    assert page.side.go_to(bundle_of(page))
    page.grab()
    monkeypatch.setattr(tree_view, "QTextLayout", counted)
    page.preview.list.scheduleDelayedItemsLayout()
    page.grab()
    page.grab()
    assert laid_out == Counter()
    page.preview.resize(page.preview.width() - 40, page.preview.height())
    page.grab()
    page.grab()
    assert set(laid_out.values()) == {1}

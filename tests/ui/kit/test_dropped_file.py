"""A file dropped on a page is read and stays where it was, whatever the file manager proposes to do with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from counter.ui.kit.dropped_file import DroppedFile
from counter.ui.kit.messages import Message, Tone
from tests.ui.dragging import drag_over_and_drop

COPY, MOVE = Qt.DropAction.CopyAction, Qt.DropAction.MoveAction


@pytest.fixture
def taken() -> list[Path]:
    return []


@pytest.fixture
def told() -> list[Message]:
    return []


@pytest.fixture
def page(qtbot: QtBot, taken: list[Path], told: list[Message]) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    DroppedFile(widget, taken.append, told.append)
    return widget


@pytest.mark.parametrize("offered", [COPY, COPY | MOVE])
def test_that_a_dropped_file_is_copied_and_never_moved(
    page: QWidget, taken: list[Path], told: list[Message], tmp_path: Path, offered: Qt.DropAction
) -> None:
    events = drag_over_and_drop(page, [QUrl.fromLocalFile(str(tmp_path / "文书.pdf"))], offered)
    assert [event.isAccepted() for event in events] == [True] * 3
    assert [event.dropAction() for event in events] == [COPY] * 3
    assert taken == [tmp_path / "文书.pdf"]
    assert told == []


def test_that_of_several_files_the_first_is_read_and_the_others_are_told(
    page: QWidget, taken: list[Path], told: list[Message], tmp_path: Path
) -> None:
    files = [tmp_path / f"{name}.pdf" for name in "甲乙丙"]
    drag_over_and_drop(page, [QUrl.fromLocalFile(str(file)) for file in files], COPY)
    assert taken == files[:1]
    (message,) = told
    assert "“甲.pdf”" in message.sentence
    assert "还有 2 个没有读" in message.sentence


@pytest.mark.parametrize(
    ("urls", "offered"),
    [([], COPY), ([QUrl("https://example.org/a.pdf")], COPY), ([QUrl.fromLocalFile("/a.pdf")], MOVE)],
    ids=["text", "of the net", "only to be moved"],
)
def test_that_what_is_no_file_to_be_read_here_is_let_go(
    page: QWidget, taken: list[Path], urls: list[QUrl], offered: Qt.DropAction
) -> None:
    events = drag_over_and_drop(page, urls, offered)
    assert [event.isAccepted() for event in events] == [False] * 3
    assert taken == []


def test_that_a_drop_whose_file_did_not_come_says_so(
    page: QWidget, taken: list[Path], told: list[Message]
) -> None:
    """Its source ended after the file was offered: the drop brings nothing."""
    drag_over_and_drop(page, [QUrl.fromLocalFile("/a.pdf")], COPY, dropped=[])
    (message,) = told
    assert message.tone is Tone.WORLD
    assert "没有收到" in message.sentence
    assert taken == []


def test_that_a_drop_of_what_was_never_a_file_says_nothing(page: QWidget, told: list[Message]) -> None:
    drag_over_and_drop(page, [QUrl.fromLocalFile("/a.pdf")], COPY)
    drag_over_and_drop(page, [], COPY)
    assert told == []

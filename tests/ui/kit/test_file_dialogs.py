"""File dialogs begin where people keep such things, remember it, and are Chinese to the last row."""

from __future__ import annotations

import os
import os.path
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFileSystemModel,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from counter.config import read_preferences, written_preferences
from counter.services.context.preferences import Preferences
from counter.ui.kit.file_dialogs import (
    Purpose,
    ask_export_file,
    ask_given_file,
    ask_new_file,
    choose_folder,
    first_folder,
    sticks,
)
from counter.ui.kit.file_sizes import size_in_words
from counter.ui.kit.replace_question import ReplaceQuestion
from counter.ui.kit.theme import Look
from counter.ui.kit.translation import speak_chinese
from tests.settings import RESOURCES


@pytest.fixture
def look(qapp: object) -> Look:
    return Look(RESOURCES, Preferences())


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[None]:
    translators = speak_chinese(RESOURCES / "i18n")
    yield
    for translator in translators:
        qapp.removeTranslator(translator)


def dialog_of(page: QWidget) -> QFileDialog:
    found = page.findChild(QFileDialog)
    assert found is not None
    return found


def test_that_each_purpose_has_its_own_last_folder(page: QWidget, look: Look, tmp_path: Path) -> None:
    kept: list[Preferences] = []
    look.remembered.connect(kept.append)
    written: list[Path] = []
    ask_export_file(page, look, "台账", written.append)
    dialog_of(page).fileSelected.emit(str(tmp_path / "台账.xlsx"))
    assert written == [tmp_path / "台账.xlsx"]
    assert first_folder(look, Purpose.SHEETS) == str(tmp_path)
    assert first_folder(look, Purpose.PAPERS) != str(tmp_path)
    assert kept[-1].folders == {"sheets": str(tmp_path)}


def test_that_the_last_folders_outlive_the_program(tmp_path: Path) -> None:
    preferences = Preferences(folders={"stick": "/media/stick", "papers": "/home/x"})
    (tmp_path / "window.json").write_bytes(written_preferences(preferences))
    assert read_preferences(tmp_path) == preferences
    (tmp_path / "window.json").write_text('{"folders": {"stick": 7, "papers": "/home/x"}}')
    assert read_preferences(tmp_path).folders == {"papers": "/home/x"}


def test_that_a_folder_that_is_gone_is_not_offered(look: Look, tmp_path: Path) -> None:
    look.preferences = replace(look.preferences, folders={"sheets": str(tmp_path / "gone")})
    assert first_folder(look, Purpose.SHEETS) != str(tmp_path / "gone")


def test_that_what_travels_begins_at_the_stick_that_is_plugged_in(
    look: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "media" / "clerk" / "KINGSTON"
    (stick / "窗口备份").mkdir(parents=True)
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path) == stick)
    above = (tmp_path / "media",)
    assert sticks(above) == (stick,)
    look.preferences = replace(look.preferences, folders={"stick": str(tmp_path), "sheets": str(tmp_path)})
    assert first_folder(look, Purpose.STICK, above) == str(stick)
    assert first_folder(look, Purpose.SHEETS, above) == str(tmp_path)
    look.preferences = replace(look.preferences, folders={"stick": str(stick / "窗口备份")})
    assert first_folder(look, Purpose.STICK, above) == str(stick / "窗口备份")


def test_that_a_name_is_proposed_and_its_ending_is_added_and_an_old_file_is_asked_about(
    page: QWidget, look: Look
) -> None:
    ask_new_file(page, look, "place", "存到哪里", "日结单.pdf", print)
    dialog = dialog_of(page)
    assert [Path(file).name for file in dialog.selectedFiles()] == ["日结单.pdf"]
    assert dialog.defaultSuffix() == "pdf"
    assert dialog.nameFilters() == ["PDF (*.pdf)"]
    assert dialog.windowModality() is not Qt.WindowModality.ApplicationModal


def test_that_another_kind_sets_another_ending(page: QWidget, look: Look) -> None:
    ask_new_file(page, look, "place", "", "短信.csv", print, pattern="表格 (*.csv);;Excel 工作簿 (*.xlsx)")
    dialog_of(page).filterSelected.emit("Excel 工作簿 (*.xlsx)")
    assert dialog_of(page).defaultSuffix() == "xlsx"


@pytest.mark.usefixtures("chinese")
def test_that_every_word_of_the_dialog_is_chinese(
    page: QWidget, look: Look, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "窗口备份").mkdir()
    (tmp_path / "台账.xlsx").write_bytes(b"x" * 3000)
    look.preferences = replace(look.preferences, folders={"sheets": str(tmp_path)})
    ask_given_file(page, "given", "打开工作簿", "Excel 工作簿 (*.xlsx)", print, look=look)
    dialog = dialog_of(page)
    words = [one.text() for kind in (QLabel, QPushButton) for one in dialog.findChildren(kind) if one.text()]
    assert words
    assert [one for one in words if one.replace("(&N)", "").isascii()] == []
    tree = dialog.findChild(QTreeView, "treeView")
    model = tree.model()
    qtbot.waitUntil(lambda: model.rowCount(tree.rootIndex()) == 2)
    heads = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(4)]
    assert heads == ["名称", "大小", "类型", "修改日期"]
    rows = [[model.index(row, n, tree.rootIndex()).data() for n in range(3)] for row in range(2)]
    assert sorted(rows) == [["台账.xlsx", "3 KB", "Excel 文件"], ["窗口备份", "", "文件夹"]]
    assert model.sourceModel().__class__ is QFileSystemModel


def test_that_a_folder_is_asked_for_with_a_title(page: QWidget, look: Look, tmp_path: Path) -> None:
    chosen: list[str] = []
    choose_folder(page, look, chosen.append)
    dialog = dialog_of(page)
    assert dialog.windowTitle() == "选文件夹"
    dialog.fileSelected.emit(str(tmp_path))
    assert chosen == [str(tmp_path)]
    assert look.preferences.folders == {"papers": str(tmp_path)}


@pytest.mark.parametrize(
    ("size", "words"), [(0, "0 KB"), (1023, "不到 1 KB"), (3000, "3 KB"), (3_600_000, "3.4 MB")]
)
def test_that_sizes_are_read_at_a_glance(size: int, words: str) -> None:
    assert size_in_words(size) == words


def test_that_no_page_makes_a_dialog_of_its_own() -> None:
    from counter import config

    folder = config.resources_folder().parent / "counter" / "ui"
    making = re.compile(r"\b(QFileDialog|AskingDialog)\((?!QFileDialog\))")
    made = [file.name for file in folder.rglob("*.py") if making.search(file.read_text(encoding="utf-8"))]
    assert made == ["file_dialog_rows.py"]


def asked(dialog: QFileDialog) -> ReplaceQuestion:
    """Saved under the name of a file that is there; Qt's own nested box would never return here."""
    dialog.accept()
    (found,) = (one for one in dialog.findChildren(ReplaceQuestion) if one.isVisible())
    return found


@pytest.mark.usefixtures("chinese")
def test_that_an_old_file_is_named_with_day_and_size_before_it_is_written_over(
    page: QWidget, look: Look, tmp_path: Path, qtbot: QtBot
) -> None:
    old = tmp_path / "日结单.pdf"
    old.write_bytes(b"x" * 3000)
    os.utime(old, (1_795_000_000, 1_795_000_000))
    (tmp_path / "日结单（2）.pdf").write_bytes(b"")
    written: list[Path] = []
    ask_new_file(page, look, "place", "存到哪里", "日结单.pdf", written.append)
    dialog = dialog_of(page)
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile("日结单")
    question = asked(dialog)
    day = datetime.fromtimestamp(1_795_000_000)
    words = question.findChild(QLabel, "replaceWords")
    assert words is not None
    assert (
        words.text() == f"“日结单.pdf”已经有了：{day:%Y-%m-%d %H:%M} 存的，3 KB。换掉以后，原来的就没有了。"
    )
    assert question.other.hasFocus() or question.focusWidget() is question.other
    QTest.keyClick(question.other, Qt.Key.Key_Return)
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert name is not None
    assert (name.text(), name.selectedText()) == ("日结单（3）.pdf", "日结单（3）")
    assert written == [], "Enter takes another name"
    dialog.selectFile(str(old))
    QTest.keyClick(asked(dialog), Qt.Key.Key_Escape)
    assert written == []
    dialog.selectFile(str(old))
    question = asked(dialog)
    assert question.change.key == "Alt+R"
    question.change.click()
    assert written == [old]

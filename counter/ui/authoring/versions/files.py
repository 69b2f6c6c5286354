"""The system's file dialogs for files of the guide, not modal to the window's event loop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from counter.ui.kit.file_dialogs import saving_folder
from counter.ui.kit.theme import Look


def ask_save(
    parent: QWidget, look: Look, title: str, name: str, filters: str, write: Callable[[Path], None]
) -> None:
    """Ask where to write ``name``. ``filters``: as in Qt, the first one's extension is the default.

    Another kind chosen in the dialog sets its extension.
    """
    dialog = _dialog(parent, look, title, filters)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix.lstrip("."))
    dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(_ending(chosen)))
    dialog.selectFile(name)
    dialog.fileSelected.connect(lambda file: write(Path(file)))
    dialog.open()


def ask_open(parent: QWidget, look: Look, title: str, filters: str, read: Callable[[Path], None]) -> None:
    """Ask which file to read."""
    dialog = _dialog(parent, look, title, filters)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda file: read(Path(file)))
    dialog.open()


def _dialog(parent: QWidget, look: Look, title: str, filters: str) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setObjectName("guideFileDialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setNameFilter(filters)
    dialog.setDirectory(saving_folder(look))
    return dialog


def _ending(name_filter: str) -> str:
    """``Excel 工作簿 (*.xlsx)`` → ``xlsx``."""
    return name_filter.rpartition("*.")[2].rstrip(") ")

"""File dialogs: a file to read or to write, a folder, and the folder first offered; paths as people type them."""

from __future__ import annotations

import os.path
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog, QWidget

    from counter.ui.kit.theme import Look


def ask_export_file(window: QWidget, look: Look, name: str, write: Callable[[Path], None]) -> None:
    """Open a save dialog, not modal; ``write`` is called with the chosen file, not at all when it is cancelled."""
    from PySide6.QtWidgets import QFileDialog  # costs a start ten milliseconds

    translate = QCoreApplication.translate
    dialog = QFileDialog(window, translate("excel", "导出到哪个文件"))
    dialog.setObjectName("excelDialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(translate("excel", "Excel 工作簿 (*.xlsx)"))
    dialog.setDefaultSuffix("xlsx")
    dialog.setDirectory(saving_folder(look))
    dialog.selectFile(f"{name}.xlsx")
    dialog.fileSelected.connect(lambda file: write(Path(file)))
    dialog.open()


def ask_given_file(
    parent: QWidget, name: str, title: str, pattern: str, use: Callable[[Path], object]
) -> None:
    """Open a dialog for a file that exists, not modal; ``name``: its object name, ``use`` gets the file."""
    dialog = _dialog(parent, name, title)
    dialog.setNameFilter(pattern)
    dialog.fileSelected.connect(lambda file: use(Path(file)))
    dialog.open()


def ask_new_file(
    parent: QWidget,
    look: Look,
    name: str,
    title: str,
    proposed: str,
    use: Callable[[Path], object],
    *,
    suffix: str = "",
) -> None:
    """As ``ask_given_file``, for a file to be written; ``proposed``: its name; ``suffix``: of a name typed without."""
    from PySide6.QtWidgets import QFileDialog  # as above

    dialog = _dialog(parent, name, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDirectory(saving_folder(look))
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(proposed)
    dialog.fileSelected.connect(lambda file: use(Path(file)))
    dialog.open()


def choose_folder(parent: QWidget, look: Look, use: Callable[[str], None]) -> None:
    """Open a dialog for a folder that exists, not modal; ``use`` gets its path."""
    from PySide6.QtWidgets import QFileDialog  # as above

    dialog = _dialog(parent.window(), "chooseFolder", "")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setDirectory(saving_folder(look))
    dialog.fileSelected.connect(use)
    dialog.open()


def typed_path(typed: str) -> Path:
    """A path as a person typed or pasted it: with quotation marks, with ``~``. Never raises."""
    return Path(os.path.expanduser(typed.strip().strip('"')))  # noqa: PTH111 - Path's own raises for ~nobody


def is_folder(path: Path) -> bool:
    """Whether there is such a folder; also for a name that the system refuses."""
    return os.path.isdir(path)  # noqa: PTH112 - Path's own raises for a name that is too long


def _dialog(parent: QWidget, name: str, title: str) -> QFileDialog:
    from PySide6.QtWidgets import QFileDialog  # as above

    dialog = QFileDialog(parent, title)
    dialog.setObjectName(name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return dialog


def saving_folder(look: Look) -> str:
    """The folder used last, else the documents folder, else (bare Linux accounts have none) the home folder."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    usable = documents and is_folder(Path(documents))
    return look.preferences.papers or (documents if usable else str(Path.home()))

"""File dialogs: where to export a workbook, and the folder first offered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

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


def saving_folder(look: Look) -> str:
    """The folder used last, else the documents folder, else (bare Linux accounts have none) the home folder."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return look.preferences.papers or (documents if _is_folder(documents) else str(Path.home()))


def _is_folder(path: str) -> bool:
    try:
        return bool(path) and Path(path).is_dir()
    except OSError:  # not to be looked into
        return False

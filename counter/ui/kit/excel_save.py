"""Where a workbook is to be written: the system's own dialog, which stays beside the window and blocks nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from counter.ui.kit.saving_folder import saving_folder
from counter.ui.kit.theme import Look


def ask_place(window: QWidget, look: Look, name: str, write: Callable[[Path], None]) -> None:
    """Ask for a file; ``write`` is called with it. Nothing happens where the person thinks better of it."""
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

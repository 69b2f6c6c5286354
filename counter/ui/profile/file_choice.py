"""Choosing a file to read or to write, beside a field where its path can be typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from counter.ui.kit.file_dialogs import saving_folder

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from counter.ui.kit.theme import Look


def choose_file(
    parent: QWidget, look: Look, kind: str, use: Callable[[str], None], *, save: str = ""
) -> None:
    """Open a file dialog, not modal to others; ``use`` gets the path. ``save``: the name proposed for a new file."""
    from PySide6.QtWidgets import QFileDialog  # costs a start ten milliseconds

    dialog = QFileDialog(parent.window())
    dialog.setObjectName("firstStartFile")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setNameFilter(kind)
    dialog.setDirectory(saving_folder(look))
    if save:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(save)
    else:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(use)
    dialog.open()

"""File dialogs for files of the guide."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from counter.ui.kit.file_dialogs import Purpose, ask_given_file, ask_new_file
from counter.ui.kit.theme import Look

_NAME = "guideFileDialog"


def ask_save(
    parent: QWidget, look: Look, title: str, name: str, filters: str, write: Callable[[Path], None]
) -> None:
    """Ask where to write ``name``. ``filters``: as in Qt; another kind chosen in the dialog sets its ending."""
    ask_new_file(parent, look, _NAME, title, name, write, pattern=filters, purpose=Purpose.GUIDE)


def ask_open(parent: QWidget, look: Look, title: str, filters: str, read: Callable[[Path], None]) -> None:
    """Ask which file to read."""
    ask_given_file(parent, _NAME, title, filters, read, purpose=Purpose.GUIDE, look=look)

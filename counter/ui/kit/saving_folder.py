"""The folder a file is first offered to be saved in: the one used last, else the person's documents."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from counter.ui.kit.theme import Look


def saving_folder(look: Look) -> str:
    """A person without a folder of documents (a bare Linux account has none) gets the home folder, which is there."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return look.preferences.papers or (documents if _is_folder(documents) else str(Path.home()))


def _is_folder(place: str) -> bool:
    try:
        return bool(place) and Path(place).is_dir()
    except OSError:  # not to be looked into
        return False

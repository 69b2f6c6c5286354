"""How large a file is, in words that are read at a glance."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

_STEP = 1024


def size_in_words(size: int) -> str:
    """12 KB, 3.4 MB."""
    if 0 < size < _STEP:
        return QCoreApplication.translate("files", "不到 1 KB")
    if size < _STEP * _STEP:
        return f"{size / _STEP:.0f} KB"
    return f"{size / _STEP / _STEP:.1f} MB"

"""The program's icon for title bar, task bar and window switcher: small PNGs of one drawing, one for each size."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon

SIZES = (16, 24, 32, 48, 64, 128, 256)
"""Pixels; ``tools.draw_icon`` makes them from ``resources/icons/counter.svg``."""


def file_of(resources: Path, size: int) -> Path:
    """Path of the icon of that size."""
    return resources / "icons" / f"counter-{size}.png"


def window_icon(resources: Path) -> QIcon:
    """The icon in every size whose file exists."""
    icon = QIcon()
    for size in SIZES:
        icon.addFile(str(file_of(resources, size)), QSize(size, size))
    return icon

"""A picture file at the size at which it is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap


def picture_of(content: bytes, widest: int, highest: int, ratio: float = 1.0) -> QPixmap:
    """The picture within these logical pixels, sharp on a screen of that ratio; a null one for no or a damaged file."""
    pixmap = QPixmap()
    if not content or not pixmap.loadFromData(content):
        return QPixmap()
    pixmap = pixmap.scaled(
        round(widest * ratio),
        round(highest * ratio),
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    pixmap.setDevicePixelRatio(ratio)
    return pixmap

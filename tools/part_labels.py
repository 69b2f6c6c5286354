"""Paint the class names of a window's parts over its picture, for docs/map.md."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from tools.manual_pictures import small

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def label_parts(window: QWidget, out: Path, parts: tuple[str, ...]) -> None:
    """A picture of the window with a frame and a name on every visible part of these classes."""
    from PySide6.QtCore import QPoint, QRect, Qt
    from PySide6.QtGui import QColor, QFont, QPainter, QPen
    from PySide6.QtWidgets import QWidget

    picture = window.grab()
    painter = QPainter(picture)
    painter.setFont(QFont("Counter Sans", 8))
    for widget in window.findChildren(QWidget):
        name = type(widget).__name__
        if name not in parts or not widget.isVisible():
            continue
        corner = widget.mapTo(window, QPoint(0, 0))
        painter.setPen(QPen(QColor(Qt.GlobalColor.magenta), 2))
        painter.drawRect(QRect(corner, widget.size()).adjusted(1, 1, -2, -2))
        width = painter.fontMetrics().horizontalAdvance(name) + 10
        left = max(corner.x(), corner.x() + widget.width() - width - 2)
        top = corner.y() + (widget.height() // 2 if name == "NavigationRail" else 2)
        label = QRect(left, top, width, 20)
        painter.fillRect(label, QColor(Qt.GlobalColor.magenta))
        painter.setPen(QColor(Qt.GlobalColor.white))
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, name)
    painter.end()
    picture.save(str(out))
    small(Image.open(out)).save(out, optimize=True)

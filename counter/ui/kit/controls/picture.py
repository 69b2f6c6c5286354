"""A picture file at the size at which it is shown, as sharp as the screen it is on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget


class PictureLabel(QLabel):
    """Shows a picture; on another screen it is made anew for that one's ratio."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[bytes, int, int] = (b"", 0, 0)

    def show_picture(self, content: bytes, widest: int, highest: int) -> bool:
        """Within these logical pixels; False for none or a damaged one."""
        self._shown = (content, widest, highest)
        return self._draw()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._draw()
        return super().event(event)

    def _draw(self) -> bool:
        pixmap = picture_of(*self._shown, self.devicePixelRatioF())
        self.setPixmap(pixmap)
        return not pixmap.isNull()


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

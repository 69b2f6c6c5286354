"""Pictures of the manual, fitted to the width of its text: their room at once, drawn when they come in sight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter

_KEPT = 24
"""Pictures kept for another look at their chapter: some 2 MB each, the longest chapter has eight."""
_EMPTY = QImage.Format.Format_Mono
"""A bit for each pixel: the rooms of eight pictures are 16 MB less to fill."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """How pictures are drawn: no wider than ``widest`` logical pixels, for a screen of that ``ratio``, at that
    ``opacity`` on a ``ground`` (0xAARRGGBB).
    """

    widest: int
    ratio: float
    opacity: float
    ground: int

    def size(self, whole: QSize) -> QSize:
        """Pixels of a picture that is so large."""
        if whole.width() <= self.widest or self.widest <= 0:
            return whole
        wide = self.widest * self.ratio
        return QSize(int(wide), int(whole.height() * wide / whole.width()))


class ManualPictures(QObject):
    """Scaling a picture well takes 16 ms on a slow machine and keeps 2 MB: the words do not wait for it, and a picture
    that nobody scrolls to is not drawn. ``came``: called with the file once a picture is whole.
    """

    def __init__(self, came: Callable[[Path, QImage], None], parent: QObject) -> None:
        super().__init__(parent)
        self._came = came
        self._kept: dict[tuple[Path, Fitting], QImage] = {}
        self._empty: dict[Path, Fitting] = {}
        self._waiting: list[Path] = []

    def get(self, file: Path, fitting: Fitting) -> QImage | None:
        """The picture, or its empty room until it was wanted and drawn; None where it cannot be read."""
        kept = self._kept.get((file, fitting))
        if kept is not None:
            return kept
        whole = QImageReader(str(file)).size()
        if not whole.isValid():
            return None
        self._empty[file] = fitting
        size = fitting.size(whole)
        room = QImage(size, _EMPTY)
        room.setColorTable([fitting.ground, fitting.ground])
        room.fill(0)
        if size != whole:
            room.setDevicePixelRatio(fitting.ratio)
        return room

    def want(self, file: Path) -> None:
        """Its room came in sight: draw it in one of the next turns."""
        if file not in self._empty or file in self._waiting:
            return
        if not self._waiting:
            QTimer.singleShot(0, self, self._draw_next)
        self._waiting.append(file)

    def forget_waiting(self) -> None:
        """Another chapter: what was asked for the last one need not come."""
        self._empty.clear()
        self._waiting.clear()

    def _draw_next(self) -> None:
        if not self._waiting:
            return
        file = self._waiting.pop(0)
        fitting = self._empty.pop(file)
        if self._waiting:
            QTimer.singleShot(0, self, self._draw_next)
        picture = draw_picture(file, fitting)
        if picture.isNull():
            return
        while len(self._kept) >= _KEPT:
            del self._kept[next(iter(self._kept))]
        self._kept[file, fitting] = picture
        self._came(file, picture)


def draw_picture(file: Path, fitting: Fitting) -> QImage:
    """A picture as it is shown; null where it cannot be read."""
    picture = QImage(str(file))
    size = fitting.size(picture.size())
    if not picture.isNull() and size != picture.size():
        picture = picture.scaled(
            size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        picture.setDevicePixelRatio(fitting.ratio)
    return picture if fitting.opacity == 1 else _dimmed(picture, fitting)


def _dimmed(picture: QImage, fitting: Fitting) -> QImage:
    dim = QImage(picture.size(), QImage.Format.Format_ARGB32_Premultiplied)
    dim.setDevicePixelRatio(picture.devicePixelRatio())
    dim.fill(QColor.fromRgb(fitting.ground))
    painter = QPainter(dim)
    painter.setOpacity(fitting.opacity)
    painter.drawImage(0, 0, picture)
    painter.end()
    return dim

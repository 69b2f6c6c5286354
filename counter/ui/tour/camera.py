"""Screenshots of the window, numbered in the order they were taken."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from counter.domain.errors import WorldTrouble
from counter.domain.file_errors import error_reason
from counter.ui.tour.driver import TourFailed

_SETTLE_MS = 80
"""Delay until the layout has settled."""
SHOWN_FOLDER = "D:/文书"
"""Replaces a folder of the account in screenshots: a manual must show nothing of this machine."""


class Camera:
    """Takes the screenshots of a tour into one folder."""

    def __init__(self, window: QWidget, folder: Path) -> None:
        self._window = window
        self._folder = folder
        self.pictures: list[Path] = []

    def shoot(self, name: str, other: QWidget | None = None) -> None:
        """Save the whole window, or the ``other`` one.

        Raises TourFailed when nothing was painted, WorldTrouble when the file cannot be written.
        """
        QTest.qWait(_SETTLE_MS)
        with hide_folders(self._window, self._folder):
            picture = (other or self._window).grab()
        if picture.isNull() or _is_blank(picture.toImage()):
            raise TourFailed(f"“{name}”的画面是空的")
        file = self._folder / f"{len(self.pictures) + 1:02d}-{name}.png"
        try:
            file.unlink(missing_ok=True)  # a link of that name would write the picture elsewhere
            file.write_bytes(_png(picture))
        except OSError as wrong:
            file.unlink(missing_ok=True)  # a partial file
            raise WorldTrouble(f"截图写不到 {file}：{error_reason(wrong)}。请换一个文件夹。") from wrong
        self.pictures.append(file)


@contextmanager
def hide_folders(window: QWidget, folder: Path) -> Iterator[None]:
    """During a screenshot: show ``folder`` and the account's own folder as ``SHOWN_FOLDER``."""
    own = [path for path in (str(folder), str(folder.resolve()), str(Path.home())) if len(path) > 1]
    parts: list[QLineEdit | QLabel] = [*window.findChildren(QLineEdit), *window.findChildren(QLabel)]
    texts = [(part, part.text()) for part in parts]
    shown = [(part, words) for part, words in texts if any(path in words for path in own)]
    for part, words in shown:
        _show(part, _without(own, words))
    try:
        yield
    finally:
        for part, words in shown:
            _show(part, words)


def _without(own: list[str], words: str) -> str:
    for path in own:
        words = words.replace(path, SHOWN_FOLDER)
    return words


def _show(part: QLineEdit | QLabel, words: str) -> None:
    before = part.blockSignals(True)
    part.setText(words)
    part.blockSignals(before)


def _png(picture: QPixmap) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return bytes(content.data())


def _is_blank(image: object) -> bool:
    """A frame of one colour is blank."""
    from PySide6.QtGui import QImage

    assert isinstance(image, QImage)
    across = range(0, image.width(), 40)
    down = range(0, image.height(), 40)
    return len({image.pixel(x, y) for x in across for y in down}) < 3

"""The pages of a paper as they will be printed, fitted to the width."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.ui.desk import PageImage
from counter.ui.widgets.calm_scroll import CalmScroll
from counter.ui.widgets.text_label import TextLabel


class PaperPreview(CalmScroll):
    """Shows page images; a sentence while they are being made."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("paperPreview", QWidget(), parent, reads=True)
        self.setAccessibleName(self.tr("文书预览"))
        self._column = QVBoxLayout(self.widget())
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._note = TextLabel("", "second", wrap=True)
        self._column.addWidget(self._note, 0, Qt.AlignmentFlag.AlignCenter)
        self._column.addStretch(1)
        self._pages: list[tuple[QImage, TextLabel]] = []

    @property
    def page_count(self) -> int:
        """How many pages are shown."""
        return len(self._pages)

    def say(self, sentence: str) -> None:
        """A sentence instead of pages."""
        self.show_pages(())
        self._note.setText(sentence)
        self._note.show()

    def show_pages(self, pages: Sequence[PageImage]) -> None:
        """Show these pages, from the top."""
        for _, old in self._pages:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._pages = []
        self._note.hide()
        for number, page in enumerate(pages, start=1):
            image = QImage(page.pixels, page.width, page.height, page.width, QImage.Format.Format_Grayscale8)
            label = TextLabel()
            label.setAccessibleName(self.tr("第 {0} 页，共 {1} 页").format(number, len(pages)))
            self._pages.append((image.copy(), label))
            self._column.insertWidget(self._column.count() - 1, label, 0, Qt.AlignmentFlag.AlignHCenter)
        self._fit()
        self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        ratio = self.devicePixelRatioF()
        width = min(self.viewport().width() - 4, 900)
        for image, label in self._pages:
            height = round(image.height() * width / max(1, image.width()))
            scaled = image.scaled(
                QSize(round(width * ratio), round(height * ratio)),
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            scaled.setDevicePixelRatio(ratio)
            label.setPixmap(QPixmap.fromImage(scaled))
            label.setFixedSize(width, height)

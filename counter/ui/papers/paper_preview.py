"""Pages of a paper as they will be printed: a whole page where it can be read, else fitted to the width."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QHideEvent, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from counter.ui.facades.window import PageImage
from counter.ui.kit.controls.column_scroll_area import ColumnScrollArea
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.dimming import bright_opacity

WIDEST = 900
"""Logical pixels; more would only be coarser."""
_READABLE = 620
"""Logical pixels: a page as wide as this is read without leaning forward."""


class PaperPreview(ColumnScrollArea):
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
        self._pages: list[_Leaf] = []

    @property
    def page_count(self) -> int:
        """Number of pages shown."""
        return len(self._pages)

    def say(self, sentence: str) -> None:
        """Show a sentence instead of pages."""
        self.show_pages(())
        self._note.setText(sentence)
        self._note.show()

    def show_pages(self, pages: Sequence[PageImage]) -> None:
        """Show these pages, from the top."""
        for old in self._pages:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._pages = []
        self._note.hide()
        for number, page in enumerate(pages, start=1):
            leaf = _Leaf(page)
            leaf.setAccessibleName(self.tr("第 {0} 页，共 {1} 页").format(number, len(pages)))
            self._pages.append(leaf)
            self._column.insertWidget(self._column.count() - 1, leaf, 0, Qt.AlignmentFlag.AlignHCenter)
        self._fit()
        self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        widest = min(self.viewport().width() - 4, WIDEST)
        for leaf in self._pages:
            whole = leaf.width_within(self.viewport().height())
            leaf.fit(min(widest, whole) if whole >= _READABLE else widest)


class _Leaf(QFrame):
    """One page, scaled when visible, and kept in greyscale: a QPixmap would take four times the memory."""

    def __init__(self, page: PageImage) -> None:
        super().__init__()
        self.setObjectName("paperLeaf")
        self._page = page
        self._scaled = QImage()

    def width_within(self, height: int) -> int:
        """Width at which the page is that high."""
        return round(self._page.width * height / max(1, self._page.height))

    def fit(self, width: int) -> None:
        """Set the width in logical pixels, and the height by the page."""
        self.setFixedSize(width, round(self._page.height * width / max(1, self._page.width)))

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        wanted = QSize(round(self.width() * ratio), round(self.height() * ratio))
        if self._scaled.size() != wanted:
            self._scaled = self._grey().scaled(
                wanted, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            self._scaled.convertTo(QImage.Format.Format_Grayscale8)
            self._scaled.setDevicePixelRatio(ratio)
        painter = QPainter(self)
        painter.setClipRect(
            self.rect().adjusted(1, 1, -1, -1)
        )  # around it the hairline, already painted as ground
        painter.setOpacity(bright_opacity(self.palette()))
        painter.drawImage(QPointF(0, 0), self._scaled)  # pixel for pixel: bars of a code stay alike
        painter.end()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._scaled = QImage()

    def _grey(self) -> QImage:
        """Wraps the page's bytes without copying; they live as long as this widget."""
        page = self._page
        return QImage(page.pixels, page.width, page.height, page.width, QImage.Format.Format_Grayscale8)

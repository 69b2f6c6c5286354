"""A chapter of the manual, drawn by Qt from Markdown: pictures fitted to the width, links only inside the manual."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import (
    QAccessible,
    QFocusEvent,
    QImage,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from counter.ui.help.manual_pictures import Fitting, ManualPictures
from counter.ui.kit.controls.page_columns import LINE
from counter.ui.kit.dimming import bright_opacity
from counter.ui.kit.look_following import follow_look
from counter.ui.kit.theme import Look
from counter.ui.kit.whole_lines import paint_edges_anew, whole_lines_of

_MARGIN, _WIDEST = 48, 1000
_CIRCLES = re.compile(r"^( *)\* ", re.MULTILINE)
"""Points of lists that Qt draws hollow: beside Chinese characters they look like one more of them."""
_IMAGE = QTextDocument.ResourceType.ImageResource.value
_PICTURE = "\ufffc"
_LINE = 135
"""Percent of a line's own height: Chinese text set solid is hard to read."""


class ManualText(QTextBrowser):
    """Signals: ``book_wanted(name)`` for a link to another book."""

    book_wanted = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("manualText")
        self.setAccessibleName(self.tr("手册正文"))
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setAcceptDrops(False)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self._look = look
        self._folder = Path()
        self._pictures = ManualPictures(self._put_in, self)
        self._urls: dict[Path, QUrl] = {}
        self._shown = ("", "")
        self._drawing = False
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # the width stays
        self.anchorClicked.connect(self._follow)
        follow_look(look, self, lambda: self.show_markdown(*self._shown))

    def look_in(self, folder: Path) -> None:
        """Where the pictures lie."""
        self._folder = folder

    def show_markdown(self, text: str, marked: str = "") -> None:
        """Show a chapter from its beginning; ``marked``: words that were searched for, shown first and marked."""
        self._shown = (text, marked)
        if (
            self._drawing
        ):  # Qt lays out while it reads: a chapter drawn in the middle of that stands there twice
            return
        self._drawing = True
        self._forget_pictures()
        self.document().setDefaultFont(self._look.font())
        self.setMarkdown(_CIRCLES.sub(r"\1- ", text))
        self._dress()
        self._drawing = False
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._mark(marked.split())

    def call_chapter(self, title: str) -> None:
        """Say which chapter it is when the focus comes."""
        self.setAccessibleName(self.tr("手册正文，{0}").format(title))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever listens reads on with the arrow keys, from where a word was found; for the eye they move the page."""
        if QAccessible.isActive():
            flags = self.textInteractionFlags() | Qt.TextInteractionFlag.TextSelectableByKeyboard
            self.setTextInteractionFlags(flags)
        super().focusInEvent(event)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A picture of the manual in the width of the page; nothing from anywhere else."""
        if kind != _IMAGE:
            return None
        url = QUrl(name)
        file = self._folder / url.path()
        if url.scheme() or not file.resolve().is_relative_to(self._folder.resolve()):
            return None
        self._urls[file] = url
        return self._pictures.get(file, self._fitting())

    def _fitting(self) -> Fitting:
        widest = min(_WIDEST, self.viewport().width() - 2 * _MARGIN)
        opacity = bright_opacity(self.palette())
        return Fitting(widest, self.devicePixelRatioF(), opacity, self._look.colour("surface").rgb())

    def _put_in(self, file: Path, picture: QImage) -> None:
        """Where its room is: nothing moves."""
        self.document().addResource(_IMAGE, self._urls[file], picture)
        self.viewport().update()

    def _forget_pictures(self) -> None:
        """Qt keeps what was put in, whatever chapter or width comes next; from here on it asks again."""
        self._pictures.forget_waiting()
        for url in self._urls.values():
            self.document().addResource(_IMAGE, url, None)
        self._urls.clear()

    def event(self, event: QEvent) -> bool:
        """On another screen pictures are made anew for that one's ratio."""
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._draw_again()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        whole = whole_lines_of(self, event)
        if not whole.region().isEmpty():  # Qt takes that for everything
            super().paintEvent(whole)
        for name in self._pictures_in_sight():
            self._pictures.want(self._folder / QUrl(name).path())

    def _pictures_in_sight(self) -> Iterator[str]:
        """Names of those whose paragraphs are on show, wholly or in part."""
        end = self.verticalScrollBar().value() + self.viewport().height()
        block, place = self.cursorForPosition(QPoint(0, 0)).block(), self.document().documentLayout()
        while block.isValid() and place.blockBoundingRect(block).top() < end:
            if _PICTURE in block.text():
                shapes = (part.format for part in block.textFormats())  # type: ignore[attr-defined]
                yield from (shape.toImageFormat().name() for shape in shapes if shape.isImageFormat())
            block = block.next()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        paint_edges_anew(self.viewport(), dy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() == event.oldSize().width():
            return
        self.setLineWrapColumnOrWidth(min(_WIDEST, self.viewport().width() - 8))
        self._draw_again()

    def _draw_again(self) -> None:
        if self._shown[0]:
            at = self.verticalScrollBar().value()
            self.show_markdown(*self._shown)
            self.verticalScrollBar().setValue(at)

    def _dress(self) -> None:
        """Lines apart and no longer than they are read, tables with hairlines and air."""
        beyond = max(0, self.lineWrapColumnOrWidth() - _MARGIN - LINE * self._look.px("text"))
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()  # laid out once, not after each paragraph
        block = self.document().begin()
        while block.isValid():
            cursor.setPosition(block.position())
            shape = QTextBlockFormat()
            if _PICTURE not in block.text():
                shape.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            if cursor.currentTable() is None:
                shape.setBottomMargin(8)
                shape.setRightMargin(0 if _PICTURE in block.text() else beyond)
                if block.blockFormat().headingLevel():
                    shape.setTopMargin(6)
            cursor.mergeBlockFormat(shape)
            block = block.next()
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                table = frame.format()
                table.setCellPadding(5)
                table.setCellSpacing(0)
                table.setBorder(1)
                table.setBorderCollapse(True)
                table.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
                table.setBorderBrush(self._look.colour("line"))
                table.setBottomMargin(10)
                table.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
                frame.setFormat(table)
        cursor.endEditBlock()

    def _mark(self, words: list[str]) -> None:
        """Every place of the searched words, and the first in sight."""
        marks: list[QTextEdit.ExtraSelection] = []
        first: QTextCursor | None = None
        for word in words:
            at = self.document().find(word)
            while not at.isNull():
                mark = QTextEdit.ExtraSelection()
                mark.cursor = at  # type: ignore[attr-defined]  # the stubs leave both out
                shown = mark.format  # type: ignore[attr-defined]
                shown.setBackground(self._look.colour("gap_soft"))
                shown.setForeground(self._look.colour("ink"))
                marks.append(mark)
                first = at if first is None or at.position() < first.position() else first
                at = self.document().find(word, at)
        self.setExtraSelections(marks)
        if first is not None:
            start = QTextCursor(self.document())
            if QAccessible.isActive():
                start.setPosition(first.selectionStart())  # who listens reads from here
            self.setTextCursor(start)
            place = self.cursorRect(first)
            self.verticalScrollBar().setValue(
                place.top() + self.verticalScrollBar().value() - self.height() // 3
            )

    def _follow(self, url: QUrl) -> None:
        path = url.path()
        if url.scheme() == "" and path.endswith(".md"):
            self.book_wanted.emit(path.removesuffix(".md"))

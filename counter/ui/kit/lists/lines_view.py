"""The middle of 指南: every line of a bundle, walked by arrow keys, the words found marked where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from counter.domain.reading.lines import LineKind, ReadLine
from counter.domain.text.match import Span
from counter.ui.kit.lists.line_delegate import LINE_ROLE, SPANS_ROLE, GuideLineDelegate, standing_words
from counter.ui.kit.theme import Look

Index = QModelIndex | QPersistentModelIndex


class GuideLinesModel(QAbstractListModel):
    """Rows are ``ReadLine`` values; ``spans``: what a search marks in them."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: Sequence[ReadLine] = ()
        self._spans: Mapping[int, tuple[Span, ...]] = {}

    def show_lines(self, lines: Sequence[ReadLine]) -> None:
        """Show these."""
        self.beginResetModel()
        self.lines = lines
        self._spans = {}
        self.endResetModel()

    def mark(self, spans: Mapping[int, tuple[Span, ...]]) -> None:
        """Mark what was found, and nothing else."""
        if spans == self._spans:
            return
        self._spans = spans
        if self.lines:
            self.dataChanged.emit(self.index(0), self.index(len(self.lines) - 1), [SPANS_ROLE])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role == SPANS_ROLE:
            return self._spans.get(index.row(), ())
        if role == Qt.ItemDataRole.DisplayRole:
            return line.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (line.label, line.text, standing_words(line.standing), *line.more)
            return "，".join(part for part in parts if part)
        return None


class GuideLinesView(QListView):
    """Signals: ``moved(place)`` when another line is in hand; ``left`` with Esc."""

    moved = Signal(int)
    left = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guideLines")
        self.setAccessibleName(self.tr("办事指南全文"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self._lines = GuideLinesModel()
        self.setModel(self._lines)
        self._delegate = GuideLineDelegate(look, self)
        self.setItemDelegate(self._delegate)
        self.selectionModel().currentChanged.connect(lambda now, _: self.moved.emit(now.row()))
        look.changed.connect(self._measure_anew)

    @property
    def place(self) -> int:
        """The line in hand; -1 for none."""
        return self.currentIndex().row()

    @property
    def line(self) -> ReadLine | None:
        """The line in hand."""
        return self._lines.lines[self.place] if 0 <= self.place < len(self._lines.lines) else None

    def show_lines(self, lines: Sequence[ReadLine]) -> None:
        """Show another bundle, from the top."""
        self._delegate.forget()
        self._lines.show_lines(lines)
        self.go_to(0)

    @property
    def lines(self) -> Sequence[ReadLine]:
        """What is read, in order."""
        return self._lines.lines

    def mark(self, spans: Mapping[int, tuple[Span, ...]]) -> None:
        """Mark what a search found."""
        self._lines.mark(spans)

    def go_to(self, place: int, *, on_top: bool = False) -> None:
        """Take a line in hand and bring it into sight; ``on_top``: with what follows it."""
        index = self._lines.index(place)
        if not index.isValid():
            return
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        hint = (
            QAbstractItemView.ScrollHint.PositionAtTop
            if on_top
            else QAbstractItemView.ScrollHint.EnsureVisible
        )
        self.scrollTo(index, hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._go_on(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure_anew()

    def _go_on(self, step: int) -> None:
        """From item to item and section to section."""
        place = self.place + step
        while 0 <= place < len(self._lines.lines):
            if self._lines.lines[place].kind in (LineKind.HEAD, LineKind.ITEM):
                self.go_to(place, on_top=True)
                return
            place += step

    def _measure_anew(self) -> None:
        self._delegate.forget()
        self.scheduleDelayedItemsLayout()

"""The left column of 指南 with an open bundle: search field, and the parts or the matching lines."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QListWidgetItem, QVBoxLayout, QWidget

from counter.domain.reading.lines import LineKind, Reading
from counter.domain.reading.text_search import FoundLine
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.look_following import follow_look
from counter.ui.kit.theme import Look
from counter.ui.kit.whole_rows import WholeRowItems

_LONGEST = 40


class GuideSearchField(Field):
    """Signals: ``walked(step)``, ``chosen`` with Enter, ``given_up`` with Esc."""

    walked = Signal(int)
    chosen = Signal()
    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self.walked.emit(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.chosen.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class GuideOutline(QWidget):
    """Signals: ``sought(text)``; ``picked(place)`` while walking; ``chosen(place)`` to read on there; ``left``."""

    sought = Signal(str)
    picked = Signal(int)
    chosen = Signal(int)
    left = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        hint = self.tr("在这份指南里找　Ctrl+F")
        self.field = GuideSearchField(
            "guideSearch", self.tr("在这份指南里找：汉字、拼音或首字母，Ctrl+F"), hint
        )
        self._count = TextLabel("", "small", wrap=True)
        self._count.setObjectName("guideFound")
        self.list = WholeRowItems()
        self.list.setObjectName("guideOutline")
        self.list.setAccessibleName(self.tr("目录"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setSpacing(1)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self._count)
        column.addWidget(self.list, 1)
        self.field.textEdited.connect(self.sought)
        self.field.walked.connect(self._walk)
        self.field.chosen.connect(self._choose)
        self.field.given_up.connect(self._give_up)
        self.list.itemClicked.connect(lambda _: self._choose())
        follow_look(look, self, self._resize_words)

    def begin(self) -> None:
        """Show another bundle with an empty search."""
        self.field.clear()

    def show_outline(self, reading: Reading) -> None:
        """Show the parts of a bundle."""
        self._fill([self._entry(reading, n) for n in reading.outline])
        self._count.setText(self.tr("目录"))
        self.list.setAccessibleName(self.tr("目录"))

    def show_found(self, reading: Reading, found: Sequence[FoundLine]) -> None:
        """Show the lines that contain the search text."""
        self._fill([self._entry(reading, one.place) for one in found])
        words = self.tr("{0} 处，↑↓ 看，回车到那一行").format(len(found))
        self._count.setText(words if found else self.tr("这份指南里没有“{0}”。").format(self.field.text()))
        self.list.setAccessibleName(self.tr("找到的地方"))

    def follow(self, place: int) -> None:
        """Mark the part of the current line."""
        rows = [row for row in range(self.list.count()) if self._place(row) <= place]
        self.list.blockSignals(True)
        self.list.setCurrentRow(rows[-1] if rows else -1)
        self.list.blockSignals(False)

    def _entry(self, reading: Reading, place: int) -> tuple[int, LineKind, str]:
        line = reading.lines[place]
        if line.kind in (LineKind.MATERIAL, LineKind.ANSWER):
            return place, line.kind, line.where  # of which item or question
        text = line.text or self.tr("没有给出")
        shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
        if line.kind in (LineKind.ITEM, LineKind.QUESTION):
            return place, line.kind, f"{line.label} {shown}"
        label = line.where if line.kind is LineKind.FACT else line.label
        plain = line.kind is LineKind.HEAD or not label or label.isdigit()
        return place, line.kind, shown if plain else f"{label}：{shown}"

    def _fill(self, entries: Sequence[tuple[int, LineKind, str]]) -> None:
        self.list.clear()
        for index, kind, words in entries:
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, index)
            item.setFont(self._look.font(strong=kind is LineKind.HEAD))
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _resize_words(self) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setFont(self._look.font(strong=item.font().weight() > item.font().Weight.Normal))

    def _place(self, row: int) -> int:
        return int(self.list.item(row).data(Qt.ItemDataRole.UserRole))

    def _walk(self, step: int) -> None:
        if self.list.count():
            self.list.setCurrentRow(max(0, min(self.list.currentRow() + step, self.list.count() - 1)))
            self.field.setAccessibleDescription(self.list.currentItem().text())
            self.picked.emit(self._place(self.list.currentRow()))

    def _choose(self) -> None:
        if self.list.currentRow() >= 0:
            self.chosen.emit(self._place(self.list.currentRow()))

    def _give_up(self) -> None:
        if self.field.text():
            self.field.clear()
            self.sought.emit("")
        else:
            self.left.emit()

"""The parsed lines of a pasted list of materials, to be ticked and corrected before they are added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidgetItem,
    QWidget,
)

from counter.domain.authoring.editing.edits import WORDINGS
from counter.ui.authoring.panels.paste_ticks import TickDelegate
from counter.ui.kit.announcement import announce
from counter.ui.kit.controls.drop_down import DropDown
from counter.ui.kit.theme import Look
from counter.ui.kit.whole_rows import WholeRowCells

if TYPE_CHECKING:
    from counter.domain.authoring.pasted.materials import PastedLine

_NAME, _WANTED, _COPIES, _READ = range(4)
_MOST_COPIES = 99
_AIR = 8


class PasteTable(WholeRowCells):
    """Space ticks the current line. Signals: ``counted(many)``: number of ticked lines."""

    counted = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(0, 4, parent)
        self.setObjectName("pasteTable")
        self.setAccessibleName(self.tr("读出来的材料：勾上的才加，可以直接改"))
        self.setHorizontalHeaderLabels(
            [self.tr("材料（勾上的才加）"), self.tr("原件复印件"), self.tr("份数"), self.tr("读到的和没写的")]
        )
        self.verticalHeader().hide()
        self.setWordWrap(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegateForColumn(_NAME, TickDelegate(look, self))
        self.setItemDelegateForColumn(_WANTED, _WordingBox(self))
        header = self.horizontalHeader()
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_READ, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_WANTED, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_COPIES, QHeaderView.ResizeMode.ResizeToContents)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._lines: list[PastedLine] = []
        self.itemChanged.connect(self._on_changed)
        header.sectionResized.connect(lambda *_: self._fit())

    def show_lines(self, lines: Sequence[PastedLine]) -> None:
        """Show the parsed lines; empty ones are left out."""
        self._lines = [line for line in lines if line.text]
        self.blockSignals(True)
        self.setRowCount(len(self._lines))
        for row, line in enumerate(self._lines):
            name = QTableWidgetItem(line.name or line.text)
            name.setCheckState(Qt.CheckState.Checked if line.taken else Qt.CheckState.Unchecked)
            notes = [line.skipped] if line.skipped else [*line.understood, *line.assumed]
            notes += [self.tr("另存：{0}").format(left) for left in line.left]
            read = QTableWidgetItem("；".join(notes))
            read.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            read.setToolTip(line.text)
            self.setItem(row, _NAME, name)
            self.setItem(row, _WANTED, QTableWidgetItem(line.original_copy))
            self.setItem(row, _COPIES, QTableWidgetItem(str(line.copies)))
            self.setItem(row, _READ, read)
        self.blockSignals(False)
        self._fit()
        self.counted.emit(self.many)

    @property
    def many(self) -> int:
        """Number of ticked lines."""
        return sum(line.taken for line in self.lines())

    def lines(self) -> tuple[PastedLine, ...]:
        """The lines as ticked and corrected."""
        return tuple(self._line(row) for row in range(len(self._lines)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.item(self.currentRow(), _NAME)
        if event.key() == Qt.Key.Key_Space and item is not None:
            on = item.checkState() is Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
            words = self.tr("{0}：去掉了勾") if on else self.tr("{0}：勾上了")
            announce(self, words.format(item.text().strip()))  # the focus stays
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        self.resizeRowsToContents()
        for row in range(self.rowCount()):
            self.setRowHeight(row, self.rowHeight(row) + _AIR)

    def _line(self, row: int) -> PastedLine:
        line = self._lines[row]
        name = self._text(row, _NAME)
        ticked = self.item(row, _NAME)
        taken = bool(name) and ticked is not None and ticked.checkState() is Qt.CheckState.Checked
        copies = self._text(row, _COPIES)
        return replace(
            line,
            name=name,
            original_copy=self._text(row, _WANTED) or line.original_copy,
            copies=int(copies) if copies.isdecimal() and int(copies) <= _MOST_COPIES else line.copies,
            skipped="" if taken else line.skipped or self.tr("没有勾上"),
        )

    def _text(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return item.text().strip() if item is not None else ""

    def _on_changed(self, item: QTableWidgetItem) -> None:
        if item.column() == _COPIES and not item.text().strip().isdecimal():
            self.blockSignals(True)
            item.setText(str(self._lines[item.row()].copies))
            self.blockSignals(False)
        self.counted.emit(self.many)


class _WordingBox(QStyledItemDelegate):
    """A choice among the wordings in use for 原件复印件."""

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        box = DropDown(parent)
        box.setEditable(True)
        box.addItems(list(WORDINGS))
        box.setAccessibleName(self.tr("原件复印件"))
        return box

"""What lies at this window now, to count by: originals by case, certificates by place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QVBoxLayout, QWidget

from counter.domain.document.numbering import grouped
from counter.domain.hall.day_counts import CountedKind
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.lists.column_memory import ColumnMemory
from counter.ui.kit.lists.column_spread import spread_widths, wanted_widths
from counter.ui.kit.lists.tail_delegate import TailDelegate
from counter.ui.kit.look_following import follow_look
from counter.ui.kit.row_views import RowTable, WordRows
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.ui.facades.day import HeldHere

_KIND, _NUMBER, _NAME = 0, 1, 2
_TAIL = "…00000 00 "
"""What stays of a number where names need the room: its end is read."""
_EDGES = 16
"""Pixels beside a cell's words."""
_TALLEST = 10_000
_WRAPPED = int(Qt.TextFlag.TextWordWrap) | int(Qt.TextFlag.TextWrapAnywhere)


class HeldTable(RowTable):
    """One row a thing: kind, number of the case, name, how many, place. Where not all has room, the kind is left out if
    it is the same in every row, and a row is as high as its name needs.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("heldTable", "", parent)
        self.setAccessibleName(self.tr("在窗口的原件和证照"))
        self._look = look
        self._one_kind = True
        self._wanted: list[int] = []
        """What the words of each column need; a table that only becomes wider is not measured anew."""
        self.setSizeAdjustPolicy(QAbstractItemView.SizeAdjustPolicy.AdjustToContents)
        self._rows = WordRows()
        self.setModel(self._rows)
        self.setWordWrap(True)  # a name that lacks room takes the second line of its row
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setItemDelegateForColumn(_NUMBER, TailDelegate(self))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._memory = ColumnMemory(self, look, "held")
        follow_look(look, self, self._measure)

    def show_held(self, held: HeldHere) -> None:
        """Show these, originals first."""
        heads: tuple[str, ...] = (
            self.tr("类别"),
            self.tr("办件编号"),
            self.tr("名称"),
            self.tr("数量"),
            self.tr("放在"),
        )
        rows: list[tuple[str, ...]] = [
            (what.label, grouped(thing.number), thing.name, f"{thing.count}{what.unit}", thing.place)
            for what, things in zip(CountedKind, (held.originals, held.certificates), strict=True)
            for thing in things
        ]
        if not any(row[-1] for row in rows):  # nobody wrote down a place
            heads, rows = heads[:-1], [row[:-1] for row in rows]
        shown, at = self._rows.rows, self.currentIndex().row()
        current = shown[at][:3] if 0 <= at < len(shown) else None
        self._one_kind = len({row[_KIND] for row in rows}) == 1
        self._rows.show_rows(heads, rows)
        self._measure()
        if rows:  # who counts stays at the thing
            self.selectRow(next((n for n, row in enumerate(rows) if row[:3] == current), 0))

    def open_current(self) -> None:
        """Nothing lies behind a row: it is read while one counts."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._look.px("row") - 4)
        self.setColumnHidden(_KIND, False)  # a hidden column tells no width
        self._wanted = wanted_widths(self)
        self._spread()

    def _spread(self) -> None:
        """Each as wide as it needs, with a share of what is over; widths drawn by hand stay."""
        if self._memory.put_back() or not self._wanted:
            return
        room, wanted = self.viewport().width(), list(self._wanted)
        without = self._one_kind and sum(wanted) > room
        if without:
            wanted[_KIND] = 0
        self.setColumnHidden(_KIND, without)
        tail = self.fontMetrics().horizontalAdvance(_TAIL)
        for column, width in enumerate(spread_widths(wanted, room, _NUMBER, tail)):
            if column != _KIND or not without:
                self.setColumnWidth(column, width)
        self._fit_heights()

    def _fit_heights(self) -> None:
        """Every letter of a name is read: by it one counts."""
        rows, usual = self.verticalHeader(), self.verticalHeader().defaultSectionSize()
        room = QRect(0, 0, self.columnWidth(_NAME) - _EDGES, _TALLEST)
        for row in range(self._rows.rowCount()):
            name = str(self._rows.index(row, _NAME).data())
            needs = self.fontMetrics().boundingRect(room, _WRAPPED, name).height() + _EDGES // 2
            rows.resizeSection(row, max(usual, needs))


def or_nothing(table: HeldTable) -> QWidget:
    """The table, and in its place a sentence while nothing lies here to be counted."""
    place = QWidget()
    nothing = TextLabel(table.tr("窗口没有要点的原件和证照。"), "second", wrap=True)
    nothing.setObjectName("heldNothing")
    nothing.setContentsMargins(12, 8, 12, 8)
    column = QVBoxLayout(place)
    column.setContentsMargins(0, 0, 0, 0)
    for part in (table, nothing):
        column.addWidget(part)

    def choose() -> None:
        filled = table.model().rowCount() > 0
        table.setVisible(filled)
        nothing.setVisible(not filled)

    table.model().modelReset.connect(choose)
    choose()
    return place

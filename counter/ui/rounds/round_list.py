"""The left list of 流转: organs with papers to send, slips without a signature, organs to fetch from, holders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from counter.domain.case.item_events import Hands
from counter.ui.kit.lists.two_lines import ROW_ROLE, TwoLineDelegate, TwoLines
from counter.ui.kit.row_views import Index, RowList, Rows, hug_rows
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.services.rounds.all_rounds import AllRounds
    from counter.services.rounds.holders import HoldersList
    from counter.services.rounds.waiting import OrganWaiting, UnsignedSlip


class RoundPart(StrEnum):
    """What a row of the list is about, in its order."""

    SEND = "send"
    SIGN = "sign"
    FETCH = "fetch"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One row. ``key``: by which it is found again; one of the others says what it is about."""

    part: RoundPart
    key: str
    waiting: OrganWaiting | None = None
    slip: UnsignedSlip | None = None
    held: HoldersList | None = None

    @property
    def red(self) -> bool:
        """True where somebody should look at once."""
        if self.slip is not None:
            return self.slip.overdue
        return self.held is not None and self.held.red > 0

    @property
    def head(self) -> str:
        """What it is."""
        translate = QCoreApplication.translate
        if self.waiting is not None:
            words = (
                translate("rounds", "送 {0}")
                if self.part is RoundPart.SEND
                else translate("rounds", "取 {0}")
            )
            return words.format(self.waiting.organ)
        if self.slip is not None:
            return translate("rounds", "等签收 {0}").format(self.slip.organ)
        return translate("rounds", "原件在谁手里")

    @property
    def words(self) -> str:
        """How much."""
        translate = QCoreApplication.translate
        if self.waiting is not None:
            words = translate("rounds", "{0}件办件，原件{1}份，复印件{2}份").format(
                len(self.waiting.cases), self.waiting.originals, self.waiting.copies
            )
            certificates = sum(len(one.certificates) for one in self.waiting.cases)
            return words + (translate("rounds", "，证照{0}件").format(certificates) if certificates else "")
        if self.slip is not None:
            way = (
                translate("rounds", "送出")
                if self.slip.hands is Hands.TO_ORGAN
                else translate("rounds", "取回")
            )
            return f"{way}　{self.slip.number}"
        assert self.held is not None
        return translate("rounds", "{0}行").format(len(self.held.papers))

    @property
    def tail(self) -> str:
        """At the right: how urgent, how long."""
        translate = QCoreApplication.translate
        if self.waiting is not None:
            return translate("rounds", "急件{0}").format(self.waiting.urgent) if self.waiting.urgent else ""
        if self.slip is not None:
            days = self.slip.days
            return translate("rounds", "{0}天没签").format(days) if days else translate("rounds", "今天出")
        assert self.held is not None
        return translate("rounds", "要处理{0}").format(self.held.red) if self.held.red else ""


def rows_of(view: AllRounds) -> tuple[RoundRow, ...]:
    """Rows in the order of a day's work."""
    return tuple(_rows(view))


def _rows(view: AllRounds) -> Iterator[RoundRow]:
    yield from (RoundRow(RoundPart.SEND, f"send {one.organ}", waiting=one) for one in view.send)
    yield from (RoundRow(RoundPart.SIGN, one.id, slip=one) for one in view.unsigned)
    yield from (RoundRow(RoundPart.FETCH, f"fetch {one.organ}", waiting=one) for one in view.fetch)
    yield RoundRow(RoundPart.HELD, "held", held=view.held)


class RoundRows(Rows[RoundRow]):
    """Rows are ``RoundRow`` values."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return "，".join(part for part in (row.head, row.words, row.tail) if part)
        return None


def lines_of(row: RoundRow) -> TwoLines:
    """What it is; how much and how long."""
    return TwoLines(row.head, row.words, under_tail=(row.tail, "correct" if row.red else "second"))


class RoundListView(RowList):
    """Signals: ``current(row)`` as one walks; ``opened(row)`` with Enter."""

    current = Signal(object)
    opened = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "roundList", QCoreApplication.translate("rounds", "要流转的"), parent)
        self._rows = RoundRows()
        self.setModel(self._rows)
        self.setUniformItemSizes(True)
        self.setItemDelegate(TwoLineDelegate(look, self, lines_of, air=12))
        hug_rows(self, look)

    @property
    def rows(self) -> Sequence[RoundRow]:
        """What is listed."""
        return self._rows.rows

    def show_rows(self, rows: Sequence[RoundRow], key: str | None = "") -> None:
        """Show these; the one of that key is current, else the first; for None none is."""
        self._rows.put_rows(rows)
        if key is not None:
            self.select(key)
        if not rows or key is None:
            self.current.emit(None)

    def select(self, key: str) -> bool:
        """Make the row of that key current, else the first; False where there is none of that key."""
        at = next((n for n, row in enumerate(self.rows) if row.key == key), None)
        self.go_to_row(at or 0)
        return at is not None

    def walk(self, step: int) -> None:
        """Make another row current, as the arrow keys in the field do."""
        at = min(max(0, self.currentIndex().row() + step), len(self._rows.rows) - 1)
        if at >= 0:
            self.setCurrentIndex(self._rows.index(at, 0))

    def row(self) -> RoundRow | None:
        """The current one."""
        return self._rows.row(self.currentIndex())

    def open_current(self) -> None:
        """Enter or a double click on the current row."""
        if (row := self.row()) is not None:
            self.opened.emit(row)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.current.emit(self._rows.row(current))

"""The sheets of one row of 流转: a box before each, Space ticks it, Shift+Space all of its case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from counter.domain.case.item_events import MovedPaper
from counter.domain.document.numbering import grouped
from counter.services.rounds.holders import PaperHolder
from counter.ui.kit.announcement import announce_row
from counter.ui.kit.lists.two_lines import BOX, EDGE, ROW_ROLE, TwoLineDelegate, TwoLines
from counter.ui.kit.row_views import Index, RowList, Rows, tell_height
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.services.rounds.holders import HeldPaper, HoldersList
    from counter.services.rounds.waiting import OrganWaiting, UnsignedSlip


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line. ``moved``: its sheets, None for a certificate (of ``item``); ``ticks``: it has a box.

    ``number``: of the case; ``given``: number of the certificate as typed; ``held``: in the list of who holds what.
    """

    case: str
    number: str
    name: str
    words: str
    moved: MovedPaper | None = None
    item: str = ""
    ticks: bool = True
    ticked: bool = True
    tag: str = ""
    tone: str = "received"
    given: str = ""
    held: HeldPaper | None = None


def waiting_lines(waiting: OrganWaiting) -> tuple[PaperLine, ...]:
    """All that is to go to an organ, or to come back."""
    return tuple(_waiting(waiting))


def _waiting(waiting: OrganWaiting) -> Iterator[PaperLine]:
    translate = QCoreApplication.translate
    for one in waiting.cases:
        others = dict(one.shared)
        tag = translate("rounds", "急") if one.urgent else ""
        for moved in one.moved:
            words = _sheets(moved)
            if moved.line in others:
                words += translate("rounds", "　{0}也要用").format("、".join(others[moved.line]))
            yield PaperLine(one.case, one.number, moved.name, words, moved, tag=tag, tone="correct")
        for item, name in one.certificates:
            words = translate("rounds", "部门已经办好")
            tag = translate("rounds", "证照")
            yield PaperLine(one.case, one.number, name, words, None, item, tag=tag, tone="act")


def slip_lines(slip: UnsignedSlip) -> tuple[PaperLine, ...]:
    """What stands on a slip; a certificate is ticked once its number is typed."""
    return tuple(_on_slip(slip))


def _on_slip(slip: UnsignedSlip) -> Iterator[PaperLine]:
    translate = QCoreApplication.translate
    for one in slip.cases:
        for moved in one.moved:
            yield PaperLine(one.case, one.number, moved.name, _sheets(moved), moved)
        for item, name in one.certificates:
            words = translate("rounds", "取到了的，在下面写编号")
            tag = translate("rounds", "证照")
            yield PaperLine(
                one.case, one.number, name, words, None, item, ticks=False, ticked=False, tag=tag, tone="act"
            )


def held_lines(held: HoldersList) -> tuple[PaperLine, ...]:
    """Who holds what."""
    return tuple(_held(one) for one in held.papers)


def _held(one: HeldPaper) -> PaperLine:
    translate = QCoreApplication.translate
    days = translate("rounds", "{0}天").format(one.days) if one.days else translate("rounds", "今天")
    sheets = translate("rounds", "原件{0}份").format(one.originals) if one.originals else ""
    where = "　".join(part for part in (sheets, one.organ, days, one.slip, one.mismatch) if part)
    tone = "correct" if one.red else "received" if one.holder is PaperHolder.WINDOW else "shared"
    return PaperLine(
        one.case, one.number, one.name, where, ticks=False, tag=one.holder.label, tone=tone, held=one
    )


def _key_of(line: PaperLine) -> tuple[str, str, str]:
    return line.case, line.item, "" if line.moved is None else line.moved.line


def _sheets(moved: MovedPaper) -> str:
    translate = QCoreApplication.translate
    parts = (
        (moved.originals, translate("rounds", "原件{0}份")),
        (moved.copies, translate("rounds", "复印件{0}份")),
    )
    return "，".join(words.format(count) for count, words in parts if count)


class PaperRows(Rows[PaperLine]):
    """Rows are ``PaperLine`` values."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            translate = QCoreApplication.translate
            state = translate("rounds", "选了") if row.ticked else translate("rounds", "没选")
            words = (state if row.ticks else "", row.name, grouped(row.number), row.words, row.tag)
            return "，".join(part for part in words if part)
        return None


def lines_of(row: PaperLine) -> TwoLines:
    """A box, the name, number of the case and sheets; what is unusual about it."""
    return TwoLines(
        row.name,
        f"{grouped(row.number)}　{row.given or row.words}",
        mark=(row.tag, row.tone),
        ticked=row.ticked if row.ticks or row.given else None,
        indented=row.held is None,
        ink="ink" if row.ticked or not row.ticks else "second",
        under_ink="correct" if row.held is not None and row.held.red else "second",
    )


class PaperLineView(RowList):
    """Signals: ``changed`` after a person ticked; ``current(line)`` as one walks; ``left`` with Enter."""

    changed = Signal()
    current = Signal(object)
    left = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "paperLines", QCoreApplication.translate("rounds", "材料"), parent)
        self._rows = PaperRows()
        self.setModel(self._rows)
        self.setUniformItemSizes(True)
        self.setItemDelegate(TwoLineDelegate(look, self, lines_of))
        tell_height(self)

    @property
    def rows(self) -> Sequence[PaperLine]:
        """What is listed."""
        return self._rows.rows

    def show_rows(self, rows: Sequence[PaperLine]) -> None:
        """Show these; the first is current."""
        self._rows.put_rows(rows)
        self.go_to_row(0)
        self.current.emit(self.row())

    def row(self) -> PaperLine | None:
        """The current line."""
        return self._rows.row(self.currentIndex())

    def held_input(self) -> object:
        """What is ticked, and the numbers that were typed."""
        return {_key_of(one): (one.ticked, one.given) for one in self.rows}

    def put_input(self, held: object) -> None:
        """The same again, for lines that are still there."""
        before = held if isinstance(held, dict) else {}
        rows = [
            replace(one, ticked=before[_key_of(one)][0], given=before[_key_of(one)][1])
            if _key_of(one) in before
            else one
            for one in self.rows
        ]
        self._rows.rows = rows
        if rows:
            self._rows.dataChanged.emit(self._rows.index(0, 0), self._rows.index(len(rows) - 1, 0))
        self.current.emit(self.row())

    def put(self, line: PaperLine) -> None:
        """Change the current line."""
        at = self.currentIndex().row()
        rows = list(self.rows)
        if 0 <= at < len(rows):
            rows[at] = line
            self._rows.rows = rows
            index = self._rows.index(at, 0)
            self._rows.dataChanged.emit(index, index)
            self.changed.emit()

    def toggle(self, *, whole_case: bool = False) -> None:
        """Tick the current line, or leave it; ``whole_case``: all lines of its case with it."""
        row = self.row()
        if row is None or not row.ticks:
            return
        at, now = self.currentIndex().row(), not row.ticked
        rows = [
            replace(one, ticked=now)
            if one.ticks and (n == at or (whole_case and one.case == row.case))
            else one
            for n, one in enumerate(self.rows)
        ]
        self._rows.rows = rows
        self._rows.dataChanged.emit(self._rows.index(0, 0), self._rows.index(len(rows) - 1, 0))
        self.changed.emit()
        announce_row(self)  # what it became: the focus stays

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.toggle(whole_case=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and event.position().x() < EDGE + BOX:
            self.toggle()

    def open_current(self) -> None:
        """Enter: on to what is to be filled in."""
        self.left.emit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.current.emit(self._rows.row(current))

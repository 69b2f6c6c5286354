"""The sheets of one row of 流转: a box before each, Space ticks it, Shift+Space all of its case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QItemSelectionModel, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from counter.domain.case.item_events import MovedPaper
from counter.domain.document.numbering import grouped
from counter.services.rounds.holders import PaperHolder
from counter.ui.kit.row_painting import (
    paint_current,
    paint_elided,
    paint_line,
    paint_tag_at_right,
    rect_and_state,
)
from counter.ui.kit.row_views import Index, RowList, Rows
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.services.rounds.holders import HeldPaper, HoldersList
    from counter.services.rounds.waiting import OrganWaiting, UnsignedSlip

_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_EDGE, _BOX = 12, 30


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
        if role == _ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            translate = QCoreApplication.translate
            state = translate("rounds", "选了") if row.ticked else translate("rounds", "没选")
            words = (state if row.ticks else "", row.name, grouped(row.number), row.words, row.tag)
            return "，".join(part for part in words if part)
        return None


class PaperLineDelegate(QStyledItemDelegate):
    """A box, the name, number of the case and sheets; a tag at the right."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._look.px("row") + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: PaperLine | None = index.data(_ROLE)
        if row is None:
            return
        rect, state = rect_and_state(option)
        current = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        (paint_current if current else paint_line)(painter, self._look, rect)
        self._paint_row(painter, rect.adjusted(_EDGE, 0, -_EDGE, 0), row, current=current)
        painter.restore()

    def _paint_row(self, painter: QPainter, rect: QRect, row: PaperLine, *, current: bool) -> None:
        look = self._look
        text, small = look.font(), look.font("small")
        first, under = QFontMetrics(text).height(), QFontMetrics(small).height()
        top = rect.top() + (rect.height() - first - under - 2) // 2
        painter.setFont(text)
        painter.setPen(look.colour("ink"))
        if row.ticks or row.given:
            box = QRect(rect.left(), rect.top(), _BOX, rect.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), "☑" if row.ticked else "☐")
        painter.setFont(small)
        width = 0
        if row.tag:
            width = paint_tag_at_right(painter, look, rect, row.tag, row.tone, current=current)
        left = rect.left() + (_BOX if row.held is None else 0)
        room = rect.right() - width - left - _EDGE
        painter.setFont(text)
        painter.setPen(look.colour("ink" if row.ticked or not row.ticks else "second"))
        paint_elided(painter, QRect(left, top, room, first), row.name)
        painter.setFont(small)
        painter.setPen(look.colour("correct" if row.held is not None and row.held.red else "second"))
        words = f"{grouped(row.number)}　{row.given or row.words}"
        paint_elided(painter, QRect(left, top + first + 2, room, under), words)


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
        self.setItemDelegate(PaperLineDelegate(look, self))

    @property
    def rows(self) -> Sequence[PaperLine]:
        """What is listed."""
        return self._rows.rows

    def show_rows(self, rows: Sequence[PaperLine]) -> None:
        """Show these; the first is current."""
        self._rows.put_rows(rows)
        if rows:
            first = self._rows.index(0, 0)
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.current.emit(self.row())

    def row(self) -> PaperLine | None:
        """The current line."""
        return self._rows.row(self.currentIndex())

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.toggle(whole_case=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and event.position().x() < _EDGE + _BOX:
            self.toggle()

    def open_current(self) -> None:
        """Enter: on to what is to be filled in."""
        self.left.emit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.current.emit(self._rows.row(current))

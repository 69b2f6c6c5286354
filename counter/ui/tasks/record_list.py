"""The list of 记录: what happened, when, by whom; why it is unusual as a coloured tag, unusual ones on top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from counter.domain.calendar.workdays import CHINA, civil_time
from counter.domain.document.numbering import grouped
from counter.domain.tasks.records.record import RecordKind
from counter.ui.kit.row_painting import (
    RIGHT_MIDDLE,
    paint_current,
    paint_elided,
    paint_line,
    paint_tag,
    rect_and_state,
)
from counter.ui.kit.row_views import Index, RowList, Rows, hug_rows
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.domain.tasks.records.record import AuditRecord

RECORD_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_EDGE, _GAP = 12, 12
_WIDEST_TIME = datetime(2026, 12, 28, 12, 28, tzinfo=CHINA)
_BY_ITSELF = ("system", "CLOCK")
"""Actors of entries that the program writes by itself."""
_BAD = frozenset({RecordKind.PIN, RecordKind.LATE, RecordKind.BREACH, RecordKind.STATION})
"""Kinds whose unusual ones are red; the others' are amber."""


def when(record: AuditRecord, year: int) -> str:
    """The time on the hall's clocks; the year only where it is another one."""
    return _words_of(civil_time(record.at), year)


def _words_of(at: datetime, year: int) -> str:
    if at.year == year:
        words = QCoreApplication.translate("records", "{0}月{1}日 {2}")
        return words.format(at.month, at.day, f"{at:%H:%M}")
    words = QCoreApplication.translate("records", "{3}年{0}月{1}日 {2}")
    return words.format(at.month, at.day, f"{at:%H:%M}", at.year)


def who(record: AuditRecord, people: Mapping[str, str]) -> str:
    """Code and name of who did it."""
    if not record.who:
        return QCoreApplication.translate("records", "没有证明身份")
    if record.who in _BY_ITSELF:
        return QCoreApplication.translate("records", "程序")
    if record.who.islower():  # setup, import …: codes of people are capitals
        return QCoreApplication.translate("records", "命令行")
    if record.station:  # codes of another hall are other people's
        return QCoreApplication.translate("records", "{0}（{1}）").format(record.who, record.station)
    name = people.get(record.who, "")
    return f"{record.who} {name}" if name else record.who


def about(record: AuditRecord) -> str:
    """The number of its case in groups of digits, or what else it is about."""
    return grouped(record.about) if record.about[:1].isdigit() else record.about


def tone_of(record: AuditRecord) -> str:
    """The colour of why it is unusual."""
    return "correct" if record.kind in _BAD else "gap"


class RecordRows(Rows["AuditRecord"]):
    """Rows are ``AuditRecord`` values."""

    def __init__(self) -> None:
        super().__init__()
        self.people: Mapping[str, str] = {}
        self.year = 0

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        record = self.row(index)
        if record is None:
            return None
        if role == RECORD_ROLE:
            return record
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            parts = (
                *record.unusual,
                record.sentence,
                record.about,
                self.who(record),
                when(record, self.year),
            )
            return "，".join(part for part in parts if part)
        return None

    def who(self, record: AuditRecord) -> str:
        """Who did it, in words."""
        return who(record, self.people)


class RecordDelegate(QStyledItemDelegate):
    """Two lines a row: the sentence and the time; why it is unusual, what sort it is, the case and who."""

    def __init__(self, look: Look, rows: RecordRows, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._rows = rows

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._look.px("row") + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        record: AuditRecord | None = index.data(RECORD_ROLE)
        if record is None:
            return
        rect, state = rect_and_state(option)
        current = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        (paint_current if current else paint_line)(painter, self._look, rect)
        self._paint_record(painter, rect.adjusted(_EDGE, 0, -_EDGE, 0), record, current=current)
        painter.restore()

    def _paint_record(self, painter: QPainter, rect: QRect, record: AuditRecord, *, current: bool) -> None:
        look = self._look
        text, small = look.font(), look.font("small")
        first, under = QFontMetrics(text).height(), QFontMetrics(small).height() + 4
        top = rect.top() + (rect.height() - first - under - 2) // 2
        time_width = look.metrics().horizontalAdvance(_words_of(_WIDEST_TIME, _WIDEST_TIME.year)) + 8
        painter.setFont(text)
        painter.setPen(look.colour("second"))
        painter.drawText(
            QRect(rect.left(), top, rect.width(), first), RIGHT_MIDDLE, when(record, self._rows.year)
        )
        painter.setPen(look.colour("ink"))
        paint_elided(
            painter, QRect(rect.left(), top, rect.width() - time_width - _GAP, first), record.sentence
        )
        painter.setFont(small)
        by = self._rows.who(record)
        by_width = painter.fontMetrics().horizontalAdvance(by)
        below = QRect(rect.left(), top + first + 2, rect.width() - by_width - _GAP, under)
        painter.setPen(look.colour("second"))
        painter.drawText(QRect(rect.left(), below.top(), rect.width(), under), RIGHT_MIDDLE, by)
        self._paint_tags(painter, below, record, current=current)

    def _paint_tags(self, painter: QPainter, line: QRect, record: AuditRecord, *, current: bool) -> None:
        """Reasons first, as far as there is room; then what sort it is and the case."""
        look, left = self._look, line.left()
        metrics = painter.fontMetrics()
        for reason in record.unusual:
            room = line.right() - left - 2 * _GAP
            words = metrics.elidedText(reason, Qt.TextElideMode.ElideRight, room)
            if not words.strip("…"):
                return
            place = QRect(left, line.top(), room, line.height())
            left += paint_tag(painter, look, place, words, tone_of(record), current=current) + 8
        painter.setPen(look.colour("second"))
        rest = " · ".join(part for part in (record.kind.value, about(record)) if part)
        paint_elided(painter, QRect(left, line.top(), line.right() - left, line.height()), rest)


class RecordList(RowList):
    """Signals: ``current(record)`` as one walks, None where none is left; ``opened`` with Enter."""

    current = Signal(object)
    opened = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "recordList", QCoreApplication.translate("records", "记录"), parent)
        self._rows = RecordRows()
        self.setModel(self._rows)
        self.setUniformItemSizes(True)  # five thousand rows are measured once
        self.setItemDelegate(RecordDelegate(look, self._rows, self))
        hug_rows(self, look)

    def show_records(self, records: Sequence[AuditRecord], people: Mapping[str, str], year: int) -> None:
        """Show these; the current one stays where it is still among them."""
        held = self.record()
        self._rows.people, self._rows.year = people, year
        self._rows.put_rows(records)
        same = (n for n, r in enumerate(records) if held and (r.entry, r.kind) == (held.entry, held.kind))
        if not self.go_to_row(next(same, 0)):
            self.current.emit(None)

    def record(self) -> AuditRecord | None:
        """The current one."""
        return self._rows.row(self.currentIndex())

    def open_current(self) -> None:
        """Enter or a double click on the current row."""
        if self.record() is not None:
            self.opened.emit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.current.emit(self._rows.row(current))

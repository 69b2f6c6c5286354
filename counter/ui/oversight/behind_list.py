"""The cases behind a number of the board: the most urgent first, Enter opens one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from counter.domain.document.numbering import grouped
from counter.services.context.board_ports import BoardCase
from counter.services.oversight.board import BehindCount
from counter.ui.kit.lists.column_spread import wanted_widths
from counter.ui.kit.look_following import follow_look
from counter.ui.kit.row_views import RowTable, heard_once
from counter.ui.kit.theme import Look
from counter.ui.words.case import case_state_word, day_and_time

Index = QModelIndex | QPersistentModelIndex
_BUNDLE, _DUE = 2, 5
_LEFT_OUT = (8, 7, 6, 4, 3, 1)
"""Where the bundle's name would have no room: when it came in first, the applicant last. An opened case has all."""
_LEAST_BUNDLE = "\u3000" * 9


class BehindList(RowTable):
    """Signals: ``opened(number)``, or the id of a case whose number is not known."""

    opened = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("behindList", QCoreApplication.translate("BehindList", "这个数后面的件"), parent)
        self._look = look
        self._wanted: list[int] = []
        self._rows = _Cases(look)
        self.setModel(self._rows)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(_BUNDLE, QHeaderView.ResizeMode.Stretch)
        self.setWordWrap(False)
        follow_look(look, self, self._measure)
        self._measure()

    def show_cases(self, found: BehindCount, today: date) -> None:
        """Show these, the first one current."""
        self._rows.show_cases(found, today)
        self._measure()
        if found.cases:
            self.selectRow(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def open_current(self) -> None:
        """Open the current case."""
        case = self._rows.case(self.currentIndex().row())
        if case is not None:
            self.opened.emit(case.number or case.row.case)

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._look.px("row") - 4)
        for place in _LEFT_OUT:
            self.setColumnHidden(place, False)  # a hidden column tells no width
        self._wanted = wanted_widths(self)
        bundle = self._look.metrics().horizontalAdvance(_LEAST_BUNDLE)
        self._wanted[_BUNDLE] = min(self._wanted[_BUNDLE], bundle)
        self._fit()

    def _fit(self) -> None:
        """Leave out one column after another until the bundle's name has room."""
        lacking = sum(self._wanted) - self.viewport().width()
        for place in _LEFT_OUT:
            self.setColumnHidden(place, lacking > 0)
            lacking -= self._wanted[place] if lacking > 0 else 0


class _Cases(QAbstractTableModel):
    """Columns: number, applicant, bundle, window, clerk, due, what is outstanding, state, received at."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._cases: tuple[BoardCase, ...] = ()
        self._names: Mapping[str, str] = {}
        self._people: Mapping[str, str] = {}
        self._today = date.min

    def show_cases(self, found: BehindCount, today: date) -> None:
        self.beginResetModel()
        self._cases, self._names, self._people = found.cases, found.names, found.people
        self._today = today
        self.endResetModel()

    def case(self, place: int) -> BoardCase | None:
        return self._cases[place] if 0 <= place < len(self._cases) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._cases)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(_heads())

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _heads()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        case = self.case(index.row())
        if case is None:
            return None
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == _DUE:
            return self._colour_of(case)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return heard_once(index, role)
        row = case.row
        return (
            grouped(case.number),
            case.applicant,
            row.bundle_name,
            self._names.get(row.station, row.station),
            self._people.get(row.clerk, row.clerk),
            due_words(row.due, self._today),
            outstanding(case),
            case_state_word(case.state),
            day_and_time(case.opened_at),
        )[index.column()]

    def _colour_of(self, case: BoardCase) -> QColor | None:
        late = case.row.due is not None and date.fromisoformat(case.row.due) < self._today
        return self._look.colour("correct") if late else None


def due_words(due: str | None, today: date) -> str:
    """``超期3天``, ``今天到期``, ``12月4日``; a dash where no day is set."""
    translate = QCoreApplication.translate
    if due is None:
        return "—"
    day = date.fromisoformat(due)
    if day < today:
        return translate("BehindList", "超期{0}天").format((today - day).days)
    if day == today:
        return translate("BehindList", "今天到期")
    words = translate("BehindList", "{0}月{1}日").format(day.month, day.day)
    return words if day.year == today.year else translate("BehindList", "{0}年{1}").format(day.year, words)


def outstanding(case: BoardCase) -> str:
    """What is not done in it, beside its day."""
    translate, row = QCoreApplication.translate, case.row
    parts = (
        (row.twice, translate("BehindList", "二次补正")),
        (row.unprinted, translate("BehindList", "未打印{0}份").format(row.unprinted)),
        (row.unsealed, translate("BehindList", "未盖章{0}份").format(row.unsealed)),
        (row.originals, translate("BehindList", "原件{0}份").format(row.originals)),
    )
    return "、".join(words for number, words in parts if number)


def _heads() -> tuple[str, ...]:
    translate = QCoreApplication.translate
    return (
        translate("BehindList", "办件编号"),
        translate("BehindList", "申请人"),
        translate("BehindList", "一件事"),
        translate("BehindList", "窗口"),
        translate("BehindList", "经办"),
        translate("BehindList", "期限"),
        translate("BehindList", "还没办的"),
        translate("BehindList", "状态"),
        translate("BehindList", "收件时间"),
    )

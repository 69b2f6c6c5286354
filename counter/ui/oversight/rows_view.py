"""What is behind a number of the board: cases, rows of the ledger or results, under a title that says of what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from counter.domain.document.numbering import grouped
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_turn import turn_to
from counter.ui.kit.controls.rows_card import RowsCard
from counter.ui.kit.theme import Look
from counter.ui.ledger.ledger_table import LedgerTable
from counter.ui.oversight.behind_list import BehindList
from counter.ui.oversight.room_table import RoomRow, RoomTable

if TYPE_CHECKING:
    from counter.domain.ledger.template import LedgerForm
    from counter.services.context.result_ports import ResultLine
    from counter.services.ledger.room_overview import RowsBehind
    from counter.services.oversight.board import BehindCount


class RowsView(RowsCard):
    """Signals: ``opened(number or id)`` of a case; ``left`` by its button."""

    opened = Signal(str)
    left = Signal()

    def __init__(self, look: Look, form: LedgerForm, long_days: int) -> None:
        super().__init__()
        self._long_days = long_days
        self._title = TextLabel("", "title", wrap=True)
        self._title.setObjectName("behindTitle")
        self._more = TextLabel("", "small", wrap=True)
        self.back = ActButton("boardBack", self.tr("回到总览"), "Esc", role="quiet")
        self.cases = BehindList(
            look, self
        )  # it measures at once, and is styled then: as what lies on this card
        self.items = LedgerTable(look, form)
        heads = (
            *(self.tr("办件编号"), self.tr("申请人"), self.tr("事项"), self.tr("结果")),
            *(self.tr("窗口"), self.tr("从哪天起"), self.tr("等了")),
        )
        self.results = RoomTable(look, "waitingResults", self.tr("等来取的"), heads, giving=2, toned=6)
        head = QHBoxLayout()
        head.setContentsMargins(12, 0, 8, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self.back)
        lists = QWidget()
        self._stack = QStackedLayout(lists)
        for part in (self.cases, self.items, self.results):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 12, 4, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(lists, 1)
        self._more.setContentsMargins(12, 0, 12, 0)
        column.addWidget(self._more)
        self.hug(lists, self._listed)
        self.back.clicked.connect(self.left)
        for part in (self.cases, self.items, self.results):
            part.opened.connect(self.opened)

    def show_cases(self, title: str, found: BehindCount, today: date) -> None:
        """Cases of the board, the most urgent first."""
        self._more.setText(self.tr("只列出最急的 {0} 件。").format(len(found.cases)) if found.more else "")
        self.cases.show_cases(found, today)
        self._show(title, self.cases)

    def show_rows(self, title: str, found: RowsBehind) -> None:
        """Items of the ledger."""
        more = found.total > len(found.lines)
        self._more.setText(
            self.tr("只列出前 {0} 项，全部在台账里。").format(len(found.lines)) if more else ""
        )
        self.items.show_lines(found.lines, found.shown)
        self._show(title, self.items)

    def show_results(
        self, title: str, found: Sequence[ResultLine], names: Mapping[str, str], today: date
    ) -> None:
        """Results that wait, the longest first."""
        self._more.setText("")
        self.results.show_rows([self._result(line, names, today) for line in found])
        self._show(title, self.results)

    def take_focus(self) -> None:
        """Put the focus on the list."""
        self._stack.currentWidget().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, title: str, part: QWidget) -> None:
        self._title.setText(title)
        part.setAccessibleName(title)  # what it lists, where the focus comes to it
        self._more.setVisible(bool(self._more.text()))
        turn_to(self._stack, part)
        self.measure_later()

    def _listed(self) -> QAbstractItemView:
        shown = self._stack.currentWidget()
        return next(one for one in (self.cases, self.items, self.results) if one is shown)

    def _result(self, line: ResultLine, names: Mapping[str, str], today: date) -> RoomRow:
        one = line.result
        days = (today - date.fromisoformat(one.arrived)).days
        cells = (
            *(grouped(line.number), line.applicant, one.item_name, one.name),
            *(names.get(one.station, one.station), one.arrived, self.tr("{0}天").format(days)),
        )
        return RoomRow(line.number or one.case, cells, "gap" if days >= self._long_days else "")

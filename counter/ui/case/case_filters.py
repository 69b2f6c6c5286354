"""Filters of 查件: when it came, its state, one of its organs, who sees to it, and the order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from counter.services.context.case_search import CaseChoices, CaseFilter, CaseOrder
from counter.ui.kit.controls.span_filter import OWN, SpanFilter
from counter.ui.words.case import case_state_word

_WIDEST = 190
_EVER, _TODAY, _WEEK, _MONTH, _YEAR = "ever", "today", "week", "month", "year"


class CaseFilters(SpanFilter):
    """What is asked for beside the text. ``order``: by a head of the table or the last box."""

    def __init__(self, parent: QWidget | None = None) -> None:
        periods: list[tuple[str, object]] = [
            (self.tr("不限日期"), _EVER),
            (self.tr("今天收的"), _TODAY),
            (self.tr("七天内"), _WEEK),
            (self.tr("三十天内"), _MONTH),
            (self.tr("今年"), _YEAR),
        ]
        super().__init__("cases", periods, _WIDEST, parent)
        self.setObjectName("caseFilters")
        self.state = self.box("casesState", self.tr("状态"))
        self.organ = self.box("casesOrgan", self.tr("部门"))
        self.clerk = self.box("casesClerk", self.tr("经办人"))
        self.order = self.box("casesOrder", self.tr("次序"))
        for order, down, words in self._orders():
            self.order.addItem(words, (order, down))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for part in (self.period, self.days, self.state, self.organ, self.clerk, self.order):
            line.addWidget(part)
        line.addStretch(1)
        self.watch((self.state, self.organ, self.clerk, self.order))
        for box, every in self._every():
            box.addItem(every, "")

    def wanted(self) -> CaseFilter:
        """The current filter. Raises BadInput for an invalid day."""
        since, until = self._span()
        order, descending = self.order.currentData()
        return CaseFilter(
            self.state.currentData() or "",
            self.organ.currentData() or "",
            self.clerk.currentData() or "",
            since,
            until,
            CaseOrder(order),
            descending,
        )

    def order_by(self, order: CaseOrder) -> None:
        """A head was pressed: that order, pressed again the other way round."""
        now, descending = self.order.currentData()
        down = not descending if now is order else order is CaseOrder.OPENED
        self.order.setCurrentIndex(self._place(order, down))
        self.changed.emit()

    def put_back(self) -> None:
        """Nothing is left out, the newest first."""
        for box in (self.period, self.state, self.organ, self.clerk, self.order):
            box.setCurrentIndex(0)
        for field in (self.since, self.until):
            field.clear()
            field.hide()

    def show_choices(self, choices: CaseChoices, people: Mapping[str, str]) -> None:
        """Set what can be chosen; current choices stay. ``people``: code → name."""
        offered: Sequence[tuple[QComboBox, list[tuple[str, str]]]] = (
            (self.state, [(case_state_word(one), one) for one in choices.states]),
            (self.organ, [(one, one) for one in choices.organs]),
            (self.clerk, [(f"{one} {people.get(one, '')}".strip(), one) for one in choices.clerks]),
        )
        words = dict(self._every())
        for box, options in offered:
            if options == [(box.itemText(n), box.itemData(n)) for n in range(1, box.count())]:
                continue  # made anew, the box is painted anew
            chosen = box.currentData()
            box.clear()
            box.addItem(words[box], "")
            for label, key in options:
                box.addItem(label, key)
            box.setCurrentIndex(max(0, box.findData(chosen)))

    def _span(self) -> tuple[date | None, date | None]:
        chosen = self.period.currentData()
        if chosen == OWN:
            return self.typed_days()
        days = {_TODAY: 0, _WEEK: 6, _MONTH: 29}
        if chosen in days:
            return self.today - timedelta(days=days[chosen]), self.today
        return (date(self.today.year, 1, 1), self.today) if chosen == _YEAR else (None, None)

    def _place(self, order: CaseOrder, descending: bool) -> int:
        return next(
            n for n, (one, down, _) in enumerate(self._orders()) if (one, down) == (order, descending)
        )

    def _every(self) -> tuple[tuple[QComboBox, str], ...]:
        return (
            (self.state, self.tr("全部状态")),
            (self.organ, self.tr("全部部门")),
            (self.clerk, self.tr("全部人员")),
        )

    def _orders(self) -> tuple[tuple[CaseOrder, bool, str], ...]:
        return (
            (CaseOrder.OPENED, True, self.tr("新收的在前")),
            (CaseOrder.OPENED, False, self.tr("先收的在前")),
            (CaseOrder.DUE, False, self.tr("先到期的在前")),
            (CaseOrder.DUE, True, self.tr("后到期的在前")),
            (CaseOrder.STATE, False, self.tr("按状态")),
            (CaseOrder.STATE, True, self.tr("按状态，倒过来")),
            (CaseOrder.APPLICANT, False, self.tr("按申请人")),
            (CaseOrder.APPLICANT, True, self.tr("按申请人，倒过来")),
            (CaseOrder.BUNDLE, False, self.tr("按一件事")),
            (CaseOrder.BUNDLE, True, self.tr("按一件事，倒过来")),
            (CaseOrder.NUMBER, False, self.tr("按编号")),
            (CaseOrder.NUMBER, True, self.tr("按编号，倒过来")),
            (CaseOrder.CLERK, False, self.tr("按经办")),
            (CaseOrder.CLERK, True, self.tr("按经办，倒过来")),
        )

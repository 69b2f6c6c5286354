"""Filters of 台账: the reporting period or days, organ, 一件事, state, window, clerk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from counter.ui.kit.controls.flow_layout import FlowLayout
from counter.ui.kit.controls.span_filter import OWN, SpanFilter

if TYPE_CHECKING:
    from counter.domain.ledger.period import Period
    from counter.services.context.ledger_ports import LedgerChoices, LedgerSpan

_WIDEST, _UNBOUND = 210, 16_777_215
_YEAR = "year"


class LedgerFilters(SpanFilter):
    """What is asked of the ledger, as typed and chosen. ``months``: the periods offered, this one first."""

    def __init__(self, months: Sequence[Period], parent: QWidget | None = None) -> None:
        self._months = tuple(months)
        periods: list[tuple[str, object]] = [(self._words(n, one), n) for n, one in enumerate(self._months)]
        super().__init__("ledger", [*periods, (self.tr("今年"), _YEAR)], _WIDEST, parent)
        self.setObjectName("ledgerFilters")
        self.organ = self.box("ledgerOrgan", self.tr("部门"))
        self.bundle = self.box("ledgerBundle", self.tr("一件事"))
        self.state = self.box("ledgerState", self.tr("办到哪里"))
        self.station = self.box("ledgerWindow", self.tr("窗口"))
        self.clerk = self.box("ledgerClerk", self.tr("经办人"))
        for words, key in (
            (self.tr("全部"), ""),
            (self.tr("在办"), "open"),
            (self.tr("有结果"), "ended"),
            (self.tr("超期"), "late"),
        ):
            self.state.addItem(words, key)
        self.period.setMaximumWidth(_UNBOUND)  # half a day says nothing
        line = FlowLayout(self, gap=8)
        self.boxes = (self.organ, self.bundle, self.state, self.station, self.clerk)
        for part in (self.period, self.days, *self.boxes):
            line.addWidget(part)
        self.watch(self.boxes)
        for box, every in self._every():
            box.addItem(every, "")

    @property
    def month(self) -> str:
        """The month whose report is meant by the period chosen: ``2026-11``; of other spans the running one."""
        chosen = self.period.currentData()
        period = self._months[chosen if isinstance(chosen, int) else 0]
        return f"{period.last.year:04d}-{period.last.month:02d}"

    def wanted(self) -> LedgerSpan:
        """The current filter. Raises BadInput for an invalid day."""
        from counter.services.context.ledger_ports import LedgerSpan

        first, last = self._span()
        bundle = self.bundle.currentData()
        return LedgerSpan(
            first,
            last,
            organ=self.organ.currentData() or "",
            bundle=int(bundle) if bundle else None,
            station=self.station.currentData() or "",
            clerk=self.clerk.currentData() or "",
            state=self.state.currentData() or "",
        )

    @property
    def settled(self) -> bool:
        """True while no list is open and no day is half typed."""
        open_list = any(box.view().isVisible() for box in (self.period, *self.boxes))
        return not open_list and self._texts() == self._typed

    def show_choices(
        self, choices: LedgerChoices, windows: Mapping[str, str], people: Mapping[str, str], *, others: bool
    ) -> None:
        """Set what can be chosen; current choices stay. ``others``: other people's rows are there too."""
        offered = (
            (self.organ, [(organ, organ) for organ in choices.organs]),
            (self.bundle, [(f"{number} {name}", str(number)) for number, name in choices.bundles.items()]),
            (self.station, [(windows.get(code) or code, code) for code in choices.stations]),
            (self.clerk, [(f"{code} {people.get(code, '')}".strip(), code) for code in choices.clerks]),
        )
        words = dict(self._every())
        for box, options in offered:
            chosen = box.currentData()
            box.clear()
            box.addItem(words[box], "")
            for label, key in options:
                box.addItem(label, key)
            box.setCurrentIndex(max(0, box.findData(chosen)))
        self.station.setVisible(others and len(choices.stations) > 1)
        self.clerk.setVisible(others)

    def show_period(self, period: Period) -> None:
        """Choose that period; one that is not offered is written as days."""
        if period in self._months:
            self.period.setCurrentIndex(self._months.index(period))
        else:
            self.period.setCurrentIndex(self.period.findData(OWN))
            self.since.setText(period.first.isoformat())
            self.until.setText(period.last.isoformat())
        self.follow_period()

    def take_focus(self) -> None:
        """Put the focus on the first filter."""
        self.period.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _every(self) -> tuple[tuple[QComboBox, str], ...]:
        return (
            (self.organ, self.tr("全部部门")),
            (self.bundle, self.tr("全部一件事")),
            (self.station, self.tr("全部窗口")),
            (self.clerk, self.tr("全部人员")),
        )

    def _span(self) -> tuple[date, date]:
        chosen = self.period.currentData()
        if isinstance(chosen, int):
            return self._months[chosen].first, self._months[chosen].last
        if chosen == OWN:
            since, until = self.typed_days()
            return since or self._months[0].first, until or self.today
        return date(self.today.year, 1, 1), self.today

    def _words(self, place: int, period: Period) -> str:
        days = f"{period.first.month}.{period.first.day}–{period.last.month}.{period.last.day}"
        if place == 0:
            return self.tr("本期 {0}").format(days)
        return self.tr("{0}年{1}月 {2}").format(period.last.year, period.last.month, days)

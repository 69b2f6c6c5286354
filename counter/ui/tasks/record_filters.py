"""Filters of 记录: days, person, kind, case, only unusual ones; each a box reached and opened by the keyboard."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from counter.domain.tasks.records.record import RecordKind
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import FieldRow
from counter.ui.kit.controls.flow_layout import FlowLayout
from counter.ui.kit.controls.span_filter import OWN, SpanFilter

if TYPE_CHECKING:
    from counter.services.tasks.records import RecordFilter

_WIDEST = 220
_BEGINNING = date(2000, 1, 1)


class RecordFilters(SpanFilter):
    """What is asked of the records, as typed and chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        periods = (
            (self.tr("近30天"), 30),
            (self.tr("今天"), 0),
            (self.tr("近7天"), 7),
            (self.tr("近90天"), 90),
            (self.tr("近一年"), 365),
        )
        super().__init__("record", periods, _WIDEST, parent)
        self.setObjectName("recordFilters")
        self.clerk = self.box("recordClerk", self.tr("谁做的"))
        self.kind = self.box("recordKind", self.tr("类别"))
        self.case = Field("recordCase", self.tr("办件编号"), keyed=True)
        self.unusual = ActButton("recordUnusual", self.tr("只看不寻常的"), "Ctrl+U", enter=True)
        self.unusual.setCheckable(True)
        self.kind.addItem(self.tr("全部类别"), "")
        for kind in RecordKind:
            self.kind.addItem(kind.value, kind.value)
        self.show_people({})
        self._arrange()
        self.watch((self.clerk, self.kind), (self.case,))
        self.unusual.toggled.connect(lambda on: self.unusual.arm(on))
        self.unusual.toggled.connect(lambda _: self.changed.emit())

    def wanted(self) -> RecordFilter:
        """The current filter. Raises BadInput for an invalid day."""
        from counter.services.tasks.records import RecordFilter

        kind = self.kind.currentData()
        since, until = self._span()
        return RecordFilter(
            since=since,
            until=until,
            clerk=self.clerk.currentData() or "",
            kinds=(RecordKind(kind),) if kind else (),
            case=self.case.text().strip(),
            unusual=self.unusual.isChecked(),
        )

    def show_people(self, people: Mapping[str, str]) -> None:
        """Set who can be chosen; the current choice stays."""
        chosen = self.clerk.currentData()
        self.clerk.clear()
        self.clerk.addItem(self.tr("全部人员"), "")
        for code, name in people.items():
            self.clerk.addItem(f"{code} {name}", code)
        self.clerk.setCurrentIndex(max(0, self.clerk.findData(chosen)))

    def take_focus(self) -> None:
        """Put the focus on the first filter."""
        self.period.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _span(self) -> tuple[date, date]:
        days = self.period.currentData()
        if days != OWN:
            return self.today - timedelta(days=days), self.today
        since, until = self.typed_days()
        return since or _BEGINNING, until or self.today

    def _arrange(self) -> None:
        case = FieldRow(self.case.accessibleName(), self.case, beside=True)
        line = FlowLayout(self, gap=8)  # a narrow window puts the last ones below
        for part in (self.period, self.days, self.clerk, self.kind, case, self.unusual):
            line.addWidget(part)

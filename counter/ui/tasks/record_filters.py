"""Filters of 记录: days, person, kind, case, only unusual ones; each a box reached and opened by the keyboard."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from counter.domain.errors import BadInput
from counter.domain.tasks.records.record import RecordKind
from counter.domain.text.day_input import read_day
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.field import Field

if TYPE_CHECKING:
    from counter.services.tasks.records import RecordFilter

_OWN = -1
_USUAL_DAYS = 30
_BEGINNING = date(2000, 1, 1)


class RecordFilters(QWidget):
    """Signals: ``changed`` when another answer is wanted; ``refused(sentence)`` for an invalid day, ``mended`` once it
    is valid.
    """

    changed = Signal()
    refused = Signal(str)
    mended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recordFilters")
        self.today = date.min
        self.period = self._box("recordPeriod", self.tr("时间"))
        self.clerk = self._box("recordClerk", self.tr("谁做的"))
        self.kind = self._box("recordKind", self.tr("类别"))
        self.since = Field("recordSince", self.tr("从哪天"), self.tr("从 2026-11-01"))
        self.until = Field("recordUntil", self.tr("到哪天"), self.tr("到 2026-11-30"))
        self.case = Field("recordCase", self.tr("办件编号"), self.tr("办件编号"))
        self.unusual = ActButton("recordUnusual", self.tr("只看不寻常的"), "Ctrl+U", enter=True)
        self.unusual.setCheckable(True)
        for words, days in self._periods():
            self.period.addItem(words, days)
        self.kind.addItem(self.tr("全部类别"), "")
        for kind in RecordKind:
            self.kind.addItem(kind.value, kind.value)
        self.show_people({})
        self._arrange()
        for box in (self.period, self.clerk, self.kind):
            box.activated.connect(lambda _: self._on_chosen())
        for field in (self.since, self.until, self.case):
            field.editingFinished.connect(self._on_typed)
        self._typed = self._texts()
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

    def _periods(self) -> list[tuple[str, int]]:
        return [
            (self.tr("近30天"), _USUAL_DAYS),
            (self.tr("今天"), 0),
            (self.tr("近7天"), 7),
            (self.tr("近90天"), 90),
            (self.tr("近一年"), 365),
            (self.tr("自己写日期"), _OWN),
        ]

    def _span(self) -> tuple[date, date]:
        days = int(self.period.currentData())
        if days != _OWN:
            return self.today - timedelta(days=days), self.today
        since, until = (
            read_day(field.text().strip(), self.today, name) if field.text().strip() else None
            for field, name in ((self.since, "since"), (self.until, "until"))
        )
        return since or _BEGINNING, until or self.today

    def _on_chosen(self) -> None:
        own = self.period.currentData() == _OWN
        appears = own and self.since.isHidden()
        for field in (self.since, self.until):
            field.setVisible(own)
        if appears:
            self.since.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _on_typed(self) -> None:
        """Leaving a field asks again only where its text is another one."""
        if self._texts() == self._typed:
            return
        self._typed = self._texts()
        was_wrong = any(field.accessibleDescription() for field in (self.since, self.until))
        wrong = BadInput("")
        try:
            self.wanted()
        except BadInput as error:
            wrong = error
        for name, field in (("since", self.since), ("until", self.until)):
            field.show_problem(wrong.sentence if wrong.field == name else "")
        if wrong.sentence:
            self.refused.emit(wrong.sentence)
            return
        if was_wrong:
            self.mended.emit()
        self.changed.emit()

    def _texts(self) -> tuple[str, ...]:
        return tuple(field.text().strip() for field in (self.since, self.until, self.case))

    def _box(self, name: str, label: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(name)
        box.setAccessibleName(label)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.setMaximumWidth(220)
        return box

    def _arrange(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for field in (self.since, self.until):
            field.setMaximumWidth(130)
            field.hide()
        self.case.setMaximumWidth(230)
        for part in (self.period, self.since, self.until, self.clerk, self.kind, self.case):
            line.addWidget(part)
        line.addStretch(1)
        line.addWidget(self.unusual)

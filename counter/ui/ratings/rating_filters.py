"""Filter of the figures: time, hall, bundle and mode, each a box opened by a key."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from counter.domain.errors import BadInput
from counter.domain.ratings.rating import Mode
from counter.domain.text.day_input import read_day
from counter.services.context.ports import RatingFilter
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.labels import TextLabel

_OWN = "own"


class RatingFilters(QWidget):
    """Signals: ``changed`` when the filter changes; ``refused(sentence)`` for an invalid date, ``mended`` once it is
    valid.
    """

    changed = Signal()
    refused = Signal(str)
    mended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ratingFilters")
        self.today = date.min
        self.period = self._box("filterPeriod", self.tr("时间"))
        self.hall = self._box("filterHall", self.tr("大厅"))
        self.bundle = self._box("filterBundle", self.tr("一件事"))
        self.mode = self._box("filterMode", self.tr("方式"))
        self.since = Field("filterSince", self.tr("从哪天"), self.tr("从 2026-11-01"))
        self.until = Field("filterUntil", self.tr("到哪天"), self.tr("到 2026-11-30"))
        for words, key in self._periods():
            self.period.addItem(words, key)
        self.mode.addItem(self.tr("实名和匿名"), "")
        for mode in Mode:
            self.mode.addItem(mode.value, mode.value)
        self.show_choices((), ())
        self._arrange()
        for box in (self.period, self.hall, self.bundle, self.mode):
            box.activated.connect(lambda _: self._on_chosen())
        for field in (self.since, self.until):
            field.editingFinished.connect(self._on_day)
            field.hide()

    def wanted(self) -> RatingFilter:
        """The current filter. Raises BadInput for an invalid date."""
        since, until = self._span()
        bundle = self.bundle.currentData()
        return RatingFilter(
            since=since,
            until=until,
            hall=self.hall.currentData() or "",
            bundle=int(bundle) if bundle else None,
            mode=self.mode.currentData() or "",
        )

    def show_choices(self, halls: Sequence[tuple[str, str]], bundles: Sequence[tuple[str, str]]) -> None:
        """Set the choices (key, words); the current choice stays."""
        for box, every, choices in (
            (self.hall, self.tr("全部大厅"), halls),
            (self.bundle, self.tr("全部“一件事”"), bundles),
        ):
            key, words = box.currentData(), box.currentText()
            box.clear()
            box.addItem(every, "")
            for value, label in choices:
                box.addItem(label, value)
            if key and box.findData(key) < 0:
                box.addItem(words, key)
            box.setCurrentIndex(max(0, box.findData(key)))

    def words(self) -> str:
        """The filter as text, for screen readers and files."""
        boxes = (self.period, self.hall, self.bundle, self.mode)
        return " · ".join(box.currentText() for box in boxes)

    def _periods(self) -> list[tuple[str, str]]:
        return [
            (self.tr("全部时间"), ""),
            (self.tr("本月"), "month"),
            (self.tr("上月"), "last"),
            (self.tr("近三个月"), "quarter"),
            (self.tr("今年"), "year"),
            (self.tr("自己写日期"), _OWN),
        ]

    def _span(self) -> tuple[str | None, str | None]:
        today, key = self.today, self.period.currentData()
        first = today.replace(day=1)
        if key == _OWN:
            return self._typed(self.since, "since"), self._typed(self.until, "until")
        if key == "last":
            end = first - timedelta(days=1)
            return end.replace(day=1).isoformat(), end.isoformat()
        begins = {"month": first, "quarter": _months_back(first, 2), "year": today.replace(month=1, day=1)}
        if key not in begins:
            return None, None
        end = today.replace(day=monthrange(today.year, today.month)[1])
        return begins[key].isoformat(), end.isoformat()

    def _typed(self, field: Field, name: str) -> str | None:
        text = field.text().strip()
        return read_day(text, self.today, name).isoformat() if text else None

    def _on_chosen(self) -> None:
        own = self.period.currentData() == _OWN
        appears = own and self.since.isHidden()
        for field in (self.since, self.until):
            field.setVisible(own)
        if appears:
            self.since.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _on_day(self) -> None:
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

    def _box(self, name: str, label: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(name)
        box.setAccessibleName(label)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.setMaximumWidth(260)
        return box

    def _arrange(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for field in (self.since, self.until):
            field.setFixedWidth(130)
        for part in (self.period, self.since, self.until, self.hall, self.bundle, self.mode):
            line.addWidget(part)
        line.addWidget(TextLabel(""), 1)


def _months_back(first: date, months: int) -> date:
    number = first.year * 12 + first.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)

"""Filter of the figures: time, hall, bundle and mode, each a box opened by a key."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtWidgets import QHBoxLayout, QWidget

from counter.domain.ratings.rating import Mode
from counter.services.context.ports import RatingFilter
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.span_filter import OWN, SpanFilter

_WIDEST = 260


class RatingFilters(SpanFilter):
    """What is asked of the figures, as typed and chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        periods = (
            (self.tr("全部时间"), ""),
            (self.tr("本月"), "month"),
            (self.tr("上月"), "last"),
            (self.tr("近三个月"), "quarter"),
            (self.tr("今年"), "year"),
        )
        super().__init__("filter", periods, _WIDEST, parent)
        self.setObjectName("ratingFilters")
        self.hall = self.box("filterHall", self.tr("大厅"))
        self.bundle = self.box("filterBundle", self.tr("一件事"))
        self.mode = self.box("filterMode", self.tr("方式"))
        self.mode.addItem(self.tr("实名和匿名"), "")
        for mode in Mode:
            self.mode.addItem(mode.value, mode.value)
        self.show_choices((), ())
        self._arrange()
        self.watch((self.hall, self.bundle, self.mode))

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

    def _span(self) -> tuple[str | None, str | None]:
        today, key = self.today, self.period.currentData()
        first = today.replace(day=1)
        if key == OWN:
            typed_since, typed_until = self.typed_days()
            return _iso(typed_since), _iso(typed_until)
        if key == "last":
            end = first - timedelta(days=1)
            return end.replace(day=1).isoformat(), end.isoformat()
        begins = {"month": first, "quarter": _months_back(first, 2), "year": today.replace(month=1, day=1)}
        if key not in begins:
            return None, None
        end = today.replace(day=monthrange(today.year, today.month)[1])
        return begins[key].isoformat(), end.isoformat()

    def _arrange(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for part in (self.period, self.days, self.hall, self.bundle, self.mode):
            line.addWidget(part)
        line.addWidget(TextLabel(""), 1)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _months_back(first: date, months: int) -> date:
    number = first.year * 12 + first.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)

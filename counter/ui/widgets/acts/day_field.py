"""A day, typed as people type it."""

from __future__ import annotations

from datetime import date

from counter.domain.typed_day import read_day
from counter.ui.widgets.field import Field


class DayField(Field):
    """Shows today until another day is typed."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label)
        self.setPlaceholderText(self.tr("例如 2026-11-20 或 11-20"))

    def show_day(self, day: date) -> None:
        """Put a day there."""
        self.setText(day.isoformat())

    def day(self, today: date, field: str = "day") -> date:
        """The day typed; today where nothing is. Raises BadInput for what is no day."""
        return read_day(self.text(), today, field)

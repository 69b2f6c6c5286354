"""A date, in the forms people type; incomplete dates are refused."""

from __future__ import annotations

from datetime import date

from counter.domain.errors import BadInput
from counter.domain.text.day_input import read_day
from counter.ui.kit.controls.field import Field


class DayField(Field):
    """Shows the date of ``show_day`` until another is typed."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label)
        self.setPlaceholderText(self.tr("例如 2026-11-20 或 11-20"))

    def show_day(self, day: date) -> None:
        """Put a day there."""
        self.setText(day.isoformat())

    def day(self, today: date, field: str = "day") -> date:
        """The date. Raises BadInput for an invalid or empty one: empty does not mean today."""
        if not self.text().strip():
            words = self.tr("请写明{0}，例如 {1}。").format(self.accessibleName(), today.isoformat())
            raise BadInput(words, field=field)
        return read_day(self.text(), today, field)

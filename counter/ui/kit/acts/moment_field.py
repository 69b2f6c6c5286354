"""A moment by a platform's own record, or a time of day, in the forms people type; what was understood is shown."""

from __future__ import annotations

from datetime import date, datetime

from counter.domain.calendar.moment_input import moment_on, read_moment
from counter.domain.calendar.workdays import CHINA, civil_date
from counter.domain.text.day_input import day_in_words
from counter.ui.kit.controls.day_field import ReadField


class MomentField(ReadField):
    """Takes 11-24 14:30, 昨天 14:30, 14:30; what is left empty happened now. ``begin_at``: once its form is opened."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label)
        self._now: datetime | None = None
        self.setPlaceholderText(self.tr("不写是现在，例如 11-24 14:30"))

    def begin_at(self, now: datetime) -> None:
        """By which what is typed is said back."""
        self._now = now

    def moment(self, now: datetime, field: str = "at") -> datetime:
        """The moment. Raises BadInput for what is none."""
        return read_moment(self.text(), now, field)

    def _read(self) -> str:
        if self._now is None or not self.text().strip():
            return ""
        at = read_moment(self.text(), self._now).astimezone(CHINA)
        return f"{day_in_words(at.date(), civil_date(self._now))} {at:%H:%M}"

    def _plain(self) -> str:
        if self._now is None or not self.understood:
            return ""
        return f"{read_moment(self.text(), self._now).astimezone(CHINA):%Y-%m-%d %H:%M}"


class ClockField(ReadField):
    """A time of day: 9:30, 9点半, 0930, 下午2点."""

    def moment_or_none(self, day: date, field: str = "at") -> datetime | None:
        """That time on ``day``; None where nothing is typed. Raises BadInput for what is no time."""
        return moment_on(day, self.text(), field) if self.text().strip() else None

    def _read(self) -> str:
        at = self.moment_or_none(date.min)
        words = "" if at is None else f"{at:%H:%M}"
        return "" if words == self.text().strip() else words

    def _plain(self) -> str:
        return self.understood

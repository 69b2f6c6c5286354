"""A moment by a platform's own record, in the forms people type; empty is now."""

from __future__ import annotations

from datetime import datetime

from counter.domain.calendar.moment_input import read_moment
from counter.ui.kit.controls.field import Field


class MomentField(Field):
    """Takes 11-24 14:30, 昨天 14:30, 14:30; what is left empty happened now."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label)
        self.setPlaceholderText(self.tr("不写是现在，如 11-24 14:30"))

    def moment(self, now: datetime, field: str = "at") -> datetime:
        """The moment. Raises BadInput for what is none."""
        return read_moment(self.text(), now, field)

"""A day as people type it at a counter: 2026-11-20, 20261120, 11-20, 1120 and the like."""

from __future__ import annotations

import re
from datetime import date

from counter.domain.errors import BadInput

_WITH_YEAR = re.compile(r"(\d{4})\D*(\d{1,2})\D+(\d{1,2})\D*|(\d{4})(\d{2})(\d{2})")
_WITHOUT_YEAR = re.compile(r"(\d{1,2})\D+(\d{1,2})\D*|(\d{2})(\d{2})")


def read_day(text: str, today: date, field: str = "day") -> date:
    """The day meant. Without a year it is the one nearest to ``today``. Raises BadInput for what is no day."""
    plain = text.strip()
    if plain in ("", "今天"):
        return today
    try:
        if found := _WITH_YEAR.fullmatch(plain):
            year, month, day = (int(part) for part in found.groups() if part is not None)
            return date(year, month, day)
        if found := _WITHOUT_YEAR.fullmatch(plain):
            month, day = (int(part) for part in found.groups() if part is not None)
            years = (today.year - 1, today.year, today.year + 1)
            return min((date(y, month, day) for y in years), key=lambda d: abs(d - today))
    except ValueError:
        pass
    raise BadInput(f"“{plain}”不是日期，请写成 {today.isoformat()} 这样。", field=field)

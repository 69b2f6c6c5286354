"""Parse a day as people type it at a counter: 2026-11-20, 20261120, 2026年11月20日, 11-20, 1120 and the like."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from counter.domain.errors import BadInput

_FORMS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        r"(?P<y>\d{4})(?P<s>[-./ ])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})",
        r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]?",
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})",
        r"(?P<m>\d{1,2})[-./ ](?P<d>\d{1,2})",
        r"(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]?",
        r"(?P<m>\d{2})(?P<d>\d{2})",
    )
)
"""Full matches only: text around a date is an error (2026-11-24今天)."""

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_FIRST, _LAST = 1900, 2199
"""Range of years accepted."""


def read_day(text: str, today: date, field: str = "day") -> date:
    """The day. Without a year it is the one nearest to ``today``. Raises BadInput for anything else."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain in ("", "今天"):
        return today
    found = next(filter(None, (form.fullmatch(plain) for form in _FORMS)), None)
    day = None if found is None else _day_of(found.groupdict(), today)
    if day is None or not _FIRST <= day.year <= _LAST:
        raise BadInput(f"“{plain}”不是日期，请写成 {today.isoformat()} 这样。", field=field)
    return day


def iso_day(text: str) -> date | None:
    """A day in the form 2026-11-20, as commands take it; None for anything else.

    ``date.fromisoformat`` alone would also accept week dates such as 2026-W47-1.
    """
    try:
        return date.fromisoformat(text) if _ISO.fullmatch(text) else None
    except ValueError:
        return None


def _day_of(parts: dict[str, str], today: date) -> date | None:
    """The nearest such day; None where no calendar has it (02-30)."""
    month, day = int(parts["m"]), int(parts["d"])
    found = []
    for year in (int(parts["y"]),) if "y" in parts else range(today.year - 1, today.year + 2):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return min(found, key=lambda d: abs(d - today), default=None)

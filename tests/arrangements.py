"""An invented holiday arrangement of 2027 for tests, in both forms of file; nobody has published it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

OFF = (
    ("元旦", "2027-01-01", "2027-01-03"),
    ("春节", "2027-02-05", "2027-02-11"),
    ("清明节", "2027-04-03", "2027-04-05"),
    ("劳动节", "2027-05-01", "2027-05-05"),
    ("端午节", "2027-06-09", "2027-06-09"),
    ("中秋节", "2027-09-15", "2027-09-15"),
    ("国庆节", "2027-10-01", "2027-10-07"),
)
WORKED = ("2027-01-09", "2027-01-31", "2027-02-20", "2027-05-08", "2027-09-26", "2027-10-09")
"""9 January is a Saturday: a period that the shipped calendar ends on 11 January ends on it."""


def own_form(**changes: Any) -> dict[str, Any]:
    """The file in the house's own form; a change of None takes the key away."""
    said: dict[str, Any] = {
        "year": 2027,
        "status": "official",
        "source": "测试用的放假安排，不是国务院办公厅的通知",
        "off": [{"name": name, "from": first, "to": last} for name, first, last in OFF],
        "worked": list(WORKED),
        **changes,
    }
    return {key: value for key, value in said.items() if value is not None}


def public_form(**changes: Any) -> dict[str, Any]:
    """The same in the form of NateScarlet/holiday-cn."""
    days = [{"name": name, "date": day, "isOffDay": True} for name, *span in OFF for day in _days(*span)]
    days += [{"name": "调休", "date": day, "isOffDay": False} for day in WORKED]
    said: dict[str, Any] = {
        "$schema": "https://raw.githubusercontent.com/NateScarlet/holiday-cn/master/schema.json",
        "year": 2027,
        "papers": ["https://notice.invalid/2027"],
        "days": days,
        **changes,
    }
    return {key: value for key, value in said.items() if value is not None}


def without(day: str) -> dict[str, Any]:
    """The public form without that day."""
    said = public_form()
    return {**said, "days": [row for row in said["days"] if row["date"] != day]}


def file_of(folder: Path, value: Mapping[str, Any] | str, name: str = "2027.json") -> Path:
    """The value as a file."""
    file = folder / name
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    file.write_text(text, encoding="utf-8")
    return file


def _days(first: str, last: str) -> list[str]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return [(start + timedelta(days=n)).isoformat() for n in range((end - start).days + 1)]

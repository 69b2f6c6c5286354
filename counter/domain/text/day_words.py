"""A day as people read it, on papers and on the window alike (GB/T 9704: Arabic figures, no padding)."""

from __future__ import annotations

from datetime import date


def day_text(day: date) -> str:
    """``2026年12月4日``."""
    return f"{day.year}年{day.month}月{day.day}日"


def near_day_text(day: date, today: date) -> str:
    """``12月4日``; with the year where it is not that of ``today``, for then it would be read as this year's."""
    return f"{day.month}月{day.day}日" if day.year == today.year else day_text(day)

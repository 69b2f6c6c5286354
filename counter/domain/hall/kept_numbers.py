"""Numbers that are kept for what is no window: 差评处理室, 指南编辑室 and 值班主管室."""

from __future__ import annotations

OFFICE_WINDOW, BUREAU_WINDOW, OVERSIGHT_WINDOW = "90", "91", "92"
"""Last two digits of their station codes."""
KEPT_NUMBERS = (OFFICE_WINDOW, BUREAU_WINDOW, OVERSIGHT_WINDOW)


def is_kept(station: str) -> bool:
    """Whether a station code is of such a place, where nobody is served."""
    return station.endswith(KEPT_NUMBERS)


def is_room(station: str) -> bool:
    """Whether a registered station is the supervisor's room of its hall (值班主管室)."""
    return station.endswith(OVERSIGHT_WINDOW)

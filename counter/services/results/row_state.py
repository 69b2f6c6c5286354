"""What becomes of a row of an organ's list of the day."""

from __future__ import annotations

from enum import Enum


class RowState(Enum):
    """What becomes of a row."""

    TAKEN = "登记"
    KNOWN = "已经登记过"
    WRONG = "要改"

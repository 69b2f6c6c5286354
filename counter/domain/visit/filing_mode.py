"""How a visit is filed: decided, decided where all materials were looked at, or only received."""

from __future__ import annotations

from enum import StrEnum


class FilingMode(StrEnum):
    """How a visit is filed; the values are those of ``decision`` in a visit file."""

    DECIDE = "correct"  # 按结论出具：该看的都看过了，不够的当场告知补正
    LOOKED = "auto"  # 看全的事项按结论出具，没看全的只收件
    KEEP = "keep"  # 只收件，稍后决定

"""What is done with a visit when it is filed: decided, decided as far as it was looked at, or only taken in."""

from __future__ import annotations

from enum import StrEnum


class FilingMode(StrEnum):
    """The values are those of ``decision`` in a visit file."""

    DECIDE = "correct"  # 按结论出具：该看的都看过了，不够的当场告知补正
    LOOKED = "auto"  # 看全的事项按结论出具，没看全的只收件
    KEEP = "keep"  # 只收件，稍后决定

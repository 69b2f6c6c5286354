"""A qualified seal maker (印章刻制企业) as papers name it (2021-13 二(一)1)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SealMaker:
    """``place`` and ``phone``: "" where not known."""

    name: str
    place: str = ""
    phone: str = ""

"""The clerk signed on at this window."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clerk:
    """The clerk signed on at this window."""

    code: str
    name: str
    supervisor: bool = False

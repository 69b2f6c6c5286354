"""The clerk signed on at this window."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Clerk:
    """The clerk signed on at this window.

    ``better_pin``: why the PIN just typed should be changed; ``notice``: what the register says to this person today.
    """

    code: str
    name: str
    supervisor: bool = False
    better_pin: str = field(default="", compare=False)
    notice: str = field(default="", compare=False)

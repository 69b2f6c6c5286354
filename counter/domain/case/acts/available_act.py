"""An act that is possible now, in the form in which window, office and bureau offer it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

ActT = TypeVar("ActT")


@dataclass(frozen=True)  # no slots: Python 3.11 cannot call AvailableAct[X](…) with them
class AvailableAct(Generic[ActT]):
    """``kind``: the class of the act; ``why``: one sentence about its purpose now; ``urgent``: the next thing to do."""

    kind: type[ActT]
    why: str = field(default="", kw_only=True)
    urgent: bool = field(default=False, kw_only=True)

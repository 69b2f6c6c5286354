"""One status light of the top bar, as a desk reports it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LightState(StrEnum):
    """How a status light burns. ABSENT is honest grey: nothing of that kind is connected or built yet."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Light:
    """One status light. ``id``: clock, printer, scanner, screen, hub.

    ``words``: one sentence for tooltip and screen reader.
    """

    id: str
    label: str
    state: LightState
    words: str

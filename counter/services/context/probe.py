"""One line of the self-test, in ``counter doctor`` and on the page 自检 alike."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ProbeState(StrEnum):
    """State of a line. ABSENT (grey): not connected, or not built yet."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Probe:
    """``words``: the finding; ``mend``: the remedy, or empty."""

    id: str
    label: str
    health: ProbeState
    words: str
    mend: str = ""

"""A status light of the top bar, as reported by a facade."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LightState(StrEnum):
    """State of a status light. ABSENT (grey): not connected or not built yet."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Light:
    """A status light. ``id``: clock, printer, scanner, screen, hub, backup, keys.

    ``words``: one sentence for tooltip and screen reader.
    """

    id: str
    label: str
    state: LightState
    words: str


def is_joined(light: Light) -> bool:
    """Whether it is the hub's, and the profile is joined to one."""
    return light.id == "hub" and light.state is not LightState.ABSENT

"""What the desk of every room has: all that the frame of its window asks of the house."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from counter.services.context.ports import StationIdentity
    from counter.ui.desks.window import Light, Preferences


class RoomDesk(Protocol):
    """What every room's desk has (``ui.desks.window``, ``ui.desks.office``, ``ui.desks.bureau``)."""

    def now(self) -> datetime:
        """The room's clock, UTC and aware."""
        ...

    def ready(self) -> None:
        """Open the journal; afterwards everything else may be asked."""
        ...

    def warm(self) -> None:
        """Once ready: start what makes papers. Nobody who signs on waits for it."""
        ...

    @property
    def station(self) -> StationIdentity:
        """Which room this is."""
        ...

    def lights(self) -> Sequence[Light]:
        """The status lights, left to right."""
        ...

    def save_preferences(self, preferences: Preferences) -> None:
        """Remember theme and size."""
        ...

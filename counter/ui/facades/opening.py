"""What choosing how the keys are opened asks: at a first start, and on the page of the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from counter.services.keys.phrase import PhraseWord
    from counter.services.keys.slot_kinds import SlotKind


class OpeningTools(Protocol):
    """``opening_kinds`` belongs on the journal lane. They raise ``CounterError``."""

    def opening_kinds(self) -> Sequence[SlotKind]:
        """How keys can be opened on this machine, the recommended first."""
        ...

    def draw_phrase(self, count: int) -> Sequence[PhraseWord]:
        """The words of a new phrase; at once."""
        ...

    def read_phrase(self, typed: str) -> str:
        """A typed phrase in its canonical form; at once."""
        ...

    def check_opening_pin(self, pin: str) -> None:
        """Raises BadInput for a PIN that a stick or a chip does not take; at once."""
        ...

"""What ``sheet.given`` says: a 一次性告知单 was handed to somebody who only asked; nobody is named."""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.case.events import SaidAnswer
from counter.domain.journal.kinds import Slot, event


@event("sheet.given", slot=Slot.NONE)
@dataclass(frozen=True, slots=True)
class SheetGiven:
    """``sheet.given``: under which guide and answers everything was told at once (许可法 Art. 32, 72(四)).

    ``items``: ids in their order; ``lines``: ids of the materials told; ``open``: questions that were still open, each
    with what its answers would change printed on the sheet. ``digest``: SHA-256 of the sheet's content.
    """

    bundle: int
    bundle_name: str
    guide_version: str
    overlay: str | None
    answers: tuple[SaidAnswer, ...]
    items: tuple[str, ...]
    lines: tuple[str, ...]
    open: tuple[str, ...]
    digest: str

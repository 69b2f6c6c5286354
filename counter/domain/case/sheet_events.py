"""What was given to a person without any name: a 一次性告知单, a blank form or a sample."""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.case.events import SituationAnswer
from counter.domain.journal.kinds import Slot, event


@event("sheet.given", slot=Slot.NONE)
@dataclass(frozen=True, slots=True)
class SheetGiven:
    """``sheet.given``: the guide version and answers of a sheet that lists everything at once (许可法 Art. 32, 72(四)).

    ``items``: ids in their order; ``lines``: ids of the listed materials; ``open``: questions that were still open,
    each with all its outcomes on the sheet. ``digest``: SHA-256 of the sheet's words.
    """

    bundle: int
    bundle_name: str
    guide_version: str
    overlay: str | None
    answers: tuple[SituationAnswer, ...]
    items: tuple[str, ...]
    lines: tuple[str, ...]
    open: tuple[str, ...]
    digest: str


@event("form.given", slot=Slot.NONE)
@dataclass(frozen=True, slots=True)
class FormGiven:
    """``form.given``: a blank form or a filled-in sample (样表) of a material was printed for somebody (发放空表).

    ``file``: its name in the guide of ``guide_version``; ``digest``: SHA-256 of what was printed.
    """

    item: str
    material: str
    material_name: str
    file: str
    digest: str
    sample: bool
    guide_version: str

"""Events of materials after filing: brought afterwards, or not needed any more."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from counter.domain.case.events import BroughtRecord
from counter.domain.guide.publication import Transition
from counter.domain.journal.kinds import HistoryOf, Meeting, Slot, event
from counter.domain.visit.material import SharedAnswer


@dataclass(frozen=True, slots=True)
class SupplementReceivedSealed:
    """Free words per line, who brought it, and his relation to the applicant."""

    notes: dict[str, str] = field(default_factory=dict)
    brought_by: str = ""
    relation: str = ""


@event(
    "supplement.received",
    sealed=SupplementReceivedSealed,
    slot=Slot.LINE,
    of=HistoryOf.CASE,
    meets=Meeting.BROUGHT,
)
@dataclass(frozen=True, slots=True)
class SupplementReceived:
    """``supplement.received``: papers brought after filing; line id → what was recorded.

    ``at``: hand-over, from which acceptance counts when everything is in. ``shared``: results of looking shareable
    papers up. Taken in at a window that does not know the case (代收): ``case_number`` as printed on the applicant's
    paper, and in ``names`` each line's name as printed there, under a key that is no id of a line.
    """

    lines: dict[str, BroughtRecord]
    at: datetime
    shared: dict[str, SharedAnswer] = field(default_factory=dict)
    case_number: str = ""
    names: dict[str, str] = field(default_factory=dict)

    LATER: ClassVar = ("shared", "case_number", "names")


@dataclass(frozen=True, slots=True)
class SupplementCheckedSealed:
    """Free words per line."""

    notes: dict[str, str] = field(default_factory=dict)


@event(
    "supplement.checked",
    sealed=SupplementCheckedSealed,
    slot=Slot.LINE,
    of=HistoryOf.CASE,
    meets=Meeting.DECIDES,
)
@dataclass(frozen=True, slots=True)
class SupplementChecked:
    """``supplement.checked``: the owner has in hand and looked at what another window took in (核对代收材料).

    ``entries``: ids of those supplements. ``lines``: line id → what was found, where it is not as recorded there.
    """

    entries: tuple[str, ...]
    lines: dict[str, BroughtRecord] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RelievedLine:
    """A line that need not be brought any more."""

    line: str
    name: str


@event("material.relieved", slot=Slot.LINE, of=HistoryOf.CASE, meets=Meeting.ADDS)
@dataclass(frozen=True, slots=True)
class MaterialRelieved:
    """``material.relieved``: a version in force since the case began does not ask for these, and its rule is 从轻.

    ``number``, ``version``, ``digest`` and ``transition`` are the publication's; ``began``: the case's own version.
    ``shared``: those of the lines that version obtains by sharing (L2).
    """

    lines: tuple[RelievedLine, ...]
    number: int
    version: str
    digest: str
    transition: Transition
    began: str
    shared: tuple[str, ...] = ()

    LATER: ClassVar = ("shared",)

"""Events of a case from its opening on: who applies, what was received, decided, issued, copied.

Payloads hold what was decided with everything needed to show it again (resolved checklist, reasons, due dates,
calendar version) and never personal data; the ``…Sealed`` shapes hold the personal part (DESIGN §4).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from counter.domain.guide.published_elements import ItemElements, MaterialElements
from counter.domain.journal import entries
from counter.domain.journal.kinds import HistoryOf, Meeting, Slot, event
from counter.domain.people.applicant import Applicant
from counter.domain.visit.checklist import ChecklistItem, Line
from counter.domain.visit.material import SharedAnswer
from counter.domain.visit.verdict import Due, Outcome


@dataclass(frozen=True, slots=True)
class SituationAnswer:
    """One situation question as it was put and answered."""

    question: str
    text: str
    options: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseOpenedSealed:
    """Who applied, and the clerk's reason for a second open case."""

    applicant: Applicant
    duplicate_reason: str = ""


@event(
    entries.CASE_OPENED, sealed=CaseOpenedSealed, slot=Slot.CASE, of=HistoryOf.CASE, meets=Meeting.EXCLUDES
)
@dataclass(frozen=True, slots=True)
class CaseOpened:
    """``case.opened``: the application as taken in, with the checklist resolved under the guide then in force.

    ``begun_at``: hand-over, from which clocks run (L6). ``via``: window or file. ``insisted``: what the applicant
    insisted on. ``agreements``: numbers of the agreements acted under. ``duplicate``: filed beside an open case.
    ``item_elements``: by id, and ``material_elements``: by key, what that guide had published of fee, place, days ….
    ``reminders``: the applicant agreed to be told how it goes, and there is a number to call. ``unrepresented``:
    nothing may be accepted of the applicant yet, so silence accepts nothing; who cannot read who he is needs to know.
    """

    LATER: ClassVar = ("item_elements", "material_elements", "reminders", "unrepresented")

    number: str
    bundle: int
    bundle_name: str
    guide_version: str
    overlay: str | None
    jurisdiction: str
    calendar_version: str
    answers: tuple[SituationAnswer, ...]
    items: tuple[ChecklistItem, ...]
    lines: tuple[Line, ...]
    saved: int
    begun_at: datetime
    insisted: tuple[str, ...] = ()
    agreements: tuple[str, ...] = ()
    duplicate: bool = False
    via: str = "window"
    item_elements: dict[str, ItemElements] = field(default_factory=dict)
    material_elements: dict[str, MaterialElements] = field(default_factory=dict)
    reminders: bool = False
    unrepresented: bool = False


@dataclass(frozen=True, slots=True)
class ApplicantIdentifiedSealed:
    """The registration as it now is, and against what it was held."""

    applicant: Applicant
    reason: str


@event(
    "applicant.identified",
    sealed=ApplicantIdentifiedSealed,
    slot=Slot.PERSON,
    of=HistoryOf.CASE,
    meets=Meeting.EXCLUDES,
)
@dataclass(frozen=True, slots=True)
class ApplicantIdentified:
    """``applicant.identified``: a registration was put in order against the paper.

    ``who``: person, organisation, guardian or agent. ``confirmed``: the paper really reads as registered.
    ``unrepresented``: as in ``CaseOpened``, from now on. ``same``: numbers of other open cases of party and bundle.
    ``slip``: nothing of it had been doubtful, it was written wrongly (更正登记). ``consented_by``: a supervisor's
    code, "" where nobody had to consent.
    """

    LATER: ClassVar = ("unrepresented", "same", "slip", "consented_by")

    who: str
    number_changed: bool
    name_changed: bool
    confirmed: bool
    unrepresented: bool = False
    same: tuple[str, ...] = ()
    slip: bool = False
    consented_by: str = ""


@dataclass(frozen=True, slots=True)
class BroughtRecord:
    """State of one line without its free words."""

    state: str
    original_seen: bool
    copies: int


@dataclass(frozen=True, slots=True)
class ReturnedPaper:
    """A paper that went back before the case was filed; ``copies``: sheets that had been taken in."""

    line: str
    name: str
    copies: int


@dataclass(frozen=True, slots=True)
class MaterialsReceivedSealed:
    """Free words per line (they may name people)."""

    notes: dict[str, str] = field(default_factory=dict)


@event(
    "materials.received",
    sealed=MaterialsReceivedSealed,
    slot=Slot.LINE,
    of=HistoryOf.CASE,
    meets=Meeting.ADDS,
)
@dataclass(frozen=True, slots=True)
class MaterialsReceived:
    """``materials.received``: line id → what was recorded.

    ``seen_together``: lines whose originals one deliberate key recorded as seen (原件都已看过); ``seen_later``: lines
    taken in before whose originals were looked at now; ``returned``: what was received and given back at once, because
    after another answer nothing asked for it any more; ``shared``: what came of looking a shareable paper up.
    """

    LATER: ClassVar = ("seen_together", "seen_later", "returned", "shared")

    lines: dict[str, BroughtRecord]
    seen_together: tuple[str, ...] = ()
    seen_later: tuple[str, ...] = ()
    returned: tuple[ReturnedPaper, ...] = ()
    shared: dict[str, SharedAnswer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GapRecord:
    """A gap without its free words."""

    line: str
    name: str
    state: str


@dataclass(frozen=True, slots=True)
class ItemDecided:
    """The verdict of one item and its dates.

    ``outcome`` of a held item is what the window would decide (correct, wait, received …); only ``item.accepted`` and
    ``item.completed`` are decisions. ``due`` is when the organ, or for a held item this window, has to decide.
    ``dates_held``: no dates, because the clock was in doubt (时间待核). ``answer_by``: of a decision, by when the
    applicant had to hear it (L6).
    """

    item: str
    name: str
    organ: str
    outcome: Outcome
    rule: str
    gaps: tuple[GapRecord, ...] = ()
    due: Due | None = None
    statutory: Due | None = None
    promised: Due | None = None
    waits_for: tuple[str, ...] = ()
    dates_held: bool = False
    answer_by: Due | None = None


@dataclass(frozen=True, slots=True)
class ItemDecidedSealed:
    """The reason in words, which may quote the clerk's note."""

    reason: str


@event("item.accepted", sealed=ItemDecidedSealed, slot=Slot.ITEM, of=HistoryOf.CASE, meets=Meeting.DECIDES)
@dataclass(frozen=True, slots=True)
class ItemAccepted(ItemDecided):
    """``item.accepted``."""


@event("item.completed", sealed=ItemDecidedSealed, slot=Slot.ITEM, of=HistoryOf.CASE, meets=Meeting.DECIDES)
@dataclass(frozen=True, slots=True)
class ItemCompleted(ItemDecided):
    """``item.completed``: done on the spot."""


@event("item.held", sealed=ItemDecidedSealed, slot=Slot.ITEM, of=HistoryOf.CASE, meets=Meeting.DECIDES)
@dataclass(frozen=True, slots=True)
class ItemHeld(ItemDecided):
    """``item.held``: not decided yet."""


@dataclass(frozen=True, slots=True)
class PaperIssuedSealed:
    """The words of the paper: its Document as JSON (``domain.document.document.to_json``)."""

    document: dict[str, object]


@event("paper.issued", sealed=PaperIssuedSealed, slot=Slot.PAPER, of=HistoryOf.CASE, meets=Meeting.ADDS)
@dataclass(frozen=True, slots=True)
class PaperIssued:
    """``paper.issued``: a number given to a paper of these items; ``digest``: SHA-256 of its sealed content."""

    paper: str
    kind: str
    title: str
    number: str
    organ: str
    items: tuple[str, ...]
    digest: str


@event("paper.copied", slot=Slot.PAPER, of=HistoryOf.CASE | HistoryOf.RATING, meets=Meeting.ADDS)
@dataclass(frozen=True, slots=True)
class PaperCopied:
    """``paper.copied``: a sheet left the program (saved, sent to a printer); ``copy`` counts from 1 per paper.

    ``lacking``: how many characters no font here had, so that a mark stands on it for each. Which they are only the
    sheet itself says: they may be of somebody's name. Mostly nothing is said.
    """

    paper: str
    number: str
    copy: int
    purpose: str
    lacking: int = 0

    LATER: ClassVar = ("lacking",)

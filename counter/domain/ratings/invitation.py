"""When an applicant may be invited to rate: once per visit, and only after an outcome (L9, 办法 38)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.events import ItemAccepted, ItemCompleted, ItemHeld
from counter.domain.case.invitation_events import RatingClosed, RatingInvited
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.item_events import (
    ItemConcluded,
    ItemEnded,
    ItemGapped,
    ItemProposed,
    ItemTold,
)
from counter.domain.case.material_events import SupplementReceived
from counter.domain.case.paper_events import PaperServed, PaperStage
from counter.domain.document.document import PaperKind
from counter.domain.document.numbering import grouped
from counter.domain.errors import RuleRefused
from counter.domain.journal.entries import Entry
from counter.domain.journal.kinds import KINDS, kind_of
from counter.domain.ratings.rating import Channel, Stage
from counter.domain.visit.verdict import GUARDIAN, KEEP, UNDECIDED, Outcome

OPEN_FOR = timedelta(minutes=3)
"""How long the pad waits. An invitation is closed then, or by the next visit: never by a choice."""

_ACCEPTANCE = frozenset(
    kind_of(event).name
    for event in (
        ItemAccepted,
        ItemCompleted,
        ItemTold,
        ItemGapped,
        ItemProposed,
        SupplementReceived,
        ItemEnded,
    )
)
_HELD = kind_of(ItemHeld).name
_CONCLUDED = kind_of(ItemConcluded).name
_SERVED = kind_of(PaperServed).name
_INVITED = kind_of(RatingInvited).name


@dataclass(frozen=True, slots=True)
class Invitation:
    """One open invitation on the pad. ``id``: a secret that only the pad holds; the first choice uses it up.

    ``channel``: 代录 where a slip's code was entered by a clerk; the code then is the secret.
    """

    id: str = field(repr=False)
    case: str
    number: str
    bundle_name: str
    stage: Stage
    closes_at: datetime
    channel: Channel = Channel.PAD

    @property
    def ending(self) -> str:
        """End of the number on papers (``0007 2``), by which an applicant recognises the own visit."""
        return " ".join(grouped(self.number).split()[-2:])


def stage_to_rate(case: Case, today: date) -> Stage:
    """Which stage of the case may be rated now. Raises RuleRefused where none may (L9).

    A visit is what happened with the case on one civil day: an outcome of that day, and no invitation since.
    """
    if case.needs_upgrade:
        raise RuleRefused("这件办件有新版程序写的记录，请先升级再办理。", rule="upgrade")
    if case.forgotten:
        raise RuleRefused("这件办件的个人信息已按规定清除，不能再请评价。", rule="forgotten")
    invited = [h.at for h in case.history if h.kind == _INVITED]
    if any(civil_date(at) == today for at in invited):
        raise RuleRefused("这次来办已经请申请人评价过了，一次只请一回。", rule="L9")
    last = max(invited, default=None)
    since = [h for h in case.history if last is None or h.at > last]
    kinds = {h.kind for h in since if civil_date(h.at) == today}
    served = _handed(case) if _SERVED in kinds else []
    if _CONCLUDED in kinds or _tells_the_end(case, served):
        return Stage.COMPLETION
    notices = [p for p in served if p.kind != PaperKind.INTAKE_RECEIPT]
    if notices or kinds & _ACCEPTANCE or (_HELD in kinds and _handed_over(case)):
        return Stage.ACCEPTANCE
    raise RuleRefused("今天还没有办出结果，先不能请申请人评价。", rule="L9")


OUTCOMES = _ACCEPTANCE | {_HELD, _CONCLUDED, _SERVED}
"""Kinds of entries by which a visit may have an outcome."""

SURE_OUTCOMES = _ACCEPTANCE | {_CONCLUDED}
"""Kinds among these that are an outcome whatever the case is (``had_outcome``)."""


def had_outcome(case: Case, kinds: Collection[str]) -> bool:
    """True where a visit with entries of these kinds could be rated; ``case``: at the end of that day."""
    served = [p for p in _handed(case) if p.kind != PaperKind.INTAKE_RECEIPT]
    handed_over = _HELD in kinds and _handed_over(case)
    return bool(SURE_OUTCOMES.intersection(kinds)) or handed_over or (_SERVED in kinds and bool(served))


def _handed(case: Case) -> list[IssuedPaper]:
    """Papers that reached somebody; of a public notice nobody stands at the window."""
    return [p for p in case.papers if p.serving is not None and p.stage is not PaperStage.ANNOUNCED]


def served_by(case: Case, today: date) -> str:
    """The clerk of the last outcome of the day, whoever invites: 谁办理谁负责 (51号). "" where there is none."""
    return next(
        (h.actor for h in reversed(case.history) if h.kind in OUTCOMES and civil_date(h.at) == today), ""
    )


def _handed_over(case: Case) -> bool:
    """True where an item was taken in for its organ, which decides (L13). 只收件，稍后决定 and 情形还没认定 are no
    outcome to rate, and would use up the visit's one invitation before the decision of that day.
    """
    return any(
        i.outcome is Outcome.RECEIVED and i.rule not in (KEEP, UNDECIDED, GUARDIAN) for i in case.items
    )


def _tells_the_end(case: Case, served: Sequence[IssuedPaper]) -> bool:
    """True where a served paper states how an item ended; 受理通知书 and the like belong to 受理环节 (DOMAIN §3)."""
    ended = {i.id for i in case.items if i.conclusion is not None or i.outcome is Outcome.DONE}
    return any(p.kind == PaperKind.REJECTION or ended.intersection(p.items) for p in served)


def rating_state(case: Case) -> str:
    """The state shown to the clerk: "" not invited · invited · closed."""
    kinds = [h.kind for h in case.history if h.kind in (_INVITED, kind_of(RatingClosed).name)]
    return "" if not kinds else kinds[-1].removeprefix("rating.")


def rated_items(case: Case, entries: Sequence[Entry]) -> tuple[CaseItem, ...]:
    """The items of the visit last invited for: those with an outcome of that day before the invitation."""
    invited = next((n for n in reversed(range(len(entries))) if entries[n].kind == _INVITED), len(entries))
    before = entries[:invited]
    day = civil_date(entries[min(invited, len(entries) - 1)].at)
    touched: set[str] = set()
    for entry in before:
        if civil_date(entry.at) == day and entry.kind in OUTCOMES:
            touched.update(_items_of(case, entry))
    return tuple(i for i in case.items if i.id in touched) or case.items


def _items_of(case: Case, entry: Entry) -> tuple[str, ...]:
    served = kind_of(PaperServed).read(entry)
    if served is None:
        return (getattr(KINDS.read(entry), "item", ""),)
    paper = case.paper(served.paper)
    return paper.items if paper else ()

"""Plan the papers that verdicts lead to: one per organ and kind, in the order they are handed out (DESIGN §7)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from counter.domain.document.document import TITLES, PaperKind
from counter.domain.errors import RuleRefused
from counter.domain.hall.authority import Authority
from counter.domain.hall.jurisdiction import HALL, Jurisdiction
from counter.domain.visit.checklist import Checklist
from counter.domain.visit.verdict import Outcome, Verdict
from counter.domain.visit.visit import PaperPlan

_PAPERS: dict[Outcome, tuple[PaperKind, ...]] = {
    Outcome.ACCEPT: (PaperKind.ACCEPTANCE_NOTICE,),
    Outcome.DONE: (PaperKind.REGISTRATION_PROOF,),
    # the pledge first; the notice is issued once it is signed, and until then the receipt lists what was received
    Outcome.ACCEPT_WITH_GAPS: (PaperKind.PLEDGE, PaperKind.INTAKE_RECEIPT),
    Outcome.CORRECT: (PaperKind.CORRECTION_NOTICE,),
    Outcome.PROPOSE_REFUSAL: (PaperKind.INTAKE_RECEIPT, PaperKind.REFUSAL),
    Outcome.WAIT: (PaperKind.INTAKE_RECEIPT,),
    Outcome.RECEIVED: (PaperKind.INTAKE_RECEIPT,),
}

_ORDER = (
    PaperKind.COVER_SHEET,
    PaperKind.REGISTRATION_PROOF,
    PaperKind.ACCEPTANCE_NOTICE,
    PaperKind.PLEDGE,
    PaperKind.CORRECTION_NOTICE,
    PaperKind.INTAKE_RECEIPT,
    PaperKind.REFUSAL,
)
"""Order of printing, top sheet first: overview, what is settled, what has to be signed or brought, what was only
received, and last what goes to the organ and not to the applicant."""

_IN_ITS_NAME = frozenset(
    {
        PaperKind.REGISTRATION_PROOF,
        PaperKind.ACCEPTANCE_NOTICE,
        PaperKind.PLEDGE,
        PaperKind.GAP_NOTICE,
        PaperKind.CORRECTION_NOTICE,
        PaperKind.INTAKE_RECEIPT,
        PaperKind.SUPPLEMENT_RECEIPT,
        PaperKind.PROCEDURE_NOTICE,
        PaperKind.PROCEDURE_END,
        PaperKind.EXTENSION_NOTICE,
    }
)
"""Papers by which this window itself acts for an organ. Others are addressed to it, prove a delivery, or are its own
decisions, which its representative confirms (L8)."""


def check_in_its_name(planned: PaperPlan, checklist: Checklist, authority: Authority, day: date) -> None:
    """Raise RuleRefused (L13) for a paper in the name of an organ that entrusts nothing of an item that day.

    An agreement that was in force when the item was decided and has ended since gives no further paper.
    """
    if planned.organ == HALL or planned.kind not in _IN_ITS_NAME:
        return
    for item in (checklist.item(i) for i in planned.items):
        if item is not None and not authority.entrusts(item.organ, item.id, day):
            raise RuleRefused(
                f"本窗口现在没有{item.organ}的授权，不能以它的名义出《{planned.title}》，由该机关自己书面告知。",
                rule="L13",
                field="papers",
            )


def plan(
    verdicts: Iterable[Verdict], jurisdiction: Jurisdiction, *, keep: bool = False
) -> tuple[PaperPlan, ...]:
    """One paper per organ and kind, in the order they are handed out (DESIGN §7: one notice per organ).

    Two names of the guide may be one organ with one seal here: the jurisdiction's name decides. What no organ has
    entrusted to this window is received by the hall itself, on one receipt of its own (S001 32). With ``keep``
    everything is only received. Notices of gaps by several organs get a cover sheet.
    """
    groups: dict[tuple[PaperKind, str], list[tuple[str, str]]] = {}
    for verdict in verdicts:
        issuer = verdict.organ if verdict.entrusted else HALL
        for kind in papers_of(verdict, keep=keep):
            key = (kind, jurisdiction.organ(issuer).name)
            groups.setdefault(key, []).append((issuer, verdict.item))
    plans = [
        PaperPlan(kind, TITLES[kind], group[0][0], tuple(item for _, item in group))
        for (kind, _), group in groups.items()
    ]
    notices = [p for p in plans if p.kind in (PaperKind.CORRECTION_NOTICE, PaperKind.PLEDGE)]
    if len({jurisdiction.organ(p.organ).name for p in notices}) > 1:
        items = tuple(dict.fromkeys(i for p in notices for i in p.items))
        plans.append(PaperPlan(PaperKind.COVER_SHEET, TITLES[PaperKind.COVER_SHEET], HALL, items))
    return tuple(sorted(plans, key=lambda p: _ORDER.index(p.kind)))


def papers_of(verdict: Verdict, *, keep: bool = False) -> tuple[PaperKind, ...]:
    """Which papers one verdict leads to.

    A refusal is drafted only for an organ that entrusted the item here, and only where the ground is the item's own.
    """
    if keep:
        return (PaperKind.INTAKE_RECEIPT,)
    kinds = _PAPERS[verdict.outcome]
    return (
        kinds
        if verdict.entrusted and verdict.concerned
        else tuple(k for k in kinds if k is not PaperKind.REFUSAL)
    )

"""What can be done with a case at this window: everything as its owner, else what only adds (任一窗口可补正)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from counter.domain.case.acts.acts import (
    HandOver,
    MarkFailed,
    MarkPrinted,
    Possible,
    ReceiveCase,
    TakeNamed,
)
from counter.domain.case.acts.custody import originals_here
from counter.domain.case.acts.handing_over import WindowFacts
from counter.domain.case.acts.offers import possible, supplements
from counter.domain.case.acts.offers_after_decision import acts_after_decision
from counter.domain.case.acts.offers_at_any_time import offers_at_any_time
from counter.domain.case.acts.ownership import ADDITIVE, is_here
from counter.domain.case.case import Case
from counter.domain.case.oversight.findings import ReassignOrder
from counter.domain.journal.kinds import Slot
from counter.domain.visit.visit import Setting


def possible_here(
    case: Case,
    setting: Setting,
    station: str,
    windows: WindowFacts = WindowFacts(),  # noqa: B008 - frozen
    *,
    incomplete: bool = False,
) -> tuple[Possible, ...]:
    """The acts that this case allows at that station, as ``possible``; what became of sheets only where it issued them.

    ``windows``: those of the hall's register; ``incomplete``: somebody saw a record of the case that has not come here,
    so that nothing is decided.
    """
    if is_here(case, station):
        handing = tuple(_handing_over(case, windows))
        ordered, later = (handing, ()) if case.to_reassign is not None else ((), handing)
        found = (*_receiving(case), *ordered, *possible(case, setting), *later, *_any_time(case))
        found = tuple(left for one in found if (left := _of_own_sheets(one, case, station)) is not None)
        return tuple(one for one in found if one.kind in ADDITIVE) if incomplete else found
    if case.needs_upgrade or case.forgotten or case.given_up or case.archived:
        return ()
    found = (*_taking(case), *_own_papers(case, setting, station))
    return (*(p for p in found if p.urgent), *(p for p in found if not p.urgent))


def _taking(case: Case) -> Iterator[Possible]:
    if case.loose:
        again = (
            "又交来材料的，再记一次。" if case.papers else "照申请人手里的文书记下交来的材料，出接收凭证。"
        )
        yield Possible(TakeNamed, why=again, urgent=not case.papers)
        return
    yield from supplements(case)


def _own_papers(case: Case, setting: Setting, station: str) -> Iterator[Possible]:
    """Printing, sealing and handing out the receipts that were issued here."""
    papers = tuple(paper for paper in case.papers if paper.station == station)
    if papers:
        found = acts_after_decision(replace(case, papers=papers, items=()), setting)
        yield from (one for one in found if one.kind in ADDITIVE)


def _receiving(case: Case) -> Iterator[Possible]:
    handed = case.handed
    if handed is None or not handed.waits or not _may_change(case):
        return
    if handed.received:
        why = f"移交来的原件还有{len(handed.missing)}种没有收到，收到了再登记。"
    else:
        along = sum(one.count for one in handed.originals)
        sheets = f"随件原件{along}份，点过再签收。" if along else "没有随件的原件，看过就签收。"
        why = f"窗口{handed.station}移交来的，以后在这里办，期限照原来的算；{sheets}"
    yield Possible(ReceiveCase, lines=tuple(one.line for one in handed.originals), why=why, urgent=True)


def _handing_over(case: Case, windows: WindowFacts) -> Iterator[Possible]:
    if case.state.open and windows.open and _may_change(case):
        along = sum(one.count for one in originals_here(case))
        sheets = f"收着的原件{along}份要一起交过去。" if along else "这里没有收着原件。"
        order = case.to_reassign
        asked = "" if order is None else f"值班主管室要求{_named(order.to, windows)}主办{_because(order)}；"
        why = f"{asked}以后由另一个窗口主办，两个人签名，期限照原来的算；{sheets}"
        yield Possible(HandOver, why=why, urgent=order is not None)


def _named(station: str, windows: WindowFacts) -> str:
    return windows.open.get(station, f"窗口 {station}")


def _because(order: ReassignOrder) -> str:
    return "" if order.reason is None else f"：{order.reason.rstrip('。')}"


def _any_time(case: Case) -> Iterator[Possible]:
    if _may_change(case) and not case.loose:
        yield from offers_at_any_time(case)


def _may_change(case: Case) -> bool:
    gone = case.needs_upgrade or case.forgotten or case.given_up or case.archived
    return not gone and not any(one.slot in (Slot.OWNER, Slot.ALL) for one in case.conflicts)


def _of_own_sheets(one: Possible, case: Case, station: str) -> Possible | None:
    """The act without the papers of another window, of which that one alone knows the sheets."""
    if one.kind not in (MarkPrinted, MarkFailed):
        return one
    mine = {p.id for p in case.papers if p.station in (station, "")}
    left = tuple(paper for paper in one.papers if paper in mine)
    return replace(one, papers=left) if left else None

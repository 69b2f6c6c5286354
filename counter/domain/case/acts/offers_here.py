"""What can be done with a case at this window: everything as its owner, else what only adds (任一窗口可补正)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from counter.domain.case.acts.acts import Possible, TakeNamed
from counter.domain.case.acts.offers import possible, supplements
from counter.domain.case.acts.offers_after_decision import acts_after_decision
from counter.domain.case.acts.ownership import ADDITIVE, is_here
from counter.domain.case.case import Case
from counter.domain.visit.visit import Setting


def possible_here(case: Case, setting: Setting, station: str) -> tuple[Possible, ...]:
    """The acts that this case allows at that station, as ``possible``; papers only where it issued them."""
    if is_here(case, station):
        return possible(case, setting)
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

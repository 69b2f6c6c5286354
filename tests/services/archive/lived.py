"""A case of one bundle lived to its end: some items done at the window, a licence granted and collected, the rest
dropped; every paper printed, stamped and served.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from counter.domain.case.acts.acts import (
    Conclude,
    HandOutResults,
    MovePapers,
    RegisterResult,
    Serve,
    Stamp,
)
from counter.domain.case.acts.certificates import GivenResult
from counter.domain.case.acts.custody import at_window
from counter.domain.case.acts.returning import to_give_back
from counter.domain.case.case import Case
from counter.domain.case.item_events import Hands, MovedPaper, Result
from counter.domain.case.item_state import ItemState
from counter.domain.case.paper_events import Way
from counter.domain.case.results.events import CollectorKind
from counter.domain.document.document import ORGAN_DECISIONS, SERVED, UNSEALED, PaperKind
from tests.services.office import Office, leaving
from tests.services.papers.test_receipt_counts import EXISTING, LICENCE

TODAY = date(2026, 11, 20)
NAME = "巴图吉雅"
THING = GivenResult("动物防疫条件合格证", "蒙动防合字2026001号", "农牧局", issued_on=TODAY, place="A-03")


def lived(office: Office) -> Case:
    """A case in which nothing is left to do but to collect the licence: ``collected`` does that."""
    case = office.file(office.visit(answers=EXISTING))
    for item in case.items:
        if item.state.accepted:
            licence = replace(THING, number=f"{THING.number}{case.number[-3:]}")
            own = {"things": (licence,)} if item.id == LICENCE else {"nothing": True}
            act = Conclude(item.id, Result.GRANTED, TODAY, f"乌许〔2026〕{len(item.id)}号", "那顺", **own)  # type: ignore[arg-type]
            case = office.do(case, act)
        elif item.state is ItemState.DONE:
            thing = GivenResult("办结证明", f"证{case.number}号", item.asked.organ, issued_on=TODAY)
            case = office.do(case, RegisterResult(item.id, thing, TODAY))
    left = tuple(item.id for item in case.items if not item.state.closed)
    return office.do(case, leaving(left)) if left else case


def given_back(office: Office, case: Case) -> Case:
    """Every paper that lies here for the applicant was given back, an organ's together."""
    while lines := to_give_back(case):
        organ = next(i.asked.organ for i in case.items if i.id in lines[0].items)
        of_organ = {i.id for i in case.items if i.asked.organ == organ}
        back = tuple(
            MovedPaper(line.id, line.name, here.originals, here.copies)
            for line in lines
            if of_organ & set(line.items)
            for here in (at_window(case, line),)
        )
        case = office.do(case, MovePapers(organ, Hands.TO_APPLICANT, back, "阿木古郎", NAME))
    return case


def collected(office: Office, case: Case) -> Case:
    """What is ready was collected, and every paper came out, was stamped and served."""
    ready = tuple(one.id for one in case.certificates if one.ready)
    case = office.do(case, HandOutResults(ready, TODAY, CollectorKind.APPLICANT, NAME, "居民身份证"))
    case = given_back(office, case)
    for kind in {paper.kind for paper in case.papers if paper.stage.binding}:
        case = office.printed(case, PaperKind(kind))
    case = office.now(case)
    final = [p for p in case.papers if p.stage.binding and (p.number or p.kind not in ORGAN_DECISIONS)]
    sealed = tuple(p.id for p in final if p.kind not in UNSEALED)
    case = office.do(case, Stamp(sealed, handed_over=True))
    served = tuple(p.id for p in final if p.kind in SERVED)
    return office.do(case, Serve(served, Way.WINDOW, TODAY, NAME, handed_over=True))

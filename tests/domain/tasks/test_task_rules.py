"""The lists of a profile hold tasks as they were computed: who changes what a task is or says changes its version."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta

from counter.domain.case import clock_events as clocks_said
from counter.domain.case import item_events as said
from counter.domain.case import paper_events
from counter.domain.case.events import BroughtRecord, MaterialsReceived
from counter.domain.case.item_events import Cause, Ending, Pause, Result
from counter.domain.case.organ_events import ItemOrganTold, KnownBy
from counter.domain.case.reminder_events import ReminderAgreed, ReminderAgreedSealed
from counter.domain.case.results import events as results
from counter.domain.case.results.hand_out_events import ResultSentBack
from counter.domain.case.rounds import events as rounds
from counter.domain.document.document import PaperKind
from counter.domain.visit.verdict import Outcome
from counter.services.context.projection import TASK_RULES
from tests.domain.tasks.test_tasks import found, gap, gapped, notice, proposed, serial, told
from tests.stories import ORGAN, Story, due

KNOWN = ("19", "b02fdf3a6bb68153")


def stories() -> Iterator[Story]:
    """At least one of every kind of task."""
    yield Story().held(due=due("2026-11-23", "收件后1个工作日"))
    yield Story().held(Outcome.ACCEPT_WITH_GAPS, due=due("2026-12-18"))
    yield Story().held(Outcome.PROPOSE_REFUSAL)
    yield Story(untimely=True).held(dates_held=True)
    yield told(gap("form", "申请书", None), gap("lease", "租赁合同", None))
    yield gapped(gap("lease", "租赁合同", "2026-12-04"), gap("map", "平面图", "2026-12-11"))
    yield proposed(gapped(gap("lease", "租赁合同", "2026-12-04")), Cause.GAP_EXPIRED, Result.REJECTED)
    yield Story().accepted(statutory=due("2026-12-18"), promised=due("2026-12-04", "承诺10个工作日"))
    pause = clocks_said.ClockPaused("food", "许可", Pause.EXPERT_REVIEW, "1号", date(2026, 12, 1))
    yield Story().accepted(due=due("2026-12-18")).then(pause)
    yield Story().accepted().concluded(Result.GRANTED, day="2026-12-01")
    yield serial().done("licence")
    yield serial().held(item="licence")
    yield serial().accepted("licence").concluded(Result.REJECTED, "licence")
    brought = MaterialsReceived({"form": BroughtRecord("received", True, 1)})
    ended = said.ItemEnded("food", "许可", Ending.WITHDRAWN)
    withdrawn = Story().then(brought).held()
    yield withdrawn.then(ended, said.ItemEndedSealed("不办了"), after=timedelta(days=1))
    paper = notice()
    yield paper
    yield paper.then(paper_events.PaperFailed("p1", "1号", 1, "窗口打印机", "缺纸"))
    yield notice().printed()
    yield notice().printed().stamped()
    yield Story().foreign("from.a.newer.program", {"organ": ORGAN})
    yield Story().held().issued(PaperKind.INTAKE_RECEIPT)
    yield told(gap("form", "申请书", "2026-12-04")).issued(PaperKind.CORRECTION_NOTICE).copied()
    thing = results.ResultArrived(
        *("k1", "food", ORGAN, "许可证", ORGAN, results.Medium.PAPER, date(2026, 12, 2)), originals=1
    )
    here = Story().accepted().concluded(Result.GRANTED, day="2026-12-01").then(thing)
    yield here
    here = Story().accepted().concluded(Result.GRANTED, day="2026-12-01").then(thing)
    applicant = results.CollectorKind.APPLICANT
    handed = results.ResultHandedOut("h1", ("k1",), paper_events.Way.WINDOW, thing.arrived, applicant, True)
    yield here.then(handed).then(results.ResultWithdrawn("k1", "许可证", thing.arrived))
    here = Story().accepted().concluded(Result.GRANTED, day="2026-12-01").then(thing)
    yield here.then(ResultSentBack(("k1",), ORGAN, date(2027, 3, 5)))
    extended = clocks_said.ClockExtended("food", "许可", date(2026, 12, 1), 5, KnownBy.PAPER, "某", "R20")
    agreed = ReminderAgreed(agreed=True, day=date(2026, 11, 20))
    yield Story().accepted().then(agreed, ReminderAgreedSealed("10000005678")).then(extended)
    asked = ItemOrganTold("food", "许可", ORGAN, date(2026, 12, 1), "补1号", date(2026, 12, 8), ("form",))
    yield Story().held().then(asked)
    yield from travelling()


def travelling() -> Iterator[Story]:
    """A paper at an organ, on an unsigned slip, and not as that says."""
    sheets = (said.MovedPaper("form", "申请书", 1, 0),)
    moved = said.CustodyMoved(ORGAN, said.Hands.TO_ORGAN, sheets, "p1")
    slip = rounds.RoundMade(
        *("r1", "1号", "L1", "p1", ("c1",), ORGAN, said.Hands.TO_ORGAN, sheets, date(2026, 11, 20))
    )
    torn = rounds.MismatchFound("m1", "form", "申请书", ORGAN, rounds.MismatchKind.TORN, date(2026, 11, 20))
    brought = MaterialsReceived({"form": BroughtRecord("received", True, 1)})
    for events in ((moved,), (moved, slip), (moved, slip, torn)):
        story = Story().accepted()
        for event in (brought, *events):
            story.then(event)
        yield story


def test_that_another_rule_of_what_is_a_task_has_another_version() -> None:
    """Else older profiles keep what the old rule said, and ``counter check`` finds rows wrong that nobody touched."""
    rows = [
        [(t.kind.value, t.item, t.paper, str(t.day), t.provisional, t.words) for t in found(story)]
        for story in stories()
    ]
    digest = hashlib.sha256(repr(rows).encode()).hexdigest()[:16]
    told_so = "tasks changed: raise TASK_RULES in counter/services/context/projection.py, and write both here"
    assert (TASK_RULES, digest) == KNOWN, told_so

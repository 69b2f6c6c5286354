"""视为受理 at every way in (L6): serial items, notices that no sheet was made of, and what else might be written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from counter.domain.case.acts import acts
from counter.domain.case.acts.acts import CaseAct, Conclude, Decide, Deem, Serve, Supplement
from counter.domain.case.acts.certificates import GivenResult
from counter.domain.case.acts.deemed import last_notice_day, overdue
from counter.domain.case.acts.offers import possible
from counter.domain.case.case import Case
from counter.domain.case.item_events import Cause, Hands, MovedPaper, Pause, Result, Signer
from counter.domain.case.item_state import ItemState
from counter.domain.case.organ_events import Ground
from counter.domain.case.paper_events import Way
from counter.domain.case.results.events import CollectorKind
from counter.domain.document.document import PaperKind
from counter.domain.errors import CounterError, RuleRefused
from counter.domain.people.applicant import Party
from counter.domain.tasks.task import TaskKind
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.material import MaterialState
from counter.services.case.deem_accepted import deem_overdue
from counter.services.context.ports import TaskSpan
from tests.services.office import (
    DEFERRED,
    MISSING,
    RECEIVED,
    SUPERVISOR,
    Office,
    extended,
    item,
    named,
    office_on,
    papers,
)
from tests.services.papers.test_receipt_counts import EXISTING, GAP, LICENCE, one_line

FIRST = "mkt_individual"
"""The registration that the licence waits for."""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


def kept(office: Office) -> Case:
    return office.file(office.visit(answers=EXISTING), FilingMode.KEEP)


def told(office: Office) -> Case:
    return office.file(office.visit(answers=EXISTING, brought={one_line(office): MISSING}))


def completed(office: Office, day: str) -> Case:
    """A licence taken in, its registration completed on that day, and nobody goes on with the licence."""
    case = office.file(office.visit(), FilingMode.KEEP)
    assert item(case, LICENCE).state is ItemState.WAITING
    office.at(day)
    case = office.do(case, Decide((FIRST,)))
    assert item(case, FIRST).state is ItemState.DONE
    assert item(case, LICENCE).state is ItemState.WAITING
    return case


def deemed_day(office: Office) -> str | None:
    """The day the list holds for the licence, by which the clock finds it; None where it has none."""
    rows = office.app.journal.tasks(TaskSpan(kinds=(TaskKind.DEEMED.value,)), 100)
    return next((r.task.day for r in rows if r.task.item == LICENCE), None)


# ── serial items ──────────────────────────────────────────────────────────────────────────────────────


def test_that_a_serial_licence_nobody_goes_on_with_is_accepted_since_the_earlier_ones_completion(
    office: Office,
) -> None:
    completed(office, "2026-12-01")
    office.at("2026-12-08", 23)  # the fifth working day itself
    assert deem_overdue(office.app) == ()
    office.at("2026-12-09", 0)
    (deemed,) = deem_overdue(office.app)
    licence = item(deemed, LICENCE)
    assert licence.state is ItemState.DEEMED
    assert licence.statutory is not None
    assert licence.statutory.day == date(2026, 12, 22)  # fifteen working days from 1 December


def test_that_the_list_holds_the_day_of_a_serial_licence_from_the_completion_on(office: Office) -> None:
    case = office.file(office.visit(), FilingMode.KEEP)
    assert deemed_day(office) is None
    office.at("2026-12-01")
    office.do(case, Decide((FIRST,)))
    assert deemed_day(office) == "2026-12-08"


def test_that_a_serial_licence_that_still_waits_has_not_been_received(office: Office) -> None:
    case = office.file(office.visit(), FilingMode.KEEP)
    office.at("2026-12-20")
    assert deem_overdue(office.app) == ()
    assert last_notice_day(case, item(case, LICENCE), office.app.setting()) is None
    with pytest.raises(RuleRefused):
        office.do(case, Deem())


def test_that_the_fifth_working_day_itself_is_the_windows(office: Office) -> None:
    case = kept(office)
    office.at("2026-11-27", 23)
    assert overdue(case, office.app.setting()) == ()
    with pytest.raises(RuleRefused):
        office.do(case, Deem())
    assert item(office.do(case, Decide((LICENCE,))), LICENCE).state is ItemState.ACCEPTED


# ── a notice that no sheet was made of ────────────────────────────────────────────────────────────────


def test_that_a_correction_notice_no_sheet_was_made_of_stops_no_clock(office: Office) -> None:
    case = told(office)
    assert deemed_day(office) == "2026-11-27"
    office.at("2026-11-27", 23)
    assert deem_overdue(office.app) == ()
    office.at("2026-11-28", 0)
    (deemed,) = deem_overdue(office.app)
    assert deemed.id == case.id
    assert item(deemed, LICENCE).state is ItemState.DEEMED


def test_that_one_sheet_in_time_is_enough_for_the_clock_and_the_rest_is_a_persons_word(
    office: Office,
) -> None:
    case = office.printed(told(office))
    assert deemed_day(office) is None
    office.at("2026-11-28")
    assert deem_overdue(office.app) == ()
    assert item(office.do(case, Deem()), LICENCE).state is ItemState.DEEMED


def test_that_a_sheet_made_after_the_last_day_tells_nobody_in_time(office: Office) -> None:
    case = told(office)
    office.at("2026-11-30")
    case = office.printed(case)
    notice = papers(case, PaperKind.CORRECTION_NOTICE)[0].id
    case = office.do(case, acts.MarkPrinted((notice,)))
    case = office.do(case, acts.Stamp((notice,)))
    for day in (date(2026, 11, 20), date(2026, 11, 30)):
        with pytest.raises(RuleRefused) as refused:
            office.do(case, Serve((notice,), Way.WINDOW, day, "巴图吉雅"))
        assert refused.value.rule == "L6"
    (deemed,) = deem_overdue(office.app)
    assert item(deemed, LICENCE).state is ItemState.DEEMED


def test_that_who_brought_what_a_notice_named_had_heard_of_it(office: Office) -> None:
    line = one_line(office)
    case = office.file(office.visit(answers=EXISTING, brought={line: MISSING, GAP: MISSING}))
    office.at("2026-11-24")
    case = office.do(case, Supplement({line: RECEIVED}))
    assert item(case, LICENCE).state is ItemState.TO_CORRECT
    office.at("2026-12-15")
    assert deem_overdue(office.app) == ()


# ── every way in ──────────────────────────────────────────────────────────────────────────────────────


def _kept(office: Office) -> Case:
    case = kept(office)
    office.at("2026-12-02")
    return case


def _told(office: Office) -> Case:
    case = told(office)
    office.at("2026-12-20")  # the day to bring it is over too
    return case


def _completed(office: Office) -> Case:
    case = completed(office, "2026-12-01")
    office.at("2026-12-20")
    return case


def _to_pledge(office: Office) -> Case:
    case = office.file(office.visit(answers=EXISTING, brought={GAP: DEFERRED}))
    office.at("2026-12-02")
    return case


def _about_results(case: Case, today: date, line: str) -> dict[type, list[CaseAct]]:
    """What the organ itself said, and results as things."""
    thing = GivenResult("许可证", "1", item(case, LICENCE).asked.organ)
    applicant = CollectorKind.APPLICANT
    return {
        acts.RecordOrganNotice: [acts.RecordOrganNotice(LICENCE, today, "乌农补〔2026〕1号", today, (line,))],
        acts.RegisterResult: [acts.RegisterResult(LICENCE, thing, today)],
        acts.HandOutResults: [acts.HandOutResults(("k1",), today, applicant, "巴图吉雅", "居民身份证")],
        acts.TakeBackResult: [acts.TakeBackResult("k1", today, "写错了")],
        acts.CallInResult: [acts.CallInResult("k1", today)],
    }


def _at_any_time(today: date) -> dict[type, list[CaseAct]]:
    """What decides nothing."""
    number = f"11150000MB0000000X0000123456789{today:%Y%m%d}0001"
    return {
        acts.RecordOfficialNumber: [acts.RecordOfficialNumber(number, LICENCE)],
        acts.PassOn: [acts.PassOn("S01", "休假")],
        acts.CorrectRegistration: [
            acts.CorrectRegistration(Party.PERSON, name="巴图吉娅", reason="对照居民身份证原件")
        ],
        acts.AgreeReminders: [acts.AgreeReminders(agreed=False)],
    }


def _every(office: Office, case: Case, kind: type[CaseAct]) -> list[CaseAct]:
    """Acts of that kind that would write something of the licence."""
    today = office.app.setting().now.date()
    mine = tuple(p.id for p in case.papers if LICENCE in p.items)
    lines = [x for x in case.checklist.lines_of(LICENCE) if MaterialState.RECEIVED in x.allowed]
    made: dict[type, list[CaseAct]] = {
        acts.Decide: [
            Decide((LICENCE,), papers_valid=True),
            Decide((LICENCE,), papers_valid=True, lines={lines[0].id: MISSING}),
        ],
        acts.Supplement: [Supplement({x.id: RECEIVED}) for x in lines],
        acts.IdentifyParty: [acts.IdentifyParty(Party.PERSON, confirmed=True, reason="对照居民身份证原件")],
        acts.TakeNamed: [acts.TakeNamed(case.number, (acts.NamedPaper("租赁合同"),), "巴图吉雅")],
        acts.CheckTaken: [acts.CheckTaken({})],
        acts.Settle: [],  # nothing contradicts anything at one window
        acts.HandOver: [acts.HandOver("15222102", "改到那边办", SUPERVISOR)],
        acts.ReceiveCase: [acts.ReceiveCase()],
        acts.TakeNote: [acts.TakeNote(LICENCE, "已告知机关", SUPERVISOR)],
        acts.Relieve: [acts.Relieve((x.id,)) for x in lines],
        acts.SignPledge: [
            acts.SignPledge(p, Signer.APPLICANT, "巴图吉雅", declined=no, handed_over=True)
            for p in mine
            for no in (True, False)
        ],
        acts.Void: [acts.Void((LICENCE,), "选错了情形", mine)],
        acts.ApplyWithdrawal: [acts.ApplyWithdrawal((LICENCE,), "不办了")],
        acts.Withdraw: [],  # the applicant's own word, at any time before the organ's
        acts.DropItems: [acts.DropItems((LICENCE,), "不想办了")],
        acts.Propose: [acts.Propose(LICENCE, cause, "没有补交") for cause in Cause],
        acts.Conclude: [
            Conclude(LICENCE, result, day, **named(ground=ground))
            for result in Result
            for ground in Ground
            for day in (today, date(2026, 11, 24))
        ],
        acts.RecordAcceptance: [acts.RecordAcceptance(LICENCE, today, "乌农受〔2026〕1号")],
        **_about_results(case, today, lines[0].id),
        **_at_any_time(today),
        acts.PauseClock: [acts.PauseClock(LICENCE, Pause.TESTING, "乌农检〔2026〕1号", today)],
        acts.Extend: [extended(LICENCE, today)],
        acts.ResumeClock: [acts.ResumeClock(LICENCE, today)],
        acts.SetDates: [acts.SetDates(today, SUPERVISOR)],
        acts.MovePapers: [
            acts.MovePapers(
                item(case, LICENCE).asked.organ,
                Hands.TO_ORGAN,
                (MovedPaper(lines[0].id, lines[0].name, 0, 1),),
                "阿木古郎",
                "王科长",
            )
        ],
        acts.MarkPrinted: [acts.MarkPrinted((p,)) for p in mine],
        acts.MarkFailed: [acts.MarkFailed((p,), "卡纸") for p in mine],
        acts.Stamp: [acts.Stamp((p,), handed_over=True) for p in mine],
        acts.PrepareDelivery: [acts.PrepareDelivery((p,), Way.WINDOW, handed_over=True) for p in mine],
        acts.Reissue: [acts.Reissue(p) for p in mine],
        acts.Serve: [Serve((p,), Way.WINDOW, today, "巴图吉雅", handed_over=True) for p in mine],
        acts.Deem: [],
    }
    return made[kind]


@pytest.mark.parametrize("kind", get_args(CaseAct), ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("situation", [_kept, _told, _completed, _to_pledge], ids=lambda f: f.__name__)
def test_that_after_the_five_days_no_act_writes_anything_but_the_deemed_acceptance(
    office: Office, situation: Callable[[Office], Case], kind: type[CaseAct]
) -> None:
    case = situation(office)
    assert LICENCE in [i.id for i in overdue(case, office.app.setting())]
    before = item(case, LICENCE)
    for act in _every(office, case, kind):
        try:
            now = item(office.do(case, act), LICENCE)
        except CounterError:
            continue
        assert (now.state, now.told, now.proposal, now.conclusion, now.brought_at) == (
            before.state,
            before.told,
            before.proposal,
            before.conclusion,
            before.brought_at,
        ), act
    (deemed,) = deem_overdue(office.app)
    assert item(deemed, LICENCE).state is ItemState.DEEMED


@pytest.mark.parametrize("situation", [_kept, _told, _completed, _to_pledge], ids=lambda f: f.__name__)
def test_that_nothing_but_the_deemed_acceptance_is_offered(
    office: Office, situation: Callable[[Office], Case]
) -> None:
    case = situation(office)
    offers = {o.kind: o.items for o in possible(case, office.app.setting())}
    assert LICENCE in offers[acts.Deem]
    refused = (
        acts.Decide,
        acts.SignPledge,
        acts.Supplement,
        acts.Relieve,
        acts.Propose,
        acts.Conclude,
        acts.DropItems,
        acts.Reissue,
        acts.Serve,
    )
    assert [kind for kind in refused if LICENCE in offers.get(kind, ())] == []


def test_that_what_follows_a_completed_item_is_not_returned_once_the_law_has_accepted_it(
    office: Office,
) -> None:
    case = _completed(office)
    day = office.app.setting().now.date()
    revoked = Conclude(FIRST, Result.REVOKED, day, **named(document="乌市监撤〔2026〕1号", signer="Q02"))
    with pytest.raises(RuleRefused) as refused:
        office.do(case, revoked)
    assert refused.value.rule == "L6"
    case = office.do(office.do(case, Deem()), revoked)
    assert item(case, FIRST).state is ItemState.REVOKED
    assert item(case, LICENCE).state is ItemState.DEEMED

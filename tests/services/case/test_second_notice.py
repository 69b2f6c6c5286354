"""A second notice rests on a fact or a supervisor's own PIN; it repeats nothing and asks for nothing that was good."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import CaseAct, Decide, Reissue, Serve, SignPledge, Stamp, Supplement, Void
from counter.domain.case.acts.correction import BySupervisor, NewFact, Reopening, next_round
from counter.domain.case.case import Case
from counter.domain.case.fold import fold
from counter.domain.case.item_events import Again, Signer
from counter.domain.case.item_state import ItemState
from counter.domain.case.paper_events import Way
from counter.domain.document.document import PaperKind
from counter.domain.errors import CounterError, RuleRefused
from counter.domain.hall.consent import Consent
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.verdict import Gap, Outcome, Verdict
from counter.services.papers.copy_paper import copy_paper
from tests.domain.visit.test_assess import RESTAURANT
from tests.services.office import DEFERRED, MISSING, RECEIVED, SUPERVISOR, Office, item, office_on, papers
from tests.services.papers.test_receipt_counts import EXISTING, GAP, LICENCE, one_line

TODAY = date(2026, 11, 20)
WRONG = Brought(MaterialState.DEFECTIVE, note="没有盖章")
FOUND_FALSE = "核查发现登记的面积与证书不一致"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


def told(office: Office) -> Case:
    """A licence told once that one paper is missing."""
    return office.file(office.visit(answers=EXISTING, brought={one_line(office): MISSING}))


def good(case: Case) -> str:
    """A paper of the licence that was received good and that nothing lets be had otherwise."""
    return next(
        x.id
        for x in case.lines
        if LICENCE in x.items and not x.shareable and case.brought_of(x).state is MaterialState.RECEIVED
    )


def notices(case: Case) -> int:
    return len(papers(case, PaperKind.CORRECTION_NOTICE))


@pytest.mark.parametrize(
    "why",
    [
        NewFact("", TODAY, FOUND_FALSE),
        NewFact("核查记录", TODAY + timedelta(days=1), FOUND_FALSE),
        NewFact("核查记录", TODAY - timedelta(days=1), FOUND_FALSE),
        NewFact("核查记录", TODAY, "aaaa"),
        NewFact("核查记录", TODAY, "有"),
        NewFact("核查记录", TODAY, "啊啊啊啊啊啊啊啊"),
        NewFact("核查记录", TODAY, "核查发现" * 200),
        BySupervisor("上次写", SUPERVISOR),
        BySupervisor("   ", SUPERVISOR),
        BySupervisor("上次告知写错了要求", Consent("", "")),
    ],
)
def test_that_a_reason_of_a_further_round_says_something_and_is_somebodys(
    office: Office, why: Reopening
) -> None:
    case = told(office)
    case = office.do(case, Supplement({one_line(office): WRONG}))  # what is lacking is not what was told
    with pytest.raises(RuleRefused) as refused:
        office.do(case, Decide((LICENCE,), reopening=why))
    assert refused.value.rule == "L3"
    assert fold(office.app.journal.entries(case.id)) == case


@pytest.mark.parametrize("consent", [Consent("S01", ""), Consent("S01", "1234"), Consent("W01", "1234")])
def test_that_a_supervisors_code_agrees_to_nothing_without_the_pin(office: Office, consent: Consent) -> None:
    case = office.do(told(office), Supplement({one_line(office): WRONG}))
    with pytest.raises(RuleRefused) as refused:
        office.do(case, Decide((LICENCE,), reopening=BySupervisor("上次告知写错了要求", consent)))
    assert refused.value.rule == "duty"
    assert "9876" not in repr(SUPERVISOR)


def test_that_seven_notices_with_the_same_gaps_are_one(office: Office) -> None:
    case = told(office)
    tries: list[Reopening | None] = [
        None,
        NewFact("aaaa", TODAY, "aaaa"),
        NewFact("核查记录", TODAY, FOUND_FALSE),
        NewFact("核查记录", TODAY, FOUND_FALSE, (one_line(office),)),
        BySupervisor("上次告知写错了要求", SUPERVISOR),
        BySupervisor("请再出一份一样的通知书", SUPERVISOR),
    ]
    for why in tries:
        with pytest.raises(RuleRefused) as refused:
            office.do(case, Decide((LICENCE,), reopening=why))
        assert refused.value.rule == "L3"
    assert notices(case) == notices(fold(office.app.journal.entries(case.id)) or case) == 1


def test_that_the_sentence_says_that_nothing_is_new(office: Office) -> None:
    with pytest.raises(RuleRefused) as refused:
        office.do(told(office), Decide((LICENCE,), reopening=NewFact("核查记录", TODAY, FOUND_FALSE)))
    assert "和上次告知的一样" in refused.value.sentence


def test_that_what_was_good_is_asked_again_only_by_a_fact_that_names_it(office: Office) -> None:
    case = told(office)
    line = good(case)
    spoilt = {line: Brought(MaterialState.DEFECTIVE, note=FOUND_FALSE)}
    for why in (
        None,
        BySupervisor("上次告知写错了要求", SUPERVISOR),
        NewFact("核查记录", TODAY, FOUND_FALSE),
        NewFact("核查记录", TODAY, FOUND_FALSE, (one_line(office),)),
    ):
        with pytest.raises(RuleRefused) as refused:
            office.do(case, Decide((LICENCE,), reopening=why, lines=spoilt))
        assert refused.value.rule == "L3"
    fact = NewFact("核查记录第3号", TODAY, FOUND_FALSE, (line,))
    after = office.do(case, Decide((LICENCE,), reopening=fact, lines=spoilt))
    last = item(after, LICENCE).told[-1]
    assert (last.round, last.again, last.fact_day, last.fact_lines) == (2, Again.NEW_FACT, TODAY, (line,))
    assert (last.fact_document, last.words) == ("核查记录第3号", FOUND_FALSE)
    assert {g.line for g in last.gaps} == {line, one_line(office)}
    story = next(h.text for h in reversed(after.history) if h.kind == "item.told")
    assert "第2轮" in story
    assert "新的事实，文书日期2026年11月20日" in story
    assert "核查记录" not in story  # a document's name may name somebody
    notice = str(papers(after, PaperKind.CORRECTION_NOTICE)[-1].content)
    assert f"因出现新的事实再次告知：核查记录第3号（2026年11月20日），{FOUND_FALSE}" in notice
    assert "再次告知" not in str(papers(after, PaperKind.CORRECTION_NOTICE)[0].content)


def test_that_what_came_in_good_after_the_notice_is_not_asked_again_either(office: Office) -> None:
    line, other = one_line(office), ""
    case = told(office)
    other = good(case)
    fact = NewFact("核查记录", TODAY, FOUND_FALSE, (other,))
    spoilt = {other: Brought(MaterialState.DEFECTIVE, note=FOUND_FALSE)}
    case = office.do(case, Decide((LICENCE,), reopening=fact, lines=spoilt))
    case = office.do(case, Supplement({line: RECEIVED}))  # the other still lacks
    again = {line: Brought(MaterialState.DEFECTIVE, note="又看了一遍，不对")}
    for why in (BySupervisor("上次告知写错了要求", SUPERVISOR), fact):
        with pytest.raises(RuleRefused) as refused:
            office.do(case, Decide((LICENCE,), reopening=why, lines=again))
        assert refused.value.rule == "L3"


def test_that_a_round_asks_for_nothing_beside_what_its_fact_names(office: Office) -> None:
    """The rule by itself, whatever act led to it."""
    case = told(office)
    line = good(case)
    gap = Gap(line, line, MaterialState.DEFECTIVE, "不对", "原件1份")
    verdict = Verdict(LICENCE, LICENCE, "农牧局", Outcome.CORRECT, "还差", "L3", gaps=(gap,))
    for why in (BySupervisor("上次告知写错了要求", SUPERVISOR), NewFact("核查记录", TODAY, FOUND_FALSE)):
        with pytest.raises(RuleRefused):
            next_round(case, verdict, why, TODAY)
    assert next_round(case, verdict, NewFact("核查记录", TODAY, FOUND_FALSE, (line,)), TODAY) == 2


def test_that_another_items_first_notice_is_no_way_round(office: Office) -> None:
    """A paper good for an item that was told is not called wrong through an item that shares it."""
    answers = {**RESTAURANT.answers, "q_sign": ("shop",)}
    case = office.file(office.visit(8, {"f_signboard": MISSING}, answers), FilingMode.KEEP)
    case = office.do(case, Decide(("signboard",)))
    assert item(case, "signboard").state is ItemState.TO_CORRECT
    lease = case.checklist.line("lease")
    assert lease is not None
    assert lease.items == ("mkt_individual", "signboard")
    for why in (
        None,
        NewFact("核查记录", TODAY, FOUND_FALSE),
        BySupervisor("上次告知写错了要求", SUPERVISOR),
    ):
        with pytest.raises(RuleRefused) as refused:
            office.do(case, Decide(("mkt_individual",), "", True, why, {lease.id: WRONG}))
        assert refused.value.rule == "L3"
    fact = NewFact("核查记录", TODAY, FOUND_FALSE, (lease.id,))
    case = office.do(case, Decide(("mkt_individual",), "", True, fact, {lease.id: WRONG}))
    assert item(case, "mkt_individual").told[-1].round == 1


def test_that_who_would_rather_not_pledge_is_told_although_told_before(office: Office) -> None:
    case = office.file(office.visit(answers=EXISTING, brought={GAP: MISSING}))
    case = office.do(case, Supplement({GAP: DEFERRED}))
    pledge = papers(case, PaperKind.PLEDGE)[0]
    case = office.do(case, SignPledge(pledge.id, Signer.APPLICANT, "巴图吉雅", declined=True))
    last = item(case, LICENCE).told[-1]
    assert (last.round, last.fact_lines) == (2, (GAP,))
    assert pledge.number in last.fact_document


@pytest.mark.parametrize("first", [MISSING, DEFERRED])
def test_that_deferring_and_declining_by_turns_repeats_no_notice(office: Office, first: Brought) -> None:
    case = office.file(office.visit(answers=EXISTING, brought={GAP: first}))
    if first is MISSING:
        case = office.do(case, Supplement({GAP: DEFERRED}))
    pledge = papers(case, PaperKind.PLEDGE)[-1]
    case = office.do(case, SignPledge(pledge.id, Signer.APPLICANT, "", declined=True))
    with pytest.raises(RuleRefused) as refused:
        office.do(case, Supplement({GAP: DEFERRED}))
    assert refused.value.rule == "L3"
    case = office.do(case, Supplement({GAP: RECEIVED}))
    assert item(case, LICENCE).state is ItemState.ACCEPTED


def test_that_a_notice_that_was_served_is_not_taken_back_to_be_told_anew(office: Office) -> None:
    case = told(office)
    paper = papers(case, PaperKind.CORRECTION_NOTICE)[0]
    case = printed(office, case, paper.id)
    case = office.do(case, Stamp((paper.id,)))
    case = office.do(case, Serve((paper.id,), Way.WINDOW, TODAY, "巴图吉雅"))
    with pytest.raises(RuleRefused) as refused:
        office.do(case, Void((LICENCE,), "重新告知一次", tuple(p.id for p in case.papers)))
    assert refused.value.rule == "undo"


def test_that_the_sheet_of_a_notice_made_anew_has_to_be_here_too(office: Office) -> None:
    office.clock.at = office.clock.at.replace(hour=15, minute=58)  # two minutes before midnight in China
    case = told(office)
    first = papers(case, PaperKind.CORRECTION_NOTICE)[0]
    case = printed(office, case, first.id)
    office.later(minutes=4)
    case = office.do(case, Reissue(first.id))
    new = papers(case, PaperKind.CORRECTION_NOTICE)[-1]
    assert new.copies == 0
    with pytest.raises(RuleRefused) as refused:
        office.do(case, Void((LICENCE,), "重新告知一次"))
    assert refused.value.field == "taken_back"
    back = office.do(case, Void((LICENCE,), "重新告知一次", (first.id,)))
    assert item(back, LICENCE).told == ()


def printed(office: Office, case: Case, paper: str) -> Case:
    app = office.app
    copy_paper(app.journal, app.projector, app.papers, case_id=case.id, wanted=paper, clerk="W01", keep=bytes)
    found = fold(app.journal.entries(case.id))
    assert found is not None
    return found


STEPS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 30), st.integers(0, 30)), min_size=3, max_size=8)


@settings(max_examples=12, deadline=None)
@given(steps=STEPS)
def test_that_no_order_of_acts_tells_the_same_twice_or_asks_for_what_was_good(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, int, int]]
) -> None:
    with office_on(tmp_path_factory.mktemp("orders") / "profile") as office:
        case = told(office)
        for kind, first, second in steps:
            act = _act(office, case, kind, first, second)
            before = case
            try:
                case = office.do(case, act)
            except CounterError:
                continue
            _check_notices(before, case, act)


def _act(office: Office, case: Case, kind: int, first: int, second: int) -> CaseAct:
    mine = [x.id for x in case.lines if LICENCE in x.items]
    line, other = mine[first % len(mine)], mine[second % len(mine)]
    today = civil_date(office.app.setting().now)
    bad = {line: Brought(MaterialState.DEFECTIVE, note="看出不对")}
    made: list[CaseAct] = [
        Supplement({line: RECEIVED}),
        Supplement({line: WRONG}),
        Decide((LICENCE,), reopening=NewFact("核查记录", today, FOUND_FALSE, (other,)), lines=bad),
        Decide((LICENCE,), reopening=NewFact("核查记录", today, FOUND_FALSE, (line,)), lines=bad),
        Decide((LICENCE,), reopening=BySupervisor("上次告知写错了要求", SUPERVISOR), lines=bad),
        Decide((LICENCE,), reopening=BySupervisor("上次告知写错了要求", SUPERVISOR)),
    ]
    return made[kind]


def _check_notices(before: Case, after: Case, act: CaseAct) -> None:
    was, now = item(before, LICENCE).told, item(after, LICENCE).told
    if len(now) == len(was):
        return
    assert isinstance(act, Decide)
    named = act.reopening.lines if isinstance(act.reopening, NewFact) else ()
    every = {(g.line, g.state) for t in was for g in t.gaps}
    last = now[-1].gaps
    assert [g for g in last if (g.line, g.state) not in every or g.line in named]
    lines = {x.id: x for x in after.lines}
    for gap in last:
        taken = before.brought_of(lines[gap.line]).state is MaterialState.RECEIVED
        assert not taken or gap.line in named
        assert not lines[gap.line].shareable


def test_that_a_returned_filing_begins_anew(office: Office) -> None:
    line = next(
        x.id for x in office.file(office.visit()).lines if x.items == ("mkt_individual",) and not x.shareable
    )
    visit = replace(office.visit(brought={line: MISSING}), duplicate_reason="另一家店")
    case = office.file(visit)
    assert item(case, "mkt_individual").state is ItemState.RETURNED
    case = office.do(case, Supplement({line: WRONG}))
    assert [t.round for t in item(case, "mkt_individual").told] == [1, 1]

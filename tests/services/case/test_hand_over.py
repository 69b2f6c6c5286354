"""A case goes to another window and is signed for there: two real windows that hear each other by batches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from counter.db.check.check import check
from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import DropItems, HandOver, MarkPrinted, ReceiveCase
from counter.domain.case.acts.custody import originals_here
from counter.domain.case.acts.offers_here import possible_here
from counter.domain.case.case import Case
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.register.records import RegisteredWindow
from counter.domain.hall.register.register import change_to
from counter.domain.tasks.task import TaskKind
from counter.domain.visit.filing_mode import FilingMode
from counter.services.case.deem_accepted import deem_overdue
from counter.services.case.forget_cases import ask_forgetting, forget_cases
from counter.services.context.ports import StaffRow
from counter.services.context.rows import TaskSpan
from counter.services.exchange.case_standing import CaseStanding, case_standing
from counter.services.hall.other_windows import window_facts
from counter.services.register.issue_register import issue_register
from tests.services.case.neighbours import HERE, THERE, Neighbours, neighbours_on, seen
from tests.services.office import SUPERVISOR, Office
from tests.services.papers.test_receipt_counts import EXISTING

REASON = "申请人搬到那边，方便就近办"


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neighbours]:
    with neighbours_on(tmp_path_factory.mktemp("handing")) as found:
        for office in (found.owner, found.other):
            register(office, (HERE, "3"), (THERE, "4"))
        yield found


def register(office: Office, *windows: tuple[str, str]) -> None:
    day = civil_date(office.clock.at)
    records = tuple(change_to(RegisteredWindow(code, number), day) for code, number in windows)
    issue_register(office.app.journal, records, by=lead(office))


def lead(office: Office) -> StaffRow:
    return next(row for row in office.app.journal.staff() if row.code == "S01")


def kinds(office: Office, case: Case) -> set[str]:
    spans = (TaskSpan(), TaskSpan(dated=False))
    return {
        line.task.kind
        for span in spans
        for line in office.app.journal.tasks(span, 1000)
        if line.task.case == case.id
    }


def offered(office: Office, case: Case) -> dict[type, tuple[str, ...]]:
    own = office.app.journal.station().code
    found = possible_here(case, office.app.setting(), own, window_facts(office.app))
    return {one.kind: one.papers for one in found}


def test_that_a_case_is_handed_over_with_its_originals_and_signed_for(windows: Neighbours) -> None:
    giver, taker = windows.owner, windows.other
    case = giver.file(replace(giver.visit(), duplicate_reason="另一处场地"))
    along = originals_here(case)
    assert along
    assert HandOver in offered(giver, case)
    windows.meet()
    assert HandOver not in offered(taker, seen(taker, case.id))  # only the owner gives it away
    given = giver.do(case, HandOver(THERE, REASON, SUPERVISOR))
    assert given.handed is not None
    assert (given.handed.originals, given.handed.waits) == (along, True)
    assert f"随件原件 {sum(one.count for one in along)} 份" in given.history[-1].text
    assert [i.due for i in given.items] == [i.due for i in case.items]
    assert TaskKind.HANDED_ON in kinds(giver, case)
    windows.meet()
    there = seen(taker, case.id)
    assert there.owner == THERE
    assert TaskKind.HANDED_OVER in kinds(taker, case)
    assert TaskKind.DECISION in kinds(taker, case)  # its days go on there
    with pytest.raises(RuleRefused, match="还没有授权到这个窗口"):
        taker.do(there, DropItems((case.items[0].id,), "不办了"))
    assert ReceiveCase in offered(taker, there)
    with pytest.raises(RuleRefused, match="由窗口 15220104 主办"):
        giver.do(given, ReceiveCase())
    line = along[0].line
    for act, words in (
        (ReceiveCase(("x",), "没有"), "只能写随件"),
        (ReceiveCase((line,), "，"), "怎么回事"),
    ):
        with pytest.raises(BadInput, match=words):
            taker.do(there, act)
    part = taker.do(there, ReceiveCase((line,), "对方说下周送来"))
    assert part.handed is not None
    assert (part.handed.received, part.handed.missing) == (True, (line,))
    assert TaskKind.HANDED_OVER in kinds(taker, case)
    windows.meet()
    assert TaskKind.HANDED_ON in kinds(giver, case)
    with pytest.raises(RuleRefused, match="和上次登记的一样"):
        taker.do(part, ReceiveCase((line,), "还是没有来"))
    whole = taker.do(part, ReceiveCase())
    assert whole.handed is not None
    assert not whole.handed.waits
    with pytest.raises(RuleRefused, match="没有等着接收"):
        taker.do(whole, ReceiveCase())
    windows.meet()
    assert not {TaskKind.HANDED_ON, TaskKind.HANDED_OVER} & (kinds(giver, case) | kinds(taker, case))
    assert not check(taker.app.journal).faults


def test_that_another_windows_case_says_until_when_it_is_known_and_that_it_is_old(
    windows: Neighbours,
) -> None:
    owner, other = windows.owner, windows.other
    case = owner.file(replace(owner.visit(), duplicate_reason="第四处场地"))
    assert (
        case_standing(owner.app, case) == CaseStanding()
    )  # one that was handed over before was told at its filing
    windows.meet()
    windows.later(hours=2)
    known = case_standing(other.app, seen(other, case.id))
    assert known.until is not None
    assert (known.owner, known.old, known.closed) == (HERE, False, None)
    assert timedelta(hours=2) <= other.clock.at - known.until < timedelta(hours=3)
    windows.later(days=2)
    assert case_standing(other.app, seen(other, case.id)).old
    owner.file(replace(owner.visit(), duplicate_reason="第五处场地"))
    windows.meet()
    assert not case_standing(other.app, seen(other, case.id)).old  # whatever comes of that window counts


def test_that_only_the_owner_clears_a_person_and_others_ask_for_it(windows: Neighbours) -> None:
    owner, other = windows.owner, windows.other
    case = owner.file(replace(owner.visit(), duplicate_reason="第三处场地"))
    windows.meet()
    with pytest.raises(RuleRefused, match="只有主办窗口能清除"):
        forget_cases(other.app, [case.id], lead(other), SUPERVISOR, "乌档销〔2037〕1号")
    with pytest.raises(BadInput, match="先选一个理由"):
        ask_forgetting(other.app, case.id, lead(other), "不想要了")
    with pytest.raises(BadInput, match="由本窗口主办"):
        ask_forgetting(owner.app, case.id, lead(owner), "本人申请")
    with pytest.raises(RuleRefused):
        ask_forgetting(other.app, case.id, other.clerk, "本人申请")
    ask_forgetting(other.app, case.id, lead(other), "本人申请")
    windows.meet()
    assert f"窗口 {THERE}：本人申请" in seen(owner, case.id).forgetting_asked
    assert TaskKind.FORGET_ASKED in kinds(owner, case)
    assert TaskKind.FORGET_ASKED not in kinds(other, case)


def test_that_what_is_offered_of_another_windows_papers_is_possible(windows: Neighbours) -> None:
    giver, taker = windows.owner, windows.other
    case = giver.file(replace(giver.visit(), duplicate_reason="又一处场地"))
    paper = case.papers[0]
    giver.take_out(case, paper)
    known = giver.now(case)
    assert paper.id in offered(giver, known)[MarkPrinted]
    theirs = tuple(replace(one, station=THERE) for one in known.papers)
    assert MarkPrinted not in offered(giver, replace(known, papers=theirs))
    given = giver.do(case, HandOver(THERE, REASON, SUPERVISOR))
    windows.meet()
    there = seen(taker, case.id)
    assert paper.id not in offered(taker, there).get(MarkPrinted, ())
    with pytest.raises(RuleRefused, match="由那个窗口办"):
        taker.do(there, MarkPrinted((paper.id,)))
    assert HandOver not in offered(giver, given)


def test_that_no_case_goes_to_a_place_where_nobody_is_served(windows: Neighbours) -> None:
    giver, room = windows.owner, "15220192"
    register(giver, (room, "值班主管室"))
    assert room not in window_facts(giver.app).open
    case = giver.file(replace(giver.visit(), duplicate_reason="再一处场地"))
    with pytest.raises(BadInput, match="不是收件的窗口"):
        giver.do(case, HandOver(room, REASON, SUPERVISOR))
    with pytest.raises(BadInput, match=f"可以移交给：{THERE}。"):
        giver.do(case, HandOver("15220188", REASON, SUPERVISOR))


def test_that_a_case_whose_key_is_on_its_way_holds_up_no_other_that_silence_accepted(
    tmp_path: Path,
) -> None:
    with neighbours_on(tmp_path) as met:
        for office in (met.owner, met.other):
            register(office, (HERE, "3"), (THERE, "4"))
        given = met.owner.file(met.owner.visit(answers=EXISTING), FilingMode.KEEP)
        met.owner.do(given, HandOver(THERE, REASON, SUPERVISOR))
        met.later(minutes=1)
        own = met.other.file(met.other.visit(answers=EXISTING), FilingMode.KEEP)
        met.meet()
        assert seen(met.other, given.id).applicant is None
        met.later(days=12)
        (deemed,) = deem_overdue(met.other.app)
        assert deemed.id == own.id
        assert TaskKind.DEEMED in kinds(met.other, given)  # it is told, and recorded once the key is here

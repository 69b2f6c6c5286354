"""特别程序: the clock stands once the notice is served, and its end is told with the day as it then is (许可法 45)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from counter.domain.calendar.workdays import add_days
from counter.domain.case.acts.acts import (
    ApplyWithdrawal,
    Conclude,
    PauseClock,
    ResumeClock,
    Serve,
    Stamp,
    Void,
)
from counter.domain.case.acts.offers import possible
from counter.domain.case.acts.pause import unserved
from counter.domain.case.case import Case
from counter.domain.case.item_events import Pause, Result
from counter.domain.case.paper_events import PaperStage, Way
from counter.domain.document.document import PaperKind
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.guide.model import TimeUnit
from counter.domain.tasks.task import TaskKind
from counter.domain.tasks.tasks import tasks
from tests.services.case.test_organ_acceptance import elsewhere
from tests.services.office import Office, item, leaving, office_on, papers

LICENCE = "epidemic_cond"
WHY: dict[str, Any] = {"what": "对场区环境进行检测", "basis": "《动物防疫条件审查办法》第八条"}
OWN: dict[str, Any] = {"notice": "乌农检〔2026〕1号", "served": date(2026, 11, 23)}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def case(office: Office) -> Case:
    return office.file(office.visit())


def told(office: Office, case: Case, day: str = "2026-11-23", **how: Any) -> Case:
    """The notice is made at this window."""
    office.at(day)
    return office.do(case, PauseClock(LICENCE, Pause.TESTING, **{**WHY, **(how or {"days": 10})}))


def served(office: Office, case: Case, day: str, kind: PaperKind = PaperKind.PROCEDURE_NOTICE) -> Case:
    """The newest paper of the kind is stamped and handed over."""
    office.at(day)
    paper = papers(case, kind)[-1].id
    case = office.do(case, Stamp((paper,), handed_over=True))
    return office.do(case, Serve((paper,), Way.WINDOW, date.fromisoformat(day), "巴图吉雅"))


def said(case: Case, kind: PaperKind) -> str:
    return str(papers(case, kind)[-1].content)


def test_that_the_notice_says_what_why_and_how_long_and_the_clock_stands_once_it_is_served(
    office: Office, case: Case
) -> None:
    due = item(case, LICENCE).due
    case = told(office, case)
    assert "检测：对场区环境进行检测" in said(case, PaperKind.PROCEDURE_NOTICE)
    assert "10个工作日" in said(case, PaperKind.PROCEDURE_NOTICE)
    assert "第四十五条；《动物防疫条件审查办法》第八条" in said(case, PaperKind.PROCEDURE_NOTICE)
    assert not item(case, LICENCE).pausing  # nobody was told yet
    assert item(case, LICENCE).due == due

    case = served(office, case, "2026-11-25")
    running = item(case, LICENCE).paused[-1]
    assert item(case, LICENCE).pausing
    assert running.since == date(2026, 11, 25)
    assert running.notice == papers(case, PaperKind.PROCEDURE_NOTICE)[0].number
    calendar = office.app.calendar
    over = add_days(calendar, date(2026, 11, 25), 10, TimeUnit.WORKING)[0]
    waiting = [
        t
        for t in tasks(case, office.app.jurisdiction, calendar)
        if (t.item, t.kind) == (LICENCE, TaskKind.PAUSED)
    ]
    assert [t.day for t in waiting] == [over]  # the hall sees when it should be over


def test_that_its_end_is_told_with_the_time_it_took_and_the_new_last_day(office: Office, case: Case) -> None:
    before = item(case, LICENCE).due
    case = served(office, told(office, case), "2026-11-25")
    office.at("2026-12-02")
    case = office.do(case, ResumeClock(LICENCE, date(2026, 12, 2)))
    after = item(case, LICENCE).due
    assert before is not None
    assert after is not None
    assert after.day == add_days(office.app.calendar, before.day, 5, TimeUnit.WORKING)[0]
    words = said(case, PaperKind.PROCEDURE_END)
    assert "5个工作日（告知时写的是：10个工作日）" in words
    for day in (before.day, after.day):
        assert f"{day.year}年{day.month}月{day.day}日（含当日）前" in words
    end = papers(case, PaperKind.PROCEDURE_END)[0]
    assert served(office, case, "2026-12-02", PaperKind.PROCEDURE_END).paper(end.id).serving  # type: ignore[union-attr]


def test_that_the_organs_own_notice_counts_and_nothing_is_made_twice(office: Office, case: Case) -> None:
    case = told(office, case)
    own = PauseClock(LICENCE, Pause.TESTING, "乌农检〔2026〕1号", date(2026, 11, 23))
    case = office.do(case, own)
    assert item(case, LICENCE).pausing
    assert [p.stage for p in papers(case, PaperKind.PROCEDURE_NOTICE)] == [PaperStage.VOID]
    with pytest.raises(RuleRefused):
        told(office, case)


def test_that_a_notice_told_again_replaces_the_one_nobody_was_served(office: Office, case: Case) -> None:
    case = told(office, told(office, case), until=date(2026, 12, 18))
    first, second = papers(case, PaperKind.PROCEDURE_NOTICE)
    assert (first.stage, second.stage) == (PaperStage.VOID, PaperStage.MADE)
    assert "到2026年12月18日（含当日）" in said(case, PaperKind.PROCEDURE_NOTICE)
    assert unserved(case, item(case, LICENCE)) == (second,)


@pytest.mark.parametrize(
    ("how", "field"),
    [
        ({"what": " ", "days": 10}, "what"),
        ({"basis": "", "days": 10}, "basis"),
        ({"days": None}, "days"),
        ({"days": 10, "until": date(2026, 12, 18)}, "days"),
        ({"days": 0}, "days"),
        ({"days": 367}, "days"),
        ({"until": date(2026, 11, 23)}, "until"),
        *(({"what": "", "basis": "", **OWN, "days": n}, "days") for n in (-5, 0, 367)),
    ],
)
def test_that_a_notice_says_all_it_has_to(
    office: Office, case: Case, how: dict[str, Any], field: str
) -> None:
    with pytest.raises(BadInput) as wrong:
        told(office, case, **how)
    assert wrong.value.field == field


def test_that_a_notice_whose_time_is_over_stops_no_clock_any_more(office: Office, case: Case) -> None:
    case = told(office, case, until=date(2026, 11, 27))
    with pytest.raises(RuleRefused) as late:
        served(office, case, "2026-11-30")
    assert late.value.rule == "L6"
    case = office.now(case)
    assert not item(case, LICENCE).pausing
    notice = papers(case, PaperKind.PROCEDURE_NOTICE)[0]
    assert notice.stamped
    offered = [p for o in possible(case, office.app.setting()) if o.kind is Serve for p in o.papers]
    assert notice.id not in offered


@pytest.mark.parametrize("ends", ["result", "withdrawn"])
def test_that_a_notice_nobody_was_served_falls_with_its_item(office: Office, case: Case, ends: str) -> None:
    case = told(office, case)
    act = (
        Conclude(LICENCE, Result.GRANTED, date(2026, 11, 23), "乌农许〔2026〕7号", "那顺")
        if ends == "result"
        else leaving((LICENCE,), "不办了")
    )
    case = office.do(case, act)
    assert papers(case, PaperKind.PROCEDURE_NOTICE)[0].stage is PaperStage.VOID


def over(office: Office, case: Case, ends: str, *items: str) -> Case:
    day = date(2026, 11, 25)
    if ends == "withdrawn":
        return office.do(case, leaving(items, "不办了", written=day))
    for one in items:
        case = office.do(case, Conclude(one, Result.GRANTED, day, "乌许〔2026〕7号", "那顺"))
    return case


@pytest.mark.parametrize("ends", ["result", "withdrawn"])
def test_that_what_has_ended_is_told_no_new_last_day(office: Office, case: Case, ends: str) -> None:
    case = over(office, served(office, told(office, case), "2026-11-25"), ends, LICENCE)
    before = case.event_due
    office.at("2026-12-02")
    case = office.do(case, ResumeClock(LICENCE, date(2026, 12, 2)))
    assert case.event_due != before  # the other licence's common time goes on without these days
    assert papers(case, PaperKind.PROCEDURE_END) == []


@pytest.mark.parametrize("ends", ["result", "withdrawn"])
def test_that_no_clock_goes_on_where_nothing_runs(office: Office, case: Case, ends: str) -> None:
    case = over(office, served(office, told(office, case), "2026-11-25"), ends, LICENCE, "signboard")
    assert ResumeClock not in {o.kind for o in possible(case, office.app.setting())}
    with pytest.raises(RuleRefused) as refused:
        office.do(case, ResumeClock(LICENCE, date(2026, 11, 25)))
    assert refused.value.rule == "L6"


def test_that_nothing_is_told_while_the_clock_is_in_doubt(office: Office, case: Case) -> None:
    case = office.do(told(office, case, "2026-12-01"), ApplyWithdrawal((LICENCE,), "不养了"))
    with pytest.raises(RuleRefused) as refused:
        told(office, case, "2026-11-25")  # the clock was put back
    assert refused.value.rule == "clock"
    assert len(papers(office.now(case), PaperKind.PROCEDURE_NOTICE)) == 1


def test_that_an_organ_that_entrusted_nothing_tells_it_itself(office: Office, case: Case) -> None:
    there = elsewhere(office)
    with pytest.raises(RuleRefused) as refused:
        there.do(case, PauseClock(LICENCE, Pause.TESTING, days=10, **WHY))
    assert refused.value.rule == "L13"
    own = PauseClock(LICENCE, Pause.TESTING, "乌农检〔2026〕1号", date(2026, 11, 20))
    case = there.do(there.do(case, own), ResumeClock(LICENCE, date(2026, 11, 20)))
    assert papers(case, PaperKind.PROCEDURE_END) == []


def test_that_a_decision_taken_back_takes_the_notice_with_it(office: Office, case: Case) -> None:
    office.later(minutes=2)
    case = office.do(case, PauseClock(LICENCE, Pause.TESTING, days=10, **WHY))
    back = office.do(case, Void((LICENCE,), "录错了人"))
    assert papers(back, PaperKind.PROCEDURE_NOTICE)[0].stage is PaperStage.VOID
    assert item(back, LICENCE).procedures == ()

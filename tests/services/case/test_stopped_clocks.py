"""What a stopped clock leaves out: no day twice, and nothing of a period that had run out (许可法 42, 45; L6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from counter.domain.calendar.workdays import add_days
from counter.domain.case.acts.acts import PauseClock, ResumeClock, Serve, Stamp
from counter.domain.case.acts.pause import event_moved, left_out
from counter.domain.case.case import Case
from counter.domain.case.item_events import Pause
from counter.domain.case.paper_events import Way
from counter.domain.document.document import PaperKind
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.guide.model import TimeUnit
from counter.domain.visit.verdict import Due
from tests.services.case.test_special_procedure import LICENCE, told
from tests.services.office import Office, item, office_on, papers


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def case(office: Office) -> Case:
    return office.file(office.visit())


def own(day: str) -> PauseClock:
    return PauseClock(LICENCE, Pause.TESTING, "乌农检〔2026〕1号", date.fromisoformat(day))


def day_after(office: Office, due: Due | None, days: int = 2) -> str:
    """So many working days after a last day."""
    assert due is not None
    return add_days(office.app.calendar, due.day, days, TimeUnit.WORKING).day.isoformat()


def test_that_what_the_organ_told_after_the_last_day_stops_no_clock(office: Office, case: Case) -> None:
    late = day_after(office, item(case, LICENCE).due)
    office.at(late)
    with pytest.raises(RuleRefused, match="已经届满") as refused:
        office.do(case, own(late))
    assert (refused.value.rule, refused.value.field) == ("L6", "served")


def test_that_no_notice_is_made_after_the_last_day(office: Office, case: Case) -> None:
    with pytest.raises(RuleRefused, match="已经届满"):
        told(office, case, day_after(office, item(case, LICENCE).due))


def test_that_a_notice_served_after_the_last_day_stops_no_clock_and_one_in_time_does(
    office: Office, case: Case
) -> None:
    due = item(case, LICENCE).due
    assert due is not None
    case = told(office, case)
    office.at(day_after(office, due))
    paper = papers(case, PaperKind.PROCEDURE_NOTICE)[-1].id
    case = office.do(case, Stamp((paper,), handed_over=True))
    late = Serve((paper,), Way.WINDOW, date.fromisoformat(day_after(office, due)), "巴图吉雅")
    with pytest.raises(RuleRefused, match="已经届满"):
        office.do(case, late)
    case = office.do(case, replace(late, way=Way.POST, day=due.day))
    assert item(case, LICENCE).pausing


def test_that_no_day_is_left_out_twice(office: Office, case: Case) -> None:
    due = item(case, LICENCE).due
    office.at("2026-11-30")
    case = office.do(case, own("2026-11-23"))
    case = office.do(case, ResumeClock(LICENCE, date(2026, 11, 27)))
    with pytest.raises(BadInput, match="不能扣除两次") as refused:
        office.do(case, own("2026-11-24"))
    assert refused.value.field == "served"
    case = office.do(case, own("2026-11-27"))  # one follows the other without a gap
    case = office.do(case, ResumeClock(LICENCE, date(2026, 11, 30)))
    now = item(case, LICENCE).due
    assert now is not None
    assert now.day.isoformat() == day_after(office, due, 5)  # 24 to 27 and 30 November


def test_that_a_missed_promise_is_not_made_good_by_a_later_procedure(office: Office, case: Case) -> None:
    licence = item(case, LICENCE)
    promised = Due(date(2026, 11, 30), False, "承诺5个工作日")
    after = [
        left_out(promised, licence, office.app.calendar, date.fromisoformat(since), 3)
        for since in ("2026-11-30", "2026-12-01")
    ]
    assert after == [Due(date(2026, 12, 3), False, "承诺5个工作日，扣除特别程序"), promised]


@pytest.mark.parametrize(("since", "days"), [("2026-12-01", 0), ("2026-11-30", 2), ("2026-11-27", 3)])
def test_that_the_common_period_that_was_over_does_not_move_with_a_later_procedure(
    office: Office, case: Case, since: str, days: int
) -> None:
    """Over on 30 November it moves by what lies after ``since`` only where the procedure began by then."""
    common = Due(date(2026, 11, 30), False, "一并办理45个工作日")
    office.at("2026-12-02")
    paused = replace(office.do(case, own(since)), event_due=common)
    moved = event_moved(paused, item(paused, LICENCE), date(2026, 12, 2), office.app.calendar)
    expected = add_days(office.app.calendar, common.day, days, TimeUnit.WORKING).day if days else None
    assert (moved.day if moved else None) == expected

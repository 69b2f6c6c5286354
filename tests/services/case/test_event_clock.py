"""Licences handled together: their day moves by what special procedures take, by nothing else (许可法 42, 45)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from counter.domain.calendar.workdays import add_working_days
from counter.domain.case.acts.acts import PauseClock, ResumeClock
from counter.domain.case.acts.pause import common_clock_paused
from counter.domain.case.case import Case
from counter.domain.case.item_events import Pause
from counter.domain.text.day_words import day_text
from tests.services.office import Office, extended, office_on


def _paused(office: Office, case: Case, item: str, day: str, why: Pause = Pause.TESTING, **more: int) -> Case:
    office.at(day)
    return office.do(case, PauseClock(item, why, "检字〔2026〕1号", date.fromisoformat(day), **more))


def _resumed(office: Office, case: Case, item: str, day: str) -> Case:
    office.at(day)
    return office.do(case, ResumeClock(item, date.fromisoformat(day)))


def test_that_what_a_special_procedure_takes_is_left_out_once_and_an_extension_moves_nothing(
    tmp_path: Path,
) -> None:
    with office_on(tmp_path / "profile") as office:
        calendar = office.app.calendar
        case = office.file(office.visit())
        first = case.event_due
        assert first is not None

        case = _paused(office, case, "epidemic_cond", "2026-11-24")
        assert common_clock_paused(case)
        assert case.event_due == first  # nobody knows yet how long it takes
        case = _paused(office, case, "signboard", "2026-11-26", Pause.EXPERT_REVIEW)
        case = _resumed(office, case, "epidemic_cond", "2026-11-27")  # 25, 26, 27: three working days
        assert case.event_due is not None
        assert case.event_due.day == add_working_days(calendar, first.day, 3).day
        assert case.event_due.text == "一并办理45个工作日，扣除特别程序"
        case = _resumed(
            office, case, "signboard", "2026-12-01"
        )  # of 27, 30, 1 two have not been left out yet
        assert case.event_due is not None
        assert case.event_due.day == add_working_days(calendar, first.day, 5).day
        assert not common_clock_paused(case)
        told = f"几项许可一并办理，总期限顺延到{day_text(case.event_due.day)}"
        assert [h.text for h in case.history if h.kind == "event.dated"][-1] == told

        moved = case.event_due
        office.at("2026-12-02")
        case = office.do(case, extended("epidemic_cond", date(2026, 12, 2)))
        assert case.event_due == moved  # the whole is extended by the government alone

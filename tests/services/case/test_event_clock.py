"""Licences handled together: their day moves by what special procedures take, by nothing else (许可法 42, 45)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from counter.domain.calendar.workdays import add_working_days
from counter.domain.case.acts.acts import Decide, Deem, Extend, PauseClock, ResumeClock, Supplement, Void
from counter.domain.case.acts.extension import may_be_extended
from counter.domain.case.acts.offers import possible
from counter.domain.case.acts.pause import event_moved
from counter.domain.case.case import Case
from counter.domain.case.case_item import Paused
from counter.domain.case.handled_together import common_clock_paused, whole_ends_first
from counter.domain.case.item_events import Pause
from counter.domain.case.lateness import late_of
from counter.domain.document.document import PaperKind
from counter.domain.errors import RuleRefused
from counter.domain.guide.model import ProcedureClass
from counter.domain.tasks.board import board_parts
from counter.domain.tasks.task import TaskKind
from counter.domain.tasks.tasks import tasks
from counter.domain.text.day_words import day_text
from counter.domain.visit.assess import assess
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.verdict import Due
from counter.services.context.ledger_ports import LedgerSpan
from tests.services.ledger.test_as_it_stood import behind, granted, late_open
from tests.services.office import MISSING, RECEIVED, Office, extended, item, office_on

LAST = "signboard"
STANDS = Paused(Pause.TESTING, "检字〔2026〕1号", date(2026, 11, 24))


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


def lacking_last(office: Office) -> str:
    """Something that only the signboard needs."""
    checklist = assess(office.app.setting(), office.visit()).checklist
    return next(line.id for line in checklist.lines if line.items == (LAST,) and line.awaits is None)


def accepted_last(office: Office) -> Case:
    """The animal licence at once, the signboard two weeks before the common day: it had been told what it lacks."""
    lacking = lacking_last(office)
    case = office.printed(office.file(office.visit(brought={lacking: MISSING})))
    office.at("2027-01-11")
    return office.do(case, Supplement({lacking: RECEIVED}))


def test_that_what_is_accepted_last_is_due_by_the_common_day_on_its_paper_and_wherever_it_is_listed(
    tmp_path: Path,
) -> None:
    with office_on(tmp_path / "profile") as office:
        case = accepted_last(office)
        common = case.event_due
        assert common is not None
        last = item(case, LAST)
        assert last.state.accepted
        assert last.statutory is not None
        assert last.statutory.day > common.day
        assert last.due == common
        notice = next(p for p in reversed(case.papers) if p.kind == PaperKind.ACCEPTANCE_NOTICE)
        assert day_text(common.day) in str(notice.content)
        row = f"['{last.asked.name}', '一并办理45个工作日', "  # the term that ends on that day, not its own
        assert row in str(notice.content), str(notice.content)
        assert "自己的法定时限20个工作日" in str(notice.content)
        assert "与其他许可一并办理，从第一项许可受理次日起共45个工作日，这个总期限先届满" in str(
            notice.content
        )
        setting = office.app.setting()
        found = tasks(case, setting.jurisdiction, setting.calendar)
        assert [(t.day, t.words) for t in found if t.item == LAST and t.kind is TaskKind.DECISION] == [
            (common.day, common.text)
        ]
        (part,) = [p for p in board_parts(case, found) if p.organ == last.asked.organ]
        assert part.due == common.day

        office.at("2027-01-27")
        january = LedgerSpan(date(2027, 1, 1), date(2027, 1, 26))
        assert LAST in late_open(office, january)
        case = granted(office, case, LAST, "2027-01-27")
        assert LAST in late_open(office, january)  # a period that is over says how things stood then
        assert LAST in behind(office, "late_ended", LedgerSpan(date(2027, 1, 27), date(2027, 1, 31)))
        rules = office.app.projector.place
        assert late_of(case, rules.calendar, rules.answer_by)[LAST][-1].startswith(
            "应于1月25日（含当日）前决定"
        )


def test_that_its_own_day_counts_while_another_licences_procedure_lets_the_common_clock_stand(
    tmp_path: Path,
) -> None:
    with office_on(tmp_path / "profile") as office:
        case = _paused(office, accepted_last(office), "epidemic_cond", "2026-12-04")
        last = item(case, LAST)
        assert last.due == last.statutory
        case = _resumed(office, case, "epidemic_cond", "2027-01-13")
        assert item(case, LAST).due == last.statutory  # the common one is later now


def test_that_an_organ_extends_nothing_beyond_the_common_day(tmp_path: Path) -> None:
    with office_on(tmp_path / "profile") as office:
        case = accepted_last(office)
        office.at("2027-01-12")
        with pytest.raises(RuleRefused, match="本级人民政府负责人批准") as refused:
            office.do(case, extended(LAST, date(2027, 1, 12)))
        assert refused.value.rule == "L6"
        offered = [i for one in possible(case, office.app.setting()) if one.kind is Extend for i in one.items]
        assert LAST not in offered  # what is always refused is no offer


def test_that_a_missed_promise_opens_no_extension_beyond_the_common_day(tmp_path: Path) -> None:
    with office_on(tmp_path / "profile") as office:
        case = accepted_last(office)
        missed = Due(date(2027, 1, 13), False, "承诺2个工作日")
        kept = [replace(i, promised=missed) if i.id == LAST else i for i in case.items]
        case = replace(case, items=tuple(kept))
        assert whole_ends_first(case, item(case, LAST), date(2027, 1, 13)) is None  # the promise may move
        assert whole_ends_first(case, item(case, LAST), date(2027, 1, 14)) == case.event_due
        assert not may_be_extended(case, item(case, LAST), date(2027, 1, 14))


def test_that_a_procedure_of_what_comes_after_another_licence_moves_no_common_day(tmp_path: Path) -> None:
    with office_on(tmp_path / "profile") as office:
        case = office.file(office.visit())
        first, *_ = licences = [i for i in case.items if i.asked.procedure is ProcedureClass.LICENCE]
        later = replace(licences[-1], asked=replace(first.asked, id="later", after=(first.id,)))
        case = replace(case, items=(*case.items, replace(later, paused=(STANDS,))))
        assert item(case, "later").pausing
        assert not common_clock_paused(case)
        assert event_moved(case, item(case, "later"), date(2026, 11, 30), office.app.calendar) is None


def test_that_the_common_clock_runs_from_the_first_licence_that_silence_accepted(tmp_path: Path) -> None:
    with office_on(tmp_path / "profile") as office:
        case = office.file(office.visit(), FilingMode.KEEP)
        case = office.do(case, Decide(("mkt_individual",)))
        office.at("2026-12-02")
        case = office.do(case, Deem())
        first = item(case, "epidemic_cond").deemed_on
        assert first is not None
        assert case.event_due is not None
        assert case.event_due.day == add_working_days(office.app.calendar, first, 45).day


def test_that_a_first_acceptance_that_was_taken_back_begins_no_common_clock(tmp_path: Path) -> None:
    with office_on(tmp_path / "profile") as office:
        case = office.file(office.visit())
        licences = tuple(i.id for i in case.items if i.asked.procedure is ProcedureClass.LICENCE)
        case = office.do(case, Void(licences, "选错了情形"))
        assert case.event_due is None  # no page shows a day that nothing has begun
        assert office.now(case).event_due is None
        office.at("2026-11-23")
        case = office.do(case, Decide(licences))
        assert case.event_due is not None
        assert case.event_due.day == add_working_days(office.app.calendar, date(2026, 11, 23), 45).day


def test_that_the_common_clock_runs_from_the_acceptance_that_stands_once_the_first_was_taken_back(
    tmp_path: Path,
) -> None:
    with office_on(tmp_path / "profile") as office:
        office.at("2026-11-23", 23)
        office.later(minutes=50)
        lacking = lacking_last(office)
        case = office.printed(office.file(office.visit(brought={lacking: MISSING})))
        office.later(minutes=15)  # after midnight
        case = office.do(case, Supplement({lacking: RECEIVED}))
        case = office.do(case, Void(("epidemic_cond",), "选错了情形"))
        assert case.event_due is not None
        assert case.event_due.day == add_working_days(office.app.calendar, date(2026, 11, 24), 45).day

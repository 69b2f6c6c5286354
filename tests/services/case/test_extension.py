"""延长办理期限: once, before the end, by what the item's own law gives, approved by its organ, told with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from counter.domain.calendar.workdays import add_days
from counter.domain.case.acts.acts import ApplyWithdrawal, Conclude, Extend, PauseClock
from counter.domain.case.acts.extension import allowance, ends
from counter.domain.case.acts.offers import possible
from counter.domain.case.case import Case
from counter.domain.case.item_events import Pause, Result
from counter.domain.case.lateness import late_of
from counter.domain.case.paper_events import PaperStage
from counter.domain.document.document import PaperKind
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.guide.model import ProcedureClass, TimeUnit
from counter.domain.tasks.task import Task, TaskKind
from counter.domain.tasks.tasks import tasks
from counter.services.hall.staff import add_staff
from tests.complete_guide import complete_guide
from tests.services.case.test_organ_acceptance import elsewhere
from tests.services.office import Office, extended, item, office_on, papers
from tests.services.visit.test_published_elements import under

LICENCE, TODAY = "epidemic_cond", date(2026, 11, 20)
PIN = "2468"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def case(office: Office) -> Case:
    return office.file(office.visit())


def representative(office: Office, code: str = "R02", name: str = "乌首席", organ: str = "农牧局") -> None:
    journal = office.app.journal
    add_staff(journal, code=code, name=name, role="representative", pin=PIN, actor="S01", organ=organ)


def by_pin(code: str = "R02", **changes: Any) -> Extend:
    return replace(Extend(LICENCE, 10, "现场核查需要等候解冻", representative=code, pin=PIN), **changes)


def test_that_the_day_moves_everywhere_and_the_notice_gives_the_reason(office: Office, case: Case) -> None:
    before = ends(item(case, LICENCE))
    case = office.do(case, extended(LICENCE, TODAY, 10))
    after = ends(item(case, LICENCE))
    assert before is not None
    assert after is not None
    calendar = office.app.calendar
    assert after.day == add_days(calendar, before.day, 10, TimeUnit.WORKING)[0]
    assert after.text == f"{before.text}，延长审批"
    (words,) = [str(p.content) for p in papers(case, PaperKind.EXTENSION_NOTICE)]
    for told in (
        "现场核查需要等候解冻",
        "10个工作日",
        "乌农延批〔2026〕1号",
        "签发人那顺",
        "第四十二条第一款",
    ):
        assert told in words
    for day in (before.day, after.day):
        assert f"{day.year}年{day.month}月{day.day}日（含当日）前" in words
    due = [t.day for t in tasks(case, office.app.jurisdiction, calendar) if t.kind is TaskKind.DECISION]
    assert after.day in due
    assert before.day not in due
    assert "办理期限延长10个工作日" in case.history[-1].text


def test_that_a_decision_in_the_extended_time_is_not_late(office: Office, case: Case) -> None:
    before = ends(item(case, LICENCE))
    case = office.do(case, extended(LICENCE, TODAY, 10))
    assert before is not None
    office.at(add_days(office.app.calendar, before.day, 3, TimeUnit.WORKING)[0].isoformat())
    day = date.fromisoformat(office.app.setting().now.date().isoformat())
    case = office.do(case, Conclude(LICENCE, Result.GRANTED, day, "乌农许〔2026〕7号", "那顺"))
    assert late_of(case, office.app.calendar, office.app.projector.place.answer_by) == {}


@pytest.mark.parametrize("days", [-5, 0, 11, 9999])
def test_that_a_licence_is_extended_by_one_to_ten_working_days(office: Office, case: Case, days: int) -> None:
    with pytest.raises(RuleRefused) as refused:
        office.do(case, extended(LICENCE, TODAY, days))
    assert (refused.value.rule, refused.value.field) == ("L6", "days")


def test_that_an_item_is_extended_once(office: Office, case: Case) -> None:
    case = office.do(case, extended(LICENCE, TODAY))
    assert LICENCE not in [
        i for o in possible(case, office.app.setting()) if o.kind is Extend for i in o.items
    ]
    with pytest.raises(RuleRefused) as refused:
        office.do(case, extended(LICENCE, TODAY))
    assert "延长过一次" in refused.value.sentence


def test_that_what_has_run_out_cannot_be_extended_any_more(office: Office, case: Case) -> None:
    office.at("2027-01-20")
    with pytest.raises(RuleRefused) as refused:
        office.do(case, extended(LICENCE, date(2026, 12, 1)))
    assert refused.value.rule == "L6"


def test_that_nothing_is_extended_while_the_clock_is_in_doubt(office: Office, case: Case) -> None:
    office.at("2026-12-01")
    case = office.do(case, ApplyWithdrawal((LICENCE,), "不养了"))
    office.at("2026-11-25")  # it was put back: the time may be over
    with pytest.raises(RuleRefused) as refused:
        office.do(case, extended(LICENCE, TODAY))
    assert refused.value.rule == "clock"
    assert papers(office.now(case), PaperKind.EXTENSION_NOTICE) == []


def test_that_only_the_items_own_law_gives_an_extension(office: Office, case: Case) -> None:
    licence = item(case, LICENCE)
    market = "中华人民共和国市场主体登记管理条例第十九条"
    for procedure, basis, days in (
        (ProcedureClass.LICENCE, None, 10),
        (ProcedureClass.REGISTRATION, market, 3),
        (ProcedureClass.REGISTRATION, "不动产登记暂行条例第二十条", None),
        (ProcedureClass.FILING, market, None),
    ):
        limit = replace(licence.asked.statutory, basis=basis)
        given = allowance(
            replace(licence, asked=replace(licence.asked, procedure=procedure, statutory=limit))
        )
        assert (given.days if given else None) == days


def test_that_a_special_procedure_is_no_way_round(office: Office, case: Case) -> None:
    with pytest.raises(RuleRefused):
        office.do(case, PauseClock(LICENCE, Pause.EXTENSION, "乌农延〔2026〕1号", TODAY, 300))
    paused = office.do(case, PauseClock(LICENCE, Pause.TESTING, "乌农检〔2026〕1号", TODAY))
    with pytest.raises(RuleRefused):
        office.do(paused, extended(LICENCE, TODAY))


def test_that_a_notice_with_the_day_before_is_served_to_nobody(office: Office, case: Case) -> None:
    why = {"what": "对场区环境进行检测", "basis": "《动物防疫条件审查办法》第八条"}
    case = office.do(case, PauseClock(LICENCE, Pause.TESTING, days=10, **why))
    case = office.do(case, extended(LICENCE, TODAY))
    assert [p.stage for p in papers(case, PaperKind.PROCEDURE_NOTICE)] == [PaperStage.VOID]


def test_that_the_representative_confirms_by_the_own_pin(office: Office, case: Case) -> None:
    representative(office)
    with pytest.raises(RuleRefused):
        office.do(case, by_pin(pin="0000"))
    case = office.do(case, by_pin())
    assert "首席代表乌首席以本人口令确认" in str(papers(case, PaperKind.EXTENSION_NOTICE)[0].content)
    assert "首席代表乌首席以本人口令确认" in case.history[-1].text


@pytest.mark.parametrize(
    ("name", "organ"),
    [("阿木古郎", "农牧局"), ("乌首席", "市场监督管理局")],
    ids=["the clerk", "another organ"],
)
def test_that_nobody_else_approves(office: Office, case: Case, name: str, organ: str) -> None:
    representative(office, name=name, organ=organ)
    with pytest.raises(RuleRefused) as refused:
        office.do(case, by_pin())
    assert (refused.value.rule, refused.value.field) == ("L8", "representative")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"document": ""}, "document"),
        ({"signed_on": None}, "signed_on"),
        ({"signed_on": date(2026, 11, 21)}, "signed_on"),
        ({"signed_on": date(2026, 11, 19)}, "signed_on"),
        ({"signer": "Q02"}, "signer"),
        ({"signer": ""}, "signer"),
    ],
)
def test_that_an_approval_names_its_writing_its_day_and_a_signer_on_the_list(
    office: Office, case: Case, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises((BadInput, RuleRefused)) as refused:
        office.do(case, replace(extended(LICENCE, TODAY), **changes))
    assert refused.value.field == field


def test_that_an_organ_that_entrusted_nothing_told_it_itself(office: Office, case: Case) -> None:
    there = elsewhere(office)
    office.at("2027-01-20")  # told in time, recorded later
    case = there.do(case, extended(LICENCE, date(2026, 12, 1)))
    assert papers(case, PaperKind.EXTENSION_NOTICE) == []
    assert item(case, LICENCE).paused[-1].notice == "乌农延批〔2026〕1号"


def test_that_a_missed_promise_bars_no_extension_and_is_not_made_good_by_it(office: Office) -> None:
    """The law extends its own period, which runs until 18 December; the promise ended on the 2nd (许可法 42)."""
    promising = under(office, complete_guide())
    case = promising.file(promising.visit())
    promised, statutory = item(case, LICENCE).promised, item(case, LICENCE).statutory
    assert promised is not None
    assert statutory is not None
    promising.at("2026-12-04")
    assert LICENCE in [
        i for o in possible(case, promising.app.setting()) if o.kind is Extend for i in o.items
    ]
    case = promising.do(case, extended(LICENCE, date(2026, 12, 4)))
    assert item(case, LICENCE).promised == promised
    after = item(case, LICENCE).statutory
    assert after is not None
    assert after.day == add_days(promising.app.calendar, statutory.day, 5, TimeUnit.WORKING).day
    (words,) = [str(p.content) for p in papers(case, PaperKind.EXTENSION_NOTICE)]
    assert "2026年12月18日（含当日）前（法定时限）；承诺的2026年12月2日已经过了" in words
    assert "2026年12月25日（含当日）前" in words


def test_that_work_names_the_extended_day_beside_the_missed_promise(office: Office) -> None:
    promising = under(office, complete_guide())
    case = promising.file(promising.visit())
    promising.at("2026-12-04")
    case = promising.do(case, extended(LICENCE, date(2026, 12, 4)))
    (task,) = (t for t in deciding(promising, case) if t.item == LICENCE)
    assert task.day == date(2026, 12, 2)  # late is late
    assert "批准延期到2026年12月25日" in task.words


def test_that_work_names_one_day_where_the_promise_moved_too(office: Office) -> None:
    promising = under(office, complete_guide())
    case = promising.file(promising.visit())
    case = promising.do(case, extended(LICENCE, TODAY))
    (task,) = (t for t in deciding(promising, case) if t.item == LICENCE)
    assert "批准延期到" not in task.words
    assert "，延长审批" in task.words


def deciding(office: Office, case: Case) -> list[Task]:
    setting = office.app.setting()
    return [t for t in tasks(case, setting.jurisdiction, setting.calendar) if t.kind is TaskKind.DECISION]

"""Cases taken over (接转): clocks run from their true days, and what cannot be taken is told at its cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter.domain.case.acts.extension import may_be_extended
from counter.domain.case.case import Case
from counter.domain.case.item_events import Hands
from counter.domain.case.item_state import ItemState
from counter.domain.case.take_over.foresee import foreseen
from counter.domain.case.take_over.plan import plan_take_over
from counter.domain.case.take_over_events import start_of
from counter.domain.guide.rows.faults import Faults
from counter.domain.tasks.task import TaskKind
from counter.domain.tasks.tasks import tasks
from counter.domain.visit import clocks
from counter.domain.visit.assess import assess
from counter.domain.visit.received import all_received
from counter.domain.visit.verdict import Outcome
from tests.settings import setting
from tests.take_over_files import (
    ACCEPTED,
    CASE,
    FIRE,
    FOOD,
    GAP,
    LAYOUT,
    TOLD,
    one_case,
    tables_of_rows,
)

NOW = setting()
TODAY = date(2026, 11, 20)
DAYS = st.dates(date(2026, 1, 5), TODAY)


def told_of(rows: Mapping[str, Any]) -> list[str]:
    """What is wrong, as a clerk reads it."""
    faults = Faults()
    plan_take_over(tables_of_rows(rows, faults), faults, NOW, {})
    return [fault.words for fault in faults.told if fault.grave]


def taken(rows: Mapping[str, Any]) -> Case:
    """The one case of a workbook without faults."""
    faults = Faults()
    planned = plan_take_over(tables_of_rows(rows, faults), faults, NOW, {})
    assert [fault.words for fault in faults.told if fault.grave] == []
    return foreseen(planned[0], NOW)


def due_days(case: Case) -> dict[TaskKind, date | None]:
    """Kind of task → its day, as 待办 shows the case today."""
    return {task.kind: task.day for task in tasks(case, NOW.jurisdiction, NOW.calendar)}


def filed_on(day: date) -> Any:
    """The verdict on the same item, filed in this program at noon of that day with everything."""
    then = replace(NOW, now=start_of(day) + timedelta(hours=12))
    faults = Faults()
    rows = one_case({"事项": FOOD, "现在的状态": "已收件"}, case=({"交件日期": day.isoformat()},))
    planned = plan_take_over(tables_of_rows(rows, faults), faults, NOW, {})
    visit = planned[0].assessment.visit
    everything = all_received(planned[0].assessment.checklist, {})
    brought = {line: replace(b, original_seen=b.copies > 0) for line, b in everything.items()}
    brought |= {line: b for line, b in visit.brought.items() if line not in brought}
    found = assess(then, replace(visit, brought=brought, begun_at=then.now))
    return next(v for v in found.verdicts if v.item_name == FOOD)


@settings(max_examples=25, deadline=None)
@given(DAYS, st.integers(0, 30))
def test_that_an_accepted_item_is_due_as_if_it_had_been_accepted_here_that_day(
    received: date, later: int
) -> None:
    accepted = min(received + timedelta(days=later), TODAY)
    row = {**ACCEPTED, "事项": FOOD, "这个状态的日期": accepted.isoformat()}
    case = taken(one_case(row, case=({"交件日期": received.isoformat()},)))
    here = filed_on(accepted)
    assert here.outcome is Outcome.ACCEPT
    item = case.items[0]
    assert (item.due, item.statutory, item.promised) == (here.due, here.statutory, here.promised)
    assert due_days(case)[TaskKind.DECISION] == here.due.day
    assert item.accepted_on == accepted


@settings(max_examples=25, deadline=None)
@given(DAYS)
def test_that_an_undecided_item_is_to_be_told_by_the_day_that_follows_from_its_true_hand_over(
    received: date,
) -> None:
    case = taken(one_case({"事项": FOOD, "现在的状态": "已收件"}, case=({"交件日期": received.isoformat()},)))
    here = clocks.notice_due_from(
        case.items[0].asked.procedure, NOW, start_of(received) + timedelta(hours=15)
    )
    assert here is not None
    assert case.items[0].due == here
    found = due_days(case)
    statute = NOW.jurisdiction.notice[case.items[0].asked.procedure].statute
    by_law = clocks.add_days(NOW.calendar, received, statute.days or 0, statute.unit)[0]  # type: ignore[arg-type]
    assert found.get(TaskKind.NOTICE, here.day) == here.day
    assert found[TaskKind.DEEMED] == by_law


@settings(max_examples=25, deadline=None)
@given(DAYS, st.integers(0, 5))
def test_that_a_correction_without_a_stated_day_is_due_as_if_it_had_been_told_here_that_day(
    received: date, later: int
) -> None:
    told = min(received + timedelta(days=later), TODAY)
    rows = one_case(
        {**TOLD, "这个状态的日期": told.isoformat()},
        case=({"交件日期": received.isoformat()},),
        gaps=({**GAP, "最迟日期": None},),
    )
    case = taken(rows)
    here = clocks.correction_due(case.items[0].asked, replace(NOW, now=start_of(told)))
    assert here is not None
    assert case.items[0].due == here
    assert due_days(case) == {TaskKind.CORRECTION: here.day}


def test_that_the_day_on_the_earlier_notice_binds() -> None:
    case = taken(one_case(TOLD, gaps=(GAP,)))
    assert due_days(case) == {TaskKind.CORRECTION: date(2026, 12, 1)}
    (round_,) = case.items[0].told
    assert round_.texts == {round_.gaps[0].line: "没有交布局图"}
    later = {**ACCEPTED, "事项": FOOD, "原文书写的办结日期": "2026-11-12"}
    item = taken(one_case(later)).items[0]
    assert item.due is not None
    assert (item.due.day, item.due.text) == (date(2026, 11, 12), "原通知书写明")


def test_that_a_stated_day_after_the_law_s_own_does_not_bind() -> None:
    item = taken(one_case({**ACCEPTED, "事项": FOOD, "原文书写的办结日期": "2027-01-12"})).items[0]
    assert item.statutory is not None
    assert item.due == item.statutory


def test_that_a_late_answer_of_the_earlier_system_is_kept_as_a_fact() -> None:
    item = taken(one_case({**ACCEPTED, "事项": FOOD})).items[0]
    (answer,) = item.answered
    assert (answer.due.day, answer.day) == (date(2026, 11, 3), date(2026, 11, 4))


def test_that_an_earlier_notice_that_was_served_is_no_silence() -> None:
    case = taken(one_case(TOLD, gaps=(GAP,)))
    assert TaskKind.DEEMED not in due_days(case)
    assert [(p.number, p.earlier, p.stage.label) for p in case.papers] == [
        ("旧补〔2026〕56号", True, "已签收")
    ]


def test_that_what_came_after_the_earlier_notice_counts_from_its_own_day() -> None:
    case = taken(one_case(TOLD, gaps=({**GAP, "补来日期": "2026-11-10"},)))
    assert due_days(case) == {TaskKind.NOTICE: date(2026, 11, 10)}
    assert case.items[0].brought_at == start_of(date(2026, 11, 10))


def test_that_deferred_papers_keep_their_days() -> None:
    row = {**ACCEPTED, "事项": FOOD, "现在的状态": "容缺受理", "文号": "旧容〔2026〕3号"}
    case = taken(one_case(row, gaps=({**GAP, "缺什么": "容缺", "最迟日期": "2026-11-25"},)))
    item = case.items[0]
    assert item.state is ItemState.GAPPED
    assert due_days(case)[TaskKind.GAP] == date(2026, 11, 25)
    assert due_days(case)[TaskKind.DECISION] == item.due.day if item.due else None


def test_that_an_extension_of_the_earlier_system_keeps_its_day_and_is_the_only_one() -> None:
    row = {**ACCEPTED, "事项": FOOD, "现在的状态": "已延期", "原文书写的办结日期": "2026-12-02"}
    case = taken(one_case(row))
    assert due_days(case) == {TaskKind.DECISION: date(2026, 12, 2)}
    assert not may_be_extended(case, case.items[0], TODAY)
    running = taken(one_case({**ACCEPTED, "事项": FOOD}))
    assert may_be_extended(running, running.items[0], date(2026, 11, 10))
    assert any("延期以后" in words for words in told_of(one_case({**row, "原文书写的办结日期": None})))


def test_that_custody_says_where_each_paper_lies() -> None:
    where = ({**dict(one_case(TOLD)["材料"][0]), "现在在哪里": "在部门"},)
    case = taken(one_case({**ACCEPTED, "事项": FOOD}, materials=where))
    (handover,) = case.custody
    assert handover.hands is Hands.TO_ORGAN
    assert LAYOUT in {moved.name for moved in handover.moved}


def test_that_a_result_which_was_not_handed_out_is_still_to_be() -> None:
    row = {**ACCEPTED, "事项": FOOD, "现在的状态": "已办结", "证照编号": "JY0001"}
    assert TaskKind.DELIVERY in due_days(taken(one_case(row)))
    both = one_case(row | {"送达日期": "2026-11-06"}, ACCEPTED)
    assert TaskKind.DELIVERY not in due_days(taken(both))


@pytest.mark.parametrize(
    ("state", "instead"),
    [
        ("特别程序中", "特别程序"),
        ("待签容缺承诺", "按“已收件”接转"),
        ("待机关决定", "按“已收件”接转"),
        ("视为受理", "按“已收件”接转"),
    ],
)
def test_that_a_state_which_cannot_be_represented_is_refused_with_what_to_do(
    state: str, instead: str
) -> None:
    (words,) = told_of(one_case({**ACCEPTED, "现在的状态": state}))
    assert words.startswith("“事项”表第2行D列“现在的状态”")
    assert instead in words


WRONG = {
    "day in the future": (
        one_case(ACCEPTED, case=({"交件日期": "2026-11-21"},)),
        "E列“交件日期”",
        "还没有到",
    ),
    "no day": (one_case(ACCEPTED, case=({"交件日期": "十一月初"},)), "E列“交件日期”", "写成 2026-11-20"),
    "day without year": (one_case(ACCEPTED, case=({"交件日期": "11-02"},)), "E列“交件日期”", "写全了年月日"),
    "before hand-over": (
        one_case({**ACCEPTED, "这个状态的日期": "2026-11-01"}),
        "E列“这个状态的日期”",
        "早于交件日期",
    ),
    "no number": (one_case({**ACCEPTED, "文号": None}), "F列“文号”", "要写原文书的文号"),
    "unknown bundle": (one_case(ACCEPTED, case=({"一件事": "我要开银行"},)), "C列“一件事”", "指南里没有"),
    "unknown item": (one_case({**ACCEPTED, "事项": "没有的许可"}), "B列“事项”", "没有“没有的许可”"),
    "unknown organ": (one_case({**ACCEPTED, "部门": "海关"}), "C列“部门”", "不是“海关”的"),
    "item not due": (
        one_case({**ACCEPTED, "事项": "小餐饮店登记（内蒙古）"}),
        "B列“事项”",
        "照“情形”里写的",
    ),
    "unknown material": (
        one_case(ACCEPTED, materials=({"材料": "房产证明书", "状态": "已收"},)),
        "B列“材料”",
        "不用“房产证明书”",
    ),
    "organ of another item": (
        one_case(
            ACCEPTED,
            materials=({"材料": "其余", "状态": "已收", "现在在哪里": "在部门", "在哪个部门": "税务局"},),
        ),
        "G列“在哪个部门”",
        "不归“税务局”",
    ),
    "papers not stated": (one_case(ACCEPTED, materials=()), "“办件”表第2行A列", "这些材料没有写"),
    "bad id": (
        one_case(ACCEPTED, case=({"证件号码": "999999199001011239"},)),
        "I列“证件号码”",
        "校验位不对",
    ),
    "no id": (one_case(ACCEPTED, case=({"证件号码": None},)), "I列“证件号码”", "还没有填"),
    "gap due before told": (
        one_case(TOLD, gaps=({**GAP, "最迟日期": "2026-11-02"},)),
        "“缺项”表第2行G列“最迟日期”",
        "早于告知的日期",
    ),
    "brought before told": (
        one_case(TOLD, gaps=({**GAP, "补来日期": "2026-11-02"},)),
        "H列“补来日期”",
        "早于告知的日期",
    ),
    "told without gaps": (one_case(TOLD), "D列“现在的状态”", "每一项"),
    "gap of an accepted item": (
        one_case({**ACCEPTED, "事项": FOOD}, gaps=(GAP,)),
        "“缺项”表第2行B列",
        "只有待补正、容缺受理",
    ),
    "deferred in a correction": (
        one_case(TOLD, gaps=({**GAP, "缺什么": "容缺"},)),
        "D列“缺什么”",
        "这里写“未交",
    ),
    "in and lacking": (
        one_case(
            TOLD,
            gaps=(GAP,),
            materials=({"材料": LAYOUT, "状态": "已收"}, *[{"材料": "其余", "状态": "已收"}]),
        ),
        "“缺项”表第2行C列",
        "写的是收下了",
    ),
    "nothing left": (
        one_case({**ACCEPTED, "现在的状态": "不予批准"}),
        "“办件”表第2行A列",
        "不用接转",
    ),
    "open question": (one_case(ACCEPTED, case=({"情形": ""},)), "D列“情形”", "还要写明“您打算办哪一种"),
    "unknown answer": (
        one_case(ACCEPTED, case=({"情形": "您打算办哪一种营业执照：银行"},)),
        "D列“情形”",
        "没有“银行”这个选项",
    ),
    "a pasted novel": (one_case(ACCEPTED, case=({"接转自": "旧" * 61},)), "B列“接转自”", "最多60个"),
    "example left in": (
        one_case(ACCEPTED, case=({"原编号": "示例-1"},)),
        "A列“原编号”",
        "示例行",
    ),
    "a state not listed": (
        one_case({**ACCEPTED, "现在的状态": "办着呢"}),
        "D列“现在的状态”",
        "不在可填的词里",
    ),
    "a number that lost digits": (
        one_case(ACCEPTED, case=({"证件号码": 999999199001011238.0},)),
        "I列“证件号码”",
        "长号码会丢",
    ),
}


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_that_what_is_wrong_is_told_at_its_cell(case: tuple[dict[str, Any], str, str]) -> None:
    rows, cell, words = case
    told = told_of(rows)
    assert any(cell in one and words in one for one in told), told


def test_that_the_same_earlier_number_is_written_once() -> None:
    rows = one_case(ACCEPTED)
    rows["办件"].append({**CASE})
    (words,) = told_of(rows)
    assert words.startswith("“办件”表第3行A列“原编号”：和第2行的原编号一样")


def test_that_a_case_taken_over_before_is_told_with_its_number_here() -> None:
    faults = Faults()
    known = {str(CASE["原编号"]): "15220103A 261120 0007 5"}
    plan_take_over(tables_of_rows(one_case(ACCEPTED), faults), faults, NOW, known)
    assert "15220103A 261120 0007 5" in faults.told[0].words


def test_that_rows_of_no_case_are_told() -> None:
    rows = one_case(ACCEPTED)
    rows["缺项"].append({**GAP, "原编号": "OLD-9"})
    assert any("“缺项”表第2行A列" in words and "没有原编号“OLD-9”" in words for words in told_of(rows))


def test_that_the_same_matter_or_the_same_paper_twice_is_only_a_remark() -> None:
    rows = one_case(ACCEPTED)
    rows["办件"].append({**CASE, "原编号": "OLD-2"})
    rows["事项"].append({**ACCEPTED, "原编号": "OLD-2"})
    rows["材料"].append({**rows["材料"][0], "原编号": "OLD-2"})
    faults = Faults()
    assert len(plan_take_over(tables_of_rows(rows, faults), faults, NOW, {})) == 2
    told = [fault.words for fault in faults.told]
    assert not any(fault.grave for fault in faults.told)
    assert "同一位申请人" in told[0]
    assert "文号一样" in told[1]


def test_that_items_the_earlier_system_did_not_take_in_are_left_out() -> None:
    case = taken(one_case(ACCEPTED))
    assert [i.asked.name for i in case.items] == [FIRE]

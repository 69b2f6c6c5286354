"""待办 by case (decision 0055): one row for a case, what hurts most first, one key for what is next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from counter.domain.case.acts import acts
from counter.domain.tasks.by_case import CaseWork, by_case
from counter.domain.tasks.next_step import FORMS, Step, acts_for, step_of
from counter.domain.tasks.paper_tasks import QUEUED_WORDS
from counter.domain.tasks.task import TaskKind
from counter.domain.tasks.urgency import Today, Urgency, last_near, urgency, working_days_left
from tests.settings import calendar

DAY = date(2026, 11, 20)


@dataclass(frozen=True)
class Listed:
    """As much of a task of a list as rows are made of."""

    kind: TaskKind
    urgency: Urgency = Urgency.TODAY
    number: str = "A"
    day: date | None = None
    words: str = ""
    draft: str = ""
    station: str = ""
    item_name: str = ""


@pytest.mark.parametrize(
    ("kind", "words", "step"),
    [
        (TaskKind.DELIVERY, "合格证（A-03）在柜，等申请人领取", Step.SHELF),
        (TaskKind.DELIVERY, "合格证已寄出，等签收", Step.SHELF),
        (TaskKind.UNCOLLECTED, "合格证11月25日寄出，满15天还没有登记签收的，请查邮件", Step.SHELF),
        (TaskKind.DELIVERY, "合格证还没有送达", Step.FORM),
        (TaskKind.DELIVERY, "合格证机关收回了，等更正后的", Step.FORM),
        (TaskKind.FINDING, "案卷评查待答复：卷内文书没有编号", Step.ANSWER),
        (TaskKind.KEY_REQUEST, "窗口 15220104 申请查看", Step.ANSWER),
    ],
)
def test_that_what_is_here_is_given_in_its_own_page_and_what_is_not_is_registered_first(
    kind: TaskKind, words: str, step: Step
) -> None:
    (work,) = by_case((Listed(kind, words=words),))
    assert step_of(work.first) is step
    assert acts_for(TaskKind.DELIVERY) == (acts.RegisterResult,)


def names(works: tuple[CaseWork[Listed], ...]) -> list[str]:
    return [f"{work.head.number}:{work.first.name}" for work in works]


def paper(title: str, kind: TaskKind = TaskKind.UNPRINTED, end: str = "", number: str = "A") -> Listed:
    return Listed(kind, number=number, words=f"《{title}》1号{end}")


def test_that_the_papers_of_a_case_are_one_row_that_counts_and_names_them() -> None:
    found = [paper("收件凭证"), paper("受理通知书"), paper("收件凭证"), paper("收件凭证", number="B")]
    works = by_case(found)
    assert names(works) == ["A:3份未出纸", "B:1份未出纸"]
    assert works[0].first.words == "收件凭证2份、受理通知书"
    assert works[0].tasks == tuple(found[:3])


def test_that_a_row_stands_where_what_hurts_most_stands_and_tells_the_rest() -> None:
    (work,) = by_case(
        [
            paper("受理通知书", TaskKind.UNSTAMPED),
            Listed(TaskKind.DECISION, Urgency.LATER, day=date(2026, 12, 18)),
            Listed(TaskKind.NOTICE, Urgency.OVERDUE, day=date(2026, 11, 18)),
        ]
    )
    assert (work.urgency, work.first.kind) == (Urgency.OVERDUE, TaskKind.NOTICE)
    assert work.others == "1份未盖章、办结期限"


def test_that_by_now_the_harm_decides_and_later_the_day() -> None:
    today = [
        Listed(TaskKind.UNSTAMPED, number="stamp"),
        Listed(TaskKind.UNPRINTED, number="paper"),
        Listed(TaskKind.DEEMED, number="right", day=DAY),
        Listed(TaskKind.CONFLICT, number="two decisions", day=DAY),
        Listed(TaskKind.DAY_CLOSE, number="day"),
    ]
    assert [w.head.number for w in by_case(today)] == ["right", "two decisions", "paper", "stamp", "day"]
    later = [
        Listed(TaskKind.DEEMED, Urgency.SOON, "second", date(2026, 11, 24)),
        Listed(TaskKind.UNCOLLECTED, Urgency.SOON, "first", date(2026, 11, 23)),
        Listed(TaskKind.PAUSED, Urgency.LATER, "last"),
        Listed(TaskKind.DECISION, Urgency.LATER, "third", date(2026, 12, 23)),
    ]
    assert [w.head.number for w in by_case(later)] == ["first", "second", "third", "last"]
    overdue = Listed(TaskKind.UNCOLLECTED, Urgency.OVERDUE, "overdue", DAY)
    assert by_case([*today, *later, overdue])[0].head.number == "overdue"


def test_that_windows_visits_and_what_is_of_no_case_are_rows_of_their_own() -> None:
    own, elsewhere = Listed(TaskKind.GAP), Listed(TaskKind.GAP, station="15220104")
    visits = [Listed(TaskKind.HELD, number="", draft=draft) for draft in ("d1", "d2")]
    register = [Listed(TaskKind.CONFIRM, number="", words="登记册第1号")] * 2
    assert len(by_case([own, elsewhere, *visits, *register])) == 6


def test_that_several_items_of_a_kind_are_counted_and_a_single_one_says_what() -> None:
    one = Listed(TaskKind.GAP, item_name="食品经营许可", words="待补交：健康证")
    other = Listed(TaskKind.GAP, item_name="户外招牌设置", words="待补交：产权证明")
    (work,) = by_case([one])
    assert (work.first.name, work.first.words) == ("容缺补交期限", "食品经营许可：待补交：健康证")
    (work,) = by_case([one, other])
    assert (work.first.name, work.first.words) == ("2项容缺补交期限", "食品经营许可、户外招牌设置")


def step(*tasks: Listed) -> Step:
    (work,) = by_case(tasks)
    return step_of(work.first)


def test_that_a_paper_is_sent_first_and_called_out_only_when_all_were_sent() -> None:
    sent, unsent = paper("收件凭证", end=QUEUED_WORDS), paper("受理通知书")
    assert step(sent, unsent) is Step.PRINT
    assert step(sent) is Step.OUT
    assert step(paper("受理通知书", TaskKind.FAILED)) is Step.PRINT
    assert step(paper("受理通知书", TaskKind.UNSTAMPED)) is Step.STAMP


@pytest.mark.parametrize("kind", TaskKind)
def test_that_only_what_is_seen_or_sent_is_done_from_the_row_and_never_at_another_window(
    kind: TaskKind,
) -> None:
    assert step(Listed(kind, station="15220104")) is Step.GO
    here = step(Listed(kind, words="合格证还没有送达"))
    assert here.in_place is (kind in (TaskKind.UNPRINTED, TaskKind.FAILED, TaskKind.UNSTAMPED))
    assert (here is Step.FORM) is bool(acts_for(kind))
    assert not here.said_first or here.in_place


def test_that_what_nobody_can_take_back_is_said_first() -> None:
    assert [one for one in Step if one.said_first] == [Step.OUT, Step.STAMP]


def test_that_each_form_is_of_an_act_of_a_case() -> None:
    assert {act for kinds in FORMS.values() for act in kinds} <= set(acts.CaseAct.__args__)


def test_that_the_last_near_day_is_near_and_the_next_is_not() -> None:
    for day in (date(2026, 11, 20), date(2026, 9, 28)):
        today = Today(day, calendar(), 3)
        last = last_near(today)
        assert working_days_left(last, today) == 3
        task = Listed(TaskKind.DECISION, day=last)
        assert urgency(task, today) is Urgency.SOON  # type: ignore[arg-type]

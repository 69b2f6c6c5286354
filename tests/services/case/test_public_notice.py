"""公告送达: published for thirty days a decision counts as served (民事诉讼法 95 by analogy); nobody signs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from counter.domain.case.acts.acts import Conclude, PrepareDelivery, Serve, Stamp
from counter.domain.case.acts.public_notice import deemed_served
from counter.domain.case.case import Case
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.item_events import Result
from counter.domain.case.paper_events import PaperStage, Way
from counter.domain.case.stages import stages_of
from counter.domain.document.document import PaperKind
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.ledger.rows_of_case import ledger_rows
from counter.domain.ratings.invitation import had_outcome
from counter.domain.tasks.delivery import delivered
from counter.domain.tasks.task import Task, TaskKind
from counter.domain.tasks.tasks import tasks
from counter.services.case.window_holdings import window_holdings
from tests.services.case.test_lawful_acts import told
from tests.services.case.test_organ_decisions import IN_PERSON, TODAY, drafted, person
from tests.services.office import Office, item, office_on, papers
from tests.services.papers.test_receipt_counts import LICENCE

WHY = "电话、邮寄都没有找到人，按机关要求公告；公告贴在政府网站和大厅公告栏"
PUBLISHED = date(2026, 11, 23)
SERVED = date(2026, 12, 23)
RECORDED_FROM = date(2026, 12, 24)
"""Thirty days after the day of publication, which itself does not count."""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        person(opened, "R02", "娜仁花", "农牧局")
        yield opened


def refusal(office: Office) -> tuple[Case, IssuedPaper]:
    """A decision that reaches nobody, stamped."""
    case, draft = drafted(office)
    case = office.do(case, Conclude(LICENCE, Result.REJECTED, TODAY, confirms=draft, **IN_PERSON))
    paper = papers(case, PaperKind.REJECTION)[-1]
    return office.do(case, Stamp((paper.id,), handed_over=True)), paper


def open_tasks(office: Office, case: Case) -> list[Task]:
    return list(tasks(case, office.app.jurisdiction, office.app.calendar))


def notice(paper: IssuedPaper) -> Serve:
    return Serve((paper.id,), Way.PUBLIC_NOTICE, PUBLISHED, "", note=WHY)


def test_that_a_published_paper_counts_as_served_on_the_day_its_thirty_days_end(office: Office) -> None:
    case, paper = refusal(office)
    office.at("2026-12-24")
    case = office.do(case, notice(paper))
    served = papers(case, PaperKind.REJECTION)[-1]
    assert served.stage is PaperStage.ANNOUNCED
    assert served.serving is not None
    assert (served.serving.announced, served.serving.day) == (PUBLISHED, SERVED)
    assert delivered(case, item(case, LICENCE))
    assert stages_of(case, delivered)[-1].day == SERVED
    (row,) = (row for row in ledger_rows(case, office.app.projector.place.answer_by) if row.item == LICENCE)
    assert (row.delivered_on, row.delivered_way) == ("2026-12-23", "public_notice")
    assert case.history[-1].text == (
        f"公告送达 {paper.number}：2026年11月23日发出公告，满三十日，2026年12月23日视为送达"
        "（参照《民事诉讼法》第九十五条，待部门核定）"
    )


@pytest.mark.parametrize("day", ["2026-11-23", "2026-12-22", "2026-12-23"])
def test_that_a_notice_is_recorded_while_it_runs_and_serves_nobody_before_its_days_are_over(
    office: Office, day: str
) -> None:
    case, paper = refusal(office)
    office.at(day)
    case = office.do(case, notice(paper))
    running = papers(case, PaperKind.REJECTION)[-1]
    assert (running.stage, running.published, running.serving) == (PaperStage.PUBLISHED, PUBLISHED, None)
    assert not delivered(case, item(case, LICENCE))
    assert case.history[-1].text == (
        f"发出公告 {paper.number}：2026年11月23日公告，满三十日才视为送达（参照《民事诉讼法》第九十五条，待部门核定）"
    )
    (task,) = (one for one in open_tasks(office, case) if one.paper == paper.id)
    assert (task.kind, task.day) == (TaskKind.PUBLISHED, RECORDED_FROM)
    assert "2026年11月23日公告，2026年12月23日满三十日" in task.words
    with pytest.raises(RuleRefused, match="2026年12月24日起登记送达"):
        office.do(case, replace(notice(paper), note=""))


def test_that_once_the_days_are_over_a_person_records_the_service_without_saying_all_again(
    office: Office,
) -> None:
    case, paper = refusal(office)
    office.at("2026-11-23")
    case = office.do(case, notice(paper))
    office.at("2026-12-24")
    assert (
        papers(office.now(case), PaperKind.REJECTION)[-1].stage is PaperStage.PUBLISHED
    )  # nothing by itself
    case = office.do(case, replace(notice(paper), note=""))
    served = papers(case, PaperKind.REJECTION)[-1]
    assert served.serving is not None
    assert (served.stage, served.serving.announced, served.serving.day) == (
        PaperStage.ANNOUNCED,
        PUBLISHED,
        SERVED,
    )
    assert not [one for one in open_tasks(office, case) if one.paper == paper.id]


def test_that_who_comes_while_the_notice_runs_is_served_as_usual(office: Office) -> None:
    case, paper = refusal(office)
    office.at("2026-11-23")
    case = office.do(case, notice(paper))
    office.at("2026-12-01")
    case = office.do(case, Serve((paper.id,), Way.WINDOW, date(2026, 12, 1), "巴图吉雅"))
    served = papers(case, PaperKind.REJECTION)[-1]
    assert served.serving is not None
    assert (served.stage, served.serving.day) == (PaperStage.SERVED, date(2026, 12, 1))


def test_that_a_wrong_day_of_publication_is_put_right_with_its_reason(office: Office) -> None:
    case, paper = refusal(office)
    office.at("2026-11-25")
    case = office.do(case, replace(notice(paper), day=date(2026, 11, 25)))
    other = replace(notice(paper), note="")
    with pytest.raises(BadInput) as refused:
        office.do(case, other)
    assert refused.value.field == "note"
    case = office.do(case, replace(other, note="公告实际是11月23日贴的，前面登记错了"))
    assert papers(case, PaperKind.REJECTION)[-1].published == PUBLISHED


def test_that_a_running_notice_is_held_when_its_window_is_closed(office: Office) -> None:
    case, paper = refusal(office)
    office.at("2026-11-23")
    office.do(case, notice(paper))
    held = window_holdings(office.app, office.clerk)
    assert any(one.number == case.number and "公告" in one.words for one in held.papers)


def test_that_thirty_days_ending_on_a_rest_day_move_on(office: Office) -> None:
    calendar = office.app.calendar
    assert deemed_served(date(2026, 9, 3), calendar).day == date(2026, 10, 8)  # 3 October: National Day
    assert deemed_served(date(2026, 11, 20), calendar).day == date(2026, 12, 21)  # 20 December: a Sunday


def test_that_a_public_notice_states_its_course_and_that_nobody_signed(office: Office) -> None:
    case, paper = refusal(office)
    office.at("2026-12-24")
    whole = notice(paper)
    for wrong, field in (
        (replace(whole, note=" "), "note"),
        (replace(whole, receiver="巴图吉雅"), "receiver"),
        (replace(whole, relation="配偶"), "receiver"),
        (replace(whole, declined=True), "declined"),
        (replace(whole, at=office.clock.read().at), "at"),
        (replace(whole, day=TODAY - timedelta(days=1)), "day"),
    ):
        with pytest.raises(BadInput) as refused:
            office.do(case, wrong)
        assert refused.value.field == field
    with pytest.raises(BadInput, match="不出送达回证"):
        office.do(case, PrepareDelivery((paper.id,), Way.PUBLIC_NOTICE))


def test_that_it_is_recorded_once(office: Office) -> None:
    case, paper = refusal(office)
    office.at("2026-12-24")
    case = office.do(case, notice(paper))
    with pytest.raises(RuleRefused, match="只登记一次"):
        office.do(case, Serve((paper.id,), Way.WINDOW, date(2026, 12, 24), "巴图吉雅"))


def test_that_a_paper_whose_days_run_from_service_is_not_served_by_notice(office: Office) -> None:
    case = told(office)
    case = office.printed(case)
    paper = papers(case, PaperKind.CORRECTION_NOTICE)[-1]
    case = office.do(case, Stamp((paper.id,)))
    with pytest.raises(RuleRefused, match="由机关决定怎样告知"):
        office.do(case, notice(paper))


def test_that_nobody_is_asked_to_rate_a_public_notice(office: Office) -> None:
    case, paper = refusal(office)
    office.at("2026-12-24")
    case = office.do(case, notice(paper))
    assert not had_outcome(case, {case.history[-1].kind})

"""Out, sealed and handed over by one word: an entry for each paper and step, all of them or none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter.domain.case.acts.acts import MarkFailed
from counter.domain.case.acts.in_one_look import InOneLook, in_one_look
from counter.domain.case.acts.offers import possible
from counter.domain.case.case import Case
from counter.domain.case.paper_events import PaperStage, Way
from counter.domain.errors import CounterError, RuleRefused
from counter.domain.people.applicant import Agent, Guardian, Person
from counter.services.case.hand_over_in_one_look import hand_over_in_one_look
from tests.services.office import Office, office_on
from tests.settings import somebody


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def case(office: Office) -> Case:
    """Filed, with a sheet of each paper."""
    filed = office.file(office.visit(8))
    for paper in filed.papers:
        office.take_out(filed, paper)
    return office.now(filed)


def seen(office: Office, case: Case) -> InOneLook:
    sent = [paper.id for paper in case.papers]
    look = in_one_look(case, sent, lambda one: possible(one, office.app.setting()))
    assert look is not None
    return look


def written(office: Office, case: Case) -> list[str]:
    return [entry.kind for entry in office.app.journal.entries(case.id)]


def test_that_each_paper_and_step_has_an_entry_of_its_own(office: Office, case: Case) -> None:
    before, look = written(office, case), seen(office, case)
    number = len(case.papers)
    assert number > 1
    after = hand_over_in_one_look(office.app, case.id, look, office.clerk)
    new = written(office, case)[len(before) :]
    assert new == [*["paper.printed"] * number, *["paper.stamped"] * number, *["paper.served"] * number]
    assert {p.stage for p in after.papers} == {PaperStage.SERVED}
    for paper in after.papers:
        assert paper.serving is not None
        assert (paper.serving.way, paper.serving.receiver, paper.serving.relation) == (
            Way.WINDOW,
            "巴图吉雅",
            "",
        )


def test_that_nothing_is_recorded_where_one_step_is_refused(office: Office, case: Case) -> None:
    """As with the power pulled in the middle: what the first steps wrote is gone with the last."""
    look = seen(office, case)
    last = case.papers[-1].id
    hand_over_in_one_look(office.app, case.id, InOneLook((), (last,), (last,), "巴图吉雅"), office.clerk)
    before = written(office, case)
    with pytest.raises(RuleRefused, match="已经送达"):
        hand_over_in_one_look(office.app, case.id, look, office.clerk)
    with pytest.raises(CounterError, match="由谁签收"):
        hand_over_in_one_look(
            office.app, case.id, replace(look, served=look.served[:1], receiver=" "), office.clerk
        )
    assert written(office, case) == before


def test_that_a_sheet_that_failed_meanwhile_is_not_handed_over(office: Office, case: Case) -> None:
    look = seen(office, case)
    office.do(case, MarkFailed((case.papers[0].id,), "卡纸"))
    before = written(office, case)
    with pytest.raises(RuleRefused, match="什么也没有记下"):
        hand_over_in_one_look(office.app, case.id, look, office.clerk)
    assert written(office, case) == before


def test_that_who_stands_there_is_who_was_registered(office: Office, case: Case) -> None:
    agent = Agent(Person("乌云"), "代办全部手续")
    child = Guardian(Person("其其格"), "母亲")
    for applicant, who in (
        (somebody(), ("巴图吉雅", "")),
        (replace(somebody(), agent=agent), ("乌云", "代理人")),
        (replace(somebody(), guardian=child), ("其其格", "法定代理人")),
    ):
        look = seen(office, replace(case, applicant=applicant))
        assert (look.receiver, look.relation) == who
    nobody = replace(case, applicant=None)
    assert (
        in_one_look(nobody, [p.id for p in case.papers], lambda one: possible(one, office.app.setting()))
        is None
    )


def test_that_what_is_served_already_is_no_part_of_it(office: Office, case: Case) -> None:
    first = case.papers[0].id
    look = InOneLook((first,), (first,), (first,), "巴图吉雅")
    after = hand_over_in_one_look(office.app, case.id, look, office.clerk)
    rest = seen(office, after)
    assert first not in (*rest.stamped, *rest.served)


def test_that_nothing_is_handed_to_somebody_nobody_registered(office: Office, case: Case) -> None:
    sent = [paper.id for paper in case.papers]
    assert case.applicant is not None
    assert case.applicant.person is not None
    nameless = replace(case.applicant, name="", person=replace(case.applicant.person, name=""))
    unnamed = replace(case, applicant=nameless)
    assert in_one_look(unnamed, sent, lambda one: possible(one, office.app.setting())) is None

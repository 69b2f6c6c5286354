"""Whoever confirms a draft says where the decision can be taken; the words are kept and stand on the paper (L8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter.bootstrap.opening import create_profile, open_app
from counter.domain.case.acts.acts import Conclude
from counter.domain.case.acts.offers import possible
from counter.domain.case.item_events import Result
from counter.domain.case.item_state import ItemState
from counter.domain.document.document import PaperKind
from counter.domain.errors import BadInput
from counter.domain.hall.organ import NO_RECOURSE, Recourse
from tests.services.case.test_organ_decisions import (
    IN_PERSON,
    TODAY,
    accepted,
    drafted,
    hall_recourse,
    person,
    text_of,
)
from tests.services.office import (
    FRIDAY,
    PEOPLE,
    TOLD,
    Office,
    SetClock,
    by_paper,
    item,
    named,
    office_on,
)
from tests.services.papers.test_receipt_counts import LICENCE
from tests.settings import demo_hall


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        person(opened, "R02", "娜仁花", "农牧局")
        yield opened


def test_that_a_decision_names_body_court_and_telephone_as_said_and_keeps_the_words(office: Office) -> None:
    case, draft = drafted(office)
    for lacking in ("review_body", "court", "phone"):
        less = {**IN_PERSON, "recourse": replace(TOLD, **{lacking: ""})}
        with pytest.raises(BadInput) as refused:
            office.do(case, Conclude(LICENCE, Result.REJECTED, TODAY, confirms=draft, **less))
        assert refused.value.field == lacking
    assert item(office.now(case), LICENCE).state is ItemState.ACCEPTED
    said = Recourse("兴安盟行政公署", "科尔沁右翼前旗人民法院", "0482-0000007")  # not what the law suggests
    act = Conclude(LICENCE, Result.REJECTED, TODAY, confirms=draft, **{**IN_PERSON, "recourse": said})
    case = office.do(case, act)
    assert item(office.now(case), LICENCE).conclusion.recourse == said  # type: ignore[union-attr]
    assert "写明行政复议机关兴安盟行政公署、科尔沁右翼前旗人民法院" in hall_recourse(case, "item.concluded")
    assert "0482-0000007" not in hall_recourse(case, "item.concluded")
    paper = text_of(case, PaperKind.REJECTION)
    for words in ("向兴安盟行政公署申请行政复议", "向科尔沁右翼前旗人民法院提起", "电话：0482-0000007"):
        assert words in paper
    for word in ("建议", "确认时", "由大厅填写"):
        assert word not in paper


def test_that_what_the_hall_says_of_its_organ_is_asked_of_nobody(tmp_path: Path) -> None:
    clock = SetClock(FRIDAY)
    create_profile(tmp_path / "told", replace(demo_hall(), organs={"农牧局": TOLD}), PEOPLE, clock)
    with open_app(tmp_path / "told", clock) as app:
        office = Office(app, clock)
        case, draft = drafted(office)
        assert "60日内向乌兰浩特市人民政府申请行政复议" in text_of(case, PaperKind.REJECTION)
        (offer,) = (o for o in possible(case, app.setting()) if o.kind is Conclude)
        assert [d.known for d in offer.directions] == [TOLD]
        untold = {**by_paper(TODAY), "recourse": NO_RECOURSE}
        case = office.do(case, Conclude(LICENCE, Result.REJECTED, TODAY, confirms=draft, **untold))
        assert item(case, LICENCE).conclusion.recourse == TOLD  # type: ignore[union-attr]


def test_that_the_organs_own_paper_tells_itself_where_it_can_be_taken(office: Office) -> None:
    case = accepted(office)
    for result in (Result.REJECTED, Result.GRANTED):
        particulars = named() if result is Result.REJECTED else {"document": "乌农许〔2026〕1号"}
        with pytest.raises(BadInput) as refused:
            office.do(case, Conclude(LICENCE, result, TODAY, **particulars, recourse=TOLD))
        assert refused.value.field == "review_body"
    case = office.do(case, Conclude(LICENCE, Result.REJECTED, TODAY, **named()))
    assert item(case, LICENCE).conclusion.recourse == NO_RECOURSE  # type: ignore[union-attr]

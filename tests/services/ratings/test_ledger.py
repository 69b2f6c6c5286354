"""整改台账: what is over stands on top, every row says its next step, and a rater nobody called is seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from counter.domain.guide.model import TimeUnit
from counter.domain.hall.jurisdiction import Term
from counter.domain.ratings.office.acts import Assign, Close, Contact
from counter.domain.ratings.office.rules import opening
from counter.domain.ratings.rating import Grade
from counter.domain.tasks.urgency import Urgency
from counter.services.ratings.office.import_pack import import_ratings
from counter.services.ratings.office.ledger import list_rectifications
from tests.services.rating_office import (
    ANSWER,
    AT_ONCE,
    OWNED,
    TRUE,
    RatingOffice,
    anonymous,
    named,
    rating_office_on,
)
from tests.settings import calendar

LEARNT = date(2026, 11, 20)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[RatingOffice]:
    with rating_office_on(tmp_path / "office") as opened:
        yield opened


def test_that_the_nearest_day_comes_first_and_what_is_over_on_top(office: RatingOffice) -> None:
    first = office.rating(anonymous())
    office.at("2026-11-24")
    second = office.rating(anonymous())
    office.at("2026-11-27")
    third = office.rating(anonymous())
    office.at("2026-11-30")
    views = list_rectifications(office.app)
    assert [v.rating for v in views] == [first.id, second.id, third.id]
    assert [v.urgency for v in views] == [Urgency.OVERDUE, Urgency.SOON, Urgency.LATER]
    assert [v.left_words for v in views] == ["已超期3天", "还剩1天", "还剩4天"]
    assert views[0].day_words == "11月27日（含当日）前"


def test_that_what_is_done_is_listed_only_when_wanted(office: RatingOffice) -> None:
    office.rating(anonymous(grade=Grade.SATISFIED, reasons=()))
    done = office.do(office.rating(anonymous()), OWNED, TRUE, AT_ONCE, ANSWER, Close())
    assert list_rectifications(office.app) == ()
    (view,) = list_rectifications(office.app, open_only=False)
    assert (view.rating, view.urgency, view.step) == (done.id, None, None)
    assert view.left_words == "11月20日办结"


def test_that_a_rater_nobody_called_within_a_working_day_is_seen(office: RatingOffice) -> None:
    rated = office.do(office.rating(named()), OWNED)  # Friday: by Monday
    for day, late in (("2026-11-22", False), ("2026-11-23", False), ("2026-11-24", True)):
        office.at(day)
        (view,) = list_rectifications(office.app)
        assert view.contact_late is late
        assert view.step is not None
        assert (view.step.kind, view.step.day) == (Contact, date(2026, 11, 23))
    assert rated.rectification is not None


def test_that_somebodys_own_are_listed_and_what_nobody_has_says_so(office: RatingOffice) -> None:
    mine, nobodys = office.do(office.rating(anonymous()), OWNED), office.rating(anonymous())
    (view,) = list_rectifications(office.app, owner="C03")
    assert (view.rating, view.owner_name) == (mine.id, "陶格斯")
    (view,) = list_rectifications(office.app, owner="")
    assert view.rating == nobodys.id
    assert view.step is not None
    assert view.step.kind is Assign


TERMS = {
    "nobody said which days: natural ones": (Term(7, None, "依据", settled=False), "2026-11-27", False),
    "a number without a unit is settled by nobody": (
        Term(7, None, "依据", settled=True),
        "2026-11-27",
        False,
    ),
    "natural days that end on a rest day move on": (
        Term(8, TimeUnit.NATURAL, "依据", settled=True),
        "2026-11-30",
        True,
    ),
    "working days": (Term(7, TimeUnit.WORKING, "依据", settled=True), "2026-12-01", True),
}


@pytest.mark.parametrize("case", TERMS)
def test_that_the_last_day_follows_the_places_term(case: str) -> None:
    term, last, settled = TERMS[case]
    opened = opening(term, calendar(), LEARNT)
    assert opened.due is not None
    assert (opened.due.day.isoformat(), opened.settled) == (last, settled)
    assert ("待部门核定" in opened.due.text) is not settled


def test_that_a_clock_in_doubt_makes_the_day_provisional() -> None:
    opened = opening(Term(7, TimeUnit.NATURAL, "依据", settled=True), calendar(), LEARNT, unsure=True)
    assert opened.due is not None
    assert opened.due.provisional


def test_that_a_place_without_a_number_still_opens_one(office: RatingOffice) -> None:
    place = replace(office.app.jurisdiction, rectification=Term(None, None, None, settled=False))
    app = replace(office.app, jurisdiction=place)
    import_ratings(app, office.text(anonymous()), office.who("C03"), "C01")
    (view,) = list_rectifications(office.app)
    assert (view.day, view.day_words, view.urgency) == (None, "时限待部门核定", Urgency.TODAY)

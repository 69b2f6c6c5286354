"""The whole way of a rating: chosen at the window, sealed, packed, carried, opened at the office and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from counter.db.check.check import check
from counter.db.journal.journal import SqlJournal
from counter.services.context.ports import RatingFilter
from counter.services.keys.back_offices import handler_seed
from counter.services.ratings.pack import pack_ratings
from tests.services.office import office_on
from tests.services.rated import ANONYMOUS, NAMED, Rated, trust
from tests.services.rating_office import (
    ANSWER,
    AT_ONCE,
    CALLED,
    OWNED,
    SATISFIED,
    TRUE,
    RatingOffice,
    rating_office_on,
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[RatingOffice]:
    with rating_office_on(tmp_path / "office") as opened:
        yield opened


@pytest.fixture
def window(tmp_path: Path, office: RatingOffice) -> Iterator[Rated]:
    with office_on(tmp_path / "window") as opened:
        rated = Rated(opened, X25519PrivateKey.from_private_bytes(handler_seed(office.app.journal)))
        trust(opened.app, rated.card)
        yield rated


def packed(window: Rated) -> str:
    """What has not been sent yet, as a file."""
    texts: list[str] = []
    pack_ratings(window.app, texts.append, actor="W01")
    return texts[0]


def test_that_what_was_chosen_reaches_the_office_and_what_was_not_does_not(
    window: Rated, office: RatingOffice
) -> None:
    cases = [window.rate(choice) for choice in (NAMED, ANONYMOUS, None, NAMED)]
    window.next_day()
    taken = office.take(packed(window))
    assert (taken.named, taken.anonymous, taken.invited, taken.unreadable) == (2, 1, 4, 0)
    rows = office.app.journal.ratings(RatingFilter())
    assert {r.case for r in rows if r.mode == "实名保密"} == {cases[0].number, cases[3].number}
    assert {(r.case, r.clerk, r.grade) for r in rows if r.mode == "匿名"} == {("", "", "非常满意")}
    assert {r.standing for r in rows} == {"counted"}


def test_that_packs_follow_each_other_without_a_gap_and_all_of_it_again_adds_nothing(
    window: Rated, office: RatingOffice
) -> None:
    for choices in ((NAMED, ANONYMOUS), (None,), (ANONYMOUS, NAMED)):
        for choice in choices:
            window.rate(choice)
        window.next_day()
        taken = office.take(packed(window))
        assert (taken.missing, taken.known) == (0, 0)
    texts: list[str] = []
    pack_ratings(window.app, texts.append, actor="W01", everything=True)
    again = office.take(texts[0])
    assert (again.named, again.anonymous, again.known, again.invited, again.missing) == (0, 0, 4, 0, 0)


def test_that_a_bad_rating_is_answered_and_nothing_of_it_is_at_the_window(
    window: Rated, office: RatingOffice
) -> None:
    case = window.rate(NAMED)
    window.next_day()
    office.take(packed(window))
    before = [e.kind for e in window.app.journal.entries(case.id)]
    (row,) = office.app.journal.ratings(RatingFilter())
    rated = office.do(office.see(row.rating), OWNED, CALLED, TRUE, AT_ONCE, ANSWER, SATISFIED)
    assert rated.personal is not None
    assert rated.personal.rater is not None
    assert rated.personal.rater.name == "评价1"
    assert [e.kind for e in window.app.journal.entries(case.id)] == before
    for app in (window.app, office.app):
        assert isinstance(app.journal, SqlJournal)
        assert check(app.journal).faults == ()

"""A slip's code entered after its case went on: withdrawn, taken back, forgotten; and a year later (L9)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from counter.domain.case.acts.acts import Void
from counter.domain.case.case import Case
from counter.domain.errors import RuleRefused
from counter.domain.ratings.rating import Channel
from counter.domain.ratings.sealed_box import NamedRating
from counter.domain.visit.verdict import Outcome
from counter.services.ratings.slip import use_code
from tests.printing.cups import Cups, until
from tests.services.office import leaving
from tests.services.rated import NAMED, Rated, rated_on
from tests.services.ratings.test_slip import code_on, printed


@pytest.fixture
def rated(tmp_path: Path, cups: Cups) -> Iterator[Rated]:
    with rated_on(tmp_path / "profile") as opened:
        yield opened


def _withdrawn(rated: Rated, case: Case) -> None:
    going = tuple(i.id for i in case.items if not i.state.finished)
    assert case.applicant is not None
    rated.office.do(case, leaving(going, name=case.applicant.name))


def _taken_back(rated: Rated, case: Case) -> None:
    decided = next(i.id for i in case.items if i.outcome is Outcome.DONE)
    rated.office.do(case, Void((decided,), "误录"))


def _forgotten(rated: Rated, case: Case) -> None:
    rated.app.journal.forget(case.id, actor="S01", reason="保管期满")


@pytest.mark.parametrize("happens", [_withdrawn, _taken_back, _forgotten])
def test_that_a_code_is_good_whatever_became_of_its_case_and_a_year_later_it_is_not(
    rated: Rated, cups: Cups, happens: Callable[[Rated, Case], None]
) -> None:
    """The visit is rated, not the outcome: who withdraws may say how he was served. Nobody forgotten is named."""
    tray = cups.printer("one")
    case, other = rated.case(), rated.case()
    printed(rated, other)
    late = code_on(tray)
    printed(rated, case)
    until(lambda: len(list(tray.glob("*.pdf"))) == 2, "two slips come out")
    code = code_on(tray)
    happens(rated, rated.office.now(case))
    rated.cast(use_code(rated.app, code, "W01"), NAMED)
    rated.wait()
    found = next(b for b in rated.named() if isinstance(b, NamedRating))
    assert (found.case, found.channel) == (case.number, Channel.PROXY)
    assert bool(found.rater.name) is (happens is not _forgotten)
    rated.office.later(days=366)
    with pytest.raises(RuleRefused, match="过期"):
        use_code(rated.app, late, "W01")
    with pytest.raises(RuleRefused, match="用过"):
        use_code(rated.app, code, "W01")

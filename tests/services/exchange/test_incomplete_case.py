"""A case says whether something that was written of it elsewhere has not come yet."""

from __future__ import annotations

from pathlib import Path

from counter.domain.calendar.workdays import civil_date
from counter.services.exchange.incomplete_case import is_incomplete
from counter.services.keys.trusted import settled_keys
from tests.services.exchange.stations import station


def test_that_a_case_is_incomplete_until_what_its_windows_saw_is_here(tmp_path: Path) -> None:
    one, two = station(tmp_path / "one", "15000001"), station(tmp_path / "two", "15000002")
    for at in (one, two):
        settled_keys(at.journal, civil_date(at.clock.at))
    two.trusts(one)
    case = one.accept(1)
    opening = one.batches(1)
    two.take_in(opening)
    added = two.add(case)
    assert not is_incomplete(one.app, case)
    assert not is_incomplete(two.app, case)
    three = station(tmp_path / "three", "15000003")
    three.trusts(two)
    three.trusts(one)
    three.take_in(two.batches())
    assert three.journal.entries(case)[0].id == added.id
    assert is_incomplete(three.app, case)  # what the second window saw of the first has not come
    three.take_in(opening)
    assert not is_incomplete(three.app, case)

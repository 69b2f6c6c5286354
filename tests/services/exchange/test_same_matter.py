"""One matter taken in by two windows that were apart: told where the applicants of both can be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter.domain.calendar.workdays import civil_date
from counter.domain.papers.verify.trusted_keys import KeysTrusted
from counter.services.exchange.case_standing import case_standing
from counter.services.exchange.same_matter import SameMatter
from counter.services.exchange.share_keys import share_keys, wraps_to_send
from counter.services.exchange.take_wraps import take_wraps
from counter.services.keys.ring import open_ring
from counter.services.keys.trusted import append, public_of, signed, station_keys
from tests.services.case.neighbours import HERE, THERE, Neighbours, neighbours_on, seen
from tests.services.office import Office, leaving


@pytest.fixture
def windows(tmp_path: Path) -> Iterator[Neighbours]:
    with neighbours_on(tmp_path) as found:
        yield found


def reads(holder: Office, other: Office) -> None:
    """Both are of one hall; the holder keeps its ring, and the other's cases are wrapped to it."""
    journal = holder.app.journal
    seed = journal.hall_seed()
    assert seed is not None
    key = public_of(seed)
    certificates = tuple(
        signed(replace(own, hall_key=key), seed)
        for one in (holder, other)
        for own in station_keys(one.app.journal)
    )
    for one in (holder, other):
        append(one.app.journal, KeysTrusted("imported", certificates=certificates), actor="S01")
    open_ring(journal, code="S01", pin="9876", today=civil_date(holder.clock.at))
    take_wraps(other.app, wraps_to_send(holder.app))
    share_keys(other.app)
    take_wraps(holder.app, wraps_to_send(other.app))


def test_that_one_matter_at_two_windows_is_told_at_both_cases_once_they_met(windows: Neighbours) -> None:
    early = windows.owner.file(windows.owner.visit())
    windows.later(hours=1)
    late = windows.other.file(windows.other.visit())
    own = windows.other.app
    assert case_standing(own, late).same == ()
    windows.meet()
    assert case_standing(own, late).same == ()  # whose it is cannot be read without key or ring
    reads(windows.other, windows.owner)
    assert case_standing(own, late).same == (SameMatter(early.number, HERE, earlier=True),)
    assert case_standing(own, seen(windows.other, early.id)).same == (
        SameMatter(late.number, THERE, earlier=False),
    )


def test_that_a_matter_that_ended_elsewhere_is_told_no_more(windows: Neighbours) -> None:
    early = windows.owner.file(windows.owner.visit())
    late = windows.other.file(windows.other.visit())
    windows.meet()
    reads(windows.other, windows.owner)
    assert case_standing(windows.other.app, late).same
    open_ones = tuple(i.id for i in early.items if not i.state.closed)
    windows.owner.do(early, leaving(open_ones))
    windows.meet()
    assert case_standing(windows.other.app, late).same == ()

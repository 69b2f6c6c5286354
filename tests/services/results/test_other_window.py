"""A result that lies at another window: the shelf says where, and one sheet signed at both is one hand-out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter.domain.case.acts.acts import HandOutResults
from counter.domain.case.acts.hand_out import ThingKind
from counter.domain.case.results.certificate import CertificateState
from counter.domain.case.results.events import CollectorKind
from counter.domain.errors import RuleRefused
from counter.services.results.hand_out import prepare_hand_out, record_hand_out
from counter.services.results.shelf import find_people, shelf, why_nobody
from tests.services.case.neighbours import HERE, Neighbours, neighbours_on
from tests.services.case.neighbours import seen as case_at
from tests.services.results.test_hand_out import HIMSELF, TODAY, everything, granted, seen


@pytest.fixture
def windows(tmp_path: Path) -> Iterator[Neighbours]:
    with neighbours_on(tmp_path) as opened:
        yield opened


def test_that_the_shelf_says_at_which_window_a_result_lies(windows: Neighbours) -> None:
    granted(windows.owner)
    windows.meet()
    (here,), (there,) = shelf(windows.owner.app).people, shelf(windows.other.app).people
    assert (here.places, there.places) == (("A-03",), (f"窗口 {HERE} A-03",))


def test_that_a_sheet_signed_at_two_windows_is_one_hand_out(windows: Neighbours) -> None:
    case = granted(windows.owner)
    chosen = everything(seen(windows.owner), ThingKind.RESULT)
    made = prepare_hand_out(windows.owner.app, chosen, HIMSELF, windows.owner.clerk)
    windows.meet()
    with pytest.raises(RuleRefused, match="还没有出过纸"):  # its sheets are its own window's
        record_hand_out(windows.other.app, made.case, made.hand_out, windows.other.clerk)
    for one in (windows.other, windows.owner):
        record_hand_out(one.app, made.case, made.hand_out, one.clerk, handed_over=True)
    windows.meet()
    for one in (windows.other, windows.owner):
        now = case_at(one, case.id)
        assert {c.state for c in now.certificates} == {CertificateState.HANDED}
        assert {out.id for out in now.hand_outs} == {made.hand_out}
        assert not now.conflicts
        assert now.visits_made == 1
        assert not shelf(one.app).people


def test_that_a_receipt_of_another_window_that_is_not_known_here_says_where_to_go(
    windows: Neighbours,
) -> None:
    case = granted(windows.owner)
    other = windows.other.app
    assert find_people(other, case.number) == ()
    assert f"是窗口 {HERE} 收的件" in why_nobody(other, case.number)
    assert "换姓名找" in why_nobody(windows.owner.app, "没有这个人")
    windows.meet()
    assert len(find_people(other, case.number)) == 1


def test_that_two_windows_that_gave_out_one_thing_are_told_and_nothing_else_waits(
    windows: Neighbours,
) -> None:
    """Neither had heard of the other."""
    case = granted(windows.owner)
    windows.meet()
    for one in (windows.owner, windows.other):
        ids = tuple(c.id for c in case_at(one, case.id).certificates)
        act = HandOutResults(ids, TODAY, CollectorKind.APPLICANT, "巴图吉雅", "居民身份证")
        one.do(case_at(one, case.id), act)
    windows.meet()
    now = case_at(windows.owner, case.id)
    assert len({out.id for out in now.hand_outs}) == 2
    assert now.conflicts
    assert {c.state for c in now.certificates} == {CertificateState.HANDED}

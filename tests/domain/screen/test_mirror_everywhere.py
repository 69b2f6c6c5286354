"""Every matter of the guide, with anything brought: nothing is left out, nothing personal slips in, all stays short."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counter.domain.case.case_item import CaseItem
from counter.domain.case.item_state import ItemState
from counter.domain.screen.mirror import Mirror, MirrorLine
from counter.domain.screen.mirror_builder import mirror_of_visit
from counter.domain.screen.next_steps import Saying, after_filing
from counter.domain.visit.assess import assess
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.verdict import Due
from counter.domain.visit.visit import Assessment, Setting, Visit
from tests.builders import item
from tests.paper_cases import answered
from tests.settings import NOON, setting, somebody

YEAR_END = setting(datetime(2026, 12, 28, 4, tzinfo=UTC))
"""Days then fall into a year that has no calendar yet, or another number."""

MOST = 20
NOTE = "这里缺一个章"


@st.composite
def visits(draw: st.DrawFn) -> tuple[Setting, Assessment]:
    """Any bundle with its first answers, and any state that the guide allows for each material."""
    here = draw(st.sampled_from((setting(), YEAR_END)))
    bundle = draw(st.sampled_from(sorted(here.guide.bundles)))
    begun = Visit(bundle, answered(bundle, {}, here), {}, somebody(), begun_at=here.now)
    brought = {}
    for line in assess(here, begun).checklist.lines:
        state = draw(st.sampled_from(line.allowed))
        note = NOTE if state is MaterialState.DEFECTIVE else ""
        brought[line.id] = Brought(state, draw(st.booleans()), draw(st.integers(0, 3)), note)
    return here, assess(here, replace(begun, brought=brought))


def lines(mirror: Mirror) -> Iterator[MirrorLine]:
    for part in (*mirror.left, *mirror.right):
        yield from part.lines


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(visits())
def test_that_every_material_and_item_is_shown_short_and_without_numbers_of_people(
    visit: tuple[Setting, Assessment],
) -> None:
    here, found = visit
    shown = mirror_of_visit(found, here)
    names = "、".join(one.name for one in lines(shown))
    assert all(line.name in names for line in found.checklist.lines)
    assert all(verdict.item_name in names for verdict in found.verdicts)
    of_the_guide = {f"{n.later.rstrip('。')}。" for x in found.checklist.lines for n in x.needs if n.later}
    ours = [one.words for one in lines(shown) if one.words not in of_the_guide]
    assert [s for words in ours for s in re.split("[。？；]", words) if len(s) > MOST] == []
    everything = "".join((names, *ours, *(one.masked for one in shown.people)))
    assert somebody().person is not None
    assert "999999199001011238" not in everything
    assert "10000005678" not in everything


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(visits())
def test_that_the_titles_count_every_material_once(visit: tuple[Setting, Assessment]) -> None:
    here, found = visit
    shown = mirror_of_visit(found, here)
    counted = [int(n) for part in (*shown.left, *shown.right) for n in re.findall(r"（(\d+)份）", part.title)]
    assert sum(counted) == len(found.checklist.lines)


@pytest.mark.parametrize("state", list(ItemState), ids=lambda s: s.value)
@pytest.mark.parametrize("provisional", [False, True])
def test_that_something_is_said_of_an_item_in_every_state(state: ItemState, *, provisional: bool) -> None:
    now = Saying(NOON.date(), {}, frozenset())
    due = Due(datetime(2027, 1, 15, tzinfo=UTC).date(), provisional, "法定20个工作日")
    for known in (None, due):
        words = after_filing(CaseItem(item(), state=state, due=known), now)
        assert words.endswith("。")
        assert all(len(part) <= MOST for part in words.split("。"))
        assert "{" not in words


def test_that_a_day_that_has_passed_is_not_promised_any_more() -> None:
    now = Saying(NOON.date(), {}, frozenset())
    passed = Due(datetime(2026, 11, 19, tzinfo=UTC).date(), False, "法定20个工作日")
    words = after_filing(CaseItem(item(), state=ItemState.ACCEPTED, due=passed), now)
    assert words == "已受理。应在11月19日办好，已经过了。请问窗口。"

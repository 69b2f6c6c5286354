"""What nobody has looked at is, on the applicant's screen, what the guide asks for: no cross, no day, no fault."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter.domain.screen import words as w
from counter.domain.screen.mirror import Mark, Mirror
from counter.domain.screen.mirror_builder import mirror_of_visit
from counter.domain.visit.assess import assess
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.visit import Assessment
from tests.domain.screen.test_mirror import HERE, line, seen, titles
from tests.settings import somebody

MISSING = Brought(MaterialState.MISSING)
WHOLE = seen()
IDS = tuple(WHOLE.visit.brought)


def looked(*untouched: str, over: dict[str, Brought] | None = None) -> Assessment:
    brought = {i: b for i, b in WHOLE.visit.brought.items() if i not in untouched}
    return assess(HERE, replace(WHOLE.visit, brought={**brought, **(over or {})}))


def words(shown: Mirror) -> str:
    return "".join(x.words for part in shown.right for x in part.lines)


def test_that_before_anybody_looked_the_screen_only_says_what_to_bring() -> None:
    shown = mirror_of_visit(looked(*IDS), HERE)
    asked = next(part for part in shown.right if part.title == f"要交的（{len(IDS)}份）")
    assert {one.mark for one in asked.lines} == {Mark.NONE}
    assert not any(title.startswith("还差的") for title in titles(shown))
    assert "补来" not in words(shown)
    assert w.AFTER_BRINGING not in words(shown)
    assert w.LOOK_FIRST in words(shown)


def test_that_a_paper_looked_for_and_missing_stands_apart_from_those_nobody_looked_at() -> None:
    shown = mirror_of_visit(looked(*IDS, over={"floor_plan": MISSING}), HERE)
    found = {part.title: [one.name for one in part.lines] for part in shown.right}
    names = {x.id: x.name for x in WHOLE.checklist.lines}
    assert found["还差的（1份）"] == [names["floor_plan"]]
    assert names["floor_plan"] not in found[f"要交的（{len(IDS) - 1}份）"]
    assert "补来" not in words(shown)  # what is missing is told once, with all the rest


def test_that_once_everything_was_looked_at_the_day_is_said() -> None:
    shown = mirror_of_visit(looked(over={"floor_plan": MISSING}), HERE)
    assert line(shown, WHOLE.checklist.line("floor_plan").name).mark is Mark.MISSING  # type: ignore[union-attr]
    assert "补来" in words(shown)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(IDS), st.sampled_from(["received", "missing"]), max_size=len(IDS)))
def test_that_no_untouched_paper_ever_bears_a_cross_or_a_day(ticks: dict[str, str]) -> None:
    over = {i: WHOLE.visit.brought[i] if s == "received" else MISSING for i, s in ticks.items()}
    found = looked(*(i for i in IDS if i not in ticks), over=over)
    shown = mirror_of_visit(found, HERE)
    untouched = {x.name for x in found.checklist.lines if x.id in IDS and x.id not in ticks}
    for part in (*shown.left, *shown.right):
        for one in part.lines:
            if one.name in untouched:
                assert one.mark is Mark.NONE
                assert "前补来" not in one.words


@pytest.mark.parametrize("keep", [False, True])
def test_that_the_digest_tells_a_paper_looked_for_from_one_nobody_looked_at(*, keep: bool) -> None:
    one, other = looked("floor_plan"), looked(over={"floor_plan": MISSING})
    assert mirror_of_visit(one, HERE, keep=keep).digest != mirror_of_visit(other, HERE, keep=keep).digest


def test_that_while_a_number_is_doubtful_nothing_is_promised() -> None:
    """Nothing is decided or told then, so the screen says neither 今天受理 nor by when to bring anything."""
    known = looked(over={"floor_plan": MISSING}).visit
    assert "今天" in words(mirror_of_visit(assess(HERE, WHOLE.visit), HERE))
    for visit in (known, WHOLE.visit):
        doubtful = replace(visit, applicant=somebody(id_number="999999199001011231"))
        shown = mirror_of_visit(assess(HERE, doubtful), HERE)
        assert w.UNSETTLED in words(shown)
        assert not re.search("今天|补来|办好", words(shown).replace(w.WAITS, ""))

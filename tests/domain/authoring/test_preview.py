"""A guide that is being edited is shown as the window would, and what is half written is told, never raised."""

from __future__ import annotations

import copy
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.db.guide.shelf import GuideShelf
from counter.domain.authoring.editing.edits import new_bundle, new_item, split_situations
from counter.domain.authoring.editing.node import BUNDLE, MATERIAL, Node, children, row_of
from counter.domain.authoring.editing.patch import apply
from counter.domain.authoring.editing.preview import preview
from counter.domain.guide.library import guide_of, library_of, part_of
from counter.domain.visit.checklist_builder import resolve
from tests.guide_files import small
from tests.guide_nodes import pasted

SMALL = small()
GUIDES = Path(__file__).resolve().parents[3] / "resources" / "guides"


def test_that_the_preview_is_what_the_window_resolves() -> None:
    guide = guide_of(SMALL)
    for answers in ({}, {"q_entity": ["company"], "q_sign": ["yes"]}, {"q_entity": ["individual"]}):
        shown = preview(SMALL, Node(BUNDLE, (1,)), answers)
        real = resolve(guide, guide.bundles[1], answers, guide.switch_defaults())
        assert (shown.items, shown.lines) == (real.items, real.lines)
        assert shown.troubles == ()
    assert preview(SMALL, 1, {}, {"sw_sign": False}).questions != preview(SMALL, 1, {}).questions


def test_that_two_situations_show_two_lists() -> None:
    library, bundle, item = pasted(SMALL, "我要开书店", "申请书原件1份\n章程原件1份")
    charter = children(library, item, MATERIAL)[1]
    edit, asking = split_situations(library, bundle, "谁来办？", ["个人", "公司"], {charter: [1]})
    library = apply(library, edit)
    question = str(row_of(library, asking)["ask"])
    assert [one.id for one in preview(library, bundle, {}).unanswered] == [question]
    shown = {answer: preview(library, bundle, {question: [answer]}).lines for answer in "ab"}
    assert [line.name for line in shown["a"]] == ["申请书"]
    assert sorted(line.name for line in shown["b"]) == ["申请书", "章程"]
    assert shown["b"][-1].why[0].answers == (("谁来办？", "公司"),)


def test_that_what_is_not_there_yet_is_told() -> None:
    edit, bundle = new_bundle(SMALL, None, "新的")
    library = apply(SMALL, edit)
    assert preview(library, bundle, {}).troubles == ("这件事还没有事项。",)
    library = apply(library, new_item(library, "新事项", "演示局", bundle)[0])
    assert preview(library, bundle, {}).troubles == ("事项“新事项”还没有材料。",)
    assert preview(library, 99, {}).troubles == ("一件事99读不出来：缺“99”。",)


def _places(held: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    steps = held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ()
    return [one for key, inner in steps for one in ((*path, key), *_places(inner, (*path, key)))]


_PART = part_of(SMALL, [1])
_EVERY = [path for path in _places(_PART) if len(path) > 1]


@given(st.sampled_from(_EVERY), st.sampled_from([None, "nothing", 7, {}, []]))
def test_that_no_hole_in_a_library_makes_the_preview_fall(path: tuple[Any, ...], value: object) -> None:
    broken = copy.deepcopy(_PART)
    held: Any = broken
    for step in path[:-1]:
        held = held[step]
    if value is None:
        del held[path[-1]]
    else:
        held[path[-1]] = value
    shown = preview(broken, 1, {"q_entity": ["individual"]})
    assert shown.troubles or shown.checklist is not None


@pytest.mark.parametrize("number", [1, 53])
def test_that_a_shipped_bundle_is_shown_while_somebody_types(number: int) -> None:
    library = library_of(GuideShelf(GUIDES).guide())
    taken = []
    for _ in range(3):
        started = time.perf_counter()
        shown = preview(library, number, {})
        taken.append(time.perf_counter() - started)
    assert shown.troubles == ()
    assert min(taken) < 0.05  # 20 ms on a machine of its own

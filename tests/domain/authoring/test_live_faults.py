"""What an edit leaves wrong is told at its row and column, in names, a moment after it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from counter.db.guide.shelf import GuideShelf
from counter.domain.authoring.editing.edits import add_row, move, new_bundle, new_item, set_cell, set_when
from counter.domain.authoring.editing.live_faults import LiveFault, faults_of, words_of_fault
from counter.domain.authoring.editing.node import (
    ASKING,
    BUNDLE,
    ITEM,
    MATERIAL,
    PAPER,
    PLACING,
    REFUSAL,
    Node,
)
from counter.domain.authoring.editing.patch import Edit, apply
from counter.domain.guide.condition import AllOf, OptionChosen
from counter.domain.guide.entries import Library
from counter.domain.guide.library import library_of
from counter.domain.guide.rows.faults import GuideFault
from tests.guide_files import small
from tests.guide_nodes import every_node

SMALL = small()
SHOP = Node(BUNDLE, (1,))
GUIDES = Path(__file__).resolve().parents[3] / "resources" / "guides"


def _after(*edits: Edit, library: Library = SMALL) -> Library:
    for edit in edits:
        library = apply(library, edit)
    return library


def test_that_a_sound_library_has_no_fault_anywhere() -> None:
    for node in every_node(SMALL):
        assert faults_of(SMALL, node) == (), node


@pytest.mark.parametrize("number", [1, 8, 53, 103])
def test_that_a_shipped_bundle_has_none_and_is_looked_at_while_somebody_types(number: int) -> None:
    library = library_of(GuideShelf(GUIDES).guide())
    started = time.perf_counter()
    grave = [one for one in faults_of(library, Node(BUNDLE, (number,))) if one.grave]
    assert grave == []
    assert time.perf_counter() - started < 1


def test_that_faults_stand_at_their_row_and_column_and_name_things_by_their_names() -> None:
    wrong = _after(move(SMALL, Node(PLACING, (1, 1)), -1))
    (fault,) = faults_of(wrong, SHOP)
    assert (fault.node, fault.column) == (Node(PLACING, (1, 1)), "after")
    assert fault.sentence == "要在“设立登记”之后，却没有排在它后面，请改“办理先后”。"
    wrong = _after(set_when(SMALL, Node(ASKING, (1, 0)), "when", OptionChosen("q_sign", ("yes",))))
    (fault,) = faults_of(wrong, Node(REFUSAL, (1, 0)))
    assert (fault.node, fault.column) == (Node(ASKING, (1, 0)), "when")
    assert "“挂不挂牌子？”" in fault.sentence


def test_that_what_is_missing_stands_at_the_row_that_lacks_it() -> None:
    edit, bundle = new_bundle(SMALL, None, "新的")
    library = _after(edit)
    assert [(one.node, one.grave) for one in faults_of(library, bundle)] == [(bundle, True)]
    edit, item = new_item(library, "新事项", "演示局", bundle)
    library = _after(edit, library=library)
    told = faults_of(library, item)
    assert LiveFault(item, "result", "“办理结果”还没有填。", grave=False) in told
    assert not any(one.grave for one in told)
    edit, material = add_row(library, MATERIAL, item, {"name": "照片"})
    library = _after(edit, library=library)
    (grave,) = (one for one in faults_of(library, item) if one.grave)
    assert grave.node == material
    assert "没有对应的实物材料" in grave.sentence


def test_that_a_condition_that_never_holds_is_told_beside_it() -> None:
    never = AllOf((OptionChosen("q_entity", ("company",)), OptionChosen("q_entity", ("individual",))))
    (fault,) = faults_of(_after(set_when(SMALL, Node(PLACING, (1, 0)), "when", never)), SHOP)
    assert (fault.node, fault.column, fault.grave) == (Node(PLACING, (1, 0)), "when", False)


def test_that_a_case_in_words_without_a_rule_is_told() -> None:
    form = Node(MATERIAL, ("register", 0))
    library = _after(set_cell(SMALL, form, "condition", "委托他人办理的"))
    (fault,) = faults_of(library, SHOP)
    assert (fault.node, fault.column, fault.grave) == (form, "when", False)
    library = _after(set_when(library, form, "when", OptionChosen("q_agent", ("agent",))), library=library)
    assert faults_of(library, SHOP) == ()


def test_that_what_is_written_nowhere_is_no_fault_of_a_paper() -> None:
    library = _after(set_cell(SMALL, Node(PAPER, ("licence",)), "produced_by", ""))
    assert faults_of(library, Node(PAPER, ("licence",))) == ()
    assert faults_of(library, Node(ITEM, ("nobody",))) == ()


def test_that_what_cannot_be_read_at_all_is_one_fault() -> None:
    broken = {**SMALL, "bundles": {"1": {**SMALL["bundles"]["1"], "items": [7]}}}
    (fault,) = faults_of(broken, SHOP)
    assert (fault.node, fault.grave) == (SHOP, True)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("items.register.name", "事项“设立登记”的“名称”：必须填写。"),
        ("bundles.1.items[1].item", "一件事“1 我要开小店”的事项“设立登记”的“事项号”：必须填写。"),
        ("bundles.x.id", "bundles.x.id：必须填写。"),
        ("", "整个文件：必须填写。"),
    ],
)
def test_that_a_fault_of_a_draft_is_told_at_the_place_that_people_know(path: str, words: str) -> None:
    assert words_of_fault(small(), GuideFault("missing", "必须填写", path=path)) == words

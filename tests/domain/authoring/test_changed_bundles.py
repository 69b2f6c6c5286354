"""How far an edit of the library reaches."""

from __future__ import annotations

from counter.domain.authoring.changed_bundles import adds_or_removes, bundles_changed_by, bundles_of_item
from counter.domain.authoring.editing.edits import add_row, new_material, set_cell, set_when
from counter.domain.authoring.editing.node import BUNDLE, COMMON_HINT, ITEM, MATERIAL, Node
from counter.domain.authoring.used_ids import NO_USED_IDS
from counter.domain.guide.condition import parse
from tests.guide_files import small

SMALL = small()


def test_that_a_material_of_a_shared_item_reaches_every_bundle_that_does_it() -> None:
    edit, _ = new_material(SMALL, Node(ITEM, ("sign_board",)), "安全承诺书", "原件", 1, spent=NO_USED_IDS)
    assert bundles_changed_by(SMALL, edit) == bundles_of_item(SMALL, "sign_board") == (1, 2)
    assert adds_or_removes(edit)


def test_that_another_condition_of_a_shared_material_is_more_than_a_word() -> None:
    edit = set_when(SMALL, Node(MATERIAL, ("sign_board", 1)), "when", parse({"q_sign": ["yes"]}))
    assert bundles_changed_by(SMALL, edit) == (1, 2)
    assert adds_or_removes(edit)


def test_that_another_name_of_a_bundle_reaches_it_alone() -> None:
    edit = set_cell(SMALL, Node(BUNDLE, (1,)), "name", "我要开大店")
    assert bundles_changed_by(SMALL, edit) == (1,)
    assert not adds_or_removes(edit)


def test_that_what_is_said_of_every_matter_reaches_all() -> None:
    edit, _ = add_row(SMALL, COMMON_HINT, None, {"text": "先看委托书"})
    assert bundles_changed_by(SMALL, edit) == tuple(sorted(int(number) for number in SMALL["bundles"]))

"""Whatever is edited, the library stays in its one form, the undo is the library before, and nothing named is lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from counter.domain.errors import CounterError
from counter.domain.guide_edits import add_row, move, remove, set_cell
from counter.domain.guide_faults import Faults
from counter.domain.guide_judge import judge
from counter.domain.guide_library import Library, guide_of, library_of
from counter.domain.guide_node import Node, child_sheets, fields
from counter.domain.guide_patch import Edit, apply, revert
from counter.domain.guide_rows import tables_of
from tests.guide_files import small
from tests.guide_nodes import every_node

SMALL = small()
NODES = every_node(SMALL)
TEXTS = [
    "",
    " 新的说法 ",
    "3",
    "是",
    "否",
    "原件",
    "工作日",
    "读到原文",
    "q_sign=yes",
    "register",
    "yes",
    "a\x07",
    "2026-01-01",
]


def _sound(library: Library, edit: Edit) -> Library:
    """The library after the edit: canonical, and the way back leads to where it came from."""
    after = apply(library, edit)
    assert library_of(guide_of(after)) == after
    assert revert(after, edit) == library
    return after


def _unknown(library: Library) -> list[str]:
    """Names that nobody has."""
    faults = Faults()
    judge(tables_of(library, faults), faults)
    return [
        fault.words
        for fault in faults.told
        if fault.sort in ("unknown", "unknown_option", "orphan", "not_placed")
    ]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_that_a_row_of_edits_leaves_a_canonical_library_and_can_be_taken_back(data: st.DataObject) -> None:
    library, done = SMALL, []
    for _ in range(data.draw(st.integers(1, 4))):
        nodes = every_node(library)
        node = data.draw(st.sampled_from(nodes))
        act = data.draw(st.sampled_from(["set", "set", "set", "remove", "cascade", "move", "add"]))
        try:
            edit = _drawn(library, node, act, data)
        except CounterError as refused:
            assert refused.sentence.endswith("。")
            continue
        library = _sound(library, edit)
        done.append(edit)
        assert _unknown(library) == []
    for edit in reversed(done):
        library = revert(library, edit)
    assert library == SMALL


def _drawn(library: Library, node: Node, act: str, data: st.DataObject) -> Edit:
    if act == "set":
        field = data.draw(st.sampled_from(fields(library, node)))
        return set_cell(library, field.node, field.column.key, data.draw(st.sampled_from(TEXTS)))
    if act == "move":
        return move(library, node, data.draw(st.integers(-2, 2)))
    if act == "add" and child_sheets(node):
        sheet = data.draw(st.sampled_from(child_sheets(node))).title
        return add_row(library, sheet, node)[0]
    return remove(library, node, cascade=act == "cascade")

"""Ids of the guide: one that was ever given is not given to another row."""

from __future__ import annotations

from counter.domain.authoring.editing.edits import add_row, new_bundle, new_common, new_id, new_item, remove
from counter.domain.authoring.editing.node import (
    BUNDLE,
    COMMON,
    ITEM,
    OPTION,
    QUESTION,
    Node,
    children,
    name_of,
)
from counter.domain.authoring.editing.patch import apply
from counter.domain.authoring.used_ids import NO_USED_IDS, UsedIds, next_bundle, union_of, used_ids_of
from counter.domain.guide.entries import Library
from counter.domain.guide.library import guide_of, library_of
from tests.guide_files import small


def _more() -> tuple[Library, Node, Node, Node]:
    library = small()
    edit, bundle = new_bundle(library, None, "我要开新店")
    library = apply(library, edit)
    edit, item = new_item(library, "新事项", "演示局")
    library = apply(library, edit)
    question = children(library, None, QUESTION)[0]
    edit, option = add_row(library, OPTION, question, {"label": "又一种"})
    return apply(library, edit), bundle, item, option


def test_that_the_highest_id_taken_out_is_not_given_again() -> None:
    library, bundle, item, option = _more()
    spent, question = used_ids_of(library), Node(QUESTION, option.key[:1])
    given = library["questions"][question.key[0]]["options"][-1]["id"]
    for node in (bundle, item, option):
        library = apply(library, remove(library, node, cascade=True))
    assert new_bundle(library, None, "又一件")[1] == bundle  # what nobody remembers is given again
    assert new_bundle(library, None, "又一件", spent=spent)[1].key[0] == int(bundle.key[0]) + 1
    assert new_item(library, "又一项", "演示局", spent=spent)[1].key[0] == "i_002"
    assert new_id(library, OPTION, question, spent=spent) > given


def test_that_a_row_with_its_own_id_may_have_one_that_was_given_before() -> None:
    library, bundle, item, _ = _more()
    spent = used_ids_of(library)
    library = apply(library, remove(library, bundle, cascade=True))
    assert add_row(library, BUNDLE, None, {"id": bundle.key[0], "name": "原来的"}, spent=spent)[1] == bundle
    library = apply(library, remove(library, item, cascade=True))
    again = add_row(
        library, ITEM, None, {"id": item.key[0], "name": "原来的", "organ": "演示局"}, spent=spent
    )
    assert again[1] == item


def test_that_a_number_far_behind_the_list_does_not_push_the_next_one_out() -> None:
    assert next_bundle({"bundles": {"103": {}}}, UsedIds(bundles=(9_999_999, 104))) == 105


def test_that_what_was_given_is_remembered_together_and_of_a_faulty_draft_what_can_be_read() -> None:
    both = union_of(UsedIds({"items": 3}, (1,), {"q_1": 2}), UsedIds({"items": 1, "papers": 4}, (9, 1)))
    assert both == UsedIds({"items": 3, "papers": 4}, (1, 9), {"q_1": 2})
    odd = {"items": {"i_12": 0, "i_x": 0, "i_²": 0}, "papers": {}, "switches": {}, "bundles": {"x": 0, "7": 0},
           "questions": {"q_3": {"options": [{"id": "c"}, 4, {}, {"id": "o_30"}]}, "q_4": 5}}  # fmt: skip
    assert used_ids_of(odd) == UsedIds({"items": 12, "questions": 4}, (7,), {"q_3": 30})
    assert union_of() == NO_USED_IDS


def test_that_a_shared_material_is_called_by_its_paper_and_stays_canonical() -> None:
    library = small()
    edit, node = new_common(library, " 授权书 ", "原件", "别人来办时要")
    library = apply(library, edit)
    assert (node.sheet, name_of(library, node), edit.words) == (COMMON, "授权书", "加共用材料“授权书”")
    assert library_of(guide_of(library)) == library
    again, other = new_common(library, "授权书", "复印件", "另一处要")
    papers = apply(library, again)["common"]
    assert papers[other.key[0]]["papers"] == papers[node.key[0]]["papers"]

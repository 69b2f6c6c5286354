"""Every row of a library can be found, named, read and reached from above, and every place leads back to its row."""

from __future__ import annotations

import pytest

from counter.domain.authoring.editing import patch
from counter.domain.authoring.editing.node import (
    ASKING,
    BUNDLE,
    ITEM,
    ITEM_DETAILS,
    MATERIAL,
    MATERIAL_DETAILS,
    OPTION,
    PAPER_USE,
    PLACING,
    QUESTION,
    Node,
    child_sheets,
    children,
    described,
    details_of,
    exists,
    fields,
    name_of,
    node_at,
    path_of,
    row_of,
    value_of,
    words_of,
)
from counter.domain.guide.condition import ALWAYS, OptionChosen
from counter.domain.guide.rows.detail_sheets import SHEETS
from counter.domain.guide.rows.faults import Faults
from counter.domain.guide.rows.rows import tables_of
from counter.domain.guide.rows.sheets import Shape
from tests.guide_files import small
from tests.guide_nodes import every_node

SMALL = small()
NODES = every_node(SMALL)
CARD = Node(MATERIAL, ("register", 1))


def test_that_every_row_of_the_workbook_is_a_node() -> None:
    tables = tables_of(SMALL, Faults())
    for form in SHEETS:
        if form.shape is not Shape.INTO:
            assert sum(node.sheet == form.title for node in NODES) == len(tables[form.title].rows), form.title


@pytest.mark.parametrize("node", NODES, ids=lambda node: f"{node.sheet}{node.key}")
def test_that_a_place_leads_to_its_row_and_a_row_to_its_place(node: Node) -> None:
    path = path_of(SMALL, node)
    assert patch.at(SMALL, path) is not patch.ABSENT
    assert node_at(path) == (node, "")
    assert exists(SMALL, node)
    assert node.parent is None or node in children(SMALL, node.parent, node.sheet)
    assert name_of(SMALL, node)
    assert described(SMALL, node)
    for field in fields(SMALL, node):
        assert field.value == value_of(SMALL, field.node, field.column.key)
        assert field.node in (node, details_of(node))


def test_that_a_place_inside_a_row_names_its_column() -> None:
    assert node_at(("items", "register", "statutory", "days")) == (
        Node(ITEM, ("register",)),
        "statutory.days",
    )
    assert node_at(("items", "register", "details", "codes", "basic")) == (
        Node(ITEM_DETAILS, ("register",)),
        "codes.basic",
    )
    assert node_at(("items", "register", "details", "steps", 1, "time")) == (
        Node("办理环节", ("register", 1)),
        "time",
    )
    assert node_at(("items", "register", "materials", 0, "papers", 0, 1)) == (
        Node(PAPER_USE, ("register", 0, 0)),
        "when",
    )
    assert node_at(("bundles", "1", "questions", 2, "folded")) == (Node(ASKING, (1, 2)), "folded")
    assert node_at(("common", 0)) == (Node("共用", (0,)), "")
    assert node_at(("nothing",)) is None


def test_that_fields_stand_under_headings_with_the_details_of_the_same_row() -> None:
    shown = fields(SMALL, CARD)
    groups = list(dict.fromkeys(field.group for field in shown))
    assert groups[0] == "基本信息"
    assert "表格和样本" in groups
    assert [field.group for field in shown] == sorted((f.group for f in shown), key=groups.index)
    heads = {field.column.key: field for field in shown}
    assert "no" not in heads
    assert heads["when"].text == "“卖什么？”答“食品”，并且“以什么身份经营？”答“个体户”"
    assert heads["when"].cell == "q_scope=food 且 q_entity=individual"
    assert heads["blank"].node == Node(MATERIAL_DETAILS, CARD.key)


def test_that_ids_are_shown_by_their_names() -> None:
    placing = {field.column.key: field for field in fields(SMALL, Node(PLACING, (1, 1)))}
    assert (placing["item"].text, placing["item"].cell, placing["item"].head) == (
        "门头招牌",
        "sign_board",
        "事项",
    )
    assert placing["after"].text == "设立登记"
    assert placing["when"].text == "第2题答“挂”，并且本地规定“挂牌子要许可”"
    sign = {field.column.key: field for field in fields(SMALL, Node(QUESTION, ("q_sign",)))}
    assert sign["default"].text == "不挂"
    assert words_of(SMALL, OptionChosen("q_none", ("x",))) == "“q_none”答“x”"


def test_that_a_row_that_is_not_there_is_told_apart() -> None:
    lost = Node(MATERIAL, ("register", 9))
    assert not exists(SMALL, lost)
    assert name_of(SMALL, lost) == "9"
    with pytest.raises(KeyError):
        row_of(SMALL, lost)
    assert row_of(SMALL, Node(ITEM_DETAILS, ("sign_board",))) == {}
    assert value_of(SMALL, Node(PLACING, (1, 0)), "when") == ALWAYS
    assert value_of(SMALL, Node(BUNDLE, (2,)), "holds_licence") is None


def test_that_only_rows_stand_under_rows() -> None:
    assert [form.title for form in child_sheets(Node(QUESTION, ("q_sign",)))] == [OPTION]
    assert ITEM_DETAILS not in {form.title for form in child_sheets(Node(ITEM, ("register",)))}
    assert children(SMALL, Node(BUNDLE, (2,)), "不能办") == ()

"""Whatever is edited, the library stays in its one form, the undo is the library before, and nothing named is lost."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter.domain.authoring.editing.edits import (
    add_materials,
    add_row,
    ask_question,
    known_marked,
    move,
    moved_to,
    new_bundle,
    new_item,
    new_material,
    place_item,
    remove,
    renumber,
    set_cell,
    set_when,
    split_situations,
    users,
)
from counter.domain.authoring.editing.node import (
    ASKING,
    BUNDLE,
    ITEM,
    MATERIAL,
    OPTION,
    PAPER,
    PAPER_USE,
    PLACING,
    QUESTION,
    REFUSAL,
    Node,
    child_sheets,
    children,
    exists,
    fields,
    name_of,
    row_of,
    value_of,
)
from counter.domain.authoring.editing.patch import Edit, apply, revert
from counter.domain.authoring.pasted.materials import read_lines
from counter.domain.errors import BadInput, CounterError, RuleRefused
from counter.domain.guide.condition import ALWAYS, AllOf, OptionChosen
from counter.domain.guide.entries import Library
from counter.domain.guide.library import guide_of, library_of
from counter.domain.guide.rows.faults import Faults
from counter.domain.guide.rows.rows import tables_of
from counter.domain.guide.rows.validation import validate
from tests.guide_files import small
from tests.guide_nodes import every_node, pasted

SMALL = small()
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
    validate(tables_of(library, faults), faults)
    return [
        fault.words
        for fault in faults.told
        if fault.sort in ("unknown", "unknown_option", "orphan", "not_placed")
    ]


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_that_a_row_of_edits_leaves_a_canonical_library_and_can_be_taken_back(data: st.DataObject) -> None:
    library, done = SMALL, []
    for _ in range(data.draw(st.integers(1, 4))):
        nodes = every_node(library)
        node = data.draw(st.sampled_from(nodes))
        act = data.draw(st.sampled_from(["set", "set", "set", "remove", "cascade", "move", "add"]))
        try:
            edit = _drawn(library, node, act, data)
        except CounterError:
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


SHOP, REGISTER = Node(BUNDLE, (1,)), Node(ITEM, ("register",))
FORM = Node(MATERIAL, ("register", 0))


def test_that_an_empty_cell_takes_away_what_was_said_but_never_what_must_stand() -> None:
    library = _sound(SMALL, set_cell(SMALL, REGISTER, "note", "  "))
    assert "note" not in library["items"]["register"]
    for key in ("name", "organ", "statutory.text"):
        with pytest.raises(BadInput, match="必须填写"):
            set_cell(library, REGISTER, key, "")


def test_that_a_promise_stands_whole_or_not_at_all() -> None:
    library = _sound(SMALL, set_cell(SMALL, REGISTER, "promised.text", ""))
    assert "promised" not in library["items"]["register"]
    library = _sound(library, set_cell(library, REGISTER, "promised.days", "5"))
    assert library["items"]["register"]["promised"] == {
        "text": "待填",
        "days": 5,
        "evidence": "UNKNOWN_LOCAL",
    }


def test_that_details_go_with_their_last_word() -> None:
    library, edit = (
        _sound(SMALL, set_cell(SMALL, Node("事项要素", ("sign_board",)), "codes.basic", "000123")),
        None,
    )
    assert library["items"]["sign_board"]["details"] == {"codes": {"basic": "000123"}}
    edit = set_cell(library, Node("事项要素", ("sign_board",)), "codes.basic", "")
    assert "details" not in _sound(library, edit)["items"]["sign_board"]


@pytest.mark.parametrize(
    ("node", "column", "text", "sentence"),
    [
        (FORM, "copies", "两", "“份数”：“两”不是整数。"),
        (FORM, "original_copy", "原件1份", "“原件复印件”：看不懂“原件1份”，请写原件、"),
        (FORM, "when", "q_none=a", "“什么时候交”：“情形题”里没有“q_none”，请先加上。"),
        (FORM, "when", "q_sign=never", "“什么时候交”：题“挂不挂牌子？”没有选项“never”，请先加上。"),
        (Node(PLACING, (1, 0)), "item", "sign_board", "一件事“1 我要开小店”里已经有“门头招牌”。"),
        (
            Node(PLACING, (2, 0)),
            "after",
            "register",
            "“须在哪些事项之后”：一件事“2 我要挂牌子”里没有事项“register”，请先加上。",
        ),
        (
            Node(PAPER_USE, ("register", 0, 0)),
            "paper",
            "nothing",
            "“实物材料号”：“实物材料”里没有“nothing”，请先加上。",
        ),
    ],
)
def test_that_what_does_not_fit_is_told_at_its_column(
    node: Node, column: str, text: str, sentence: str
) -> None:
    with pytest.raises(BadInput) as told:
        set_cell(SMALL, node, column, text)
    assert told.value.sentence.startswith(sentence)
    assert told.value.field == column


def test_that_a_condition_is_given_as_a_tree() -> None:
    library = _sound(SMALL, set_when(SMALL, FORM, "when", OptionChosen("q_sign", ("yes",))))
    assert value_of(library, FORM, "when") == OptionChosen("q_sign", ("yes",))
    assert _sound(library, set_when(library, FORM, "when", ALWAYS)) == SMALL


def test_that_nothing_changed_is_no_edit() -> None:
    for node in every_node(SMALL):
        for field in fields(SMALL, node):
            if (field.node.sheet, field.column.key) != ("已定回答", "question"):
                assert set_cell(SMALL, field.node, field.column.key, field.cell).patches == (), field


def test_that_what_is_used_stays_until_its_users_are_cleaned_of_it() -> None:
    paper = Node(PAPER, ("form_reg",))
    with pytest.raises(RuleRefused, match="1处还用着它：事项“设立登记”的材料“申请书”的实物材料“登记申请书”"):
        remove(SMALL, paper)
    library = _sound(SMALL, remove(SMALL, paper, cascade=True))
    assert not exists(library, paper)
    assert row_of(library, FORM)["name"] == "申请书"
    assert children(library, FORM, PAPER_USE) == ()


def test_that_with_an_option_goes_what_was_only_for_it_and_with_a_question_its_part_of_conditions() -> None:
    company = next(
        one for one in children(SMALL, Node(QUESTION, ("q_entity",)), OPTION) if name_of(SMALL, one) == "公司"
    )
    library = _sound(SMALL, remove(SMALL, company, cascade=True))
    card = children(library, REGISTER, MATERIAL)[1]
    assert [row_of(library, use)["paper"] for use in children(library, card, PAPER_USE)] == ["id_card"]
    assert [row_of(library, one)["reason"] for one in children(library, SHOP, REFUSAL)] == ["禁止"]
    library = _sound(SMALL, remove(SMALL, Node(QUESTION, ("q_entity",)), cascade=True))
    assert value_of(library, Node(MATERIAL, ("register", 1)), "when") == OptionChosen("q_scope", ("food",))
    assert [row_of(library, one)["paper"] for one in children(library, card, PAPER_USE)] == [
        "id_card",
        "id_heads",
    ]
    assert len(children(library, SHOP, REFUSAL)) == 1
    assert _unknown(library) == []


def test_that_items_move_in_the_order_of_doing_and_materials_in_their_list() -> None:
    first, second = children(SMALL, SHOP, PLACING)
    library = _sound(SMALL, move(SMALL, second, -1))
    assert children(library, SHOP, PLACING) == (second, first)
    library = _sound(SMALL, move(SMALL, FORM, 5))
    assert moved_to(SMALL, FORM, 5) == Node(MATERIAL, ("register", 1))
    assert row_of(library, Node(MATERIAL, ("register", 1)))["name"] == "申请书"
    assert move(SMALL, FORM, -1).patches == ()
    with pytest.raises(RuleRefused):
        move(SMALL, REGISTER, 1)


def test_that_a_bundle_gets_another_number_only_where_it_is_free() -> None:
    edit, node = renumber(SMALL, SHOP, 7)
    assert name_of(_sound(SMALL, edit), node) == "7 我要开小店"
    with pytest.raises(BadInput, match="已经用于“2 我要挂牌子”"):
        renumber(SMALL, SHOP, 2)


def test_that_one_list_and_one_question_make_a_bundle_with_two_situations() -> None:
    text = "1.申请表一式两份（空白表见附件）\n2.身份证复印件1份\n3.公司章程原件1份\n其他有关材料"
    library, bundle, item = pasted(SMALL, "我要开书店", text)
    assert library_of(guide_of(library)) == library
    (placed,) = children(library, bundle, PLACING)
    assert row_of(library, placed)["item"] == item.key[0]
    form, card, charter = children(library, item, MATERIAL)
    (use,) = children(library, card, PAPER_USE)
    assert name_of(library, use) == "身份证"
    assert row_of(library, use)["paper"] != "id_card" or library["papers"]["id_card"]["name"] == "身份证"
    edit, asking = split_situations(library, bundle, "以什么身份办？", ["个人", "公司"], {charter: [1]})
    library = _sound(library, edit)
    question = str(row_of(library, asking)["ask"])
    assert value_of(library, charter, "when") == OptionChosen(question, ("b",))
    assert row_of(library, form)["copies"] == 2
    first, second = children(library, Node(QUESTION, (question,)), OPTION)
    assert row_of(library, first)["neutral_reason"] == "答这一项，不另外要材料"
    assert "neutral_reason" not in row_of(library, second)
    faults = Faults()
    validate(tables_of(library, faults), faults)
    assert faults.told == []


def test_that_a_paper_of_the_same_name_serves_again_but_every_office_has_its_own_form() -> None:
    edit, card = new_material(SMALL, REGISTER, "身份证")
    library = _sound(SMALL, edit)
    assert row_of(library, children(library, card, PAPER_USE)[0])["paper"] == "id_card"
    assert row_of(library, card)["issuer"] == "公安"
    for item in (REGISTER, Node(ITEM, ("sign_board",))):
        library = _sound(library, new_material(library, item, "申请表", form=True)[0])
    assert sorted(p["name"] for p in library["papers"].values() if "申请表" in p["name"]) == [
        "申请表",
        "申请表（门头招牌）",
    ]


def test_that_a_new_identity_paper_is_never_kept() -> None:
    kept = {}
    for name in ("法人身份证", "护照（首页）", "身份证及户口簿", "身份登记表"):
        edit, material = new_material(SMALL, REGISTER, name, "复印件")
        library = _sound(SMALL, edit)
        paper = row_of(library, children(library, material, PAPER_USE)[0])["paper"]
        kept[name] = not library["papers"][paper].get("never_kept")
    assert kept == {"法人身份证": False, "护照（首页）": False, "身份证及户口簿": True, "身份登记表": True}


def test_that_pasting_again_adds_nothing_twice() -> None:
    read = read_lines("营业执照复印件\n申请书")
    library = _sound(SMALL, add_materials(SMALL, REGISTER, known_marked(SMALL, REGISTER, read)))
    lines = known_marked(library, REGISTER, read)
    assert add_materials(library, REGISTER, lines).patches == ()
    assert {line.skipped for line in lines} == {"这个事项已有同名的材料"}


def test_that_items_and_questions_are_shared_between_bundles() -> None:
    edit, bundle = new_bundle(SMALL, None, "我要开新店")
    library = _sound(SMALL, edit)
    edit, item = new_item(library, "开业备案", "演示局", bundle, procedure="filing")
    library = _sound(library, edit)
    edit, _ = place_item(library, bundle, REGISTER)
    library = _sound(library, edit)
    assert users(library, item) == (Node(PLACING, (3, 0)),)
    edit, asking = split_situations(library, bundle, "几个人？", ["一个", "几个"])
    library = _sound(library, edit)
    with pytest.raises(BadInput, match="两个选项"):
        split_situations(library, bundle, "几个人？", ["一个"])
    edit, _ = ask_question(library, Node(BUNDLE, (2,)), Node(QUESTION, (row_of(library, asking)["ask"],)))
    library = _sound(library, edit)
    assert len(children(library, Node(BUNDLE, (2,)), ASKING)) == 2
    library = _sound(library, remove(library, children(library, bundle, PLACING)[0], cascade=True))
    assert [name_of(library, one) for one in children(library, bundle, PLACING)] == ["设立登记"]
    assert exists(library, item)
    both = split_situations(SMALL, SHOP, "几岁？", ["小", "大"], {Node(MATERIAL, ("register", 1)): [0]})
    after = _sound(SMALL, both[0])
    assert isinstance(value_of(after, Node(MATERIAL, ("register", 1)), "when"), AllOf)


def test_that_a_question_asked_no_more_is_not_taken_from_under_the_materials_that_hang_on_it() -> None:
    library, bundle, item = pasted(SMALL, "我要开文印店", "1.申请表\n2.营业执照\n3.租赁合同")
    lease = children(library, item, MATERIAL)[2]
    edit, asking = split_situations(library, bundle, "自己的还是租的？", ["自己的", "租的"], {lease: [1]})
    library = _sound(library, edit)
    assert users(library, asking) == (lease,)
    with pytest.raises(RuleRefused, match="租赁合同"):
        remove(library, asking)
    without = _sound(library, remove(library, asking, cascade=True))
    assert value_of(without, lease, "when") == ALWAYS
    edit, other = new_bundle(library, None, "我要开复印店")
    library = _sound(library, edit)
    library = _sound(library, place_item(library, other, item)[0])
    question = Node(QUESTION, (row_of(library, asking)["ask"],))
    library = _sound(library, ask_question(library, other, question)[0])
    assert users(library, asking) == (), "the other matter still asks it"


def test_that_a_paper_goes_by_the_new_name_of_the_only_material_that_it_meets() -> None:
    edit, photo = new_material(SMALL, REGISTER, "照片")
    library = _sound(SMALL, edit)
    (use,) = children(library, photo, PAPER_USE)
    renamed = _sound(library, set_cell(library, photo, "name", "近期照片"))
    assert name_of(renamed, use) == "近期照片"
    joined = _sound(library, set_cell(library, photo, "name", "营业执照"))
    assert row_of(joined, use)["paper"] == "licence"
    assert joined["papers"]["licence"] == SMALL["papers"]["licence"]
    shared = _sound(SMALL, set_cell(SMALL, Node(MATERIAL, ("sign_board", 0)), "name", "副本"))
    assert shared["papers"] == SMALL["papers"]  # it never was called like the material


def test_that_an_item_that_others_wait_for_is_not_exchanged_under_them() -> None:
    library = _sound(SMALL, new_item(SMALL, "另一项", "演示局")[0])
    with pytest.raises(RuleRefused, match="2处还用着它"):
        set_cell(library, Node(PLACING, (1, 0)), "item", "i_001")


def test_that_an_edit_among_5000_items_is_done_while_somebody_types() -> None:
    items = {f"i_{n:04d}": SMALL["items"]["sign_board"] for n in range(5000)} | SMALL["items"]
    large = {**SMALL, "items": items}
    taken = {}
    for name, act in {
        "cell": lambda: set_cell(large, REGISTER, "organ", "另一局"),
        "move": lambda: move(large, FORM, 1),
        "material": lambda: new_material(large, REGISTER, "照片")[0],
        "condition": lambda: set_when(large, FORM, "when", OptionChosen("q_sign", ("yes",))),
    }.items():
        times = []
        for _ in range(3):
            started = time.perf_counter()
            apply(large, act())
            times.append(time.perf_counter() - started)
        taken[name] = min(times)
    assert {
        name: spent for name, spent in taken.items() if spent > 0.02
    } == {}  # 5 ms on a machine of its own

"""编辑: the greater acts, each one edit: a list pasted, situations, conditions, rows, files, taking out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from counter.domain.authoring.editing.node import (
    ASKING,
    BUNDLE,
    ITEM,
    MATERIAL,
    PLACING,
    Node,
    children,
    name_of,
    value_of,
)
from counter.ui.authoring.editor.acts import RowAct
from counter.ui.authoring.editor.condition_builder import ConditionRow
from counter.ui.authoring.editor.field import FieldLine
from counter.ui.authoring.editor.lines import FieldLines
from counter.ui.authoring.editor.tree import TreeRole
from counter.ui.authoring.editor_page import EditorPage
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.chip import Chip
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.question_box import QuestionBox
from tests.guide_files import small
from tests.ui.authoring.bureau_room import WindowKind, room_on, words_of
from tests.ui.authoring.editor_hands import CTRL, DRAWING, Key, both_presses, bundle_of, saved

LIST = """申请材料：
1. 印刷经营许可申请表（原件1份）
2. 营业执照副本（复印件1份）
3、法定代表人身份证明 原件（查验）
4. 经营场所使用证明 复印件2份
5. 房屋租赁合同 复印件1份
6. 主要设备清单 1份
7. 印刷管理制度文本（原件1份）
8. 委托书（委托他人办理的提供）原件1份
"""


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[WindowKind[EditorPage]]:
    with room_on(qtbot, tmp_path, EditorPage) as made:
        made.qtbot.waitUntil(lambda: made.page.draft.is_open)
        yield made


def test_that_the_button_of_a_panel_is_under_what_it_asks_on_a_tall_screen(
    room: WindowKind[EditorPage],
) -> None:
    room.page.resize(1850, 1030)
    node = bundle_of(room.page)
    room.page.panels.open_act(RowAct.SPLIT, node, node)
    panel = room.page.panels.currentWidget()
    known, button = panel.known, room.see(ActButton, "splitPanelDo")  # type: ignore[attr-defined]
    room.qtbot.waitUntil(
        lambda: 0 < button.mapTo(panel, QPoint()).y() - known.mapTo(panel, QPoint(0, known.height())).y() < 80
    )


def listed_by(page: EditorPage, way: str) -> None:
    """Press how the library is listed: ``bundle``, ``item`` or ``shared``."""
    next(chip for chip in page.side.mode.findChildren(Chip) if chip.option == way).click()


def answer(page: EditorPage, question: str, option: str) -> None:
    """Press an answer in the preview."""
    box = page.preview.findChild(QuestionBox, question)
    next(chip for chip in box.chips if chip.option == option).click()


def test_that_a_material_of_a_shared_item_is_added_only_after_its_reach_was_said(
    room: WindowKind[EditorPage],
) -> None:
    page = room.page
    listed_by(page, "item")
    assert page.side.go_to(Node(ITEM, ("sign_board",)))
    before = page.library()
    shared = "2件“一件事”共用（1 我要开小店、2 我要挂牌子）"
    assert shared in room.see(TextLabel, "editorShared").text()
    page.panels.open_act(RowAct.MATERIAL, Node(ITEM, ("sign_board",)), None)
    room.write("安全承诺书")
    room.key(Key.Key_F9)
    button = room.see(ActButton, "materialPanelDo")
    room.qtbot.waitUntil(lambda: button.property("armed") is True)
    assert button.words == "加上这样材料：2件“一件事”都变"
    assert page.library() == before
    room.key(Key.Key_F9)
    assert page.library() != before
    assert shared in words_of(room.heard)[-1]
    assert words_of(room.heard)[-1].endswith("全都变了。按 Ctrl+Z 撤销。")


def test_that_a_list_becomes_a_bundle_with_two_situations_in_eleven_acts(
    room: WindowKind[EditorPage],
) -> None:
    page, acts = room.page, 0
    QApplication.clipboard().setText(LIST)
    room.key(Key.Key_N, CTRL)
    room.write("我要开文印店")
    room.key(Key.Key_Return)
    room.write("印刷经营许可")
    assert room.see(ActButton, "newPanelDo").extra == "连同 8 样材料"
    room.key(Key.Key_F9)
    acts += 5
    bundle = page.side.node
    assert bundle is not None
    assert name_of(page.library(), bundle).endswith("我要开文印店")
    placed = children(page.library(), bundle, PLACING)[0]
    item = Node(ITEM, (value_of(page.library(), placed, "item"),))
    materials = children(page.library(), item, MATERIAL)
    assert len(materials) == 8
    assert page.side.count.text().startswith(f"{len(page.library()['bundles'])} 件“一件事”")
    room.key(Key.Key_G, CTRL)
    room.write("经营场所是自己的还是租的？")
    room.key(Key.Key_Return)
    room.see(QPlainTextEdit, "splitOptions").insertPlainText("自己的\n租的")
    panel = page.panels.currentWidget()
    panel.read()  # type: ignore[attr-defined]  # what it does a moment later by itself
    table = panel.table  # type: ignore[attr-defined]
    assert (
        table.item(table.nodes.index(materials[7]), 0).text().endswith("委托书　（原话：委托他人办理的提供）")
    )
    head = table.horizontalHeader()
    words = str(table.model().headerData(0, Qt.Orientation.Horizontal))
    assert (
        head.fontMetrics().horizontalAdvance(words) < 8 * head.fontMetrics().height()
    )  # it is whole in any width
    row = table.nodes.index(materials[4])
    table.setFocus()
    table.setCurrentCell(row, 1)
    room.key(Key.Key_Space)
    room.key(Key.Key_F9)
    acts += 6  # Ctrl+G, question, Enter, answers, the click on the tick, F9
    assert acts == 11
    asking = children(page.library(), bundle, ASKING)[0]
    words = {
        name_of(page.library(), one): page.side.model.index_of([bundle, placed, one]) for one in materials
    }
    assert words["房屋租赁合同"].data(TreeRole.WHEN) == "第1题答“租的”"
    assert page.side.node == asking
    room.qtbot.waitUntil(lambda: len(page.preview.found.questions) == 1)
    question = page.preview.found.questions[0]
    answer(page, question.id, question.options[0].id)
    assert page.preview.summary.text() == "办 1 个事项，交 7 份材料。"
    answer(page, question.id, question.options[1].id)
    assert page.preview.summary.text() == "办 1 个事项，交 8 份材料。"
    room.key(Key.Key_Z, CTRL)
    room.key(Key.Key_Z, CTRL)
    assert page.library() == small()
    assert page.side.way == "bundle", "what is gone altogether is not gone to"
    assert page.side.count.text().startswith(f"{len(small()['bundles'])} 件“一件事”")
    QApplication.clipboard().clear()


def test_that_a_condition_is_built_from_answers_and_said_as_a_sentence(room: WindowKind[EditorPage]) -> None:
    page = room.page
    bundle = bundle_of(page)
    asked = [str(value_of(page.library(), one, "ask")) for one in children(page.library(), bundle, ASKING)]
    page.side.go_to(DRAWING, bundle)
    page.side.tree.setFocus()
    room.key(Key.Key_T, CTRL)
    panel = page.panels.currentWidget()
    group = panel.builder.root  # type: ignore[attr-defined]
    row = group.findChildren(ConditionRow)[0]
    row.which.show_key(asked[0])
    row.which.left.emit()
    row.options.take_focus()
    room.key(Key.Key_1)
    sentence = room.see(TextLabel, "conditionSentence").text()
    assert sentence.startswith("第1题答“")
    before = page.library()
    room.key(Key.Key_F9)
    button = room.see(ActButton, "conditionPanelDo")
    room.qtbot.waitUntil(lambda: button.property("armed") is True)
    assert button.words == "就按这个条件：2件“一件事”都变"
    assert page.library() == before
    room.key(Key.Key_F9)
    assert words_of(room.heard)[-1].endswith("全都变了。按 Ctrl+Z 撤销。")
    first = page.library()["questions"][asked[0]]["options"][0]["id"]
    assert page.library()["items"]["sign_board"]["materials"][1]["when"] == {asked[0]: [first]}
    assert not page.panels.is_open


def test_that_what_others_use_goes_only_with_their_leave(room: WindowKind[EditorPage]) -> None:
    page = room.page
    bundle = bundle_of(page)
    asking = children(page.library(), bundle, ASKING)[0]
    page.side.go_to(asking)
    page.panels.remove(Node("情形题", (value_of(page.library(), asking, "ask"),)))
    assert "一件事" in room.see(TextLabel, "removeUsers").text()
    assert page.library() == small()
    room.key(Key.Key_F9)
    assert page.library() != small()
    room.key(Key.Key_Z, CTRL)
    assert page.library() == small()


def test_that_a_blank_form_is_attached_by_name_and_saved_with_the_draft(room: WindowKind[EditorPage]) -> None:
    page = room.page
    page.side.go_to(DRAWING, bundle_of(page))
    form = room.folder / "效果图空表.pdf"
    form.write_bytes(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
    page.files.attach(Node("材料要素", DRAWING.key), "blank", form)
    room.settle()
    assert words_of(room.heard) == []
    assert value_of(page.library(), Node("材料要素", DRAWING.key), "blank") == form.name
    saved(room)
    assert [file.name for file in room.facade.draft().files] == [form.name]
    room.key(Key.Key_Z, CTRL)
    saved(room)
    assert room.facade.draft().files == ()


def test_that_rows_of_a_list_are_added_moved_and_removed_and_a_missing_word_is_told(
    room: WindowKind[EditorPage],
) -> None:
    page = room.page
    page.side.go_to(children(page.library(), bundle_of(page), PLACING)[0])
    item = Node(ITEM, ("register",))
    fees = next(part.lists["收费"] for part in page.form.parts if part.section.node == item)
    fees.begin_new()
    room.see(ActButton, "do_add_收费").click()
    name = fees.new.findChild(FieldLines).line("收费", "item")
    assert isinstance(name, FieldLine)
    assert "请先填" in name.problem.text()
    room.write("证照费")
    room.see(ActButton, "do_add_收费").click()
    assert [fee["item"] for fee in page.library()["items"]["register"]["details"]["fees"]["fees"]] == [
        "工本费",
        "证照费",
    ]
    fees.cards[1].title.setFocus()
    room.key(Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert fees.cards[0].title.words.startswith("证照费")
    fees.removed.emit(fees.cards[0].node)
    assert len(fees.cards) == 1


def test_that_a_settled_answer_is_chosen_by_its_words(room: WindowKind[EditorPage]) -> None:
    page = room.page
    page.side.go_to(children(page.library(), None, BUNDLE)[1])
    given = page.form.parts[0].lists["已定回答"]
    given.begin_new()
    fresh = given.new.findChild(FieldLines)
    question = fresh.line("已定回答", "question")
    assert isinstance(question, FieldLine)
    question.control.setText("谁来办？（q_agent）")  # type: ignore[attr-defined]  # as the offer under it writes it
    question.commit()
    options = fresh.line("已定回答", "options")
    assert isinstance(options, FieldLine)
    options.take_focus()
    room.key(Key.Key_2)
    room.see(ActButton, "do_add_已定回答").click()
    assert page.library()["bundles"]["2"]["given"] == {"q_agent": ["agent"]}


def test_that_an_item_without_a_bundle_and_a_local_rule_are_made_where_such_are_listed(
    room: WindowKind[EditorPage],
) -> None:
    page = room.page
    listed_by(page, "item")
    room.key(Key.Key_N, CTRL)
    room.write("印刷经营许可")
    room.key(Key.Key_F9)
    assert page.side.node is not None
    assert name_of(page.library(), page.side.node) == "印刷经营许可"
    assert page.library()["bundles"] == small()["bundles"]
    listed_by(page, "shared")
    room.key(Key.Key_N, CTRL)
    room.key(Key.Key_3)
    room.write("印刷要备案")
    room.key(Key.Key_F9)
    assert page.side.node is not None
    assert page.side.node.sheet == "开关"
    assert page.library()["switches"][page.side.node.key[0]]["text"] == "印刷要备案"


def test_that_what_is_shared_is_made_used_changed_and_taken_out_by_keys(room: WindowKind[EditorPage]) -> None:
    page, acts = room.page, 0
    listed_by(page, "shared")
    before = page.library()
    room.key(Key.Key_N, CTRL)
    room.key(Key.Key_F9)
    panel = page.panels.currentWidget()
    assert panel.problem.text() == "请写材料的名称。"  # type: ignore[attr-defined]
    room.key(Key.Key_Escape)
    room.key(Key.Key_N, CTRL)
    room.key(Key.Key_1)
    room.write("授权书")
    room.key(Key.Key_Tab)
    room.key(Key.Key_Tab)
    room.write("别人来办时要")
    room.key(Key.Key_F9)
    acts += 7
    made = page.side.node
    assert made is not None
    assert (made.sheet, name_of(page.library(), made), acts) == ("共用", "授权书", 7)
    paper = page.library()["common"][made.key[0]]["papers"][0][0]
    assert page.library()["papers"][paper]["name"] == "授权书"
    assert [part.section.title for part in page.form.parts] == ["", "交的实物“授权书”"]

    page.panels.open_act(RowAct.MATERIAL, Node(ITEM, ("sign_board",)), None)
    room.write("授")
    room.key(Key.Key_Tab)
    room.key(Key.Key_1)  # picked from what the guide has
    both_presses(room, "materialPanelDo")
    assert page.library()["items"]["sign_board"]["materials"][-1]["papers"] == [[paper]]
    listed_by(page, "shared")
    assert page.side.go_to(made)
    assert [part.section.title for part in page.form.parts][1] == "交的实物“授权书”（2 处共用，改了都变）"

    room.key(Key.Key_N, CTRL)
    room.key(Key.Key_2)
    room.write("代办的先看委托书")
    room.key(Key.Key_F9)
    hint = page.side.node
    assert hint is not None
    assert name_of(page.library(), hint) == "代办的先看委托书"
    for node in (hint, made):
        assert page.side.go_to(node)
        room.key(Key.Key_Delete, CTRL)
    assert page.library()["common"] == before["common"]
    assert page.library()["common_hints"] == before["common_hints"]
    for _ in range(5):
        room.key(Key.Key_Z, CTRL)
    assert page.library() == before
    saved(room)


def test_that_an_id_is_not_given_again_after_its_row_went_nor_after_an_undo(
    room: WindowKind[EditorPage],
) -> None:
    page = room.page
    listed_by(page, "item")
    seen = []
    for undo in (True, False, False):
        room.key(Key.Key_N, CTRL)
        room.write("印刷经营许可")
        room.key(Key.Key_F9)
        assert page.side.node is not None
        seen.append(str(page.side.node.key[0]))
        room.key(Key.Key_Z if undo else Key.Key_Delete, CTRL)
    assert len(set(seen)) == 3
    saved(room)
    assert room.facade.draft().spent == page.draft.spent

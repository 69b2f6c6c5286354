"""编辑: the draft changed by hand and by key, seen in the preview at once, saved, undone; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from counter.domain.guide_lint.flaw import Where
from counter.domain.guide_node import (
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
from counter.ui.bureau.editor_draft import Kept
from counter.ui.bureau.editor_field import FieldLine
from counter.ui.bureau.editor_page import EditorPage
from counter.ui.widgets.act_button import ActButton
from counter.ui.widgets.text_label import TextLabel
from tests.guide_files import small
from tests.ui.bureau.bureau_room import EDITOR, Room, room_on, words_of

Key, CTRL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

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

SIGN_BOARD = Node(ITEM, ("sign_board",))
DRAWING = Node(MATERIAL, ("sign_board", 1))


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room[EditorPage]]:
    with room_on(qtbot, tmp_path, EditorPage) as made:
        made.qtbot.waitUntil(lambda: made.page.draft.is_open)
        yield made


def saved(room: Room[EditorPage]) -> None:
    """Wait until the newest state is on disk."""
    room.qtbot.waitUntil(
        lambda: room.page.draft.state is Kept.SAVED and not room.background.busy, timeout=15_000
    )


def bundle_of(page: EditorPage) -> Node:
    return children(page.draft.library, None, BUNDLE)[0]


def line(page: EditorPage, node: Node, key: str) -> FieldLine:
    found = next(
        one
        for part in page.form.parts
        for one in part.every_line()
        if one.property("node") == node and one.column.key == key
    )
    assert isinstance(found, FieldLine)
    return found


def put(room: Room[EditorPage], node: Node, key: str, text: str) -> None:
    """Type into a field in place of what stands there, and go on with Enter."""
    control = line(room.page, node, key).control
    control.setFocus()
    control.selectAll()  # type: ignore[attr-defined]  # fields to type in can
    room.key(Key.Key_Delete)
    if text:
        room.write(text)
    room.key(Key.Key_Return)


def test_that_what_is_typed_shows_in_the_preview_is_saved_and_can_be_undone_where_it_was(
    room: Room[EditorPage],
) -> None:
    page = room.page
    assert page.side.go_to(DRAWING, bundle_of(page))
    put(room, DRAWING, "name", "门头效果图")
    assert value_of(page.library(), DRAWING, "name") == "门头效果图"
    saved(room)
    assert room.desk.draft().library == page.library()
    assert room.desk.draft().editors == (EDITOR.code,)
    assert page.bar.undo.words.startswith("撤销：改")
    page.side.go_to(bundle_of(page))
    room.key(Key.Key_Z, CTRL)
    assert value_of(page.library(), DRAWING, "name") == "效果图"
    assert page.side.node == DRAWING
    assert "已撤销：改" in words_of(room.heard)[-1]
    room.key(Key.Key_Z, CTRL | SHIFT)
    assert value_of(page.library(), DRAWING, "name") == "门头效果图"


def test_that_half_a_word_is_kept_too(room: Room[EditorPage]) -> None:
    page = room.page
    page.side.go_to(DRAWING, bundle_of(page))
    control = line(page, DRAWING, "name").control
    assert isinstance(control, QPlainTextEdit)
    control.setFocus()
    control.selectAll()
    room.write("效")
    room.qtbot.waitUntil(lambda: value_of(page.library(), DRAWING, "name") == "效")
    room.qtbot.waitUntil(lambda: page.draft.state is Kept.SAVED and not room.background.busy)
    assert value_of(room.desk.draft().library, DRAWING, "name") == "效"
    assert page.draft.undo_words == ""


def test_that_a_value_that_does_not_fit_is_told_under_its_field_and_changes_nothing(
    room: Room[EditorPage],
) -> None:
    page = room.page
    page.side.go_to(DRAWING, bundle_of(page))
    put(room, DRAWING, "copies", "两份")
    field = line(page, DRAWING, "copies")
    assert field.problem.text() == "“两份”不是整数。没有采用，草稿里还是“1”。"
    assert field.control_words() == "两份"
    assert page.library() == small()
    other = Node(MATERIAL, ("sign_board", 0))
    page.side.go_to(other, bundle_of(page))
    assert line(page, other, "copies").control_words() == "1"
    page.side.go_to(DRAWING, bundle_of(page))
    assert line(page, DRAWING, "copies").control_words() == "两份"
    put(room, DRAWING, "name", "")
    assert "必须填写" in line(page, DRAWING, "name").problem.text()
    assert page.library() == small()


def test_that_a_list_becomes_a_bundle_with_two_situations_in_eleven_acts(room: Room[EditorPage]) -> None:
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
    room.key(Key.Key_G, CTRL)
    room.write("经营场所是自己的还是租的？")
    room.key(Key.Key_Return)
    room.see(QPlainTextEdit, "splitOptions").insertPlainText("自己的\n租的")
    panel = page.panels.currentWidget()
    panel.read()  # type: ignore[attr-defined]  # what it does a moment later by itself
    table = panel.table  # type: ignore[attr-defined]
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
    assert words["房屋租赁合同"].data(page_role()) == "第1题答“租的”"
    assert page.side.node == asking
    room.qtbot.waitUntil(lambda: len(page.preview.found.questions) == 1)
    question = page.preview.found.questions[0]
    page.preview._answer(question.id, (question.options[0].id,))
    assert page.preview.summary.text() == "办 1 个事项，交 7 份材料。"
    page.preview._answer(question.id, (question.options[1].id,))
    assert page.preview.summary.text() == "办 1 个事项，交 8 份材料。"
    room.key(Key.Key_Z, CTRL)
    room.key(Key.Key_Z, CTRL)
    assert page.library() == small()
    QApplication.clipboard().clear()


def page_role() -> int:
    from counter.ui.bureau.editor_tree import Role

    return Role.WHEN


def test_that_a_condition_is_built_from_answers_and_said_as_a_sentence(room: Room[EditorPage]) -> None:
    page = room.page
    bundle = bundle_of(page)
    asked = [str(value_of(page.library(), one, "ask")) for one in children(page.library(), bundle, ASKING)]
    page.side.go_to(DRAWING, bundle)
    page.side.tree.setFocus()
    room.key(Key.Key_T, CTRL)
    panel = page.panels.currentWidget()
    group = panel.builder.root  # type: ignore[attr-defined]
    row = group._rows[0]
    row.which.show_key(asked[0])
    row.which.left.emit()
    row.options.take_focus()
    room.key(Key.Key_1)
    sentence = room.see(TextLabel, "conditionSentence").text()
    assert sentence.startswith("第1题答“")
    room.key(Key.Key_F9)
    first = page.library()["questions"][asked[0]]["options"][0]["id"]
    assert page.library()["items"]["sign_board"]["materials"][1]["when"] == {asked[0]: [first]}
    assert not page.panels.is_open


def test_that_what_others_use_goes_only_with_their_leave(room: Room[EditorPage]) -> None:
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


def test_that_a_blank_form_is_attached_by_name_and_saved_with_the_draft(room: Room[EditorPage]) -> None:
    page = room.page
    page.side.go_to(DRAWING, bundle_of(page))
    form = room.folder / "效果图空表.pdf"
    form.write_bytes(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
    page.files.attach(Node("材料要素", DRAWING.key), "blank", form)
    room.settle()
    assert words_of(room.heard) == []
    assert value_of(page.library(), Node("材料要素", DRAWING.key), "blank") == form.name
    saved(room)
    assert [file.name for file in room.desk.draft().files] == [form.name]
    room.key(Key.Key_Z, CTRL)
    saved(room)
    assert room.desk.draft().files == ()


def test_that_a_finding_leads_to_its_row_and_an_import_is_one_edit(room: Room[EditorPage]) -> None:
    page = room.page
    page.go_to(Where("", item="sign_board", material="sign_board/2"))
    assert page.side.node == DRAWING
    other = small()
    other["items"]["sign_board"]["name"] = "户外招牌"
    page.replace_library(other, None, "导入指南文件")
    assert page.library() == other
    assert page.draft.undo_words == "导入指南文件"
    room.key(Key.Key_Z, CTRL)
    assert page.library() == small()


def test_that_everything_is_found_by_word_and_every_control_has_a_name(room: Room[EditorPage]) -> None:
    page = room.page
    page.side.box.setFocus()
    room.write("效果")
    room.qtbot.waitUntil(lambda: page.side.model.rowCount() == 1)
    room.key(Key.Key_Return)
    assert page.side.node == DRAWING
    assert [one.key for one in page.side._seek.find(page.library(), "kxd", by_items=False)[0]] == [(1,)]
    for node in (DRAWING, *children(page.library(), bundle_of(page), PLACING), bundle_of(page)):
        page.side.go_to(node, bundle_of(page))
        for fold in page.form.findChildren(ActButton):
            if fold.objectName().startswith("fold_") and fold.isVisible():
                fold.click()
        controls = [
            w
            for w in page.findChildren(QWidget)
            if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        bare = [
            w
            for w in controls
            if not w.accessibleName() and not (isinstance(w, QAbstractButton) and w.text())
        ]
        assert [f"{type(w).__name__} {w.objectName()}" for w in bare] == []


def test_that_what_stands_in_a_field_is_safe_when_the_window_locks(room: Room[EditorPage]) -> None:
    page = room.page
    page.side.go_to(DRAWING, bundle_of(page))
    control = line(page, DRAWING, "name").control
    control.setFocus()
    room.write("新的")
    page.keep_safe()
    room.settle()
    assert "新的" in value_of(room.desk.draft().library, DRAWING, "name")
    assert QApplication.focusWidget() is control


def test_that_a_draft_changed_elsewhere_is_taken_up_and_one_in_hand_is_not_lost(
    room: Room[EditorPage],
) -> None:
    page, other = room.page, small()
    other["items"]["sign_board"]["name"] = "户外招牌"
    room.save(other)
    page.come_back()
    room.settle()
    assert page.library() == other
    assert "别处改过" in words_of(room.heard)[-1]
    page.side.go_to(DRAWING, bundle_of(page))
    put(room, DRAWING, "name", "新图")
    page.hide()
    room.settle()
    assert value_of(room.desk.draft().library, DRAWING, "name") == "新图"


def test_that_rows_of_a_list_are_added_moved_and_removed_and_a_missing_word_is_told(
    room: Room[EditorPage],
) -> None:
    page = room.page
    page.side.go_to(children(page.library(), bundle_of(page), PLACING)[0])
    item = Node(ITEM, ("register",))
    fees = next(part.lists["收费"] for part in page.form.parts if part.section.node == item)
    fees.begin_new()
    fees._hand_over()
    assert fees._fresh is not None
    name = fees._fresh.line("收费", "item")
    assert isinstance(name, FieldLine)
    assert "请先填" in name.problem.text()
    room.write("证照费")
    fees._hand_over()
    assert [fee["item"] for fee in page.library()["items"]["register"]["details"]["fees"]["fees"]] == [
        "工本费",
        "证照费",
    ]
    fees.cards[1].title.setFocus()
    room.key(Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert fees.cards[0].title.words.startswith("证照费")
    fees.removed.emit(fees.cards[0].node)
    assert len(fees.cards) == 1


def test_that_a_settled_answer_is_chosen_by_its_words(room: Room[EditorPage]) -> None:
    page = room.page
    page.side.go_to(children(page.library(), None, BUNDLE)[1])
    given = page.form.parts[0].lists["已定回答"]
    given.begin_new()
    assert given._fresh is not None
    question = given._fresh.line("已定回答", "question")
    assert isinstance(question, FieldLine)
    question.control.setText("谁来办？（q_agent）")  # type: ignore[attr-defined]  # as the offer under it writes it
    question.commit()
    options = given._fresh.line("已定回答", "options")
    assert isinstance(options, FieldLine)
    options.take_focus()
    room.key(Key.Key_2)
    given._hand_over()
    assert page.library()["bundles"]["2"]["given"] == {"q_agent": ["agent"]}


def test_that_an_item_without_a_bundle_and_a_local_rule_are_made_where_such_are_listed(
    room: Room[EditorPage],
) -> None:
    page = room.page
    page.side._set_mode("item")
    room.key(Key.Key_N, CTRL)
    room.write("印刷经营许可")
    room.key(Key.Key_F9)
    assert page.side.node is not None
    assert name_of(page.library(), page.side.node) == "印刷经营许可"
    assert page.library()["bundles"] == small()["bundles"]
    page.side._set_mode("shared")
    room.key(Key.Key_N, CTRL)
    room.write("印刷要备案")
    room.key(Key.Key_F9)
    assert page.side.node is not None
    assert page.side.node.sheet == "开关"
    assert page.library()["switches"][page.side.node.key[0]]["text"] == "印刷要备案"


def test_that_what_is_wrong_stands_in_the_tree_in_words_and_under_the_field(room: Room[EditorPage]) -> None:
    page = room.page
    broken = small()
    broken["bundles"]["1"]["items"][1]["after"] = ["nobody"]
    page.replace_library(broken, None, "导入指南文件")
    placed = children(page.library(), bundle_of(page), PLACING)[1]
    page.side.go_to(placed)
    page.marks._ask()  # what its timer does in a moment
    room.settle()
    assert page.side.tree.currentIndex().data(page_role() + 1) == "1 处有误"
    assert "nobody" in line(page, placed, "after").problem.text()
    page.draft.undo()
    page.marks._ask()
    room.settle()
    assert "有误" not in page.marks.mark_of(placed)


def test_that_tab_follows_the_eye_through_what_was_unfolded_only_now(room: Room[EditorPage]) -> None:
    page = room.page
    page.side.go_to(DRAWING, bundle_of(page))
    fold = next(one for one in page.form.findChildren(ActButton) if one.objectName() == "fold_材料_依据程度")
    fold.click()
    fold.setFocus()
    room.key(Key.Key_Tab)
    unfolded = [page.focusWidget().accessibleName()]
    room.key(Key.Key_Tab)
    unfolded.append(page.focusWidget().accessibleName())
    room.key(Key.Key_Tab, SHIFT)
    unfolded.append(page.focusWidget().accessibleName())
    assert unfolded == ["依据程度", "细节依据程度", "依据程度"]
    page.side.box.setFocus()
    seen = []
    for _ in range(8):
        room.key(Key.Key_Tab)
        seen.append(page.focusWidget().objectName())
    wanted = ["editorTree", "editorNew", "editorPreview", "act_material"]
    assert [name for name in seen if name in wanted] == wanted

"""编辑: what reaches many bundles is asked for twice with their number, and what was begun is never lost in silence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from counter.domain.authoring.editing.edits import set_when
from counter.domain.authoring.editing.node import ITEM, Node, value_of
from counter.domain.guide.condition import ALWAYS, parse
from counter.ui.authoring.editor.acts import RowAct
from counter.ui.authoring.editor_page import EditorPage
from counter.ui.kit.controls.act_button import ActButton
from tests.guide_files import small
from tests.ui.authoring.bureau_room import EDITOR, WindowKind, room_on, words_of
from tests.ui.authoring.editor_hands import DRAWING, Key, both_presses, bundle_of
from tests.ui.authoring.test_editor_acts import listed_by
from tests.ui.moments import moment

LIST = "申请材料：\n1. 申请表（原件1份）\n2. 营业执照副本（复印件1份）\n3. 主要设备清单 1份\n"


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[WindowKind[EditorPage]]:
    with room_on(qtbot, tmp_path, EditorPage) as made:
        made.qtbot.waitUntil(lambda: made.page.draft.is_open)
        yield made


def material_begun(room: WindowKind[EditorPage]) -> None:
    """The panel for a new material of the shared item, half a name typed into it."""
    page = room.page
    listed_by(page, "item")
    assert page.side.go_to(Node(ITEM, ("sign_board",)))
    page.panels.open_act(RowAct.MATERIAL, Node(ITEM, ("sign_board",)), None)
    assert page.half_done == "", "opened is not begun"
    room.write("安全承")
    assert page.half_done == "给“门头招牌”加一样材料"


@pytest.mark.parametrize("way", ["escape", "another row", "another panel", "another person"])
def test_that_a_panel_left_by_any_way_keeps_what_was_begun_in_it(
    room: WindowKind[EditorPage], way: str
) -> None:
    page = room.page
    material_begun(room)
    room.heard.clear()
    if way == "escape":
        room.key(Key.Key_Escape)
    elif way == "another row":
        page.side.picked.emit(bundle_of(page), "")
    elif way == "another panel":
        page.panels.open_act(RowAct.PASTE, Node(ITEM, ("sign_board",)), None)
    else:
        page.set_clerk(None)
    title = "给“门头招牌”加一样材料"
    assert words_of(room.heard)[-1] == f"“{title}”没有办，填的还在：再打开就接着填。"
    assert (page.half_done, page.put_aside) == ("", (title,))
    page.set_clerk(EDITOR)
    page.panels.open_act(RowAct.PASTE, Node(ITEM, ("sign_board",)), None)
    page.panels.open_act(RowAct.MATERIAL, Node(ITEM, ("register",)), None)
    assert room.see(QLineEdit, "materialName").text() == "", "another item's"
    page.panels.open_act(RowAct.MATERIAL, Node(ITEM, ("sign_board",)), None)
    assert room.see(QLineEdit, "materialName").text() == "安全承"
    assert words_of(room.heard)[-1] == f"“{title}”上次填的还在，接着填。"
    assert (page.half_done, page.put_aside) == (title, ())


def test_that_an_import_says_what_was_begun_and_is_not_kept(room: WindowKind[EditorPage]) -> None:
    material_begun(room)
    room.page.replace_library(small(), None, "并入 甲.xlsx")
    assert "没有办完，填的没有留" in words_of(room.heard)[-1]
    assert "按 Ctrl+Z 可以撤销" in words_of(room.heard)[-1]


def test_that_a_panel_done_or_only_opened_says_nothing_of_it(room: WindowKind[EditorPage]) -> None:
    page = room.page
    material_begun(room)
    both_presses(room, "materialPanelDo")
    page.panels.open_act(RowAct.MATERIAL, Node(ITEM, ("sign_board",)), None)
    room.key(Key.Key_Escape)
    assert not any("没有办完" in words for words in words_of(room.heard))


def armed(room: WindowKind[EditorPage], button: str) -> str:
    """What the button says after the first press."""
    found = room.see(ActButton, button)
    room.qtbot.waitUntil(lambda: found.property("armed") is True)
    return found.words


def test_that_situations_that_reach_a_shared_material_are_asked_for_twice(
    room: WindowKind[EditorPage], heard: list[str]
) -> None:
    page = room.page
    bundle = bundle_of(page)
    page.side.go_to(DRAWING, bundle)
    page.panels.open_act(RowAct.SPLIT, DRAWING, bundle)
    room.write("租的还是自己的？")
    room.key(Key.Key_Return)
    room.see(QPlainTextEdit, "splitOptions").insertPlainText("自己的\n租的")
    panel = page.panels.currentWidget()
    panel.read()  # type: ignore[attr-defined]  # what it does a moment later by itself
    table = panel.table  # type: ignore[attr-defined]
    before = page.library()
    table.setFocus()
    table.setCurrentCell(table.nodes.index(DRAWING), 1)
    room.key(Key.Key_Space)
    assert heard[-1].endswith("，自己的：去掉了勾")
    room.key(Key.Key_F9)
    assert armed(room, "splitPanelDo") == "分好了：2件“一件事”都变"
    assert page.library() == before
    room.key(Key.Key_F9)
    assert page.library() != before


def test_that_taking_a_condition_off_a_shared_material_is_asked_for_twice(
    room: WindowKind[EditorPage],
) -> None:
    page = room.page
    page.draft.do(set_when(page.library(), DRAWING, "when", parse({"q_sign": ["yes"]})))
    page.side.go_to(DRAWING, bundle_of(page))
    page.panels.open_condition(DRAWING, "when", bundle_of(page))
    before = page.library()
    room.see(ActButton, "conditionAlways").click()
    assert armed(room, "conditionPanelDo") == "就按这个条件：2件“一件事”都变"
    assert page.library() == before
    room.key(Key.Key_F9)
    assert value_of(page.library(), DRAWING, "when") in (None, ALWAYS)


def test_that_a_list_pasted_into_a_shared_item_is_asked_for_twice(room: WindowKind[EditorPage]) -> None:
    page = room.page
    QApplication.clipboard().setText(LIST)
    page.side.go_to(DRAWING, bundle_of(page))
    page.panels.open_act(RowAct.PASTE, DRAWING, None)
    before = page.library()
    room.key(Key.Key_F9)
    assert armed(room, "pastePanelDo").endswith("2件“一件事”都变")
    assert page.library() == before


def test_that_what_is_taken_out_of_a_shared_item_says_how_far_that_reaches(
    room: WindowKind[EditorPage],
) -> None:
    page = room.page
    page.panels.remove(DRAWING)
    assert words_of(room.heard)[-1].startswith("已删去")
    assert "2件“一件事”共用" in words_of(room.heard)[-1]


def test_that_a_first_press_that_lapsed_says_so(room: WindowKind[EditorPage]) -> None:
    material_begun(room)
    room.key(Key.Key_F9)
    armed(room, "materialPanelDo")
    panel = room.page.panels.currentWidget()
    moment(panel, "forget").start(0)  # so long nobody pressed again
    button = room.see(ActButton, "materialPanelDo")
    room.qtbot.waitUntil(lambda: "已放下" in button.below)
    assert button.words == "加上这样材料"


def test_that_what_was_changed_after_the_first_press_is_asked_for_anew(room: WindowKind[EditorPage]) -> None:
    page = room.page
    material_begun(room)
    before = page.library()
    button = room.see(ActButton, "materialPanelDo")
    room.key(Key.Key_F9)
    room.qtbot.waitUntil(lambda: button.property("armed") is True)
    room.write("诺书")
    room.key(Key.Key_F9)
    assert page.library() == before
    room.qtbot.waitUntil(lambda: button.property("armed") is True)
    room.key(Key.Key_F9)
    assert page.library() != before


def test_that_a_search_in_the_guide_says_what_it_found_and_the_row_it_walks_to(
    room: WindowKind[EditorPage], heard: list[str]
) -> None:
    side = room.page.side
    side.focus_search()
    side.box.setText("没有这样的事")
    side.box.textEdited.emit(side.box.text())
    room.qtbot.waitUntil(lambda: heard[-1:] == ["没有找到“没有这样的事”。"])
    side.box.setText("门头招牌")
    side.box.textEdited.emit(side.box.text())
    room.qtbot.waitUntil(lambda: heard[-1].startswith("找到"))
    side.box.walked.emit(1)
    assert "门头招牌" in heard[-1]


def test_that_the_focus_waits_at_the_search_while_the_guide_is_read(qtbot: QtBot, tmp_path: Path) -> None:
    passed: list[str] = []
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.focusChanged.connect(lambda _, now: passed.append(now.objectName()) if now else None)
    with room_on(qtbot, tmp_path, EditorPage) as made:
        made.qtbot.waitUntil(lambda: made.page.draft.is_open)
        assert made.page.side.box.hasFocus()
    assert set(passed) == {"editorFind"}

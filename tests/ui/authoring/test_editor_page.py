"""编辑: what is typed is seen, saved, undone and never lost; everything is found and reached by keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from counter.domain.authoring.editing.node import (
    MATERIAL,
    PLACING,
    Node,
    children,
    value_of,
)
from counter.domain.authoring.lint.finding import Where
from counter.domain.authoring.merge import joined
from counter.ui.authoring.editor.draft import SaveState
from counter.ui.authoring.editor.search import EditorSearch
from counter.ui.authoring.editor.tree import TreeRole
from counter.ui.authoring.editor_page import EditorPage
from counter.ui.kit.controls.act_button import ActButton
from tests.guide_files import small
from tests.settings import RESOURCES
from tests.ui.authoring.bureau_room import EDITOR, WindowKind, room_on, words_of
from tests.ui.authoring.editor_hands import CTRL, DRAWING, SHIFT, Key, bundle_of, line, put, saved
from tests.ui.moments import moment


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[WindowKind[EditorPage]]:
    with room_on(qtbot, tmp_path, EditorPage) as made:
        made.qtbot.waitUntil(lambda: made.page.draft.is_open)
        yield made


def test_that_a_preview_of_nothing_names_no_local_rules(room: WindowKind[EditorPage]) -> None:
    preview = room.page.preview
    room.qtbot.waitUntil(lambda: "选一件事" in preview.summary.text() or preview.list.model().rowCount() > 0)
    assert "本地规定" not in "".join(
        label.text() for label in preview.findChildren(QLabel) if label.isVisible()
    )


def test_that_what_is_typed_shows_in_the_preview_is_saved_and_can_be_undone_where_it_was(
    room: WindowKind[EditorPage],
) -> None:
    page = room.page
    assert page.side.go_to(DRAWING, bundle_of(page))
    put(room, DRAWING, "name", "门头效果图")
    assert value_of(page.library(), DRAWING, "name") == "门头效果图"
    saved(room)
    assert room.facade.draft().library == page.library()
    assert room.facade.draft().editors == (EDITOR.code,)
    assert page.bar.undo.words.startswith("撤销：改")
    page.side.go_to(bundle_of(page))
    room.key(Key.Key_Z, CTRL)
    assert value_of(page.library(), DRAWING, "name") == "效果图"
    assert page.side.node == DRAWING
    assert "已撤销：改" in words_of(room.heard)[-1]
    room.key(Key.Key_Z, CTRL | SHIFT)
    assert value_of(page.library(), DRAWING, "name") == "门头效果图"


def test_that_half_a_word_is_kept_too(room: WindowKind[EditorPage]) -> None:
    page = room.page
    page.side.go_to(DRAWING, bundle_of(page))
    control = line(page, DRAWING, "name").control
    assert isinstance(control, QPlainTextEdit)
    control.setFocus()
    control.selectAll()
    room.write("效")
    room.qtbot.waitUntil(lambda: value_of(page.library(), DRAWING, "name") == "效")
    room.qtbot.waitUntil(lambda: page.draft.state is SaveState.SAVED and not room.background.busy)
    assert value_of(room.facade.draft().library, DRAWING, "name") == "效"
    assert page.draft.undo_words == ""


def test_that_a_value_that_does_not_fit_is_told_under_its_field_and_changes_nothing(
    room: WindowKind[EditorPage],
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


def test_that_a_finding_leads_to_its_row_and_an_import_is_one_edit(room: WindowKind[EditorPage]) -> None:
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


def test_that_everything_is_found_by_word_and_every_control_has_a_name(room: WindowKind[EditorPage]) -> None:
    page = room.page
    page.side.box.setFocus()
    room.write("效果")
    room.qtbot.waitUntil(lambda: page.side.model.rowCount() == 1)
    room.key(Key.Key_Return)
    assert page.side.node == DRAWING
    assert [one.key for one in EditorSearch(RESOURCES).find(page.library(), "kxd", by_items=False)[0]] == [
        (1,)
    ]
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


def test_that_what_stands_in_a_field_is_safe_when_the_window_locks(room: WindowKind[EditorPage]) -> None:
    page = room.page
    page.side.go_to(DRAWING, bundle_of(page))
    control = line(page, DRAWING, "name").control
    control.setFocus()
    room.write("新的")
    page.save_work()
    room.settle()
    assert "新的" in value_of(room.facade.draft().library, DRAWING, "name")
    assert QApplication.focusWidget() is control


def test_that_a_draft_changed_elsewhere_is_taken_up_and_one_in_hand_is_not_lost(
    room: WindowKind[EditorPage],
) -> None:
    page, other = room.page, small()
    other["items"]["sign_board"]["name"] = "户外招牌"
    room.save(other)
    page.on_shown()
    room.qtbot.waitUntil(lambda: page.library() == other)
    room.settle()
    assert "别处改过" in words_of(room.heard)[-1]
    page.side.go_to(DRAWING, bundle_of(page))
    put(room, DRAWING, "name", "新图")
    page.hide()
    room.settle()
    assert value_of(room.facade.draft().library, DRAWING, "name") == "新图"


def test_that_what_is_wrong_stands_in_the_tree_in_words_and_under_the_field(
    room: WindowKind[EditorPage],
) -> None:
    page = room.page
    broken = small()
    broken["bundles"]["1"]["items"][1]["after"] = ["nobody"]
    page.replace_library(broken, None, "导入指南文件")
    placed = children(page.library(), bundle_of(page), PLACING)[1]
    page.side.go_to(placed)
    moment(page.marks).timeout.emit()  # what its timer does in a moment
    room.settle()
    assert page.side.tree.currentIndex().data(TreeRole.MARK) == "1 处有误"
    assert "nobody" in line(page, placed, "after").problem.text()
    page.draft.undo()
    moment(page.marks).timeout.emit()
    room.settle()
    assert "有误" not in page.marks.mark_of(placed)


def test_that_tab_follows_the_eye_through_what_was_unfolded_only_now(room: WindowKind[EditorPage]) -> None:
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


def test_that_what_the_command_line_saved_meanwhile_is_not_written_over(room: WindowKind[EditorPage]) -> None:
    page = room.page
    page.side.go_to(DRAWING, bundle_of(page))
    other = small()
    other["items"]["register"]["name"] = "别处改的名称"
    room.save(other)
    put(room, DRAWING, "name", "这里改的")
    room.qtbot.waitUntil(lambda: page.draft.undo_words == "并入别处的修改")
    saved(room)
    for library in (page.library(), room.facade.draft().library):
        assert library["items"]["register"]["name"] == "别处改的名称"
        assert value_of(library, DRAWING, "name") == "这里改的"


def test_that_of_what_two_changed_both_stand_and_a_clash_is_counted() -> None:
    base, mine, theirs = small(), small(), small()
    mine["items"]["sign_board"]["name"] = "甲"
    mine["items"].pop("register")
    theirs["items"]["register"]["name"] = "乙"
    theirs["switches"].clear()
    made, twice = joined(base, mine, theirs)
    assert (made["items"]["sign_board"]["name"], made["switches"], twice) == ("甲", {}, 1)
    assert "register" not in made["items"]
    assert joined(base, base, theirs) == (theirs, 0)
    assert joined(base, mine, mine) == (mine, 0)

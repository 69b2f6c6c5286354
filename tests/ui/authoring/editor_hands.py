"""What tests of the editor share: places of the small library, and hands that fill in a field."""

from __future__ import annotations

from PySide6.QtCore import Qt

from counter.domain.authoring.editing.node import BUNDLE, MATERIAL, Node, children
from counter.ui.authoring.editor.draft import SaveState
from counter.ui.authoring.editor.field import FieldLine
from counter.ui.authoring.editor_page import EditorPage
from counter.ui.kit.controls.act_button import ActButton
from tests.ui.authoring.bureau_room import WindowKind

Key, CTRL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

DRAWING = Node(MATERIAL, ("sign_board", 1))


def saved(room: WindowKind[EditorPage]) -> None:
    """Wait until the newest state is on disk."""
    room.qtbot.waitUntil(
        lambda: room.page.draft.state is SaveState.SAVED and not room.background.busy, timeout=15_000
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


def put(room: WindowKind[EditorPage], node: Node, key: str, text: str) -> None:
    """Type into a field in place of what stands there, and go on with Enter."""
    control = line(room.page, node, key).control
    control.setFocus()
    control.selectAll()  # type: ignore[attr-defined]  # fields to type in can
    room.key(Key.Key_Delete)
    if text:
        room.write(text)
    room.key(Key.Key_Return)


def both_presses(room: WindowKind[EditorPage], button: str) -> None:
    """F9 until the button says how far it reaches, and F9 again."""
    room.key(Key.Key_F9)
    room.qtbot.waitUntil(lambda: room.see(ActButton, button).property("armed") is True)
    room.key(Key.Key_F9)

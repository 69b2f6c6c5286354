"""Deleting a row that others use: the list of users, and 一并去掉."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.domain.authoring.editing.edits import removal, remove
from counter.domain.authoring.editing.node import ASKING, QUESTION, Node, described
from counter.domain.authoring.editing.references import users
from counter.ui.authoring.panels.panel import EditorPanel
from counter.ui.kit.controls.labels import TextLabel

if TYPE_CHECKING:
    from counter.ui.authoring.editor.draft import CurrentDraft

MOST = 30


class RemovePanel(EditorPanel):
    """Confirms the deletion of a row that others use; ``done(node)``: its parent, where there is one."""

    def __init__(self, draft: CurrentDraft) -> None:
        super().__init__(
            "removePanel",
            "",
            self.tr("别处还用着它。删去以后，下面这些地方也一并去掉它："),
            self.tr("一并去掉"),
        )
        self._draft = draft
        self._node: Node | None = None
        self._list = TextLabel("", wrap=True)
        self._list.setObjectName("removeUsers")
        self.body.addWidget(self._list)
        self.body.addStretch(1)

    def ask(self, node: Node) -> None:
        """Open for this row."""
        self._node = node
        library = self._draft.library
        found = users(library, node)
        self.title.setText(removal(library, node))
        lines = [f"· {described(library, one)}" for one in found[:MOST]]
        if len(found) > MOST:
            lines.append(self.tr("……一共 {0} 处").format(len(found)))
        if node.sheet in (ASKING, QUESTION):
            lines.append(self.tr("只看这一题才要的，以后总是要；只看这一题的“不能办”和提示，也去掉。"))
        self._list.setText("\n".join(lines))
        self.do.say(self.tr("删去，并从这 {0} 处一并去掉").format(len(found)))
        self.problem.say("")

    def act(self) -> None:
        if self._node is not None:
            self._draft.do(remove(self._draft.library, self._node, cascade=True))
            self.done.emit(self._node.parent)

    def take_focus(self) -> None:
        """Focus nothing that a stray key could press."""
        self._close.setFocus()

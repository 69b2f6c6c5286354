"""只在某情形: build the condition of a row above its form, with its sentence and a warning where it is never true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from counter.domain.authoring.changed_bundles import bundles_changed_by
from counter.domain.authoring.editing.condition_builder import faults, offered
from counter.domain.authoring.editing.edits import set_when
from counter.domain.authoring.editing.node import ASKING, Node, children, name_of, value_of, words_of
from counter.domain.errors import BadInput
from counter.domain.guide.condition import ALWAYS, Condition
from counter.ui.authoring.editor.condition_builder import ConditionBuilder
from counter.ui.authoring.panels.panel import EditorPanel
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.ui.authoring.editor.draft import CurrentDraft


class ConditionPanel(EditorPanel):
    """Builds the condition of a row; ``done(node)``: that row."""

    def __init__(self, look: Look, draft: CurrentDraft) -> None:
        super().__init__("conditionPanel", "", "", "")
        self._draft = draft
        self._node: Node | None = None
        self._key = "when"
        self._bundle: Node | None = None
        self.do.say(self.tr("就按这个条件"))
        self.builder = ConditionBuilder(look, "condition")
        self._note = QFrame()
        self._note.setProperty("role", "note-act")
        self.sentence = TextLabel("", wrap=True)
        self.sentence.setObjectName("conditionSentence")
        self.doubt = TextLabel("", "gap", wrap=True)
        self.doubt.setObjectName("conditionDoubt")
        inside = QVBoxLayout(self._note)
        inside.setContentsMargins(10, 8, 10, 8)
        inside.addWidget(self.sentence)
        inside.addWidget(self.doubt)
        self.always = ActButton("conditionAlways", self.tr("总是这样，不分情形"), role="link", enter=True)
        self.always.clicked.connect(self._be_always)
        self.body.addWidget(self._note)
        self.body.addWidget(self.builder)
        self.body.addWidget(self.always, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self.builder.changed.connect(self._update)

    def ask(self, node: Node, key: str, bundle: Node | None) -> None:
        """Open for the condition of a row, with the questions of this bundle where there is one."""
        self._node, self._key, self._bundle = node, key, bundle
        library = self._draft.library
        column = node.form.column(key)
        self.title.setText(self.tr("{0}：{1}").format(name_of(library, node), column.head))
        self.why.setText(self.tr("选一题，再勾上是哪些回答；可以加几题，也可以分组。"))
        self.problem.say("")
        before = value_of(library, node, key)
        held = before if isinstance(before, Condition) else ALWAYS
        self.builder.begin(held, offered(library, node, bundle, held))
        if bundle is not None and not children(library, bundle, ASKING):
            self.why.setText(self.tr("这件事还没有情形题：先用“分情形…”（Ctrl+G）加一题。"))
        self._update()

    def reach(self) -> int:
        condition = self.builder.condition()
        if condition is None or self._node is None:
            return 1
        library = self._draft.library
        return len(bundles_changed_by(library, set_when(library, self._node, self._key, condition)))

    def act(self) -> None:
        condition = self.builder.condition()
        if condition is None:
            raise BadInput(self.tr("有一行还没有选完：选好题目和回答，或者去掉那一行。"))
        if self._node is not None:
            self._draft.do(set_when(self._draft.library, self._node, self._key, condition))
            self.done.emit(self._node)

    def take_focus(self) -> None:
        """Focus the builder."""
        self.builder.take_focus()

    def _be_always(self) -> None:
        if self._node is None:
            return
        self.builder.begin(ALWAYS, offered(self._draft.library, self._node, self._bundle, ALWAYS))
        self._update()
        self.press()

    def _update(self) -> None:
        condition = self.builder.condition()
        if condition is None:
            self.sentence.setText(self.tr("还没有选完。"))
            self.doubt.hide()
            return
        words = words_of(self._draft.library, condition, self._bundle)
        self.sentence.setText(self.tr("{0}。").format(words) if words else self.tr("总是，不分情形。"))
        assert self._node is not None
        doubts = faults(self._draft.library, self._node, condition, self._bundle)
        self.doubt.setText("\n".join(doubts))
        self.doubt.setVisible(bool(doubts))

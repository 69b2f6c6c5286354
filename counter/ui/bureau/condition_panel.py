"""只在某情形: the condition of a row built over its form, said as a sentence, with a word where it never comes true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from counter.domain.condition import ALWAYS, Answered, Condition, Not, SwitchOn, atoms
from counter.domain.errors import BadInput
from counter.domain.guide_edits import set_when
from counter.domain.guide_lazily import lazily
from counter.domain.guide_lint.reach import Reach, TooMany
from counter.domain.guide_node import (
    ASKING,
    BUNDLE,
    OPTION,
    QUESTION,
    SWITCH,
    Node,
    children,
    name_of,
    row_of,
    value_of,
    words_of,
)
from counter.ui.bureau.condition_builder import ConditionBuilder, Offered
from counter.ui.bureau.editor_panel import EditorPanel
from counter.ui.theme import Look
from counter.ui.widgets.act_button import ActButton
from counter.ui.widgets.text_label import TextLabel

if TYPE_CHECKING:
    from counter.domain.guide_library import Library
    from counter.ui.bureau.editor_draft import DraftInHand


class ConditionPanel(EditorPanel):
    """Signals: ``built(node)``."""

    built = Signal(object)

    def __init__(self, look: Look, draft: DraftInHand) -> None:
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
        self.builder.changed.connect(self._tell)

    def ask(self, node: Node, key: str, bundle: Node | None) -> None:
        """Ask for the condition of a row, by the questions of this bundle where one is in hand."""
        self._node, self._key, self._bundle = node, key, bundle
        library = self._draft.library
        column = node.form.column(key)
        self.title.setText(self.tr("{0}：{1}").format(name_of(library, node), column.head))
        self.why.setText(self.tr("选一题，再勾上是哪些回答；可以加几题，也可以分组。"))
        self.problem.say("")
        before = value_of(library, node, key)
        held = before if isinstance(before, Condition) else ALWAYS
        self.builder.begin(held, offered_in(library, bundle, node, held))
        if bundle is not None and not self.builder.root:
            self.why.setText(self.tr("这件事还没有情形题；先用“分情形”加一题。"))
        self._tell()

    def act(self) -> None:
        condition = self.builder.condition()
        if condition is None:
            raise BadInput(self.tr("有一行还没有选完：选好题目和回答，或者去掉那一行。"))
        if self._node is not None:
            self._draft.do(set_when(self._draft.library, self._node, self._key, condition))
            self.built.emit(self._node)

    def take_focus(self) -> None:
        """Where the next thing is to be said."""
        self.builder.take_focus()

    def _be_always(self) -> None:
        if self._node is None:
            return
        self._draft.do(set_when(self._draft.library, self._node, self._key, ALWAYS))
        self.built.emit(self._node)

    def _tell(self) -> None:
        condition = self.builder.condition()
        if condition is None:
            self.sentence.setText(self.tr("还没有选完。"))
            self.doubt.hide()
            return
        words = words_of(self._draft.library, condition, self._bundle)
        self.sentence.setText(self.tr("{0}。").format(words) if words else self.tr("总是，不分情形。"))
        doubt = self._doubt(condition)
        self.doubt.setText(doubt)
        self.doubt.setVisible(bool(doubt))

    def _doubt(self, condition: Condition) -> str:
        """Whether it can never come true in this bundle, or always does."""
        if self._bundle is None or condition == ALWAYS:
            return ""
        guide = lazily(self._draft.library)
        try:
            reach = Reach(guide, guide.bundles[int(self._bundle.key[0])])
            if not reach.satisfiable(condition):
                return self.tr("在这件事里永远不会成立：没有一种回答能满足它。")
            if not reach.satisfiable(Not(condition)):
                return self.tr("在这件事里总是成立：怎样回答都满足它，可以不分情形。")
        except TooMany:
            return self.tr("牵涉的回答太多，算不出会不会成立；请拆得简单些。")
        except (KeyError, ValueError):
            return self.tr("里面有这件事没有的题或选项。")
        return ""


def offered_in(library: Library, bundle: Node | None, node: Node, held: Condition) -> Offered:
    """Questions that the bundle asks (those asked before this one where it is one itself), all switches, and whatever
    the condition names already."""
    asked: list[str] = []
    root = bundle if bundle is not None else (node.root if node.root.sheet == BUNDLE else None)
    if root is not None:
        for asking in children(library, root, ASKING):
            if asking == node:
                break
            asked.append(str(row_of(library, asking)["ask"]))
        texts = {key: f"第{n}题 {_text(library, key)}" for n, key in enumerate(asked, 1)}
    else:
        texts = {str(one.key[0]): name_of(library, one) for one in children(library, None, QUESTION)}
    for atom in atoms(held):
        if isinstance(atom, Answered):
            texts.setdefault(atom.question, _text(library, atom.question))
    options = {key: _options(library, key) for key in texts if key in library["questions"]}
    switches = {key: _switch(library, key) for key in library["switches"]}
    switches |= {a.switch: _switch(library, a.switch) for a in atoms(held) if isinstance(a, SwitchOn)}
    return Offered(texts, options, switches)


def _text(library: Library, question: str) -> str:
    return name_of(library, Node(QUESTION, (question,)))


def _options(library: Library, question: str) -> list[tuple[str, str]]:
    rows = children(library, Node(QUESTION, (question,)), OPTION)
    return [(str(row_of(library, one)["id"]), name_of(library, one)) for one in rows]


def _switch(library: Library, switch: str) -> str:
    return name_of(library, Node(SWITCH, (switch,)))

"""新建共用的: a material required once per visit, a hint for every matter, or a local rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from counter.domain.authoring.editing.condition_builder import offered
from counter.domain.authoring.editing.edits import WORDINGS, add_row, new_common
from counter.domain.authoring.editing.node import COMMON, COMMON_HINT, SWITCH, Node
from counter.domain.errors import BadInput
from counter.domain.guide.condition import ALWAYS, Condition
from counter.ui.authoring.editor.condition_builder import ConditionBuilder
from counter.ui.authoring.editor.field import ChoiceBox
from counter.ui.authoring.editor.paper_name import PaperName
from counter.ui.authoring.editor.text import EditorText
from counter.ui.authoring.panels.panel import EditorPanel
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.ui.authoring.editor.draft import CurrentDraft


class SharedPanel(EditorPanel):
    """One of three kinds of row outside any bundle; ``done(node)``: the new row."""

    def __init__(self, look: Look, draft: CurrentDraft) -> None:
        super().__init__("sharedPanel", self.tr("新建共用的"), "", self.tr("加上"))
        self._draft = draft
        self._sheet = COMMON
        self.sort = Choices(look, "sharedSort", self.tr("哪一种"))
        self._sorts = (
            (COMMON, self.tr("共用材料")),
            (COMMON_HINT, self.tr("共用提示")),
            (SWITCH, self.tr("本地规定")),
        )
        self.name = PaperName(look, "sharedName", self.tr("材料名称"))
        self.wanted = ChoiceBox("sharedWanted", self.tr("原件复印件"), WORDINGS, "")
        self.wanted.removeItem(0)
        self.text = EditorText("sharedText", self.tr("写什么"))
        self.builder = ConditionBuilder(look, "shared")
        self._text_label = TextLabel("", "small")
        self._of_material = (self._labelled(self.tr("材料名称"), self.name),
                             self._labelled(self.tr("原件复印件"), self.wanted))  # fmt: skip
        self._with_when = TextLabel(self.tr("什么情形"), "small")
        self.body.insertWidget(0, self.sort)
        for part in (self._text_label, self.text, self._with_when, self.builder):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.sort.changed.connect(lambda: self._lay(self.sort.chosen[0]))
        self.sort.left.connect(self._focus_words)
        self.name.returnPressed.connect(self.focusNextChild)

    def ask(self, like: Node | None) -> None:
        """Open for a row of the kind of ``like``, which can be changed."""
        library = self._draft.library
        sheet = like.sheet if like is not None and like.sheet in (COMMON_HINT, SWITCH) else COMMON
        self.problem.say("")
        self.name.offer(library)
        self.wanted.setCurrentIndex(0)
        self.text.show_words("")
        self.builder.begin(ALWAYS, offered(library, Node(sheet, (-1,))))
        self.sort.show_options(self._sorts, (sheet,))
        self._lay(sheet)

    def act(self) -> None:
        library, spent, words = self._draft.library, self._draft.spent, self.text.words()
        if self._sheet == COMMON:
            edit, node = new_common(
                library, self.name.text(), self.wanted.words(), words, self._when(), spent=spent
            )
        elif not words.strip():
            raise BadInput(
                self.tr("请写明是什么规定。") if self._sheet == SWITCH else self.tr("请写提示的话。"),
                field="why",
            )
        elif self._sheet == COMMON_HINT:
            values = {"text": words, "when": self._when()}
            edit, node = add_row(library, COMMON_HINT, None, values)
        else:
            edit, node = add_row(library, SWITCH, None, {"text": words}, spent=spent)
        self._draft.do(edit)
        self.done.emit(node)

    def show_fault(self, field: str) -> None:
        if field == "when":
            self.builder.take_focus()
        else:
            (self.name if field == "name" else self.text).setFocus()

    def take_focus(self) -> None:
        """Focus the choice of kind: a digit chooses and continues."""
        self.sort.take_focus()

    def _when(self) -> Condition:
        condition = self.builder.condition()
        if condition is None:
            raise BadInput(self.tr("条件里有一行还没有选完。"), field="when")
        return condition

    def _labelled(self, words: str, widget: QWidget) -> tuple[QWidget, QWidget]:
        label = TextLabel(words, "small")
        self.body.addWidget(label)
        self.body.addWidget(widget)
        return label, widget

    def _lay(self, sheet: str) -> None:
        self._sheet = sheet
        for parts in self._of_material:
            for part in parts:
                part.setVisible(sheet == COMMON)
        for part in (self._with_when, self.builder):
            part.setVisible(sheet != SWITCH)
        help_words = {
            COMMON: (
                self.tr("为什么要交"),
                self.tr("每件事都适用，一次来访只收一份；事项的材料里有同一份，也只交一次。"),
            ),
            COMMON_HINT: (self.tr("给窗口人员的提示"), self.tr("不论哪件事，到了这个情形就提示窗口人员。")),
            SWITCH: (
                self.tr("本地规定"),
                self.tr("各地不同的规定，由大厅设定，不问申请人；条件里用它分出各地不同的要求。"),
            ),
        }
        label, why = help_words[sheet]
        self._text_label.setText(label)
        self.text.setAccessibleName(label)
        self.why.setText(why)

    def _focus_words(self) -> None:
        (self.name if self._sheet == COMMON else self.text).setFocus()

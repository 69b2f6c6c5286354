"""Panels for one new row in one edit: a material, a 不能办 or 提示, another number of a bundle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.domain.authoring.changed_bundles import bundles_of_item
from counter.domain.authoring.editing.condition_builder import offered
from counter.domain.authoring.editing.edits import WORDINGS, add_row, new_material, renumber
from counter.domain.authoring.editing.node import HINT, REFUSAL, Node, name_of
from counter.domain.authoring.editing.patch import Edit
from counter.domain.errors import BadInput
from counter.domain.guide.condition import ALWAYS
from counter.domain.guide.rows.columns import Value
from counter.domain.guide.rows.sheets import REFUSAL as REFUSALS
from counter.ui.authoring.editor.condition_builder import ConditionBuilder
from counter.ui.authoring.editor.field import ChoiceBox
from counter.ui.authoring.editor.paper_name import PaperName
from counter.ui.authoring.editor.text import EditorText
from counter.ui.authoring.panels.panel import EditorPanel
from counter.ui.kit.controls.day_field import CountField
from counter.ui.kit.controls.field_row import labelled
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.ui.authoring.editor.draft import CurrentDraft


class MaterialPanel(EditorPanel):
    """A material for an item; ``done(node)``: the new row."""

    def __init__(self, look: Look, draft: CurrentDraft) -> None:
        why = self.tr(
            "别的事项、共用材料已经要的，打几个字从下面选：同名就认作同一份，一次来访只交一次。"
            "其余的加好以后在表里填。"
        )
        super().__init__("materialPanel", "", why, self.tr("加上这样材料"))
        self._draft = draft
        self._item: Node | None = None
        self.name = PaperName(look, "materialName", self.tr("材料名称"))
        self.wanted = ChoiceBox("materialWanted", self.tr("原件复印件"), WORDINGS, "")
        self.wanted.removeItem(0)
        self.copies = CountField("materialCopies", self.tr("份数"), units="份", most=999)
        for words, widget in (
            (self.tr("材料名称"), self.name),
            (self.tr("原件复印件"), self.wanted),
            (self.tr("份数"), self.copies),
        ):
            self.body.addWidget(TextLabel(words, "small"))
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.name.returnPressed.connect(self.press)

    def ask(self, item: Node) -> None:
        """Open for a material of this item."""
        self._item = item
        self.title.setText(self.tr("给“{0}”加一样材料").format(name_of(self._draft.library, item)))
        self.problem.say("")
        self.name.offer(self._draft.library)
        self.wanted.setCurrentIndex(0)
        self.copies.setText("1")

    def reach(self) -> int:
        return len(bundles_of_item(self._draft.library, str(self._item.key[0]))) if self._item else 1

    def check(self) -> None:
        if self._item is not None:
            self._edit(self._item)

    def act(self) -> None:
        if self._item is None:
            return
        edit, node = self._edit(self._item)
        self._draft.do(edit)
        self.done.emit(node)

    def _edit(self, item: Node) -> tuple[Edit, Node]:
        copies = self.copies.count("copies")
        return new_material(
            self._draft.library,
            item,
            self.name.text(),
            self.wanted.words(),
            copies,
            spent=self._draft.spent,
        )

    def show_fault(self, field: str) -> None:
        (self.copies if field == "copies" else self.name).setFocus()

    def take_focus(self) -> None:
        """Focus the name."""
        self.name.setFocus()


class SayingPanel(EditorPanel):
    """A 不能办 or a 提示 of a bundle; ``done(node)``: the new row."""

    def __init__(self, look: Look, draft: CurrentDraft) -> None:
        super().__init__("sayingPanel", "", "", "")
        self._draft = draft
        self._bundle: Node | None = None
        self._sheet = HINT
        self._text_label = TextLabel("", "small")
        self.text = EditorText("sayingText", self.tr("写什么"))
        self._kind_label = TextLabel(self.tr("种类"), "small")
        self.kind = ChoiceBox("sayingKind", self.tr("种类"), list(REFUSALS.values()), "")
        self.kind.removeItem(0)
        self.builder = ConditionBuilder(look, "saying")
        for part in (
            self._text_label,
            self.text,
            self._kind_label,
            self.kind,
            TextLabel(self.tr("什么情形"), "small"),
            self.builder,
        ):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def ask(self, bundle: Node, sheet: str) -> None:
        """Open for a row of that sheet."""
        self._bundle, self._sheet = bundle, sheet
        refusal = sheet == REFUSAL
        name = name_of(self._draft.library, bundle)
        title = self.tr("“{0}”什么情形不能办") if refusal else self.tr("给“{0}”加一条提示")
        self.title.setText(title.format(name))
        self._text_label.setText(
            self.tr("理由（照写给申请人看的话）") if refusal else self.tr("给窗口人员的提示")
        )
        self._kind_label.setVisible(refusal)
        self.kind.setVisible(refusal)
        self.do.say(self.tr("加上"))
        self.problem.say("")
        self.text.show_words("")
        self.builder.begin(ALWAYS, offered(self._draft.library, bundle, bundle))

    def act(self) -> None:
        condition = self.builder.condition()
        if condition is None:
            raise BadInput(self.tr("条件里有一行还没有选完。"), field="when")
        if self._bundle is None:
            return
        if self._sheet == REFUSAL:
            if condition == ALWAYS:
                raise BadInput(self.tr("请选是什么情形：总是不能办的，就不该在清单上。"), field="when")
            values: dict[str, Value] = {
                "when": condition,
                "kind": self.kind.words(),
                "reason": self.text.words(),
            }
        else:
            values = {"when": condition, "text": self.text.words()}
        edit, node = add_row(self._draft.library, self._sheet, self._bundle, values)
        self._draft.do(edit)
        self.done.emit(node)

    def show_fault(self, field: str) -> None:
        if field == "when":
            self.builder.take_focus()
        else:
            self.text.setFocus()

    def take_focus(self) -> None:
        """Focus the text."""
        self.text.setFocus()


class NumberPanel(EditorPanel):
    """Another number of the region's list for a bundle; ``done(node)``: the bundle."""

    def __init__(self, draft: CurrentDraft) -> None:
        why = self.tr("清单上的序号。别处都用它来指这件事，一并改好。")
        super().__init__("numberPanel", "", why, self.tr("改成这个序号"))
        self._draft = draft
        self._bundle: Node | None = None
        self.number = CountField("bundleNumber", self.tr("序号"), most=9_999_999)
        self.body.addWidget(labelled(self.number))
        self.body.addStretch(1)
        self.number.returnPressed.connect(self.press)

    def ask(self, bundle: Node) -> None:
        """Open for another number of this bundle."""
        self._bundle = bundle
        self.title.setText(self.tr("改“{0}”的序号").format(name_of(self._draft.library, bundle)))
        self.problem.say("")
        self.number.setText(str(bundle.key[0]))
        self.number.selectAll()

    def act(self) -> None:
        number = self.number.count("id")
        if self._bundle is not None and number != self._bundle.key[0]:
            edit, self._bundle = renumber(self._draft.library, self._bundle, number)
            self._draft.do(edit)
        self.done.emit(self._bundle)

    def show_fault(self, field: str) -> None:
        self.number.setFocus()

    def take_focus(self) -> None:
        """Focus the number."""
        self.number.setFocus()

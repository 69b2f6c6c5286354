"""新建: a new 一件事 with its first 事项 and its materials, or a 事项 added to a 一件事, in one edit."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from counter.domain.authoring.editing.edits import add_materials, new_bundle, new_item, place_item
from counter.domain.authoring.editing.node import ITEM, Node, children, name_of
from counter.domain.authoring.editing.patch import Edit, apply
from counter.domain.errors import BadInput
from counter.domain.guide.rows.sheets import PROCEDURE
from counter.ui.authoring.editor.field import ChoiceBox, NameLine
from counter.ui.authoring.panels.panel import EditorPanel
from counter.ui.authoring.panels.paste_panel import PasteBox
from counter.ui.kit.controls.day_field import CountField
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.labels import TextLabel

if TYPE_CHECKING:
    from counter.domain.authoring.pasted.materials import PastedLine
    from counter.domain.guide.entries import Library
    from counter.ui.authoring.editor.draft import CurrentDraft
    from counter.ui.kit.theme import Look


class NewPanel(EditorPanel):
    """Asks for a bundle and its first item (``bundle`` None), or for an item of a bundle.

    ``done(node)``: the new bundle, or the item's placement in the given one.
    """

    def __init__(self, look: Look, draft: CurrentDraft) -> None:
        super().__init__("newPanel", "", "", "")
        self._draft = draft
        self._bundle: Node | None = None
        self._alone = False
        self.name = Field("newName", self.tr("一件事的名称"), self.tr("与清单一字不差，例如“我要开…”"))
        self.number = CountField("newNumber", self.tr("序号"), self.tr("留空就排在最后"), most=9_999_999)
        self.existing = NameLine(
            "newExisting", self.tr("已有的事项"), [], self.tr("打名称里的几个字，从下面选")
        )
        self.item = Field("newItem", self.tr("事项名称"), self.tr("权力清单上的名称；留空就与一件事同名"))
        self.organ = Field("newOrgan", self.tr("实施机关"), self.tr("可以以后再填"))
        self.procedure = ChoiceBox("newProcedure", self.tr("程序类别"), list(PROCEDURE.values()), "")
        self.procedure.removeItem(0)
        self.box = PasteBox(look, draft, "newMaterials")
        self._labels: dict[QWidget, TextLabel] = {}
        for words, widget in (
            (self.tr("一件事的名称"), self.name),
            (self.tr("新事项的名称"), self.item),
            (self.tr("实施机关"), self.organ),
            (self.tr("程序类别"), self.procedure),
            ("", self.box),
            (self.tr("用已有的事项（与别的一件事共用）"), self.existing),
            (self.tr("序号（清单上的）"), self.number),
        ):
            if words:
                self._labels[widget] = TextLabel(words, "small")
                self.body.addWidget(self._labels[widget])
            self.body.addWidget(widget)
        self.body.addStretch(1)
        for field in (self.name, self.item, self.organ, self.number):
            field.returnPressed.connect(self._go_on)
        self.box.counted.connect(lambda _: self._update_button())
        self.existing.textChanged.connect(lambda _: self._show_existing())

    def ask(self, bundle: Node | None, *, alone: bool = False) -> None:
        """Open for a new bundle, for an item of this one, or for an item ``alone``, in no bundle yet."""
        self._bundle, self._alone = bundle, alone
        library = self._draft.library
        of_bundle = bundle is not None or alone
        for field in (self.name, self.number):
            field.clear()
            field.setVisible(not of_bundle)
            self._labels[field].setVisible(not of_bundle)
        for field in (self.item, self.organ):
            field.clear()
        same = self.tr("权力清单上的名称；留空就与一件事同名")
        self.item.setPlaceholderText(self.tr("权力清单上的名称") if of_bundle else same)
        self.existing.offer(
            [(str(one.key[0]), name_of(library, one)) for one in children(library, None, ITEM)]
        )
        self.existing.show_words("")
        self._lay_existing(first=bundle is not None)
        self.box.begin(None, from_clipboard=True)
        self.problem.say("")
        if alone:
            self.title.setText(self.tr("新建事项"))
            self.why.setText(self.tr("建好以后，在一件事里用“加事项…”放进去。"))
        elif bundle is None:
            self.title.setText(self.tr("新建一件事"))
            self.why.setText(self.tr("先写名称；下面可以顺手写上第一个事项和它的材料清单，一次建好。"))
        else:
            self.title.setText(self.tr("给“{0}”加一个事项").format(name_of(library, bundle)))
            self.why.setText(self.tr("别的一件事已经有的事项，直接选来共用；没有的，写名称新建。"))
        self._show_existing()
        self._update_button()

    def act(self) -> None:
        edit, node = self._edit(self._draft.library)
        self._draft.do(edit)
        self.done.emit(node)

    def show_fault(self, field: str) -> None:
        first = self._first()
        fields = {"id": self.number, "name": self.name if self.name.isVisible() else self.item}
        fields.get(field, first).setFocus()

    def take_focus(self) -> None:
        """Focus the first field."""
        self._first().setFocus()

    def _first(self) -> QWidget:
        if self._alone:
            return self.item
        return self.name if self._bundle is None else self.existing

    def _edit(self, library: Library) -> tuple[Edit, Node]:
        done: list[Edit] = []
        bundle = self._bundle
        if bundle is None and not self._alone:
            first, bundle = new_bundle(
                library, self._numbered(), self.name.text().strip(), spent=self._draft.spent
            )
            library = apply(library, first)
            done.append(first)
        lines = self.box.lines()
        edit, placed = self._placed(library, bundle)
        done.append(edit)
        self._add_lines(apply(library, edit), placed, lines, done)
        patches = tuple(patch for one in done for patch in one.patches)
        made = bundle if self._bundle is None and bundle is not None else placed
        return Edit(done[0].words, patches), made

    def _placed(self, library: Library, bundle: Node | None) -> tuple[Edit, Node]:
        """The existing item, or a new one."""
        item = self._item_wanted()
        if item is not None and bundle is not None:
            return place_item(library, bundle, item)
        named = self.item.text().strip() or (self.name.text().strip() if self.name.isVisible() else "")
        procedure = next(key for key, word in PROCEDURE.items() if word == self.procedure.words())
        return new_item(
            library, named, self.organ.text(), bundle, procedure=str(procedure), spent=self._draft.spent
        )

    def _add_lines(
        self, library: Library, item: Node, lines: tuple[PastedLine, ...], done: list[Edit]
    ) -> None:
        if item.sheet == ITEM and any(line.taken for line in lines):
            done.append(add_materials(library, item, lines, spent=self._draft.spent))

    def _item_wanted(self) -> Node | None:
        """The existing item that was chosen."""
        key = self.existing.words()
        if not key or self._alone:
            return None
        if key not in self._draft.library["items"]:
            words = self.tr("没有叫“{0}”的事项：从下面列出的里选，或者清空，写一个新的。")
            raise BadInput(words.format(key), field="existing")
        return Node(ITEM, (key,))

    def _numbered(self) -> int | None:
        return self.number.count_or_none("id")

    def _lay_existing(self, *, first: bool) -> None:
        """For an existing bundle existing items come first; for a new bundle the new one."""
        label = self._labels[self.existing]
        for part in (label, self.existing):
            self.body.removeWidget(part)
        at = 0 if first else self.body.indexOf(self.box) + 1
        self.body.insertWidget(at, label)
        self.body.insertWidget(at + 1, self.existing)
        order = (
            self.existing,
            self.name,
            self.item,
            self.organ,
            self.procedure,
            self.box.text,
            self.box.table,
        )
        for one, following in pairwise(order if first else (*order[1:], self.existing, self.number)):
            QWidget.setTabOrder(one, following)

    def _go_on(self) -> None:
        self.focusNextChild()

    def _update_button(self) -> None:
        many = self.box.table.many if not self.box.isHidden() else 0
        words = self.tr("新建") if self._bundle is None or self._alone else self.tr("加上这个事项")
        self.do.say(words, self.tr("连同 {0} 样材料").format(many) if many else "")

    def _show_existing(self) -> None:
        """Show that an existing item has its own name, organ and materials."""
        fresh = not self.existing.text().strip() or self._alone
        for part in (self.existing, self._labels[self.existing]):
            part.setVisible(not self._alone)
        for widget in (self.item, self.organ, self.procedure, self.box):
            widget.setVisible(fresh)
            if widget in self._labels:
                self._labels[widget].setVisible(fresh)
        self._update_button()

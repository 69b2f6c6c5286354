"""粘贴材料清单: a pasted list becomes the materials of an item, in one edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from counter.domain.authoring.changed_bundles import bundles_of_item
from counter.domain.authoring.editing.authoring import known_marked
from counter.domain.authoring.editing.edits import add_materials
from counter.domain.authoring.editing.node import name_of
from counter.domain.authoring.pasted.materials import PastedLine, read_lines
from counter.domain.errors import BadInput
from counter.ui.authoring.editor.text import EditorText
from counter.ui.authoring.panels.panel import EditorPanel
from counter.ui.authoring.panels.paste_table import PasteTable
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel

if TYPE_CHECKING:
    from counter.domain.authoring.editing.node import Node
    from counter.ui.authoring.editor.draft import CurrentDraft
    from counter.ui.kit.theme import Look

READ_MS = 120
LEAST = 2
"""Least number of materials for a copied text to count as a list."""


class PasteBox(QWidget):
    """The pasted list, and how it was parsed. Signals: ``counted(many)``."""

    counted = Signal(int)

    def __init__(self, look: Look, draft: CurrentDraft, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._item: Node | None = None
        label = self.tr("材料清单")
        hint = self.tr("把清单粘贴在这里（Word、Excel、网页里的都行），一行一样")
        self.text = EditorText(name, label, hint, lines=True, table=True)
        self.table = PasteTable(look)
        self.problem = ProblemLabel()
        self.note = TextLabel(self.tr("这是刚才复制的；不是要加的，就清空或换成别的。"), "gap", wrap=True)
        self.note.hide()
        self._read_timer = QTimer(self)
        self._read_timer.setSingleShot(True)
        self._read_timer.setInterval(READ_MS)
        self._read_timer.timeout.connect(self.read)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(TextLabel(label, "small"))
        column.addWidget(self.text)
        column.addWidget(self.note)
        column.addWidget(self.problem)
        column.addWidget(self.table)
        self.table.hide()
        self.text.textChanged.connect(self._read_timer.start)
        self.table.counted.connect(self.counted)

    def begin(self, item: Node | None, *, from_clipboard: bool) -> None:
        """Empty the box for an item; None: for one that does not exist yet. A copied list is pasted at once."""
        self._item = item
        copied = QApplication.clipboard().text() if from_clipboard else ""
        listed = sum(line.taken for line in _lines_of(copied)) >= LEAST
        self.text.show_words(copied if listed else "")
        self.note.setVisible(listed)
        self.read()

    def read(self) -> None:
        """Parse the pasted text."""
        self._read_timer.stop()
        try:
            lines = read_lines(self.text.words())
            self.problem.say("")
        except BadInput as wrong:
            self.problem.say(wrong.sentence)
            lines = ()
        if self._item is not None:
            lines = known_marked(self._draft.library, self._item, lines)
        self.table.setVisible(any(line.text for line in lines))
        self.table.show_lines(lines)
        rows = sum(self.table.rowHeight(row) for row in range(self.table.rowCount()))
        self.table.setFixedHeight(min(420, max(90, rows + self.table.horizontalHeader().height() + 4)))

    def lines(self) -> tuple[PastedLine, ...]:
        """The parsed lines; the last typing is parsed first."""
        if self._read_timer.isActive():
            self.read()
        return self.table.lines()


class PastePanel(EditorPanel):
    """Adds materials to an item from a pasted table; ``done(node)``: the item."""

    def __init__(self, look: Look, draft: CurrentDraft) -> None:
        why = self.tr("读出来的列在下面，勾上的才加；名称、原件复印件和份数可以直接改。")
        super().__init__("pastePanel", self.tr("粘贴材料清单"), why, self.tr("加上这些材料"))
        self._draft = draft
        self._item: Node | None = None
        self.box = PasteBox(look, draft, "pasteText")
        self.body.addWidget(self.box)
        self.body.addStretch(1)
        self.box.counted.connect(self._count)

    def ask(self, item: Node, *, from_clipboard: bool) -> None:
        """Open for the list of this item; a copied list is pasted at once."""
        self._item = item
        self.title.setText(self.tr("把材料清单粘贴到“{0}”").format(name_of(self._draft.library, item)))
        self.problem.say("")
        self.box.begin(item, from_clipboard=from_clipboard)

    def reach(self) -> int:
        return len(bundles_of_item(self._draft.library, str(self._item.key[0]))) if self._item else 1

    def check(self) -> None:
        if not any(line.taken for line in self.box.lines()):
            raise BadInput(self.tr("还没有要加的材料：请粘贴清单，或者在下面勾上几行。"))

    def act(self) -> None:
        lines = self.box.lines()
        if self._item is None:
            return
        self.check()
        item = self._item
        self._draft.do(add_materials(self._draft.library, item, lines, spent=self._draft.spent))
        self.done.emit(item)

    def take_focus(self) -> None:
        """Focus the box."""
        self.box.text.setFocus()

    def _count(self, many: int) -> None:
        self.do.say(self.tr("加上这 {0} 样材料").format(many) if many else self.tr("加上这些材料"))


def _lines_of(text: str) -> tuple[PastedLine, ...]:
    try:
        return read_lines(text)
    except BadInput:
        return ()

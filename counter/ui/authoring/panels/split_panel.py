"""分情形: a question with its answers, and the rows needed only for some of them, in one edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidgetItem, QWidget

from counter.domain.authoring.changed_bundles import bundles_changed_by, bundles_of_item
from counter.domain.authoring.editing.edits import ask_question, split_situations
from counter.domain.authoring.editing.node import (
    ASKING,
    MATERIAL,
    PLACING,
    QUESTION,
    Node,
    children,
    exists,
    name_of,
    row_of,
    text_of,
)
from counter.domain.errors import CounterError
from counter.ui.authoring.editor.field import NameLine
from counter.ui.authoring.editor.text import EditorText
from counter.ui.authoring.editor.tree import item_of
from counter.ui.authoring.panels.panel import EditorPanel
from counter.ui.authoring.panels.paste_ticks import TickDelegate
from counter.ui.kit.announcement import announce
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.theme import Look
from counter.ui.kit.whole_rows import WholeRowCells

if TYPE_CHECKING:
    from counter.domain.authoring.editing.patch import Edit
    from counter.ui.authoring.editor.draft import CurrentDraft

READ_MS = 150


class SplitTable(WholeRowCells):
    """Items and materials by answers: ticked where needed; Space toggles."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(0, 1, parent)
        self._ticks = TickDelegate(look, self)
        self.setObjectName("splitTable")
        self.setAccessibleName(self.tr("哪样在哪种回答时要"))
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.nodes: list[Node] = []

    def show_rows(self, nodes: list[Node], names: list[str], labels: list[str]) -> None:
        """Show these rows and answers; the ticks stay while the rows are the same."""
        kept = self.only() if nodes == self.nodes else {}
        self.nodes = nodes
        self.setColumnCount(1 + len(labels))
        self.setRowCount(len(nodes))
        self.setHorizontalHeaderLabels([self.tr("事项和材料"), *labels])
        for row, name in enumerate(names):
            called = QTableWidgetItem(name)
            called.setToolTip(name.strip())
            self.setItem(row, 0, called)
            for index, label in enumerate(labels):
                cell = QTableWidgetItem()
                wanted = nodes[row] not in kept or index in kept[nodes[row]]
                cell.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
                cell.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}，{label}")
                self.setItem(row, 1 + index, cell)
        for column in range(1, 1 + len(labels)):
            self.setItemDelegateForColumn(column, self._ticks)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)  # in a narrow panel

    def only(self) -> dict[Node, tuple[int, ...]]:
        """Row → indexes of the answers that it is for; rows for every answer are left out."""
        found = {}
        for row, node in enumerate(self.nodes):
            cells = [self.item(row, column) for column in range(1, self.columnCount())]
            ticked = tuple(
                n for n, cell in enumerate(cells) if cell and cell.checkState() is Qt.CheckState.Checked
            )
            if len(ticked) < len(cells):
                found[node] = ticked
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentColumn() > 0:
            TickDelegate.turn(self.model(), self.currentIndex())
            self._say_current()
        else:
            super().keyPressEvent(event)

    def _say_current(self) -> None:
        """What the key made of it: the focus stays."""
        cell = self.item(self.currentRow(), self.currentColumn())
        if cell is not None:
            ticked = cell.checkState() is Qt.CheckState.Checked
            words = self.tr("{0}：勾上了") if ticked else self.tr("{0}：去掉了勾")
            announce(self, words.format(str(cell.data(Qt.ItemDataRole.AccessibleTextRole)).strip()))


class SplitPanel(EditorPanel):
    """Splits a row by a question; ``done(node)``: the question."""

    def __init__(self, look: Look, draft: CurrentDraft) -> None:
        why = self.tr("写下窗口要问的一句话和几种回答；只在某种回答时才要的，在下面去掉别的勾。")
        super().__init__("splitPanel", self.tr("分情形"), why, self.tr("分好了"))
        self._draft = draft
        self._bundle: Node | None = None
        self._of: Node | None = None
        self.question = Field("splitQuestion", self.tr("问题"), self.tr("例如：经营场所是自己的还是租的？"))
        self.known = NameLine(
            "splitKnown", self.tr("或者用别处已有的题"), [], self.tr("打题目里的几个字，从下面选")
        )
        self.options = EditorText(
            "splitOptions", self.tr("回答，一行一个"), self.tr("一行写一种回答"), lines=True
        )
        self.table = SplitTable(look)
        self._ticked = TextLabel(self.tr("勾上的情形才要："), "small")
        self._note = TextLabel("", "gap", wrap=True)
        self._note.hide()
        self._read_timer = QTimer(self)
        self._read_timer.setSingleShot(True)
        self._read_timer.setInterval(READ_MS)
        self._read_timer.timeout.connect(self.read)
        for part in (
            TextLabel(self.tr("问题"), "small"),
            self.question,
            TextLabel(self.tr("回答，一行一个"), "small"),
            self.options,
            self._note,
            self._ticked,
            self.table,
            TextLabel(self.tr("或者用别处已有的题（问题和回答都现成）"), "small"),
            self.known,
        ):
            self.body.addWidget(part)
        self.body.addStretch(1)
        for part in (self._ticked, self.table):
            part.hide()
        self.options.textChanged.connect(self._read_timer.start)
        self.question.returnPressed.connect(self.options.setFocus)

    def ask(self, bundle: Node, of: Node | None) -> None:
        """Open for a question that splits this bundle; ``of``: the current row, whose item alone is offered."""
        self._bundle, self._of = bundle, of
        self.title.setText(self.tr("给“{0}”分情形").format(name_of(self._draft.library, bundle)))
        self.problem.say("")
        self.question.clear()
        library = self._draft.library
        asked = {text_of(library, one, "ask") for one in children(library, bundle, ASKING)}
        others = (one for one in children(library, None, QUESTION) if one.key[0] not in asked)
        self.known.offer([(str(one.key[0]), name_of(library, one)) for one in others])
        self.known.show_words("")
        self.options.show_words("")
        self.read()

    def read(self) -> None:
        """Show the rows against the answers as written."""
        self._read_timer.stop()
        labels = self._labels()
        bundle = self._bundle
        for part in (self._ticked, self.table):
            part.setVisible(len(labels) > 1)
        if bundle is None or len(labels) < 2:
            return
        library = self._draft.library
        nodes, names, shared = [], [], 0
        mine = item_of(library, self._of) if self._of is not None and exists(library, self._of) else None
        every = children(library, bundle, PLACING)
        for placed in sorted(every, key=lambda one: item_of(library, one) != mine):  # the current row first
            item = item_of(library, placed)
            nodes.append(placed)
            names.append(name_of(library, placed))
            if item is None:
                continue
            shared += len(bundles_of_item(library, item.entry)) > 1
            for material in children(library, item, MATERIAL):
                nodes.append(material)
                names.append(f"　　{self._named(material)}")
        self.table.show_rows(nodes, names, labels)
        rows = sum(self.table.rowHeight(row) for row in range(self.table.rowCount()))
        self.table.setFixedHeight(rows + self.table.horizontalHeader().height() + 6)
        words = self.tr("有 {0} 个事项别的一件事也在用：给它们的材料加了情形，没问这一题的地方就不再要。")
        self._note.setText(words.format(shared))
        self._note.setVisible(shared > 0)

    def _named(self, material: Node) -> str:
        """Its name, and the published wording of its condition where it has none yet."""
        row = row_of(self._draft.library, material)
        if row.get("condition") and not row.get("when"):
            return self.tr("{0}　（原话：{1}）").format(row["name"], row["condition"])
        return str(row["name"])

    def act(self) -> None:
        if self._bundle is None:
            return
        edit, asking = self._edit(self._bundle)
        self._draft.do(edit)
        self.done.emit(asking)

    def reach(self) -> int:
        if self._bundle is None:
            return 1
        try:
            return len(bundles_changed_by(self._draft.library, self._edit(self._bundle)[0]))
        except CounterError:
            return 1  # reported when the button is pressed

    def _edit(self, bundle: Node) -> tuple[Edit, Node]:
        if self._read_timer.isActive():
            self.read()
        known = self.known.words()
        if known in self._draft.library["questions"]:
            return ask_question(self._draft.library, bundle, Node(QUESTION, (known,)))
        question, labels, only = self.question.text(), self._labels(), self.table.only()
        return split_situations(self._draft.library, bundle, question, labels, only, spent=self._draft.spent)

    def show_fault(self, field: str) -> None:
        (self.options if field == "labels" else self.question).setFocus()

    def take_focus(self) -> None:
        """Focus the question."""
        self.question.setFocus()

    def _labels(self) -> list[str]:
        return [line.strip() for line in self.options.words().split("\n") if line.strip()]

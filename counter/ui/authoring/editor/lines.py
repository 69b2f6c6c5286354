"""Some fields of one row of the guide, one per line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.authoring.editing.node import MATERIAL_DETAILS, RESULT, Node
from counter.domain.guide.rows.columns import Column, Kind
from counter.ui.authoring.editor.field import FieldLine, HeadLabel, Named
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.flow_layout import FlowLayout
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.domain.authoring.editing.node import NodeField
    from counter.domain.guide.rows.sheets import SheetForm


class ConditionLine(QWidget):
    """Signals: ``wanted`` to build another condition."""

    wanted = Signal()

    def __init__(self, look: Look, name: str, column: Column, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = column
        head = HeadLabel(look, column.head, 4)
        self.words = TextLabel("", wrap=True)
        self.words.setObjectName(f"{name}Words")
        self.problem = ProblemLabel()
        self.change = ActButton(name, self.tr("改条件…"), role="link", enter=True)
        self.change.clicked.connect(self.wanted)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.words)
        right.addWidget(self.problem)
        right.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(right, 1)

    def show_words(self, words: str, *, given: bool) -> None:
        """Show the sentence."""
        self.words.setText(words if given else self.tr("没有"))
        self.change.setAccessibleName(f"{self.column.head}：{self.words.text()}，{self.change.words}")

    def warn(self, sentence: str, *, grave: bool = True) -> None:
        """Show what is wrong with the condition."""
        self.problem.say(sentence, blocks=grave)

    def show_cell(self, cell: str) -> None:
        """An empty one."""
        self.show_words(cell, given=bool(cell))

    def control_words(self) -> str:
        """Empty: a condition is built after its row exists."""
        return ""

    def take_focus(self) -> None:
        """Focus its button."""
        self.change.setFocus(Qt.FocusReason.OtherFocusReason)


ATTACH, OPEN, REMOVE = "attach", "open", "remove"


class FileLine(QWidget):
    """Signals: ``wanted(act)``: attach, open or remove."""

    wanted = Signal(str)

    def __init__(self, look: Look, name: str, column: Column, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = column
        self._cell = ""
        head = HeadLabel(look, column.head, 0)
        self.words = TextLabel("", wrap=True)
        self.words.setObjectName(f"{name}Words")
        self.attach = ActButton(f"{name}Attach", self.tr("选文件…"), role="link", enter=True)
        self.open = ActButton(f"{name}Open", self.tr("打开看"), role="link", enter=True)
        self.remove = ActButton(f"{name}Remove", self.tr("去掉"), role="quiet", enter=True)
        acts = QWidget()
        flow = FlowLayout(acts, 12)
        flow.addWidget(self.words)
        for button, act in ((self.attach, ATTACH), (self.open, OPEN), (self.remove, REMOVE)):
            button.setAccessibleName(f"{column.head}：{button.words}")
            button.clicked.connect(lambda _=False, what=act: self.wanted.emit(what))
            flow.addWidget(button)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(head)
        line.addWidget(acts, 1)
        self.show_file("", -1)

    def show_cell(self, cell: str) -> None:
        """Show the file's name in the guide; ``show_file`` tells whether it is attached."""
        self._cell = cell
        self.show_file(cell, -1)

    def show_file(self, name: str, size: int) -> None:
        """Show the file; a negative size: named by the guide but not attached."""
        words = name or self.tr("还没有")
        if name:
            words += f"　{_size_words(size)}" if size >= 0 else self.tr("（只有名称，文件还没附上）")
        self.words.setText(words)
        self.words.adjustSize()
        self.open.setVisible(size >= 0)
        self.remove.setVisible(bool(name))
        self.attach.say(self.tr("换一个…") if name else self.tr("选文件…"))
        self.attach.setAccessibleName(f"{self.column.head}：{words}，{self.attach.words}")
        self.updateGeometry()

    @property
    def name(self) -> str:
        """The file's name in the guide."""
        return self._cell

    def control_words(self) -> str:
        """Empty: a file is attached after its row exists."""
        return ""

    def take_focus(self) -> None:
        """Focus its button."""
        self.attach.setFocus()


def _size_words(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} KB"


AnyLine = FieldLine | ConditionLine | FileLine
FILES = {(MATERIAL_DETAILS, "blank"), (MATERIAL_DETAILS, "sample"), (RESULT, "sample")}
"""Columns that name an attached file."""


class Naming(Protocol):
    """Names to choose from, and lines whose edits reach the draft: what a form needs of the page."""

    def named(self, node: Node | None, column: Column) -> Named | None:
        """The ids that a column may refer to, with their names; None where none are offered."""
        ...

    def lines(self, node: Node) -> FieldLines:
        """Fields of a row of the draft."""
        ...

    def fresh(self, form: SheetForm) -> FieldLines:
        """Fields of a row that does not exist yet."""
        ...


class FieldLines(QWidget):
    """Signals: ``committed(node, key, cell)``; ``typed(node, key, cell)``; ``condition_wanted(node, key)``;
    ``file_wanted(node, key, act)``; ``came(line)`` when the focused line must be visible.
    """

    committed = Signal(object, str, str)
    typed = Signal(object, str, str)
    condition_wanted = Signal(object, str)
    file_wanted = Signal(object, str, str)

    def __init__(self, look: Look, naming: Naming, node: Node | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._naming = naming
        self.node = node
        self.held: dict[tuple[str, str], AnyLine] = {}
        self._named: dict[tuple[str, str], Named | None] = {}
        self._shown: list[tuple[Node, Column]] = []
        self._aside: dict[tuple[Node, str], tuple[str, str]] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def show_fields(self, shown: Sequence[NodeField]) -> None:
        """Show these values."""
        self._shown = [(field.node, field.column) for field in shown]
        self._prepare()
        for field in shown:
            line = self.held[field.node.sheet, field.column.key]
            if isinstance(line, ConditionLine):
                line.show_words(field.text, given=bool(field.text))
                continue
            line.show_cell(field.cell)
            if field.column.kind is Kind.IDS and isinstance(line, FieldLine):
                line.control.setToolTip(field.text)  # names instead of ids
            wrong = self._aside.pop((field.node, field.column.key), None)
            if wrong is not None and isinstance(line, FieldLine):
                line.take_up(wrong)

    def show_blank(self, node: Node, columns: Sequence[Column]) -> None:
        """Show empty fields for a row that does not exist yet."""
        self._shown = [(node, column) for column in columns]
        self._prepare()

    @property
    def columns(self) -> list[Column]:
        """The columns of the fields."""
        return [column for _, column in self._shown]

    def offer(self, key: str, named: Named) -> None:
        """Set the choices of a field of a new row."""
        index = next((n for n, (_, column) in enumerate(self._shown) if column.key == key), None)
        if index is not None and self._named.get((self._shown[index][0].sheet, key)) != named:
            node, column = self._shown[index]
            self._drop((node.sheet, key))
            self._named[node.sheet, key] = named
            line = self._make(node, column, named)
            self.held[node.sheet, key] = line
            self._column.insertWidget(index, line)

    def clear(self) -> None:
        """Empty all fields."""
        for line in self.held.values():
            line.show_cell("")

    def cells(self) -> dict[str, str]:
        """The values of the fields, by column; empty ones are left out."""
        found = {key: line.control_words() for (_, key), line in self.held.items()}
        return {key: words for key, words in found.items() if words}

    def show_fault(self, field: str, sentence: str) -> None:
        """Show why a value was rejected."""
        line = next((one for (_, key), one in self.held.items() if key == field), None)
        line = line or next(iter(self.held.values()), None)
        if isinstance(line, FieldLine):
            line.say(sentence)
            line.take_focus()

    def line(self, sheet: str, key: str) -> AnyLine | None:
        """The line of a column."""
        return self.held.get((sheet, key))

    def focus_first(self) -> None:
        """Focus the first."""
        first = next(iter(self.held.values()), None)
        if first is not None:
            first.take_focus()

    def _prepare(self) -> None:
        wanted = [(node.sheet, column.key) for node, column in self._shown]
        for key in [one for one in self.held if one not in wanted]:
            self._drop(key)
        for index, (node, column) in enumerate(self._shown):
            key = (node.sheet, column.key)
            named = self._naming.named(node, column) if column.to or column.options else None
            if key in self.held and self._named[key] != named:
                self._drop(key)
            if key not in self.held:
                self._named[key] = named
                line = self._make(node, column, named)
                self.held[key] = line
                self._column.insertWidget(index, line)
        nodes = {(node.sheet, column.key): node for node, column in self._shown}
        for key, line in self.held.items():
            before = line.property("node")
            if isinstance(line, FieldLine) and before is not None and before != nodes[key]:
                wrong = line.put_aside()
                if wrong is not None:
                    self._aside[before, key[1]] = wrong
            line.setProperty("node", nodes[key])

    def _drop(self, key: tuple[str, str]) -> None:
        line = self.held.pop(key)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _make(self, node: Node, column: Column, named: Named | None) -> AnyLine:
        key, name = (node.sheet, column.key), f"{node.sheet}_{column.key}"
        if column.kind is Kind.WHEN:
            asking = ConditionLine(self._look, name, column)
            asking.wanted.connect(lambda: self.condition_wanted.emit(self._node(key), column.key))
            return asking
        if key in FILES:
            file = FileLine(self._look, name, column)
            file.wanted.connect(lambda act: self.file_wanted.emit(self._node(key), column.key, act))
            return file
        optional = column.key.partition(".")[0] in node.form.optional
        line = FieldLine(self._look, name, column, named, required=column.required and not optional)
        line.committed.connect(lambda cell: self.committed.emit(self._node(key), column.key, cell))
        line.typed.connect(lambda cell: self.typed.emit(self._node(key), column.key, cell))
        line.entered.connect(self._go_on)
        return line

    def _node(self, key: tuple[str, str]) -> Node | None:
        return next((node for node, column in self._shown if (node.sheet, column.key) == key), self.node)

    def _go_on(self, _line: QWidget) -> None:
        """Enter moves the focus to the next field, as Tab does."""
        self.focusNextChild()

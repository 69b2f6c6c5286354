"""The middle of the editor: the form of the selected row."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from counter.domain.authoring.editing.node import (
    BUNDLE,
    ITEM,
    OPTION,
    PAPER,
    PLACING,
    QUESTION,
    Node,
    children,
    name_of,
    row_of,
    text_of,
)
from counter.domain.guide.rows.columns import Column, Kind
from counter.ui.authoring.editor.field import Named
from counter.ui.authoring.editor.lines import FieldLines, FileLine
from counter.ui.authoring.editor.part import FormPart, Section, columns_of_new
from counter.ui.frame.rehearsal import rehearse
from counter.ui.kit.controls.column_scroll_area import ColumnScrollArea
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_turn import turn_to
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.domain.authoring.editing.live_faults import LiveFault
    from counter.domain.guide.rows.sheets import SheetForm
    from counter.ui.authoring.editor.draft import CurrentDraft
    from counter.ui.authoring.editor.lines import AnyLine

_Shape = tuple[tuple[str, str, bool], ...]


class EditorForm(QWidget):
    """Keeps one column of parts for each kind of row and refills it.

    Signals: ``committed(node, key, cell)``; ``typed(node, key, cell)``; ``condition_wanted(node, key)``;
    ``file_wanted(node, key, act)``; ``added(sheet, parent, values)``; ``moved(node, step)``; ``removed(node)``.
    """

    committed = Signal(object, str, str)
    typed = Signal(object, str, str)
    condition_wanted = Signal(object, str)
    file_wanted = Signal(object, str, str)
    added = Signal(str, object, object)
    moved = Signal(object, int)
    removed = Signal(object)

    def __init__(self, look: Look, draft: CurrentDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._draft = draft
        self._bundle: Node | None = None
        self._columns: dict[_Shape, tuple[ColumnScrollArea, list[FormPart]]] = {}
        self.parts: list[FormPart] = []
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nothing())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def show_sections(self, sections: Sequence[Section], bundle: Node | None) -> None:
        """Show these rows; ``bundle``: the bundle they are viewed in."""
        self._bundle = bundle
        shape = tuple(section.shape for section in sections)
        if not sections:
            self.parts = []
            turn_to(self._stack, self._stack.widget(0))
            return
        if shape not in self._columns:
            self._columns[shape] = self._build(sections)
        scroll, parts = self._columns[shape]
        fresh = self.parts is not parts or [p.section.node for p in parts] != [s.node for s in sections]
        self.parts = parts
        library = self._draft.library
        for part, section in zip(parts, sections, strict=True):
            part.show_section(library, section)
        self._show_files()
        turn_to(self._stack, scroll)
        if fresh:
            scroll.verticalScrollBar().setValue(0)

    def make_ready(self, sections: Sequence[Section], bundle: Node | None) -> None:
        """Build and fill the parts of such a row before the first of its kind is shown; what is in sight stays."""
        shape = tuple(section.shape for section in sections)
        if shape in self._columns or self.parts:
            return
        self._bundle = bundle
        scroll, parts = self._columns[shape] = self._build(sections)
        for part, section in zip(parts, sections, strict=True):
            part.show_section(self._draft.library, section)
        rehearse(scroll, self._stack.size())

    def go_to(self, node: Node, key: str) -> bool:
        """Focus the line of a column; False where it is not in this form."""
        for part in self.parts:
            line = part.line_of(self._draft.library, node, key)
            if line is not None:
                line.take_focus()
                QTimer.singleShot(0, self, partial(self._bring_to_sight, line))
                return True
        return False

    def focus_first(self) -> None:
        """Focus the first line."""
        line = self.parts[0].first_line() if self.parts else None
        if line is not None:
            line.take_focus()

    def settle(self) -> None:
        """Commit the field that has the focus."""
        focus = self.focusWidget()
        from counter.ui.authoring.editor.text import EditorLine, EditorText

        if isinstance(focus, EditorLine | EditorText) and focus.isVisible():
            focus.left.emit()

    def say(self, node: Node, key: str, sentence: str) -> None:
        """Show why an edit was rejected, under its field."""
        for part in self.parts:
            for line in part.every_line():
                if line.property("node") == node and line.column.key == key and hasattr(line, "say"):
                    line.say(sentence)

    def show_faults(self, faults: Sequence[LiveFault]) -> None:
        """Show the faults under their fields."""
        first_faults = {(fault.node, fault.column): fault for fault in reversed(faults)}
        for part in self.parts:
            for line in part.every_line():
                fault = first_faults.get((line.property("node"), line.column.key))
                if not isinstance(line, FileLine):
                    line.warn(fault.sentence if fault else "", grave=fault.grave if fault else False)

    def show_fault(self, sheet: str, field: str, sentence: str) -> None:
        """Show why a new row was rejected."""
        for part in self.parts:
            if sheet in part.lists:
                part.lists[sheet].show_fault(field, sentence)

    def after_new(self, node: Node) -> None:
        """A new row was added: close its form and open it."""
        for part in self.parts:
            if node.sheet in part.lists:
                part.lists[node.sheet].put_new_away()

    # -- Naming --
    def named(self, node: Node | None, column: Column) -> Named | None:
        """The ids that a column may refer to, with their names."""
        library = self._draft.library
        if column.options:
            return self._options(node, column)
        inside = node is not None and node.root.sheet == BUNDLE and column.to == ITEM
        if (
            inside
            and self._bundle is not None
            and (node is None or node.sheet != PLACING or column.key != "item")
        ):
            every = (one for one in children(library, self._bundle, PLACING) if one != node)
            placed = [text_of(library, one, "item") for one in every]
            return [(key, name_of(library, Node(ITEM, (key,)))) for key in placed]
        if column.kind is Kind.IDS or column.to not in (ITEM, PAPER, QUESTION):
            return None
        return [(str(one.key[0]), name_of(library, one)) for one in children(library, None, column.to)]

    def lines(self, node: Node) -> FieldLines:
        """Fields of a row of the draft."""
        made = FieldLines(self._look, self, node)
        made.committed.connect(self.committed)
        made.typed.connect(self.typed)
        made.condition_wanted.connect(self.condition_wanted)
        made.file_wanted.connect(self.file_wanted)
        return made

    def fresh(self, form: SheetForm) -> FieldLines:
        """Fields of a row that does not exist yet."""
        made = FieldLines(self._look, self, None)
        made.show_blank(Node(form.title, ()), columns_of_new(form))
        made.committed.connect(partial(self._offer_options, made))
        return made

    def _offer_options(self, lines: FieldLines, _node: Node | None, key: str, cell: str) -> None:
        """A question was chosen for a new row: offer its answers by name."""
        question = Node(QUESTION, (cell.strip(),))
        options = [c for c in lines.columns if c.options == key]
        if options and question.key[0] in self._draft.library["questions"]:
            rows = children(self._draft.library, question, OPTION)
            named = [
                (text_of(self._draft.library, one, "id"), name_of(self._draft.library, one)) for one in rows
            ]
            lines.offer(options[0].key, named)

    def _options(self, node: Node | None, column: Column) -> Named | None:
        if node is None or not node.key:
            return None
        library = self._draft.library
        question = node.key[0] if column.options == "id" else row_of(library, node).get(column.options)
        rows = children(library, Node(QUESTION, (str(question),)), OPTION)
        return [(text_of(library, one, "id"), name_of(library, one)) for one in rows]

    def _show_files(self) -> None:
        for part in self.parts:
            for line in part.every_line():
                if isinstance(line, FileLine):
                    held = self._draft.file(line.name) if line.name else None
                    line.show_file(line.name, held.size if held else -1)

    def _nothing(self) -> QWidget:
        words = (
            self.tr("在左边选一件事、一个事项或一样材料，在这里填写；右边随时看到窗口会列出的清单。"),
            self.tr("Ctrl+N 新建一件事，可以连同复制好的材料清单一次建好。"),
            self.tr("Ctrl+F 去找；回车开始填；F6 换一栏；每改一处自动保存，Ctrl+Z 一步步撤销。"),
        )
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(48, 0, 48, 0)
        column.setSpacing(10)
        column.addStretch(2)
        for sentence in words:
            label = TextLabel(sentence, "second", wrap=True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addStretch(3)
        return page

    def _build(self, sections: Sequence[Section]) -> tuple[ColumnScrollArea, list[FormPart]]:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 4, 12, 24)
        column.setSpacing(12)
        parts = []
        for index, section in enumerate(sections):
            part = FormPart(self._look, self, section, first=index == 0)
            part.added.connect(self.added)
            part.moved.connect(self.moved)
            part.removed.connect(self.removed)
            column.addWidget(part)
            parts.append(part)
        column.addStretch(1)
        scroll = ColumnScrollArea("editorForm", inside)
        scroll.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack.addWidget(scroll)
        return scroll, parts

    def _bring_to_sight(self, line: AnyLine) -> None:
        scroll = self._stack.currentWidget()
        if isinstance(scroll, ColumnScrollArea) and line.isVisible():
            scroll.ensureWidgetVisible(line, 0, 60)

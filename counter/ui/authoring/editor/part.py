"""One row of the guide in the form: its fields under headings, rare ones folded, and its child rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.domain.authoring.editing.field_groups import ORDINARY
from counter.domain.authoring.editing.node import Node, NodeField, children, fields
from counter.domain.guide.rows.columns import Column
from counter.domain.guide.rows.sheets import SheetForm
from counter.ui.authoring.editor.lines import AnyLine, FieldLines, Naming
from counter.ui.authoring.editor.rows import EditorRows
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import Rule, TextLabel
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library


@dataclass(frozen=True, slots=True)
class Section:
    """A row to edit, under a heading; ``lists``: sheets of child rows shown here. ``without``: columns that are not
    for people. ``folded``: all headings begin folded.
    """

    title: str
    node: Node
    lists: tuple[SheetForm, ...] = ()
    without: frozenset[str] = frozenset()
    folded: bool = False

    @property
    def shape(self) -> tuple[str, str, bool]:
        """Parts of the same shape are reused for another row."""
        return self.node.sheet, "/".join(form.title for form in self.lists), self.folded


class GroupPart(QWidget):
    """The fields of one heading, built when first shown."""

    unfolded = Signal(str, bool)

    def __init__(self, group: str, lines: FieldLines, name: str, *, plain: bool) -> None:
        super().__init__()
        self._group = group
        self.lines = lines
        self._plain = plain
        self._shown: Sequence[NodeField] = ()
        self.is_open = plain
        self._title = TextLabel(group, "strong")
        self.fold = ActButton(f"fold_{name}_{group}", group, role="link", enter=True)
        self.fold.clicked.connect(lambda: self.unfold(opened=not self.is_open, told=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(lines)
        self._title.setVisible(plain)
        self.fold.setVisible(not plain)
        lines.setVisible(plain)

    def show_group(self, shown: Sequence[NodeField]) -> None:
        """Show these values, where the heading is open."""
        self._shown = shown
        self._update_fold()
        if self.is_open:
            self.lines.show_fields(shown)

    def unfold(self, *, opened: bool, told: bool = False) -> None:
        """Open or close the heading."""
        self.is_open = opened or self._plain
        if self.is_open:
            self.lines.show_fields(self._shown)
        self.lines.setVisible(self.is_open)
        self._update_fold()
        if told:
            self.unfolded.emit(self._group, self.is_open)
            if self.is_open:
                self.lines.focus_first()

    def _update_fold(self) -> None:
        filled = sum(bool(field.cell) for field in self._shown)
        sign = "▾" if self.is_open else "▸"
        words = self.tr("{0} {1}（填了 {2} 格，共 {3} 格）")
        self.fold.say(words.format(sign, self._group, filled, len(self._shown)))


class FormPart(QWidget):
    """Shows a ``Section``. Signals: ``removed(node)``, ``moved(node, step)``, ``added(sheet, parent, values)``."""

    removed = Signal(object)
    moved = Signal(object, int)
    added = Signal(str, object, object)

    def __init__(self, look: Look, naming: Naming, section: Section, *, first: bool) -> None:
        super().__init__()
        self._look = look
        self._naming = naming
        self.section = section
        self._groups: dict[str, GroupPart] = {}
        self.lists = {form.title: EditorRows(look, form, naming) for form in section.lists}
        self._title = TextLabel("", "title", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        if not first:
            self._column.addWidget(Rule())
        self._column.addWidget(self._title)
        self._at = self._column.count()
        for rows in self.lists.values():
            rows.added.connect(self.added)
            rows.moved.connect(self.moved)
            rows.removed.connect(self.removed)
            self._column.addWidget(rows)

    def show_section(self, library: Library, section: Section) -> None:
        """Show a section of the draft."""
        self.section = section
        self._title.setText(section.title)
        self._title.setVisible(bool(section.title))
        by_group: dict[str, list[NodeField]] = {}
        for field in fields(library, section.node):
            if field.column.key not in section.without:
                by_group.setdefault(field.group, []).append(field)
        for group in [one for one in self._groups if one not in by_group]:
            part = self._groups.pop(group)
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        for index, (group, shown) in enumerate(by_group.items()):
            if group not in self._groups:
                lines = self._naming.lines(section.node)
                plain = group in ORDINARY and not section.folded
                self._groups[group] = GroupPart(group, lines, section.node.sheet, plain=plain)
                self._column.insertWidget(self._at + index, self._groups[group])
            self._groups[group].show_group(shown)
        for title, rows in self.lists.items():
            rows.show_rows(library, section.node, children(library, section.node, title))

    def line_of(self, library: Library, node: Node, key: str) -> AnyLine | None:
        """The line of a column of this row or a child; folded headings above it are opened."""
        if node.sheet in self.lists:
            card = self.lists[node.sheet].reveal(node)
            return (
                card.lines.line(node.sheet, key) or next(iter(card.lines.held.values()), None)
                if card
                else None
            )
        for field in fields(library, self.section.node):
            if field.node == node and field.column.key == key and field.group in self._groups:
                self._groups[field.group].unfold(opened=True)
                return self._groups[field.group].lines.line(node.sheet, key)
        return None

    def every_line(self) -> list[AnyLine]:
        """All lines built so far."""
        groups = [line for part in self._groups.values() for line in part.lines.held.values()]
        return groups + [
            line for rows in self.lists.values() for c in rows.cards for line in c.lines.held.values()
        ]

    def first_line(self) -> AnyLine | None:
        """The first line to fill in."""
        return next((line for part in self._groups.values() for line in part.lines.held.values()), None)


def columns_of_new(form: SheetForm) -> tuple[Column, ...]:
    """The fields of a new row: no generated ids, no conditions, no files."""
    return tuple(
        column
        for column in form.columns[form.keys :]
        if column.key not in ("id", "no", "order", "when", "sample")
        and column.required | (not column.may_lack)
    )

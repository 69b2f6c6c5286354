"""The child rows of one row of the guide (收费, 办理环节, 地点 …): a line each, opened for editing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.authoring.editing.node import GIVEN, Node, fields, name_of
from counter.domain.guide.library import empty_library
from counter.domain.guide.rows.columns import Kind
from counter.domain.guide.rows.sheets import Shape, SheetForm
from counter.ui.authoring.editor.lines import FieldLines, Naming
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library

MOST_SUMMARY = 26
"""Characters of a row's name beside its buttons; opened it shows everything."""


class RowCard(QFrame):
    """One row: its name as a button that opens it, its fields while it is open.

    Signals: ``opened(node)``; ``moved(node, step)``; ``removed(node)``.
    """

    opened = Signal(object)
    moved = Signal(object, int)
    removed = Signal(object)

    def __init__(self, look: Look, lines: FieldLines, node: Node, name: str, *, ordered: bool) -> None:
        super().__init__()
        self.node = node
        self.setProperty("role", "card")
        key_text = "_".join(str(part) for part in node.key)
        self.title = ActButton(f"row_{node.sheet}_{key_text}", name, role="link", enter=True)
        self.title.clicked.connect(lambda: self.opened.emit(self.node))
        self._remove = ActButton(f"remove_{node.sheet}_{key_text}", self.tr("去掉"), role="quiet")
        self._remove.clicked.connect(lambda: self.removed.emit(self.node))
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        for words, step in ((self.tr("上移"), -1), (self.tr("下移"), 1)) if ordered else ():
            button = ActButton(f"move{step}_{node.sheet}_{key_text}", words, role="quiet")
            button.clicked.connect(lambda _=False, by=step: self.moved.emit(self.node, by))
            head.addWidget(button)
        head.addWidget(self._remove)
        self.lines = lines
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 2, 6, 4)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(lines)
        lines.hide()

    def show_row(self, library: Library) -> None:
        """Show the row."""
        self.title.say(summary_of(library, self.node))
        if self.lines.isVisibleTo(self):
            self.lines.show_fields(fields(library, self.node))

    def unfold(self, library: Library, *, opened: bool) -> None:
        """Open or close it."""
        if opened:
            self.lines.show_fields(fields(library, self.node))
        self.lines.setVisible(opened)


class EditorRows(QWidget):
    """All rows of one sheet under one row, and the form of a new one.

    Signals: ``added(sheet, parent, values)``; ``moved(node, step)``; ``removed(node)``. Edits of fields leave through
    the ``FieldLines`` that ``make`` builds.
    """

    added = Signal(str, object, object)
    moved = Signal(object, int)
    removed = Signal(object)

    def __init__(self, look: Look, form: SheetForm, naming: Naming, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.form = form
        self._naming = naming
        self._above: Node | None = None
        self._library = empty_library()
        self._open: Node | None = None
        self.cards: list[RowCard] = []
        self.setObjectName(f"rows_{form.title}")
        self._title = TextLabel(form.title, "strong")
        self._add = ActButton(f"add_{form.title}", self.tr("加一条"), role="link", enter=True)
        self._add.setAccessibleName(self.tr("{0}：加一条").format(form.title))
        self._add.clicked.connect(self.begin_new)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addWidget(self._add)
        head.addStretch(1)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(6)
        self.new = QFrame()
        self.new.setProperty("role", "note-act")
        self.new.hide()
        self._fresh: FieldLines | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(self._cards)
        column.addWidget(self.new)

    def show_rows(self, library: Library, above: Node, rows: Sequence[Node]) -> None:
        """Show these rows."""
        if above != self._above:
            self._open = None
            self.put_new_away()
        self._library, self._above = library, above
        self._title.setText(
            self.tr("{0}（{1}）").format(self.form.title, len(rows)) if rows else self.form.title
        )
        for card in self.cards[len(rows) :]:
            self._cards.removeWidget(card)
            card.hide()
            card.deleteLater()
        del self.cards[len(rows) :]
        for node in rows[len(self.cards) :]:
            self._make_card(node)
        for card, node in zip(self.cards, rows, strict=True):
            card.node = card.lines.node = node
            card.unfold(library, opened=node == self._open)
            card.show_row(library)

    def open_row(self, node: Node) -> RowCard | None:
        """Open one of them, or close it where it is open."""
        self._open = None if node == self._open else node
        for card in self.cards:
            card.unfold(self._library, opened=card.node == self._open)
        return next((card for card in self.cards if card.node == self._open), None)

    def reveal(self, node: Node) -> RowCard | None:
        """Open one of them."""
        if self._open == node:
            self._open = None
        return self.open_row(node)

    def begin_new(self) -> None:
        """Show the form of a new row."""
        if self._fresh is None:
            self._fresh = self._make_new()
        self._fresh.clear()
        self.new.show()
        self._fresh.focus_first()

    def put_new_away(self) -> None:
        """Close the form of a new row."""
        self.new.hide()

    def show_fault(self, field: str, sentence: str) -> None:
        """Show why the new row was rejected."""
        if self._fresh is not None:
            self._fresh.show_fault(field, sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.new.isVisible():
            self.put_new_away()
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _make_card(self, node: Node) -> None:
        lines = self._naming.lines(node)
        ordered = self.form.shape is Shape.LIST and self.form.title != GIVEN
        card = RowCard(self._look, lines, node, "", ordered=ordered)
        card.opened.connect(self.open_row)
        card.moved.connect(self.moved)
        card.removed.connect(self.removed)
        self._cards.addWidget(card)
        self.cards.append(card)

    def _make_new(self) -> FieldLines:
        lines = self._naming.fresh(self.form)
        self._do = ActButton(f"do_add_{self.form.title}", self.tr("加上"), enter=True)
        self._do.clicked.connect(self._submit)
        away = ActButton(f"leave_add_{self.form.title}", self.tr("不加了"), "Esc", role="quiet")
        away.clicked.connect(self.put_new_away)
        foot = QHBoxLayout()
        foot.addWidget(self._do)
        foot.addWidget(away)
        foot.addStretch(1)
        column = QVBoxLayout(self.new)
        column.setContentsMargins(10, 8, 10, 8)
        column.addWidget(lines)
        column.addLayout(foot)
        return lines

    def _submit(self) -> None:
        if self._fresh is None or self._above is None:
            return
        first = self._fresh.columns[0]
        if first.required and not self._fresh.cells().get(first.key):
            self._fresh.show_fault(first.key, self.tr("请先填“{0}”。").format(first.head))
        else:
            self.added.emit(self.form.title, self._above, self._fresh.cells())


def summary_of(library: Library, node: Node) -> str:
    """The first few values of a row, to identify it."""
    plain = (Kind.TEXT, Kind.ID, Kind.IDS, Kind.CODE, Kind.COUNT, Kind.DAY)
    texts = [field.text for field in fields(library, node) if field.cell and field.column.kind in plain]
    return _short("　".join(texts[:3])) if texts else name_of(library, node)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MOST_SUMMARY else f"{line[: MOST_SUMMARY - 1]}…"

"""The left of the editor: search field, listing by bundle or item, and the tree."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.authoring.editing.node import (
    BUNDLE,
    COMMON,
    COMMON_HINT,
    ITEM,
    MATERIAL,
    PLACING,
    SWITCH,
    Node,
    children,
    node_at,
    text_of,
)
from counter.domain.authoring.editing.patch import Edit
from counter.ui.authoring.editor.draft import CurrentDraft
from counter.ui.authoring.editor.search import EditorSearch
from counter.ui.authoring.editor.text import is_undo
from counter.ui.authoring.editor.tree import EditorTree
from counter.ui.authoring.editor.tree_view import EditorTreeView
from counter.ui.kit.announcement import announce, announce_row
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.act_row import ActRow
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.lists.find_box import FindBox
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library

SEARCH_MS = 80
SHEETS = {"bundle": (BUNDLE,), "item": (ITEM,), "shared": (COMMON, COMMON_HINT, SWITCH)}
"""Listings, and the rows they list."""


class EditorFind(FindBox):
    """A line without its own undo leaves Ctrl+Z to the page."""

    def event(self, event: QEvent) -> bool:
        if is_undo(event) and not (self.isUndoAvailable() or self.isRedoAvailable()):
            return False
        return super().event(event)


class EditorSide(QWidget):
    """Signals: ``picked(node, sheet)`` when the current row changes; ``chosen``: Enter on it; ``new_wanted``."""

    picked = Signal(object, str)
    chosen = Signal()
    new_wanted = Signal()

    def __init__(
        self, resources: Path, look: Look, draft: CurrentDraft, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._seek = EditorSearch(resources)
        self._draft = draft
        self._quiet = False
        self.box = EditorFind()
        self.box.setObjectName("editorFind")
        self.box.setPlaceholderText(self.tr("序号、名称、拼音、事项、材料"))
        self.box.setAccessibleName(self.tr("在指南里找，Ctrl+F"))
        self.mode = Choices(look, "editorMode", self.tr("怎样列"))
        self._mode_words = {
            "bundle": self.tr("按一件事"),
            "item": self.tr("全部事项"),
            "shared": self.tr("共用"),
        }
        self.mode.show_options(list(self._mode_words.items()), ("bundle",))
        self.count = TextLabel("", "small", wrap=True)
        self.count.setObjectName("editorCount")
        self.model = EditorTree()
        self.tree = EditorTreeView(look, self.model)
        self.new = ActButton("editorNew", self.tr("新建一件事…"), "Ctrl+N", enter=True)
        self.new.clicked.connect(self.new_wanted)
        self._search_timer = QTimer(self)
        self._search_timer.setSingleShot(True)
        self._search_timer.setInterval(SEARCH_MS)
        self._search_timer.timeout.connect(self._search)
        foot = QHBoxLayout()
        foot.addWidget(ActRow((self.new,)), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 6, 10)
        column.setSpacing(8)
        for part in (self.box, self.mode, self.count):
            column.addWidget(part)
        column.addWidget(self.tree, 1)
        column.addLayout(foot)
        self.box.textEdited.connect(lambda _: self._search_timer.start())
        self.box.walked.connect(self._walk)
        self.box.chosen.connect(self._choose)
        self.box.given_up.connect(self._give_up)
        self.mode.changed.connect(self._renew)
        self.tree.picked.connect(self._on_picked)
        self.tree.chosen.connect(self.chosen)

    @property
    def node(self) -> Node | None:
        """The current row: of a head its bundle."""
        return self.model.node(self.tree.currentIndex())

    @property
    def sheet(self) -> str:
        """The sheet of the current head."""
        return self.model.sheet(self.tree.currentIndex())

    @property
    def bundle(self) -> Node | None:
        """The bundle in whose branch the current row is shown."""
        index = self.tree.currentIndex()
        while index.parent().isValid():
            index = index.parent()
        node = self.model.node(index)
        return node.root if node is not None and node.root.sheet == BUNDLE else None

    def begin(self) -> None:
        """Show another library from the beginning."""
        self.box.clear()
        self._renew()

    def follow(self, edit: Edit) -> None:
        """The library changed; the current row stays, where it still exists."""
        found = (node_at(patch.path) for patch in edit.patches)
        touched = {entry[0].root for entry in found if entry is not None}
        self._quiet = True
        self.model.follow(self._draft.library, touched)
        self._quiet = False
        if not self.box.text().strip():
            self._update_count()

    def go_to(self, node: Node, bundle: Node | None = None) -> bool:
        """Select a row, within a bundle where one is given or it belongs to one; False where it is not shown here."""
        index = self._index(node, bundle)
        if not index.isValid():
            return False
        self.tree.go_to(index)
        return True

    def open_branch(self, node: Node) -> None:
        """Expand a row."""
        index = self._index(node, None)
        if index.isValid():
            self.tree.expand(index)

    def centre(self) -> None:
        """Scroll the current row to the centre."""
        self.tree.scrollTo(self.tree.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)

    def take_focus(self) -> None:
        """The rows; while they are read, the search: the focus waits where it will be, and nowhere on the way."""
        if self._draft.is_open:
            self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_search()

    def focus_search(self) -> None:
        """Focus the search field."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def _index(self, node: Node, bundle: Node | None) -> QModelIndex:
        library = self._draft.library
        way = trail(library, node, bundle)
        if self.box.text():
            self.box.clear()
            self._renew()
        first = way[0].sheet if isinstance(way[0], Node) else BUNDLE
        wanted = next((mode for mode, sheets in SHEETS.items() if first in sheets), "bundle")
        if (wanted,) != self.mode.chosen:
            self._set_mode(wanted)
        index = self.model.index_of(way)
        found = self.model.node(index) if index.isValid() else None
        return index if found == node or (found is not None and found == way[-1]) else QModelIndex()

    def _set_mode(self, wanted: str) -> None:
        chips = [(chip, self._mode_words[chip]) for chip in self.mode.options]
        self.mode.show_options(chips, (wanted,))
        self._renew()

    @property
    def way(self) -> str:
        """The listing: ``bundle``, ``item`` or ``shared``."""
        return self.mode.chosen[0] if self.mode.chosen else "bundle"

    def _update_new_button(self) -> None:
        words = {"item": self.tr("新建事项…"), "shared": self.tr("新建共用的…")}
        self.new.say(words.get(self.way, self.tr("新建一件事…")))

    def _on_picked(self, node: Node | None, sheet: str) -> None:
        if not self._quiet:
            self.picked.emit(node, sheet)

    def _renew(self) -> None:
        if not self._draft.is_open:
            return
        if self.box.text().strip():
            self._search()
            return
        self.model.show_library(self._draft.library, SHEETS[self.way])
        self._update_new_button()
        self._update_count()

    def _update_count(self) -> None:
        library = self._draft.library
        if self.way == "shared":
            counts = (len(library["common"]), len(library["common_hints"]), len(library["switches"]))
            self.count.setText(self.tr("共用材料 {0} 样，共用提示 {1} 条，本地规定 {2} 条").format(*counts))
            return
        counts = (len(library["bundles"]), len(library["items"]), len(library["switches"]))
        self.count.setText(self.tr("{0} 件“一件事”，{1} 个事项，{2} 条本地规定").format(*counts))

    def _search(self) -> None:
        if not self._draft.is_open:
            return
        text = self.box.text().strip()
        if not text:
            self._renew()
            return
        found, more = self._seek.find(self._draft.library, text, by_items=self.way == "item")
        self.model.show_library(self._draft.library, SHEETS[self.way], found)
        words = self.tr("找到 {0} 处，↑↓ 走，回车打开").format(len(found))
        if more:
            words = self.tr("太多了，只列前 {0} 处，请多打几个字").format(len(found))
        self.count.setText(words if found else self.tr("没有找到“{0}”。").format(text))
        announce(self.box, self.count.text())  # the focus stays in the field

    def _walk(self, step: int) -> None:
        index = self.tree.currentIndex()
        row = index.row() + step if index.isValid() else 0
        under = self.model.index(max(0, min(row, self.model.rowCount() - 1)), 0)
        if under.isValid():
            self.tree.setCurrentIndex(under)
            self.tree.scrollTo(under)
            announce_row(self.tree)

    def _choose(self) -> None:
        if not self.tree.currentIndex().isValid():
            self._walk(0)
        node, bundle = self.node, self.bundle
        if node is not None and self.box.text():
            self.go_to(node, bundle)
            self.tree.expand(self.tree.currentIndex())
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give_up(self) -> None:
        self.box.clear()
        self._renew()
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)


def trail(library: Library, node: Node, bundle: Node | None) -> list[Node | str]:
    """The path from the root of the tree to a row: through its bundle, or through all items."""
    root = node.root
    if root.sheet == BUNDLE:
        if node == root:
            return [root]
        return [root, node] if node.sheet == PLACING else [root, node.sheet, node]
    if root.sheet == ITEM:
        placed = placing_of(library, root, bundle)
        begin: list[Node | str] = [root] if placed is None else [placed.root, placed]
        return begin if node == root else [*begin, material_of(node)]
    return [root]


def placing_of(library: Library, item: Node, bundle: Node | None) -> Node | None:
    """The placement of an item: in the given bundle, else in the first that has it."""
    every: Sequence[Node] = [bundle] if bundle is not None else children(library, None, BUNDLE)
    for one in every:
        for placed in children(library, one, PLACING):
            if text_of(library, placed, "item") == item.key[0]:
                return placed
    return None if bundle is None else placing_of(library, item, None)


def material_of(node: Node) -> Node:
    """The material that a row belongs to, where it belongs to one."""
    held: Node | None = node
    while held is not None and held.sheet != MATERIAL:
        held = held.parent
    return held or node

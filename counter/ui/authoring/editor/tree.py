"""The library as a lazy tree: bundle → item → material, or all items."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QAbstractItemModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from counter.domain.authoring.editing.node import (
    ASKING,
    BUNDLE,
    COMMON,
    COMMON_HINT,
    HINT,
    ITEM,
    MATERIAL,
    PLACING,
    REFUSAL,
    SWITCH,
    Node,
    children,
    exists,
    name_of,
    value_of,
    words_of,
)
from counter.domain.guide.condition import ALWAYS, Condition
from counter.domain.guide.library import empty_library

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library

LONG = 300
Index = QModelIndex | QPersistentModelIndex
translate = QCoreApplication.translate
_HEADS = {ASKING: QT_TRANSLATE_NOOP("EditorTree", "情形题")}
_SHARED = {
    COMMON: QT_TRANSLATE_NOOP("EditorTree", "共用材料"),
    COMMON_HINT: QT_TRANSLATE_NOOP("EditorTree", "共用提示"),
    SWITCH: QT_TRANSLATE_NOOP("EditorTree", "本地规定"),
}


class TreeRole(IntEnum):
    """Data roles of a row."""

    NODE = int(Qt.ItemDataRole.UserRole) + 1
    WHEN = int(Qt.ItemDataRole.UserRole) + 2
    MARK = int(Qt.ItemDataRole.UserRole) + 3
    HEAD = int(Qt.ItemDataRole.UserRole) + 4
    TEXTS = int(Qt.ItemDataRole.UserRole) + 5  # all that is painted: head, words, condition, mark


class Branch:
    """One row of the tree. ``sheet``: the sheet of a head; empty for a row of the library.

    ``under``: its children, None until expanded.
    """

    __slots__ = ("above", "node", "place", "sheet", "under")

    def __init__(self, node: Node | None, above: Branch | None, place: int, sheet: str = "") -> None:
        self.node = node
        self.above = above
        self.place = place
        self.sheet = sheet
        self.under: list[Branch] | None = None

    @property
    def named(self) -> tuple[Node | None, str]:
        """The key that identifies it among its siblings."""
        return self.node, self.sheet

    @property
    def trail(self) -> tuple[tuple[Node | None, str], ...]:
        """The path to it from the root."""
        return (*(self.above.trail if self.above is not None else ()), self.named) if self.node else ()


class EditorTree(QAbstractItemModel):
    """``marks``: the text of a row's mark, empty for most."""

    def __init__(self) -> None:
        super().__init__()
        self._library = empty_library()
        self._root = Branch(None, None, 0)
        self._sheets: tuple[str, ...] = ()
        self._found: tuple[Node, ...] | None = None
        self._touched: Collection[Node] = ()
        self._gone: list[Branch] = []  # Qt's indexes point at branches without keeping them
        self.mark_of: Callable[[Node], str] = lambda _: ""

    # -- what is shown --
    def show_library(
        self, library: Library, sheets: Sequence[str], found: Sequence[Node] | None = None
    ) -> None:
        """Show the rows of these sheets from the beginning; ``found``: only these rows."""
        self.beginResetModel()
        self._library, self._sheets = library, tuple(sheets)
        self._found = None if found is None else tuple(found)
        self._gone = [self._root]
        self._root = Branch(None, None, 0)
        self.endResetModel()

    def follow(self, library: Library, touched: Collection[Node]) -> None:
        """The library changed: update added and removed rows and their text; expanded rows stay expanded.

        ``touched``: the bundles, items … that were edited; of a long list only their rows are compared.
        """
        self._library = library
        self._touched = touched
        if self._found is not None:
            self._found = tuple(node for node in self._found if exists(library, node))
        self._renew(self._root, QModelIndex())

    def refresh_marks(self) -> None:
        """The marks changed."""
        self._emit_changed(self._root, QModelIndex())

    def index_of(self, nodes: Sequence[Node | str]) -> QModelIndex:
        """The index of a path from the root (a string: the head of that sheet); as far as it exists."""
        index = QModelIndex()
        for wanted in nodes:
            branch = self._branch(index)
            for one in self._opened(branch):
                if one.node == wanted if isinstance(wanted, Node) else one.sheet == wanted:
                    index = self.createIndex(one.place, 0, one)
                    break
            else:
                break
        return index

    def node(self, index: Index) -> Node | None:
        """The row of the library at an index: of a head its bundle."""
        return self._branch(index).node

    def sheet(self, index: Index) -> str:
        """The sheet of a head; empty elsewhere."""
        return self._branch(index).sheet

    # -- Qt --
    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        under = self._opened(self._branch(parent))
        return self.createIndex(row, column, under[row]) if 0 <= row < len(under) else QModelIndex()

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        above = self._branch(index).above
        if above is None or above is self._root:
            return QModelIndex()
        return self.createIndex(above.place, 0, above)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        branch = self._branch(parent)
        return len(self._opened(branch)) if branch is self._root or branch.under is not None else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        branch = self._branch(parent)
        if branch is self._root or branch.under is not None:
            return bool(self._opened(branch))
        if branch.sheet:
            return branch.node is not None and bool(children(self._library, branch.node, branch.sheet))
        if branch.node is None or branch.node.sheet not in (BUNDLE, PLACING, ITEM):
            return False
        return branch.node.sheet == BUNDLE or bool(self._materials(branch.node))

    def canFetchMore(self, parent: Index) -> bool:
        branch = self._branch(parent)
        return branch.under is None and self.hasChildren(parent)

    def fetchMore(self, parent: Index) -> None:
        branch = self._branch(parent)
        made = self._made(branch)
        if made:
            self.beginInsertRows(parent, 0, len(made) - 1)
            branch.under = made
            self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        branch = self._branch(index)
        node = branch.node
        if node is None or not exists(self._library, node):
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._words(branch, node)
            case TreeRole.TEXTS:
                if branch.sheet:
                    return True, self._words(branch, node), "", ""
                return False, self._words(branch, node), self._when(branch, node), self.mark_of(node)
            case TreeRole.WHEN:
                return "" if branch.sheet else self._when(branch, node)
            case TreeRole.MARK:
                return "" if branch.sheet else self.mark_of(node)
            case TreeRole.NODE:
                return node
            case TreeRole.HEAD:
                return bool(branch.sheet)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                parts = (self._words(branch, node), self._when(branch, node), self.mark_of(node))
                return (
                    self._words(branch, node) if branch.sheet else "，".join(part for part in parts if part)
                )
        return None

    # -- branches --
    def _branch(self, index: Index) -> Branch:
        held = index.internalPointer() if index.isValid() else self._root
        assert isinstance(held, Branch)
        return held

    def _opened(self, branch: Branch) -> list[Branch]:
        if branch.under is None:
            branch.under = self._made(branch)
        return branch.under

    def _made(self, branch: Branch) -> list[Branch]:
        return [Branch(node, branch, place, sheet) for place, (node, sheet) in enumerate(self._below(branch))]

    def _below(self, branch: Branch) -> list[tuple[Node, str]]:
        library = self._library
        if branch is self._root:
            if not library:
                return []
            if self._found is not None:
                return [(node, "") for node in self._found]
            return [(node, "") for sheet in self._sheets for node in children(library, None, sheet)]
        node = branch.node
        if node is None:
            return []
        if branch.sheet:
            return [(one, "") for one in children(library, node, branch.sheet)]
        if node.sheet == BUNDLE:
            items = [(one, "") for one in children(library, node, PLACING)]
            return [(node, ASKING), *items, (node, REFUSAL), (node, HINT)]
        return [(one, "") for one in self._materials(node)]

    def _materials(self, node: Node) -> tuple[Node, ...]:
        item = item_of(self._library, node)
        return () if item is None else children(self._library, item, MATERIAL)

    def _words(self, branch: Branch, node: Node) -> str:
        if branch.sheet:
            many = len(children(self._library, node, branch.sheet))
            head = _HEADS.get(branch.sheet)
            words = branch.sheet if head is None else translate("EditorTree", str(head))
            return translate("EditorTree", "{0}（{1}）").format(words, many)
        if node.sheet == ITEM:
            return self._library["items"][node.entry].get("name", "")  # thousands may be requested at once
        name = name_of(self._library, node)
        if node.sheet == MATERIAL and isinstance(node.key[-1], int):
            return f"{node.key[-1] + 1}. {name}"
        return name

    def _when(self, branch: Branch, node: Node) -> str:
        """The condition in words, by the question numbers of the bundle that the row is shown in."""
        if self._found is not None and node.sheet == MATERIAL and branch.above is self._root:
            return name_of(self._library, node.root)
        if node.sheet in _SHARED:
            when = None if node.sheet == SWITCH else value_of(self._library, node, "when")
            words = words_of(self._library, when, node) if isinstance(when, Condition) else ""
            head = translate("EditorTree", str(_SHARED[node.sheet]))
            return f"{head}　{words}" if words else head
        if node.sheet not in (PLACING, MATERIAL, ASKING, REFUSAL, HINT):
            return ""
        when = value_of(self._library, node, "when")
        if not isinstance(when, Condition) or when == ALWAYS:
            return ""
        above: Branch | None = branch
        while above is not None and above.above is not self._root:
            above = above.above
        return words_of(self._library, when, above.node if above is not None else node)

    def _renew(self, branch: Branch, index: QModelIndex) -> None:
        if branch.under is None:
            return
        old, new = branch.under, self._below(branch)
        same = 0
        while same < min(len(old), len(new)) and old[same].named == new[same]:
            same += 1
        tail = 0
        while tail < min(len(old), len(new)) - same and old[-1 - tail].named == new[-1 - tail]:
            tail += 1
        if len(old) > same + tail:
            self.beginRemoveRows(index, same, len(old) - tail - 1)
            self._gone += old[same : len(old) - tail]
            del old[same : len(old) - tail]
            self._number(old)
            self.endRemoveRows()
        if len(new) > same + tail:
            made = [Branch(node, branch, 0, sheet) for node, sheet in new[same : len(new) - tail]]
            self.beginInsertRows(index, same, same + len(made) - 1)
            old[same:same] = made
            self._number(old)
            self.endInsertRows()
        for one in old:
            self._renew(one, self.createIndex(one.place, 0, one))
        if len(old) <= LONG:
            if old:
                self.dataChanged.emit(self.index(0, 0, index), self.index(len(old) - 1, 0, index))
            return
        for one in old:
            if one.node is not None and one.node.root in self._touched:
                here = self.createIndex(one.place, 0, one)
                self.dataChanged.emit(here, here)

    def _emit_changed(self, branch: Branch, index: QModelIndex) -> None:
        if branch.under:
            if len(branch.under) <= LONG:
                self.dataChanged.emit(self.index(0, 0, index), self.index(len(branch.under) - 1, 0, index))
            for one in branch.under:
                self._emit_changed(one, self.createIndex(one.place, 0, one))

    @staticmethod
    def _number(branches: list[Branch]) -> None:
        for place, branch in enumerate(branches):
            branch.place = place


def item_of(library: Library, node: Node) -> Node | None:
    """The item of a row: itself, the placed item, or its owner."""
    if node.sheet == PLACING:
        key = value_of(library, node, "item")
        return Node(ITEM, (key,)) if key in library["items"] else None
    return node.root if node.root.sheet == ITEM else None

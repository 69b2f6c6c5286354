"""Bundles found, best first, as rows for the list under the find box."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt

from counter.domain.guide.bundle_search import Hit

HIT_ROLE = int(Qt.ItemDataRole.UserRole) + 1
Index = QModelIndex | QPersistentModelIndex


class HitsModel(QAbstractListModel):
    """Rows are ``Hit`` values."""

    def __init__(self) -> None:
        super().__init__()
        self._hits: tuple[Hit, ...] = ()

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show these."""
        self.beginResetModel()
        self._hits = tuple(hits)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._hits)

    def hit(self, index: Index) -> Hit | None:
        """The bundle of that row."""
        return self._hits[index.row()] if index.isValid() and index.row() < len(self._hits) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        hit = self.hit(index)
        if hit is None:
            return None
        if role == HIT_ROLE:
            return hit
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return hit.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            item = QCoreApplication.translate("HitsModel", "，含{0}").format(hit.item) if hit.item else ""
            return f"{hit.number}，{hit.name}{item}"
        return None

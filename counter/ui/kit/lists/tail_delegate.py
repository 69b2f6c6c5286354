"""Cells of which the end is read: a number of a case that lacks room ends whole and begins with …."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem


class TailDelegate(QStyledItemDelegate):
    """Elides at the left, in one line also where the table wraps its words."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.features &= ~QStyleOptionViewItem.ViewItemFeature.WrapText  # type: ignore[attr-defined]
        option.textElideMode = Qt.TextElideMode.ElideLeft  # type: ignore[attr-defined]  # not in Qt's stubs

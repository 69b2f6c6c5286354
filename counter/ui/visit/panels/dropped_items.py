"""Items the applicant does not want this time, each to be taken up again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.text_label import TextLabel


class DroppedItems(QWidget):
    """Hidden while nothing was left out. ``name_of``: item id → what it is called. Signals: ``wanted(item)``."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("droppedItems")
        self.name_of: Callable[[str], str] = str
        self._shown: tuple[str, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 4)
        self._column.setSpacing(4)
        self.hide()

    def show_items(self, items: Sequence[str]) -> None:
        """Show these as left out."""
        self.setVisible(bool(items))
        if tuple(items) == self._shown:
            return
        self._shown = tuple(items)
        while (one := self._column.takeAt(0)) is not None:
            old = one.widget()
            old.hide()
            old.deleteLater()
        buttons = [self._add(item) for item in items]
        parent = self.parentWidget()
        for first, second in pairwise(([parent] if parent else []) + buttons):
            QWidget.setTabOrder(first, second)

    def _add(self, item: str) -> QWidget:
        name = self.name_of(item)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(TextLabel(self.tr("这次不办：{0}").format(name), "small", wrap=True), 1)
        button = ActButton(f"again_{item}", self.tr("重新加上"), role="link", enter=True)
        button.setAccessibleName(self.tr("重新加上：{0}").format(name))
        button.clicked.connect(lambda: self.wanted.emit(item))
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addWidget(row)
        return button

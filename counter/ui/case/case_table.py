"""The list of cases found: one row is current, Enter opens it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from counter.services.context.ports import CaseRow
from counter.ui.case.case_rows import CaseRows
from counter.ui.kit.theme import Look

_APPLICANT, _BUNDLE = 1, 2
_WIDEST_NAME, _OTHERS = "\u3000" * 12, "\u3000" * 68
"""A name longer than the first ends in an ellipsis: the columns after it stay in sight. Of what a wide window has left
beside the second, names get half and the bundles the rest."""


class CaseTable(QTableView):
    """Signals: ``opened(number)``."""

    opened = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("caseTable")
        self.setAccessibleName(self.tr("找到的办件"))
        self._rows = CaseRows()
        self._look = look
        self.setModel(self._rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(_APPLICANT, QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(_BUNDLE, QHeaderView.ResizeMode.Stretch)
        self.setWordWrap(False)  # one line a row: what is too long ends in …, the tip says it whole
        self.doubleClicked.connect(lambda _: self.open_current())
        look.changed.connect(self._measure)
        self._measure()

    def show_rows(self, rows: Sequence[CaseRow], now: datetime) -> None:
        """Show these as seen ``now``, the newest current."""
        self._rows.show_rows(rows, now)
        self._measure()
        self.walk(0)

    def walk(self, step: int) -> None:
        """Make another row current."""
        place = max(0, min(self.currentIndex().row() + step, self._rows.rowCount() - 1))
        index = self._rows.index(place, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)

    def open_current(self) -> None:
        """Open the current case."""
        row = self._rows.case(self.currentIndex().row())
        if row is not None:
            self.opened.emit(row.number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_current()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._look.px("row") - 4)
        metrics = self._look.metrics()
        left = self.viewport().width() - metrics.horizontalAdvance(_OTHERS)
        widest = metrics.horizontalAdvance(_WIDEST_NAME) + max(0, left) // 2
        heading = self.horizontalHeader().sectionSizeHint(_APPLICANT)
        wanted = max(heading, self.sizeHintForColumn(_APPLICANT))
        self.setColumnWidth(_APPLICANT, min(wanted, widest))

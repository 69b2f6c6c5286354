"""The faults of a guide file, each with sheet, row and column, and the remedy."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QWidget

from counter.domain.guide.rows.faults import GuideFault
from counter.ui.kit.look_following import follow_look
from counter.ui.kit.theme import Look
from counter.ui.kit.whole_rows import WholeRowTable

Index = QModelIndex | QPersistentModelIndex
_SENTENCE = 3
_MEASURED = 100
"""Faults whose rows are as high as their words: a file of the wrong kind has thousands."""
_WIDEST = ("\u3000" * 7, "99999", "\u3000" * 9)


class FaultRows(QAbstractTableModel):
    """``GuideFault`` values; a library file's fault has a path where a workbook's has sheet, row and column."""

    def __init__(self, heads: Sequence[str], where: str) -> None:
        super().__init__()
        self._of_sheets = tuple(heads)
        self._of_paths = (where, "", "", heads[_SENTENCE])
        self._heads = self._of_sheets
        self.faults: Sequence[GuideFault] = ()

    def show_faults(self, faults: Sequence[GuideFault]) -> None:
        """Show these."""
        self.beginResetModel()
        self.faults = faults
        self._heads = self._of_paths if any(fault.path for fault in faults) else self._of_sheets
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.faults)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return int(Qt.AlignmentFlag.AlignLeft) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.faults):
            return None
        fault = self.faults[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _cell(fault, index.column())
        heard = (
            role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0
        )  # the row once, not in every cell
        return fault.words if heard or role == Qt.ItemDataRole.ToolTipRole else None


def _cell(fault: GuideFault, column: int) -> str:
    cell = f"{fault.letter} {fault.head}".strip()
    return (
        fault.path or fault.sheet or fault.place,
        str(fault.row or ""),
        cell,
        fault.sentence
        if fault.grave
        else QCoreApplication.translate("FaultTable", "（提醒）{0}").format(fault.sentence),
    )[column]


class FaultTable(WholeRowTable):
    """The faults in the order of the file; of many each has two lines and is whole in its tip and when it is heard."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("faultTable")
        self.setAccessibleName(self.tr("要改的地方"))
        self._look = look
        heads = (self.tr("表"), self.tr("行"), self.tr("列"), self.tr("要做什么"))
        self._rows = FaultRows(heads, self.tr("在哪里"))
        self.setModel(self._rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizeAdjustPolicy(QAbstractItemView.SizeAdjustPolicy.AdjustToContents)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(_SENTENCE, QHeaderView.ResizeMode.Stretch)
        follow_look(look, self, self._measure)
        self._measure()

    @property
    def faults(self) -> Sequence[GuideFault]:
        """The listed faults."""
        return self._rows.faults

    def show_faults(self, faults: Sequence[GuideFault]) -> None:
        """Show these, the first current."""
        self.clearSpans()
        self._rows.show_faults(faults)
        for row, fault in enumerate(faults):
            if fault.path:  # a path is long, and has neither row nor column beside it
                self.setSpan(row, 0, 1, _SENTENCE)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self._rows.index(0, 0), flags)
        self._measure_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure_rows()

    def _measure_rows(self) -> None:
        """As high as the sentence that says what to do; of many faults two lines each."""
        two = self.verticalHeader().defaultSectionSize()
        for row in range(len(self.faults) if len(self.faults) <= _MEASURED else 0):
            self.setRowHeight(row, max(two, self.sizeHintForRow(row) + 8))

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._look.metrics().height() * 2 + 10)
        for column, widest in enumerate(_WIDEST):
            self.setColumnWidth(column, self._look.metrics().horizontalAdvance(widest) + 16)
        self._measure_rows()

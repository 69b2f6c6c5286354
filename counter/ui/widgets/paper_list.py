"""The papers of a case, one row each; the current one is shown in the preview."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from counter.domain.case import IssuedPaper
from counter.ui.theme import Look


class PaperList(QListWidget):
    """Signals: ``picked(paper)`` when another row is current."""

    picked = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paperList")
        self.setAccessibleName(self.tr("文书"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._look = look
        self.currentItemChanged.connect(self._pick)

    @property
    def current(self) -> str:
        """Id of the current paper, empty where there is none."""
        index = self.currentIndex()
        return str(index.data(Qt.ItemDataRole.UserRole)) if index.isValid() else ""

    def show_papers(self, papers: Sequence[IssuedPaper]) -> None:
        """Show these papers; keeps the current one where it is still there."""
        keep = self.current
        self.blockSignals(True)
        self.clear()
        for paper in papers:
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, paper.id)
            self._tell(item, paper)
            self.addItem(item)
        ids = [paper.id for paper in papers]
        self.blockSignals(False)
        if ids:
            self.setCurrentRow(ids.index(keep) if keep in ids else 0)
        row = self.sizeHintForRow(0) if ids else 0
        self.setFixedHeight(min(4, len(ids)) * row + 12)

    def count_again(self, papers: Sequence[IssuedPaper]) -> None:
        """The same papers, of some of which there are more copies now."""
        known = {paper.id: paper for paper in papers}
        for item in (self.item(row) for row in range(self.count())):
            paper = known.get(str(item.data(Qt.ItemDataRole.UserRole)))
            if paper is not None:
                self._tell(item, paper)

    def _tell(self, item: QListWidgetItem, paper: IssuedPaper) -> None:
        copies = self.tr("，已存 {0} 份").format(paper.copies) if paper.copies else ""
        item.setText(f"{paper.title}　{paper.organ}\n{paper.number}{copies}")
        spoken = f"{paper.title}，{paper.organ}，{paper.number}{copies}"
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)

    def _pick(self) -> None:
        if self.current:
            self.picked.emit(self.current)

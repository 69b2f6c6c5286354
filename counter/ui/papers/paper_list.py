"""Papers of a case, one row each with its stage; the current one is previewed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from counter.domain.case.acts.service import is_draft
from counter.domain.case.case import IssuedPaper
from counter.domain.case.paper_events import PaperStage
from counter.domain.case.print_log import latest_sheets
from counter.ui.kit.theme import Look
from counter.ui.words.acts import stage_tone

STAGE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_MOST_ROWS = 4
_LINE = "\u2028"  # Qt's line separator, in an item's text


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
        self._papers: tuple[IssuedPaper, ...] = ()
        self._notes: dict[str, str] = {}  # queue state of each paper
        self.setItemDelegate(_StageDelegate(look, self))
        self.currentItemChanged.connect(self._pick)
        # after the rows have their new size
        look.changed.connect(self._fit, Qt.ConnectionType.QueuedConnection)

    @property
    def current(self) -> str:
        """Id of the current paper, empty where there is none."""
        index = self.currentIndex()
        return str(index.data(Qt.ItemDataRole.UserRole)) if index.isValid() else ""

    def show_papers(self, papers: Sequence[IssuedPaper]) -> None:
        """Show these papers; keeps the current one where it is still listed."""
        keep = self.current
        self._papers = tuple(papers)
        self._notes = {}
        self.blockSignals(True)
        self.clear()
        for paper in papers:
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, paper.id)
            self._fill_item(item, paper)
            self.addItem(item)
        ids = [paper.id for paper in papers]
        self.blockSignals(False)
        if ids:
            self.setCurrentRow(ids.index(keep) if keep in ids else 0)
        self._fit()

    def show_paper(self, paper: str) -> None:
        """Make that paper current."""
        ids = [str(self.item(row).data(Qt.ItemDataRole.UserRole)) for row in range(self.count())]
        if paper in ids:
            self.setCurrentRow(ids.index(paper))

    def show_newest(self) -> None:
        """Make the newest paper current."""
        self.setCurrentRow(self.count() - 1)

    def count_again(self, papers: Sequence[IssuedPaper]) -> None:
        """Update the same papers after further copies."""
        self._papers = tuple(papers)
        known = {paper.id: paper for paper in papers}
        for item in (self.item(row) for row in range(self.count())):
            paper = known.get(str(item.data(Qt.ItemDataRole.UserRole)))
            if paper is not None:
                self._fill_item(item, paper)

    def show_notes(self, notes: Mapping[str, str]) -> None:
        """Show the queue state of each paper under its row."""
        papers = {p.id: p for p in self._papers}
        for item in (self.item(row) for row in range(self.count())):
            paper = papers.get(str(item.data(Qt.ItemDataRole.UserRole)))
            if paper is not None and notes.get(paper.id, "") != self._notes.get(paper.id, ""):
                self._notes[paper.id] = notes.get(paper.id, "")
                self._fill_item(item, paper)
        self._fit()

    def _fit(self) -> None:
        """Height of the first rows, at most of that many two-line rows: the preview needs space."""
        rows = [self.sizeHintForRow(row) for row in range(min(_MOST_ROWS, self.count()))]
        most = _MOST_ROWS * min(rows, default=0)
        self.setFixedHeight(min(sum(rows), most) + 12)

    def _fill_item(self, item: QListWidgetItem, paper: IssuedPaper) -> None:
        number = paper.number
        if not number:
            number = self.tr("代拟稿，等机关确认") if is_draft(paper) else self.tr("不编文号")
        stored = paper.copies - len(latest_sheets(paper.sheets))
        copies = self.tr("，已存 {0} 份").format(stored) if stored > 0 else ""
        note = self._notes.get(paper.id, "")
        wrong = f"　{note}" if note else ""
        item.setText(f"{paper.title}　{paper.organ}\n{number}{copies}{wrong}")
        item.setData(STAGE_ROLE, paper.stage)
        spoken = f"{paper.title}，{paper.organ}，{number}{copies}，{paper.stage.label}{wrong}"
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)

    def _pick(self) -> None:
        if self.current:
            self.picked.emit(self.current)


class _StageDelegate(QStyledItemDelegate):
    """The standard row with its stage as a badge at the right."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        stage = index.data(STAGE_ROLE)
        space = option.rect.width() - 40  # type: ignore[attr-defined]
        if stage is None or space <= 0:
            return
        space -= self._look.metrics("small").horizontalAdvance(PaperStage(stage).label)
        first, line, remainder = option.text.partition(_LINE)  # type: ignore[attr-defined]
        words = option.fontMetrics.elidedText(first, Qt.TextElideMode.ElideRight, space)  # type: ignore[attr-defined]
        option.text = f"{words}{line}{remainder}"  # type: ignore[attr-defined]

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        stage = index.data(STAGE_ROLE)
        if stage is None:
            return
        look = self._look
        stage = PaperStage(stage)
        tone = stage_tone(stage)
        metrics = look.metrics("small")
        width, height = metrics.horizontalAdvance(stage.label) + 14, metrics.height() + 4
        rect = option.rect  # type: ignore[attr-defined]
        area = QRectF(rect.right() - width - 10, rect.top() + 6, width, height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("ground" if tone == "second" else f"{tone}_soft"))
        painter.drawRoundedRect(area, 5, 5)
        painter.setFont(look.font("small"))
        painter.setPen(look.colour(tone))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), stage.label)
        painter.restore()

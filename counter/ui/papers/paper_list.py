"""Papers of a case, one line each with its stage; the current one is previewed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from counter.domain.case.acts.service import is_draft
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.paper_events import PaperStage
from counter.domain.case.print_log import latest_sheets
from counter.ui.kit.lists.more_below_line import MoreBelowLine
from counter.ui.kit.row_air import USUAL_AIR
from counter.ui.kit.row_painting import paint_badge, paint_current, paint_elided, rect_and_state
from counter.ui.kit.theme import Look
from counter.ui.kit.whole_rows import WholeRowItems
from counter.ui.words.acts import stage_tone

STAGE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
PARTS_ROLE = STAGE_ROLE + 1
_LEAST_ORGAN = 60
"""Logical pixels; in less the organ, which the paper itself names, is left out."""

Index = QModelIndex | QPersistentModelIndex


class PaperList(WholeRowItems):
    """Shows as many rows as there is room for, at least one, and counts the rest.

    Signals: ``picked(paper)`` when another row is current.
    """

    picked = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paperList")
        self.setAccessibleName(self.tr("文书"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._papers: tuple[IssuedPaper, ...] = ()
        self._notes: dict[str, str] = {}  # queue state of each paper
        self.air, self._most = USUAL_AIR, 1
        self.setItemDelegate(_StageDelegate(look, self))
        self._rest = MoreBelowLine(self, self.tr("份"))
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
        changed = False
        for item in (self.item(row) for row in range(self.count())):
            paper = papers.get(str(item.data(Qt.ItemDataRole.UserRole)))
            if paper is not None and notes.get(paper.id, "") != self._notes.get(paper.id, ""):
                self._notes[paper.id] = notes.get(paper.id, "")
                self._fill_item(item, paper)
                changed = True
        if changed:
            self._fit()

    def take_rows(self, most: int, air: int) -> bool:
        """Show at most so many rows, with so much room above and below the words of each; False where that was so
        before.
        """
        changed = (most, air) != (self._most, self.air)
        if changed:
            self._most, self.air = most, air
            self.scheduleDelayedItemsLayout()
            self._fit()
        return changed

    def _fit(self) -> None:
        rows = [self.sizeHintForRow(row) for row in range(self.count())]
        rest = self._rest.least if len(rows) > 1 else 0
        frame = self._rest.frame
        self.setMinimumHeight(rows[0] + frame + rest if rows else 0)
        cut = self._rest.least if self._most < len(rows) else 0
        self.setMaximumHeight(sum(rows[: self._most]) + frame + cut)
        self._rest.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The current one stays in sight when there is less room."""
        super().resizeEvent(event)
        self._fit()  # its frame is known by now
        self.scrollTo(self.currentIndex())

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.maximumHeight())

    def _fill_item(self, item: QListWidgetItem, paper: IssuedPaper) -> None:
        number = paper.number
        if not number:
            number = self.tr("代拟稿，等机关确认") if is_draft(paper) else self.tr("不编文号")
        stored = paper.copies - len(latest_sheets(paper.sheets))
        copies = self.tr("，已存 {0} 份").format(stored) if stored > 0 else ""
        note = self._notes.get(paper.id, "")
        wrong = f"　{note}" if note else ""
        item.setText(f"{paper.title}　{paper.organ}\n{number}{copies}{wrong}")
        item.setData(PARTS_ROLE, (paper.title, f"{number}{copies}", paper.organ, note))
        item.setData(STAGE_ROLE, paper.stage)
        spoken = f"{paper.title}，{paper.organ}，{number}{copies}，{paper.stage.label}{wrong}"
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)

    def _pick(self) -> None:
        if self.current:
            self.picked.emit(self.current)


class _StageDelegate(QStyledItemDelegate):
    """Title, what the queue says, number and organ in one line, the stage at its right."""

    def __init__(self, look: Look, view: PaperList) -> None:
        super().__init__(view)
        self._look, self._view = look, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._look.metrics().height() + self._view.air)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, state = rect_and_state(option)
        look = self._look
        title, number, organ, note = index.data(PARTS_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            paint_current(painter, look, rect, mark=False, rounded=6)
        line = rect.adjusted(10, 0, -10, 0)
        line.setRight(
            line.right() - self._paint_stage(painter, line, PaperStage(index.data(STAGE_ROLE))) - 12
        )
        for words, size, colour in (
            (title, "text", "ink"),
            (note, "small", "gap"),
            (number, "small", "second"),
            (organ, "small", "second"),
        ):
            if words and (words is not organ or line.width() > _LEAST_ORGAN):
                painter.setFont(look.font(size))
                painter.setPen(look.colour(colour))
                paint_elided(painter, line, words)
                line.setLeft(line.left() + painter.fontMetrics().horizontalAdvance(words) + 12)
        painter.restore()

    def _paint_stage(self, painter: QPainter, line: QRect, stage: PaperStage) -> int:
        """The badge at the right; its width."""
        look, tone = self._look, stage_tone(stage)
        metrics = look.metrics("small")
        width, height = metrics.horizontalAdvance(stage.label) + 14, metrics.height() + 4
        top = line.top() + (line.height() - height) / 2
        area = QRectF(line.right() - width, top, width, height)
        painter.setFont(look.font("small"))
        paint_badge(painter, look, area, stage.label, tone, ground="ground" if tone == "second" else "")
        return width

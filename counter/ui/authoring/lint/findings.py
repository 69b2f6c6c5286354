"""The list of findings, two lines a row, and a card with the current one in full."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from counter.domain.authoring.lint.finding import Severity
from counter.ui.authoring.lint.rows import source_of
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.look_following import follow_look
from counter.ui.kit.row_painting import paint_current, paint_elided, paint_line, paint_tag
from counter.ui.kit.row_views import Index, RowTable
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.domain.authoring.lint.finding import Flaw

FLAW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_EDGE = 12
_TONES = {Severity.MUST: "correct", Severity.FACT: "gap", Severity.NOTE: "shared"}


class FlawRows(QAbstractTableModel):
    """Rows are ``Flaw`` values."""

    def __init__(self) -> None:
        super().__init__()
        self.flaws: Sequence[Flaw] = ()

    def show_flaws(self, flaws: Sequence[Flaw]) -> None:
        """Show these findings."""
        self.beginResetModel()
        self.flaws = flaws
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.flaws)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.flaws):
            return None
        flaw = self.flaws[index.row()]
        if role == FLAW_ROLE:
            return flaw
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = (flaw.severity.value, flaw.place.words, flaw.wrong, flaw.todo, source_of(flaw))
            return "，".join(part for part in parts if part)
        return None


class FlawDelegate(QStyledItemDelegate):
    """Paints severity and location; below, what is wrong."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        flaw: Flaw = index.data(FLAW_ROLE)
        rect, state = option.rect, option.state  # type: ignore[attr-defined]  # missing in the stubs
        look = self._look
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = bool(state & QStyle.StateFlag.State_Selected)
        if current:
            paint_current(painter, look, rect)
        paint_line(painter, look, rect)
        line = rect.adjusted(_EDGE, 0, -_EDGE, 0)
        text, small = QFontMetrics(look.font()).height(), QFontMetrics(look.font("small")).height()
        top = line.top() + (line.height() - text - small - 2) // 2
        first = QRect(line.left(), top, line.width(), text)
        painter.setFont(look.font("small"))
        place, tone = first.adjusted(0, 1, 0, -1), _TONES[flaw.severity]
        tag = paint_tag(painter, look, place, flaw.severity.value, tone, current=current)
        painter.setFont(look.font())
        painter.setPen(look.colour("ink"))
        paint_elided(
            painter, first.adjusted(tag + 8, 0, 0, 0), flaw.place.words, Qt.TextElideMode.ElideMiddle
        )
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("second"))
        below = QRect(line.left(), top + text + 2, line.width(), small)
        paint_elided(painter, below, flaw.wrong)
        painter.restore()


class FindingList(RowTable):
    """A table of one column: a list view takes a second to lay out a quarter of a million rows, a table no time.

    Signals: ``current(flaw)`` when the current row changes, None where there is none; ``opened(flaw)`` with Enter or a
    double click.
    """

    current = Signal(object)
    opened = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("lintFindings", "", parent)
        self.setAccessibleName(self.tr("发现的问题"))
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._look = look
        self._rows = FlawRows()
        self.setModel(self._rows)
        self.setItemDelegate(FlawDelegate(look, self))
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        follow_look(look, self, self._measure)
        self._measure()
        self.selectionModel().currentChanged.connect(lambda *_: self.current.emit(self.flaw))

    @property
    def flaws(self) -> Sequence[Flaw]:
        """The listed findings."""
        return self._rows.flaws

    @property
    def flaw(self) -> Flaw | None:
        """The current finding."""
        row = self.currentIndex().row()
        return self.flaws[row] if 0 <= row < len(self.flaws) else None

    def show_flaws(self, flaws: Sequence[Flaw]) -> None:
        """Show these; the current one stays where it still exists, else the first is current."""
        held = self.flaw
        self._rows.show_flaws(flaws)
        place = _index_of(held, flaws) if held is not None else 0
        index = self._rows.index(place, 0) if flaws else QModelIndex()
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        if not flaws:
            self.current.emit(None)

    def open_current(self) -> None:
        """Go to the location of the current one."""
        if self.flaw is not None:
            self.opened.emit(self.flaw)

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._look.px("row") + 4)


def _index_of(held: Flaw, flaws: Sequence[Flaw]) -> int:
    """Its index, 0 where it no longer exists; only candidates are compared in full."""
    item, check = held.place.item, held.check
    found = (
        n for n, flaw in enumerate(flaws) if flaw.place.item == item and flaw.check == check and flaw == held
    )
    return next(found, 0)


class FindingCard(QFrame):
    """The current finding in full: location, what is wrong, what to do, source. Signals: ``wanted``: go there."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lintFinding")
        self.setProperty("role", "card")
        self._location = TextLabel("", "strong", wrap=True)
        self._wrong = TextLabel("", wrap=True)
        self._todo = TextLabel("", wrap=True)
        self._source = TextLabel("", "small", wrap=True)
        self.go = ActButton("lintGo", self.tr("到那里去改"), "Enter", enter=True)
        self.go.clicked.connect(self.wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(4)
        for part in (self._location, self._wrong, self._todo, self._source):
            column.addWidget(part)
        column.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)

    def show_flaw(self, flaw: Flaw | None) -> None:
        """Show this finding; nothing for None."""
        self.setVisible(flaw is not None)
        if flaw is None:
            return
        self._location.setText(flaw.place.words)
        self._wrong.setText(self.tr("{0}：{1}。").format(flaw.severity.value, flaw.wrong.rstrip("。")))
        self._todo.setText(self.tr("怎么改：{0}。").format(flaw.todo.rstrip("。")))
        self._todo.setVisible(bool(flaw.todo))
        self._source.setText(source_of(flaw))
        self.setAccessibleName(f"{flaw.place.words}，{flaw.wrong}，{flaw.todo}，{source_of(flaw)}")

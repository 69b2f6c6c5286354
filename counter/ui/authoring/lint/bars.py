"""The checks as bars: filled: met, hatched: unknown, and a mark at the target.

One calm hue; the result is a word at the right. Each row is a single text for screen readers.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from counter.domain.authoring.lint.summary import ASKED
from counter.ui.authoring.lint.rows import ALL, CheckHead, CheckOutcome, CheckRow, widest_words
from counter.ui.kit.charts.bar_painting import BarShape, paint_bar
from counter.ui.kit.row_painting import LEFT_MIDDLE, RIGHT_MIDDLE, paint_current, paint_elided, paint_line
from counter.ui.kit.row_views import Index, RowList, Rows, row_width
from counter.ui.kit.theme import Look

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_EDGE, _GAP, _THICK = 12, 10, 12
_TONES = {CheckOutcome.REACHED: "received", CheckOutcome.MISSED: "correct", CheckOutcome.ASKED: "act"}
_WIDEST_NUMBER = "24"
_TITLE = 11
"""Letters of a check's name beside its figures; where they have no room the figures stand under the name."""


class CheckRows(Rows[CheckHead | CheckRow]):
    """Rows are ``CheckHead`` and ``CheckRow`` values."""

    def place_of(self, check: str) -> int:
        """The index of that check; of the first one where it no longer exists."""
        found = (n for n, row in enumerate(self.rows) if isinstance(row, CheckRow) and row.id == check)
        return next(found, 0)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.row(index), CheckRow):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if role == ROW_ROLE:
            return row
        if row is None or role not in _SPOKEN:
            return None
        if isinstance(row, CheckHead):
            return self.tr("{0}，{1} 项里达到 {2} 项").format(row.title, row.of, row.reached)
        number = self.tr("指标{0}").format(row.number) if row.number else ""
        flaws = self.tr("{0} 处").format(f"{row.flaws:,}") if row.flaws else ""
        return "，".join(part for part in (number, row.title, row.words, row.state, flaws) if part)


_SPOKEN = (
    int(Qt.ItemDataRole.DisplayRole),
    int(Qt.ItemDataRole.AccessibleTextRole),
    int(Qt.ItemDataRole.ToolTipRole),
)


class CheckDelegate(QStyledItemDelegate):
    """Paints number, title, bar, words, state, in two lines where one is too narrow; a heading is quiet."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(ROW_ROLE)
        under = isinstance(row, CheckRow) and row.id != ALL and self._stacks()
        more = self._look.metrics("small").height() if under else 0
        return QSize(0, self._look.px("group_row") + 4 + more)

    def _stacks(self) -> bool:
        view = self.parent()
        assert isinstance(view, QAbstractItemView)
        advance = self._look.metrics("small").horizontalAdvance
        taken = advance(_WIDEST_NUMBER) + 8 + advance(widest_words()) + advance(ASKED) + 2 * _GAP + 2 * _EDGE
        return row_width(view) - taken < _TITLE * self._look.px("small")

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        rect, state = option.rect, option.state  # type: ignore[attr-defined]  # missing in the stubs
        look = self._look
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            paint_current(painter, look, rect)
        inside = rect.adjusted(_EDGE, 0, -_EDGE, 0)
        if isinstance(row, CheckHead):
            paint_line(painter, look, rect)
            self._paint_head(painter, inside, row)
        elif isinstance(row, CheckRow):
            self._paint_row(painter, inside, row)
        painter.restore()

    def _paint_head(self, painter: QPainter, line: QRect, head: CheckHead) -> None:
        look = self._look
        painter.setPen(look.colour("second"))
        painter.setFont(look.font("small", strong=True))
        painter.drawText(line, LEFT_MIDDLE, head.title)
        painter.setFont(look.font("small"))
        painter.drawText(line, RIGHT_MIDDLE, self.tr("达到 {0} / {1}").format(head.reached, head.of))

    def _paint_row(self, painter: QPainter, line: QRect, row: CheckRow) -> None:
        look, metrics = self._look, self._look.metrics("small")
        painter.setFont(look.font("small", strong=row.id == ALL))
        number = metrics.horizontalAdvance(_WIDEST_NUMBER)
        painter.setPen(look.colour("second"))
        painter.drawText(QRect(line.left(), line.top(), number, line.height()), RIGHT_MIDDLE, row.number)
        left = line.left() + (number + 8 if row.id != ALL else 0)
        if row.id == ALL:
            painter.setPen(look.colour("ink"))
            painter.drawText(line, LEFT_MIDDLE, row.title)
            painter.setFont(look.font("small"))
            painter.drawText(line, RIGHT_MIDDLE, self.tr("发现 {0} 处").format(f"{row.flaws:,}"))
            return
        if self._stacks():
            upper, line = _halves(line)
            painter.setPen(look.colour("ink"))
            paint_elided(painter, upper.adjusted(left - line.left(), 0, 0, 0), row.title)
            self._paint_state(painter, line, row)
            painter.drawText(line.adjusted(left - line.left(), 0, 0, 0), LEFT_MIDDLE, row.words)
            return
        state = metrics.horizontalAdvance(ASKED)
        words = metrics.horizontalAdvance(widest_words())
        title = max(96, round((line.right() - left) * 0.36))
        painter.setPen(look.colour("ink"))
        paint_elided(painter, QRect(left, line.top(), title, line.height()), row.title)
        self._paint_state(painter, line, row)
        right = line.right() - state - _GAP
        painter.drawText(QRect(right - words, line.top(), words, line.height()), RIGHT_MIDDLE, row.words)
        space = QRectF(left + title + _GAP, line.center().y() - _THICK / 2 + 1, 0, _THICK)
        space.setRight(right - words - _GAP)
        if space.width() > 24 and row.met is not None:
            paint_bar(painter, look, space, BarShape(row.met, row.unknown, target=row.target, framed=True))

    def _paint_state(self, painter: QPainter, line: QRect, row: CheckRow) -> None:
        """At the right; what is painted next is quiet."""
        look = self._look
        painter.setFont(look.font("small", strong=row.standing in _TONES))
        painter.setPen(look.colour(_TONES.get(row.standing, "second")))
        painter.drawText(line, RIGHT_MIDDLE, row.state)
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("second"))


def _halves(line: QRect) -> tuple[QRect, QRect]:
    """Of a row in two lines, a little air above and below."""
    half = line.height() // 2 - 3
    upper = QRect(line.left(), line.top() + 3, line.width(), half)
    return upper, upper.translated(0, half)


class BarLegend(QWidget):
    """What the bars' signs mean, painted as they are."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._signs = (
            (self.tr("达到"), (1.0, 0.0, None)),
            (self.tr("没有写明"), (0.0, 1.0, None)),
            (self.tr("没做到"), (0.0, 0.0, None)),
            (self.tr("竖线：目标"), (0.0, 0.0, 0.5)),
        )
        self.setAccessibleName(self.tr("实心：达到；斜线：没有写明；空白：没做到；竖线：目标"))
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        metrics = self._look.metrics("small")
        width = sum(metrics.horizontalAdvance(words) + 28 + 6 + 16 for words, _ in self._signs)
        return QSize(width, self._look.px("group_row") - 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._look.font("small"))
        metrics, x = painter.fontMetrics(), 1.0
        for words, (met, unknown, target) in self._signs:
            space = QRectF(x, self.height() / 2 - _THICK / 2, 28, _THICK)
            paint_bar(painter, self._look, space, BarShape(met, unknown, target=target, framed=True))
            painter.setPen(self._look.colour("second"))
            width = metrics.horizontalAdvance(words)
            painter.drawText(QRectF(x + 34, 0, width + 2, self.height()), LEFT_MIDDLE, words)
            x += 34 + width + 16


class CheckBars(RowList):
    """Signals: ``chosen(check)`` when the current check changes ("" : all of them); ``entered`` with Enter."""

    chosen = Signal(str)
    entered = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "lintChecks", "", parent)
        self.setAccessibleName(self.tr("各项检查达到的份额"))
        self.setProperty("ledger", True)
        self.setResizeMode(self.ResizeMode.Adjust)
        self._rows = CheckRows()
        self.setModel(self._rows)
        self.setItemDelegate(CheckDelegate(look, self))
        self.selectionModel().currentChanged.connect(lambda *_: self.chosen.emit(self.check))

    @property
    def check(self) -> str:
        """The current check."""
        row = self._rows.row(self.currentIndex())
        return row.id if isinstance(row, CheckRow) else ALL

    def show_rows(self, rows: Sequence[CheckHead | CheckRow]) -> None:
        """Show these; the current check and the scroll position stay."""
        here, position = self.check, self.verticalScrollBar().value()
        self.selectionModel().blockSignals(True)
        self._rows.put_rows(rows)
        index = self._rows.index(self._rows.place_of(here), 0)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.selectionModel().blockSignals(False)
        self.verticalScrollBar().setValue(position)
        self.viewport().update()

    def go_to(self, check: str) -> None:
        """Select that check."""
        self.setCurrentIndex(self._rows.index(self._rows.place_of(check), 0))

    def open_current(self) -> None:
        """Go to the findings of the current check."""
        self.entered.emit()

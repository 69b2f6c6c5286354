"""The figures of a period beside its rows: each with its value, a bar for this period and a thin one for the last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from counter.domain.ledger.finding import WORSE_MORE, beside, means, share
from counter.domain.ledger.report import short_words, value_of
from counter.domain.ledger.template import LineShape, ReportForm, ReportLine
from counter.ui.kit.announcement import announce
from counter.ui.kit.charts.bar_painting import BarShape, paint_bar
from counter.ui.kit.row_painting import RIGHT_MIDDLE, paint_current, paint_elided, paint_line, rect_and_state
from counter.ui.kit.row_views import Index, RowList, Rows
from counter.ui.kit.theme import Look

FIGURE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_EDGE, _BARS = 12, 12


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A line of the list. ``line`` None: a heading, or all rows of the period where ``title`` says so."""

    title: str
    line: ReportLine | None = None
    value: str = ""
    note: str = ""
    now: float = 0.0
    before: float = 0.0
    worse: bool = False
    heading: bool = False


def figure_rows(
    form: ReportForm,
    figures: Mapping[str, int],
    before: Mapping[str, int],
    total: int,
    year_ago: Mapping[str, int] | None = None,
    *,
    than: str,
) -> list[FigureRow]:
    """The lines of the report with their values, under their headings; first: everything.

    ``than``: what ``before`` is called.
    """
    translate = QCoreApplication.translate
    times = {than: before, translate("ledger", "去年同期"): year_ago}
    every = QCoreApplication.translate("ledger", "全部")
    rows = [FigureRow(every, value=QCoreApplication.translate("ledger", "{0}行").format(total))]
    for part in form.parts:
        rows.append(FigureRow(part.title, heading=True))
        for line in part.lines:
            now, then = share(line, figures, before)
            there = (
                line.shape is LineShape.FIGURE and line.behind in WORSE_MORE and bool(value_of(line, figures))
            )
            value, note = short_words(line, figures), beside(line, figures, times)
            rows.append(FigureRow(line.title, line, value, note, now, then, there))
    return rows


class FigureRows(Rows[FigureRow]):
    """Rows are ``FigureRow`` values."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if row is None:
            return None
        if role == FIGURE_ROLE:
            return row
        if role == Qt.ItemDataRole.ToolTipRole:
            return "" if row.line is None else "\n".join(filter(None, (row.note, means(row.line))))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return "，".join(part for part in (row.title, row.value, row.note) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row(index)
        if row is not None and row.heading:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class FigureDelegate(QStyledItemDelegate):
    """Two lines: title and value; bars with what changed. A heading is one line."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: FigureRow = index.data(FIGURE_ROLE)
        text = QFontMetrics(self._look.font()).height()
        if row.heading:
            return QSize(0, text + 16)
        small = QFontMetrics(self._look.font("small")).height()
        return QSize(0, text + 12 if row.line is None else text + small + _BARS + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: FigureRow | None = index.data(FIGURE_ROLE)
        if row is None:
            return
        rect, state = rect_and_state(option)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = rect.adjusted(_EDGE, 0, -_EDGE, 0)
        if row.heading:
            painter.setFont(self._look.font(strong=True))
            painter.setPen(self._look.colour("second"))
            paint_elided(painter, inside.adjusted(0, 6, 0, 0), row.title)
        else:
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            (paint_current if chosen else paint_line)(painter, self._look, rect)
            self._figure(painter, inside, row)
        painter.restore()

    def _figure(self, painter: QPainter, rect: QRect, row: FigureRow) -> None:
        look, text = self._look, QFontMetrics(self._look.font()).height()
        top = rect.top() + 6
        line = QRect(rect.left(), top, rect.width(), text)
        painter.setFont(look.font(strong=True))
        painter.setPen(look.colour("correct" if row.worse else "ink"))
        painter.drawText(line, RIGHT_MIDDLE, row.value)
        width = painter.fontMetrics().horizontalAdvance(row.value) + 12
        painter.setFont(look.font())
        painter.setPen(look.colour("ink"))
        paint_elided(painter, line.adjusted(0, 0, -width, 0), row.title)
        if row.line is None:
            return
        bars = line.bottom() + 4
        space = QRectF(rect.left(), bars, rect.width(), _BARS)
        paint_bar(
            painter,
            look,
            space,
            BarShape(row.now, before=row.before, tone="correct" if row.worse else "shared"),
        )
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("second"))
        below = bars + _BARS + 2
        paint_elided(painter, QRect(rect.left(), below, rect.width(), rect.bottom() - below - 2), row.note)


class FigureList(RowList):
    """Signals: ``chosen(name)``: the figure whose rows are wanted, "" for all of them."""

    chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "figureList", QCoreApplication.translate("ledger", "数字"), parent)
        self._rows = FigureRows()
        self._behind = ""
        self.setModel(self._rows)
        self.setItemDelegate(FigureDelegate(look, self))
        self.clicked.connect(lambda _: self.open_current())

    @property
    def rows(self) -> Sequence[FigureRow]:
        """The rows as shown."""
        return self._rows.rows

    def show_figures(self, rows: Sequence[FigureRow], behind: str) -> None:
        """Show these; the chosen figure is current, and the row walked to where the same is chosen as before."""
        same = behind == self._behind and [row.title for row in rows] == [row.title for row in self.rows]
        walked, before, self._behind = self.currentIndex().row() if same else -1, self._behind, behind
        self._rows.put_rows(rows)
        places = [n for n, row in enumerate(rows) if row.line is not None and row.line.behind == behind]
        self.go_to_row(walked if walked >= 0 else places[0] if behind and places else 0)
        if behind and behind != before and places:
            announce(self, self.tr("只列“{0}”后面的，Esc 回到全部。").format(rows[places[0]].title))
        elif not behind and before and rows:
            announce(self, self.tr("列出全部，{0}。").format(rows[0].value))

    def open_current(self) -> None:
        """Enter or a click: ask for the rows behind the current figure."""
        row = self._rows.row(self.currentIndex())
        if row is not None and not row.heading:
            self.chosen.emit("" if row.line is None else row.line.behind)

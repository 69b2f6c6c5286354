"""The lessons of the training in their order, each with how far the trainee is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from counter.ui.facades.training import LessonRow
from counter.ui.kit.lists.two_lines import ROW_ROLE, TwoLineDelegate, TwoLines
from counter.ui.kit.row_views import Index, RowList, Rows, tell_height
from counter.ui.kit.theme import Look


def standing(row: LessonRow) -> tuple[str, str]:
    """How far the trainee is, in a word, and its tone."""
    translate = QCoreApplication.translate
    if not row.fits:
        return translate("LessonList", "练不了"), "shared"
    if row.line is None:
        return translate("LessonList", "没开始"), "shared"
    if row.line.done:
        return translate("LessonList", "做完了"), "received"
    if row.line.checks:
        return translate("LessonList", "还有错"), "correct"
    return translate("LessonList", "在练"), "act"


class LessonRows(Rows[LessonRow]):
    """Rows are ``LessonRow`` values."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.lesson.order} {row.lesson.title}，{standing(row)[0]}，{row.lesson.practises}"
        return row.lesson.practises if role == Qt.ItemDataRole.ToolTipRole else None


def lines_of(row: LessonRow) -> TwoLines:
    """The lesson; how far the trainee is, and what it practises."""
    ink = "ink" if row.fits else "second"
    head = f"{row.lesson.order}　{row.lesson.title}"
    return TwoLines(head, row.lesson.practises, tags=(standing(row),), ink=ink)


class LessonList(RowList):
    """Signals: ``chosen(row)`` when another lesson becomes current; ``opened`` with Enter or a double click."""

    chosen = Signal(object)
    opened = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        title = QCoreApplication.translate("LessonList", "培训的课")
        super().__init__(look, "lessonList", title, parent)
        self._rows = LessonRows()
        self._told = ""
        self.setModel(self._rows)
        self.setItemDelegate(TwoLineDelegate(look, self, lines_of, air=12, strong=True))
        tell_height(self)
        self.selectionModel().currentChanged.connect(lambda *_: self._tell())

    @property
    def lesson(self) -> LessonRow | None:
        """The current lesson."""
        return self._rows.row(self.currentIndex())

    def show_rows(self, rows: Sequence[LessonRow]) -> None:
        """Show these; the lesson chosen stays, at first it is the first one not done."""
        wanted = self.lesson.lesson.id if self.lesson else ""
        self._rows.put_rows(rows)
        open_one = next((n for n, r in enumerate(rows) if r.fits and not (r.line and r.line.done)), 0)
        self.go_to_row(next((n for n, r in enumerate(rows) if r.lesson.id == wanted), open_one))

    def forget(self) -> None:
        """Another trainee: nothing is chosen."""
        self._told = ""
        self._rows.put_rows(())

    def open_current(self) -> None:
        """Enter: begin the lesson, or go on."""
        self.opened.emit()

    def _tell(self) -> None:
        row = self.lesson
        if row is not None and row.lesson.id != self._told:
            self._told = row.lesson.id
            self.chosen.emit(row)

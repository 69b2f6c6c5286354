"""The checklist: one key sets a state and the next row becomes current."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from counter.domain.visit.checklist import Line
from counter.domain.visit.material import Brought, MaterialState, Shared, SharedAnswer
from counter.domain.visit.received import MOST_COPIES, received
from counter.domain.visit.sharing import demandable, not_found
from counter.domain.visit.visit import Assessment
from counter.ui.checklist.checklist_delegate import ChecklistDelegate
from counter.ui.checklist.checklist_model import ChecklistModel
from counter.ui.checklist.checklist_row import ChecklistPaper
from counter.ui.checklist.row_words import became
from counter.ui.checklist.segments import Segment, has_answers, next_without_paper, rings, segment_of_key
from counter.ui.kit.announcement import announce
from counter.ui.kit.controls.stroke_filter import StrokeFilter
from counter.ui.kit.theme import Look
from counter.ui.kit.whole_rows import WholeRowList

_WHY = ("?", "/", "？")


class ChecklistView(WholeRowList):
    """Signals: ``recorded(line, brought)``; ``all_received``; ``rest_missing``; ``originals_seen``;
    ``reason_wanted(line)``; ``answer_wanted(line, answer)`` for an answer of a shareable paper that needs text;
    ``why_wanted(line)``; ``moved(line)`` when another row is current; ``refused(sentence)`` for a key the guide
    does not allow here.
    """

    recorded = Signal(str, Brought)
    all_received = Signal()
    rest_missing = Signal()
    originals_seen = Signal()
    reason_wanted = Signal(str)
    answer_wanted = Signal(str, object)
    why_wanted = Signal(str)
    moved = Signal(str)
    refused = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("checklist")
        self.setAccessibleName(self.tr("材料清单"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self._strokes = StrokeFilter(self)
        self._papers = ChecklistModel()
        self._delegate = ChecklistDelegate(look, self)
        self.setModel(self._papers)
        self.setItemDelegate(self._delegate)
        look.changed.connect(self._relayout)
        self.selectionModel().currentChanged.connect(lambda *_: self.moved.emit(self.current_line()))

    def show_assessment(self, found: Assessment | None) -> None:
        """Show this checklist and keep the current row where it was."""
        self.show_lines(*((found.checklist.lines, found.visit.brought) if found else ((), {})))

    def show_lines(self, lines: Sequence[Line], brought: Mapping[str, Brought]) -> None:
        """Show these lines with what was recorded, keeping the current row."""
        line = self.current_line()
        self._papers.show_lines(lines, brought)
        self._select(self._papers.index_of(line) if line else QModelIndex())

    def height_of_rows(self) -> int:
        """Height without scrolling."""
        return sum(self.sizeHintForRow(row) for row in range(self._papers.rowCount())) + 4

    def current_line(self) -> str:
        """Id of the current row's line, empty where there is none."""
        row = self._papers.paper(self.currentIndex())
        return row.line.id if row else ""

    def current_row(self) -> ChecklistPaper | None:
        """Value of the current row."""
        return self._papers.paper(self.currentIndex())

    def go_to(self, line: str) -> None:
        """Make a line's row current and take the focus."""
        index = self._papers.index_of(line)
        self._select(index if index.isValid() else self._first())
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """Make the next paper's row current."""
        self._select(self._neighbour(1))

    def say_became(self, line: str) -> None:
        """Tell who only hears what a paper was recorded as: the focus is on the next row by now, or stays where it was.

        Said after the next row, which would interrupt it.
        """
        if row := self._papers.paper(self._papers.index_of(line)):
            announce(self, became(row))

    def lead_to(self, field: QWidget) -> None:
        """A key opened an editor: its repeat must not be typed there."""
        self._strokes.lead_to(field)

    def follow(self, widget: QWidget) -> None:
        """What leads here from this widget is not struck again here: a bouncing Enter passes no paper."""
        self._strokes.hear(widget)

    def press_original(self) -> None:
        """Toggle original seen for the current row."""
        if row := self.current_row():
            self._look_at_original(row)

    def press_without_paper(self) -> None:
        """Mark the current row as met without paper: shared, e-licence, pledge."""
        if row := self.current_row():
            self._press_m(row)

    def press_reason(self) -> None:
        """Edit the reason why the current paper does not fit."""
        if row := self.current_row():
            self._ask_reason(row)

    def press_why(self) -> None:
        """Explain why the current row is on the list."""
        if self.current_line():
            self.why_wanted.emit(self.current_line())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt makes the first row current without marking it. A click marks its own row: nothing moves under it."""
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.MouseFocusReason and not self.selectionModel().hasSelection():
            self._select(self.currentIndex() if self.current_line() else self._first())

    def event(self, event: QEvent) -> bool:
        """? asks why this paper is wanted and Ctrl+0 speaks of the rest, before the window's own meanings of both:
        all keys, letters of the usual size.
        """
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.ShortcutOverride:
            return super().event(event)
        asks_why = event.text() in _WHY and self.current_row() is not None
        if not (asks_why or _is_rest(event)):
            return super().event(event)
        event.accept()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current_row()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if _is_rest(event):
            if not (event.isAutoRepeat() or self._strokes.again(event)):
                self.rest_missing.emit()  # a double stroke would undo it at once
            return
        if row is None or control or not (self._walks(event) or self._acts(event, row)):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        row = self._papers.paper(index)
        super().mousePressEvent(event)
        if row is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        rect = self.visualRect(index)
        segment = self._delegate.segment_at(rect, row, event.position())
        if segment is not None:
            self._press_segment(row, segment, move=False)

    def _walks(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if not (self._strokes.again(event) or event.isAutoRepeat()):
                    self._select(self._neighbour(1))
            case Qt.Key.Key_Down:
                self._select(self._neighbour(1))
            case Qt.Key.Key_Up:
                self._select(self._neighbour(-1))
            case Qt.Key.Key_Home:
                self._select(self._first())
            case _:
                return False
        return True

    def _acts(self, event: QKeyEvent, row: ChecklistPaper) -> bool:
        key, text = event.key(), event.text()
        again = self._strokes.again(event) and not _counts(event)
        if event.isAutoRepeat() or again:
            return bool(text)
        if text in ("1", "2", "3", "4"):
            self._press_digit(row, text)
        elif key == Qt.Key.Key_Space:
            self._look_at_original(row)
        elif text in ("m", "M"):
            self._press_m(row)
        elif text in ("a", "A"):
            self.all_received.emit()
        elif text in ("y", "Y"):
            self.originals_seen.emit()
        elif text in ("+", "=", "-"):
            self._count(row, -1 if text == "-" else 1)
        elif text in _WHY:
            self.why_wanted.emit(row.line.id)
        elif key == Qt.Key.Key_F8:
            self._ask_reason(row)
        else:
            return False
        return True

    def marks(self, digit: str) -> bool:
        """The digit records a state of the current row and asks nothing."""
        row = self.current_row()
        segment = segment_of_key(row.line, digit) if row is not None else None
        if segment is None or segment.state is MaterialState.DEFECTIVE:
            return False
        return segment.answer in (None, Shared.CONSISTENT)

    def _press_digit(self, row: ChecklistPaper, digit: str) -> None:
        segment = segment_of_key(row.line, digit)
        if segment is not None:
            self._press_segment(row, segment, move=True)
        elif has_answers(row.line):
            self.refused.emit(
                self.tr("“{0}”是共享获取的材料：1 一致，2 已变更，3 查无。").format(row.line.name)
            )
        else:
            self.refused.emit(self.tr("“{0}”指南没有标明可以容缺，不能记容缺。").format(row.line.name))

    def _press_segment(self, row: ChecklistPaper, segment: Segment, *, move: bool) -> None:
        if segment.answer is None:
            self._set(row, segment.state, move=move)
        elif segment.answer is Shared.CONSISTENT:
            self._record(row, Brought(segment.state, shared=SharedAnswer(segment.answer)), move=move)
        else:
            self.answer_wanted.emit(row.line.id, segment.answer)

    def _ask_reason(self, row: ChecklistPaper) -> None:
        if demandable(row.line, row.brought):
            self.reason_wanted.emit(row.line.id)
        else:
            self.refused.emit(
                self.tr("“{0}”是共享获取的材料，不能记不符；机关书面答复查无的按 3。").format(row.line.name)
            )

    def _press_m(self, row: ChecklistPaper) -> None:
        state = next_without_paper(row.line, row.state)
        if state is None:
            self.refused.emit(
                self.tr("“{0}”指南没有标明可用承诺、电子证照或共享，请收原件或复印件。").format(row.line.name)
            )
            return
        self._set(row, state, move=not rings(row.line))

    def _set(self, row: ChecklistPaper, state: MaterialState, *, move: bool) -> None:
        if state is MaterialState.DEFECTIVE:
            self._ask_reason(row)
            return
        self._record(row, _with_state(row.line, row.brought, state), move=move)

    def _record(self, row: ChecklistPaper, brought: Brought, *, move: bool) -> None:
        self.recorded.emit(row.line.id, brought)
        if move:
            self.go_on()
        self.say_became(row.line.id)

    def _look_at_original(self, row: ChecklistPaper) -> None:
        if MaterialState.RECEIVED not in row.line.allowed:
            return
        seen = row.state is MaterialState.RECEIVED and row.brought.original_seen
        copies = row.brought.copies if row.state is MaterialState.RECEIVED else None
        note = row.brought.note if row.state is MaterialState.RECEIVED else ""
        taken = received(row.line, original_seen=not seen, copies=copies, note=note)
        self._record(row, replace(taken, shared=row.brought.shared), move=not seen)

    def _count(self, row: ChecklistPaper, step: int) -> None:
        if row.state is not MaterialState.RECEIVED:
            self.refused.emit(self.tr("先记“已收”，再改份数。"))
            return
        copies = min(MOST_COPIES, max(0, row.brought.copies + step))
        self._record(row, replace(row.brought, copies=copies), move=False)

    def _neighbour(self, step: int) -> QModelIndex:
        row = self.currentIndex().row() + step
        while 0 <= row < self._papers.rowCount():
            index = self._papers.index(row)
            if self._papers.paper(index):
                return index
            row += step
        return self.currentIndex()

    def _first(self) -> QModelIndex:
        indexes = (self._papers.index(i) for i in range(self._papers.rowCount()))
        return next((index for index in indexes if self._papers.paper(index)), QModelIndex())

    def _select(self, index: QModelIndex) -> None:
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # a narrow row is a higher one

    def _relayout(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()


def _is_rest(event: QKeyEvent) -> bool:
    """Ctrl+0: 其余都没带."""
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return control and event.key() == Qt.Key.Key_0


def _counts(event: QKeyEvent) -> bool:
    """Keys that stay on their row count at every stroke, also quick ones."""
    return event.text() in ("+", "=", "-")


def _with_state(line: Line, brought: Brought, state: MaterialState) -> Brought:
    """The paper in another state; recorded copies and looks are kept while it has been received."""
    if state is MaterialState.RECEIVED:
        kept = brought if brought.state in (state, MaterialState.DEFECTIVE) else Brought()
        copies = kept.copies or None
        taken = received(line, original_seen=kept.original_seen, copies=copies)
        return replace(taken, shared=brought.shared, note=brought.note if brought.shared else "")
    return Brought(state, shared=brought.shared if not_found(brought) else None)

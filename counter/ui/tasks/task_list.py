"""The list of 待办: Enter opens the case, Space does what is next, ``+`` unfolds it, left and right change the kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from counter.domain.tasks.by_case import CaseWork
from counter.domain.tasks.urgency import Urgency
from counter.ui.kit.row_views import hug_rows, on_double_click
from counter.ui.kit.theme import Look
from counter.ui.kit.whole_rows import WholeRowList
from counter.ui.tasks.task_delegate import TaskDelegate
from counter.ui.tasks.task_rows import CaseTask, TaskGroup, TaskRows, Work, WorkMatter, when

if TYPE_CHECKING:
    from counter.services.tasks.list_tasks import TaskView

KIND_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_UNFOLD = {Qt.Key.Key_Plus: True, Qt.Key.Key_Equal: True, Qt.Key.Key_Minus: False}


class TaskList(WholeRowList):
    """Signals: ``opened(task)``; ``wanted(matter)`` for what is next about it; ``moved`` when another row is current;
    ``kind_wanted(step)`` for the kind beside the one shown.
    """

    opened = Signal(object)
    wanted = Signal(object)
    moved = Signal()
    kind_wanted = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("taskList")
        self.setAccessibleName(self.tr("待办"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self._rows = TaskRows()
        self.setModel(self._rows)
        self.delegate = TaskDelegate(look, self)
        self.setItemDelegate(self.delegate)
        on_double_click(self, self._open)
        self.selectionModel().currentChanged.connect(lambda *_: self.moved.emit())
        look.changed.connect(self.scheduleDelayedItemsLayout)
        hug_rows(self, look)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows are measured anew only where they have another number of lines now."""
        super().resizeEvent(event)
        was_narrow = self.delegate.is_narrow
        self.delegate.fit()
        if self.delegate.is_narrow is not was_narrow:
            self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        """A hidden list hears of another look first, and is dressed in it later: its bar has another width then."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.delegate.fit()

    def show_works(self, works: Sequence[Work], counts: Mapping[Urgency, int], *, unfold: bool) -> None:
        """Show these and keep the current one; ``unfold``: open later groups too, as one kind was requested.

        A list that has not changed stays as it is painted.
        """
        current = self._rows.row(self.currentIndex())
        if not unfold and not any(work.urgency is not Urgency.LATER for work in works):
            unfold = True  # nothing is urgent: a completely folded list would look empty
        self.delegate.make_room_for(frozenset(when(work.head) for work in works))
        if not self._rows.show_works(works, counts, (Urgency.LATER,) if unfold else ()):
            return
        self._select(self._rows.place_of(current))
        self.moved.emit()

    def forget_folding(self) -> None:
        """Fold the later groups and every case again."""
        self._rows.fold_all()

    def current_work(self) -> Work | None:
        """The case of the current row."""
        row = self._rows.row(self.currentIndex())
        if isinstance(row, CaseTask):
            return row.work
        return row if isinstance(row, CaseWork) else None

    def current_matter(self) -> WorkMatter | None:
        """What Space is about: of a single task all of its kind in the case, of a case what hurts most."""
        row = self._rows.row(self.currentIndex())
        if isinstance(row, CaseTask):
            return row.work.matter_of(row.task.kind)
        return row.first if isinstance(row, CaseWork) else None

    def current_task(self) -> TaskView | None:
        """The task of the current row; of a case what hurts most."""
        row = self._rows.row(self.currentIndex())
        if isinstance(row, CaseTask):
            return row.task
        return row.head if isinstance(row, CaseWork) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif key == Qt.Key.Key_Space:
            if not event.isAutoRepeat():  # a key held down would confirm what its first stroke only says
                self._press(self.currentIndex())
        elif key in _UNFOLD:
            self._unfold(_UNFOLD[key])
        elif key in KIND_STEPS:
            self.kind_wanted.emit(KIND_STEPS[key])
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and page keys may land on a heading: go to the row after it."""
        index = super().moveCursor(action, modifiers)
        row = self._rows.row(index)
        heading = isinstance(row, TaskGroup) and not row.foldable
        return self._rows.index(index.row() + 1, 0) if heading else index

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        index = self.indexAt(event.position().toPoint())
        row = self._rows.row(index)
        on_step = self.delegate.is_on_step(self.visualRect(index), event.position().toPoint())
        if isinstance(row, TaskGroup) or (isinstance(row, CaseWork) and on_step):
            self._press(index)

    def _open(self, index: QModelIndex) -> None:
        row = self._rows.row(index)
        if isinstance(row, CaseTask):
            self.opened.emit(row.task)
        elif isinstance(row, CaseWork):
            self.opened.emit(row.head)
        else:
            self._press(index)

    def _press(self, index: QModelIndex) -> None:
        """A heading folds; of a case what is next is done."""
        row = self._rows.row(index)
        if isinstance(row, TaskGroup):
            if self._rows.toggle(index):
                self._select(self._rows.place_of(row))
        elif isinstance(row, CaseTask):
            self.wanted.emit(row.work.matter_of(row.task.kind))
        elif row is not None:
            self.wanted.emit(row.first)

    def _unfold(self, unfolded: bool) -> None:
        work = self._rows.unfold(self.currentIndex(), unfolded=unfolded)
        if work is not None:
            self._select(self._rows.place_of(work))

    def _select(self, row: int) -> None:
        index = self._rows.index(max(0, row), 0)
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, flags)
            self.scrollTo(index)

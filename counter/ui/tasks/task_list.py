"""The list of 待办: Enter opens the case, Space folds, left and right change the kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from counter.domain.tasks.urgency import Urgency
from counter.ui.kit.theme import Look
from counter.ui.tasks.task_delegate import TaskDelegate
from counter.ui.tasks.task_rows import TaskGroup, TaskRows

if TYPE_CHECKING:
    from counter.services.tasks.list_tasks import TaskView

_KIND_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class TaskList(QListView):
    """Signals: ``opened(task)``; ``kind_wanted(step)`` for the kind beside the one shown."""

    opened = Signal(object)
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
        self.setItemDelegate(TaskDelegate(look, self))
        self.doubleClicked.connect(self._open)
        look.changed.connect(self.scheduleDelayedItemsLayout)

    def show_tasks(self, tasks: Sequence[TaskView], counts: Mapping[Urgency, int], *, unfold: bool) -> None:
        """Show these and keep the current one; ``unfold``: open later groups too, as one kind was requested."""
        current = self._rows.row(self.currentIndex())
        if not unfold and not any(t.urgency is not Urgency.LATER for t in tasks):
            unfold = True  # nothing is urgent: a completely folded list would look empty
        self._rows.show_tasks(tasks, counts, (Urgency.LATER,) if unfold else ())
        self._select(self._rows.place_of(current))

    def forget_folding(self) -> None:
        """Fold the later groups again."""
        self._rows.fold_all()

    def current_task(self) -> TaskView | None:
        """The task of the current row."""
        row = self._rows.row(self.currentIndex())
        return None if row is None or isinstance(row, TaskGroup) else row

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif key == Qt.Key.Key_Space:
            self._fold(self.currentIndex())
        elif key in _KIND_STEPS:
            self.kind_wanted.emit(_KIND_STEPS[key])
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
        if event.button() is Qt.MouseButton.LeftButton:
            self._fold(self.indexAt(event.position().toPoint()))

    def _open(self, index: QModelIndex) -> None:
        row = self._rows.row(index)
        if row is not None and not isinstance(row, TaskGroup):
            self.opened.emit(row)
        else:
            self._fold(index)

    def _fold(self, index: QModelIndex) -> None:
        row = self._rows.row(index)
        if self._rows.toggle(index):
            self._select(self._rows.place_of(row))

    def _select(self, row: int) -> None:
        index = self._rows.index(max(0, row), 0)
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, flags)
            self.scrollTo(index)

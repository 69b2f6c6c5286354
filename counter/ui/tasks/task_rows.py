"""待办 as rows: groups by urgency, tasks by day inside; later groups are folded."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt

from counter.domain.document.numbering import grouped
from counter.domain.people.identity import mask_name
from counter.domain.tasks.urgency import Urgency

if TYPE_CHECKING:
    from counter.services.tasks.list_tasks import TaskView

TASK_ROLE = int(Qt.ItemDataRole.UserRole) + 1
FOLDABLE = (Urgency.LATER,)
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """Heading of one group: total, number listed, and whether it is unfolded."""

    urgency: Urgency
    count: int
    listed: int
    folded: bool

    @property
    def foldable(self) -> bool:
        """True where the group can be folded."""
        return self.urgency in FOLDABLE


class TaskRows(QAbstractListModel):
    """Rows are ``TaskGroup`` and ``TaskView`` values."""

    def __init__(self) -> None:
        super().__init__()
        self._tasks: tuple[TaskView, ...] = ()
        self._counts: Mapping[Urgency, int] = {}
        self._open: set[Urgency] = set()
        self._rows: list[TaskGroup | TaskView] = []

    def show_tasks(
        self, tasks: Sequence[TaskView], counts: Mapping[Urgency, int], unfolded: Collection[Urgency] = ()
    ) -> None:
        """Show these, in the order of ``Urgency``.

        ``counts``: totals where the list is cut; ``unfolded``: groups to open besides those opened by the clerk.
        """
        self.beginResetModel()
        self._tasks, self._counts = tuple(tasks), counts
        self._open |= set(unfolded)
        self._rows = list(self._arranged())
        self.endResetModel()

    def fold_all(self) -> None:
        """Close again what was opened."""
        self._open.clear()

    def toggle(self, index: Index) -> bool:
        """Fold or unfold the group of that heading; False for another row."""
        row = self.row(index)
        if not isinstance(row, TaskGroup) or not row.foldable:
            return False
        self._open ^= {row.urgency}
        self.show_tasks(self._tasks, self._counts)
        return True

    def row(self, index: Index) -> TaskGroup | TaskView | None:
        """Value of that row."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def place_of(self, wanted: TaskGroup | TaskView | None) -> int:
        """Row of the same task, or of the same heading; the first task's where it is gone."""
        for row_number, row in enumerate(self._rows):
            if _same(row, wanted):
                return row_number
        return next(
            (n for n, row in enumerate(self._rows) if not isinstance(row, TaskGroup)), len(self._rows) - 1
        )

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row(index)
        if isinstance(row, TaskGroup) and not row.foldable:
            return Qt.ItemFlag.NoItemFlags  # headings are skipped by the keys
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if row is None:
            return None
        if role == TASK_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _group_words(row) if isinstance(row, TaskGroup) else _task_words(row)
        if role == Qt.ItemDataRole.ToolTipRole and not isinstance(row, TaskGroup):
            return _task_words(row)
        return None

    def _arranged(self) -> list[TaskGroup | TaskView]:
        rows: list[TaskGroup | TaskView] = []
        for urgency in Urgency:
            mine = [t for t in self._tasks if t.urgency is urgency]
            if mine:
                folded = urgency in FOLDABLE and urgency not in self._open
                count = max(len(mine), self._counts.get(urgency, 0))
                rows += [TaskGroup(urgency, count, len(mine), folded), *([] if folded else mine)]
        return rows


def who(task: TaskView) -> str:
    """The applicant as shown in lists: masked for a draft; what it is about where there is none."""
    if task.draft and task.applicant:
        return mask_name(task.applicant)
    if task.of_day or task.of_restoring:
        return QCoreApplication.translate("TaskRows", "本窗口")
    if task.of_hall:
        return QCoreApplication.translate("TaskRows", "大厅的登记册")
    return task.applicant or QCoreApplication.translate("TaskRows", "还没登记申请人")


def whose(task: TaskView) -> str:
    """Whose case it is: the other window, whom one stands in for, who sees to it; empty without a case."""
    if not task.number:
        return ""
    if task.station:
        return QCoreApplication.translate("TaskRows", "窗口 {0} 主办").format(task.station)
    if task.stands_for:
        return QCoreApplication.translate("TaskRows", "代 {0} 办").format(task.stands_for)
    return QCoreApplication.translate("TaskRows", "经办 {0}").format(task.clerk)


def number_of(task: TaskView) -> str:
    """The case number in groups of digits, or whose draft it is."""
    if task.number:
        return grouped(task.number)
    if task.of_day:
        return QCoreApplication.translate("TaskRows", "日结")
    if task.of_restoring:
        return QCoreApplication.translate("TaskRows", "恢复")
    if task.of_hall:
        return QCoreApplication.translate("TaskRows", "大厅")
    return QCoreApplication.translate("TaskRows", "未立件 · {0}").format(task.clerk)


def _same(row: TaskGroup | TaskView, wanted: TaskGroup | TaskView | None) -> bool:
    if isinstance(row, TaskGroup) or isinstance(wanted, TaskGroup):
        return isinstance(row, TaskGroup) and isinstance(wanted, TaskGroup) and row.urgency is wanted.urgency
    return wanted is not None and _key(row) == _key(wanted)


def _key(task: TaskView) -> tuple[str, ...]:
    return task.number, task.draft, task.item, task.paper, task.kind.value, task.station


def how_many(group: TaskGroup) -> str:
    """``12 项``, or a note that the list is cut."""
    words = QCoreApplication.translate("TaskRows", "{0} 项").format(group.count)
    if group.listed < group.count:
        words += QCoreApplication.translate("TaskRows", "，列出前 {0} 项").format(group.listed)
    return words


def _group_words(group: TaskGroup) -> str:
    words = f"{group.urgency.label}，{how_many(group)}"
    return (
        words if not group.folded else words + QCoreApplication.translate("TaskRows", "，已收起，按空格展开")
    )


def _task_words(task: TaskView) -> str:
    parts = (
        task.kind.label,
        number_of(task),
        who(task),
        task.bundle_name,
        task.item_name,
        task.day_words,
        task.left_words,
        whose(task),
        task.words,
    )
    return "，".join(part for part in parts if part)

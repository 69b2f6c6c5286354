"""待办 as rows: headings by urgency, one row for each case, unfolded its single tasks; later cases are folded."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt

from counter.domain.document.numbering import grouped
from counter.domain.people.identity import mask_name
from counter.domain.tasks.by_case import CaseWork, Matter
from counter.domain.tasks.urgency import Urgency
from counter.ui.words.tasks import step_word

if TYPE_CHECKING:
    from counter.services.tasks.list_tasks import TaskView

TASK_ROLE = int(Qt.ItemDataRole.UserRole) + 1
FOLDABLE = (Urgency.LATER,)
Index = QModelIndex | QPersistentModelIndex
Work: TypeAlias = "CaseWork[TaskView]"
WorkMatter: TypeAlias = "Matter[TaskView]"


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


@dataclass(frozen=True, slots=True)
class CaseTask:
    """One task under the row of its case."""

    work: Work
    task: TaskView


TaskRow: TypeAlias = "TaskGroup | Work | CaseTask"


class TaskRows(QAbstractListModel):
    """Rows are ``TaskGroup``, ``CaseWork`` and ``CaseTask`` values."""

    def __init__(self) -> None:
        super().__init__()
        self._works: tuple[Work, ...] = ()
        self._counts: Mapping[Urgency, int] = {}
        self._open: set[Urgency] = set()
        self._unfolded: set[tuple[str, ...]] = set()
        self._rows: list[TaskRow] = []

    def show_works(
        self, works: Sequence[Work], counts: Mapping[Urgency, int], unfolded: Collection[Urgency] = ()
    ) -> bool:
        """Show these, in the order of ``Urgency``. False: they are shown already.

        ``counts``: totals where the list is cut; ``unfolded``: groups to open besides those opened by the clerk.
        """
        self._works, self._counts = tuple(works), counts
        self._open |= set(unfolded)
        rows = self._arranged()
        if rows == self._rows:
            return False
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()
        return True

    def fold_all(self) -> None:
        """Close again what was opened."""
        self._open.clear()
        self._unfolded.clear()

    def toggle(self, index: Index) -> bool:
        """Fold or unfold the group of that heading; False for another row."""
        row = self.row(index)
        if not isinstance(row, TaskGroup) or not row.foldable:
            return False
        self._open ^= {row.urgency}
        self.show_works(self._works, self._counts)
        return True

    def unfold(self, index: Index, *, unfolded: bool) -> Work | None:
        """Show or hide the single tasks of the case of that row; the case, None where nothing changed."""
        row = self.row(index)
        work = row.work if isinstance(row, CaseTask) else row
        if not isinstance(work, CaseWork) or (_key(work) in self._unfolded) is unfolded:
            return None
        if unfolded and len(work.tasks) == 1:
            return None
        self._unfolded ^= {_key(work)}
        self.show_works(self._works, self._counts)
        return work

    def row(self, index: Index) -> TaskRow | None:
        """Value of that row."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def place_of(self, wanted: TaskRow | None) -> int:
        """Row of the same case or task, or of the same heading; the first case's where it is gone."""
        for row_number, row in enumerate(self._rows):
            if wanted is not None and _key(row) == _key(wanted):
                return row_number
        if isinstance(wanted, CaseTask):
            return self.place_of(wanted.work)
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
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return _words(row)
        if role == Qt.ItemDataRole.ToolTipRole and not isinstance(row, TaskGroup):
            return _words(row)
        return None

    def _arranged(self) -> list[TaskRow]:
        rows: list[TaskRow] = []
        by_urgency: dict[Urgency, list[Work]] = {}
        for work in self._works:
            by_urgency.setdefault(work.urgency, []).append(work)
        for urgency in Urgency:
            mine = by_urgency.get(urgency)
            if not mine:
                continue
            folded = urgency in FOLDABLE and urgency not in self._open
            count = max(len(mine), self._counts.get(urgency, 0))
            rows.append(TaskGroup(urgency, count, len(mine), folded))
            for work in [] if folded else mine:
                rows.append(work)
                if _key(work) in self._unfolded:
                    rows += [CaseTask(work, task) for task in work.tasks]
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
        whose = task.station_name or QCoreApplication.translate("TaskRows", "窗口 {0} ").format(task.station)
        return QCoreApplication.translate("TaskRows", "{0}主办").format(whose)
    if task.stands_for:
        return QCoreApplication.translate("TaskRows", "代 {0} 办").format(task.stands_for)
    return QCoreApplication.translate("TaskRows", "经办 {0}").format(task.by)


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
    return QCoreApplication.translate("TaskRows", "未立件 · {0}").format(task.by)


def when(task: TaskView) -> str:
    """How near it is in a few words, for a tag: ``已超期35天``, ``今天到期``, a day without a clock ``今天``."""
    return task.left_words or (task.urgency.label if task.urgency is Urgency.TODAY else task.kind.label)


def what(work: Work) -> str:
    """The first matter of a case and what it is about."""
    return "：".join(part for part in (work.first.name, work.first.words) if part)


def beside(work: Work) -> str:
    """The other matters; empty where there is none."""
    return QCoreApplication.translate("TaskRows", "另有{0}").format(work.others) if work.others else ""


def how_many(group: TaskGroup) -> str:
    """``12 件``, or a note that the list is cut."""
    words = QCoreApplication.translate("TaskRows", "{0} 件").format(group.count)
    if group.listed < group.count:
        words += QCoreApplication.translate("TaskRows", "，列出前 {0} 件").format(group.listed)
    return words


def _key(row: TaskRow) -> tuple[str, ...]:
    if isinstance(row, TaskGroup):
        return ("group", row.urgency.value)
    task = row.task if isinstance(row, CaseTask) else row.head
    if not task.number:
        return ("alone", task.draft, task.kind.value, task.words)
    whole = ("case", task.number, task.station)
    return (*whole, task.item, task.paper, task.kind.value) if isinstance(row, CaseTask) else whole


def _spoken(row: TaskRow) -> str:
    """The words, and what the key does, which the eye finds on the button."""
    if isinstance(row, TaskGroup):
        return _words(row)
    matter = row.work.matter_of(row.task.kind) if isinstance(row, CaseTask) else row.first
    return QCoreApplication.translate("TaskRows", "{0}，空格：{1}").format(_words(row), step_word(matter))


def _words(row: TaskRow) -> str:
    if isinstance(row, TaskGroup):
        words = f"{row.urgency.label}，{how_many(row)}"
        folded = QCoreApplication.translate("TaskRows", "，已收起，按空格展开")
        return words + folded if row.folded else words
    if isinstance(row, CaseTask):
        task = row.task
        parts = [task.kind.label, task.item_name, task.words, task.day_words, task.left_words]
    else:
        task = row.head
        parts = [who(task), task.bundle_name, what(row), beside(row), task.day_words, when(task)]
        parts += [number_of(task), whose(task)]
    return "，".join(part for part in parts if part)

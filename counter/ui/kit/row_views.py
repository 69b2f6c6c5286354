"""Lists and tables of whole rows: one row is current, Enter opens it, no horizontal scrolling."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QBrush, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from counter.ui.kit.look_following import follow_look
from counter.ui.kit.theme import Look
from counter.ui.kit.whole_rows import WholeRowList, WholeRowTable

_UNBOUND = 16_777_215
"""Qt's own greatest height."""

_LEFT_ONLY = (Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton)

Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")


class Rows(QAbstractListModel, Generic[Row]):
    """Model of a column of values; subclasses give their texts and which rows can be selected."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[Row] = ()

    def put_rows(self, rows: Sequence[Row]) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def row(self, index: Index) -> Row | None:
        """Value of that row."""
        return self.rows[index.row()] if index.isValid() and index.row() < len(self.rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)


class RowList(WholeRowList):
    """List with variable row heights, of one whole row at least; keys skip rows that cannot be selected (headings)."""

    def __init__(self, look: Look, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _set_up_view(self, name, title)
        self.setHorizontalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )  # its rows are as wide as it is
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        on_double_click(self, lambda _: self.open_current())
        look.changed.connect(self.scheduleDelayedItemsLayout)

    def open_current(self) -> None:
        """Enter or a double click on the current row."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.open_current()
        else:
            super().keyPressEvent(event)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            model.modelReset.connect(self.updateGeometry)

    def minimumSizeHint(self) -> QSize:
        """A page that has less height than all its parts need scrolls: in a list of half a row nothing is found."""
        row, least = max(0, self.sizeHintForRow(0)), super().minimumSizeHint()
        return QSize(least.width(), max(least.height(), row + 2 * self.frameWidth()))

    def go_to_row(self, row: int) -> bool:
        """Make that row current, and bring it into sight; False where there is none."""
        index = self.model().index(row, 0)
        if not index.isValid():
            return False
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
        return True

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and page keys may land on a heading: go to the row after it."""
        index = super().moveCursor(action, modifiers)
        heading = index.isValid() and not index.flags() & Qt.ItemFlag.ItemIsSelectable
        return index.siblingAtRow(index.row() + 1) if heading else index


class ToneDelegate(QStyledItemDelegate):
    """A cell that has a colour of its own (red, amber) keeps it while its row is current."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        tone = index.data(Qt.ItemDataRole.ForegroundRole)
        if tone is not None:
            palette = option.palette  # type: ignore[attr-defined]  # the stubs leave it out
            palette.setBrush(QPalette.ColorRole.HighlightedText, QBrush(tone))
            option.palette = palette  # type: ignore[attr-defined]


def row_width(view: QAbstractItemView) -> int:
    """Pixels that a row has while the scroll bar is there, in every look: frames and bars differ. A row that wraps is
    measured by it, and is as high whether there is one or not.
    """
    bar = view.verticalScrollBar()
    taken = 0 if bar.isVisible() else bar.sizeHint().width()
    return max(1, view.viewport().width() - taken)


def hug_rows(view: QListView, look: Look) -> None:
    """Let the list be no taller than its rows: what is white below them is ground. Empty, it is as it was."""
    later = QTimer(view)
    later.setObjectName("hugRows")
    later.setSingleShot(True)

    def measure() -> None:
        model = view.model()
        last = model.index(model.rowCount() - 1, 0)
        if not last.isValid():
            view.setMaximumHeight(_UNBOUND)
            return
        end = view.visualRect(last).bottom() + 1 + view.verticalOffset()
        edges = view.height() - view.viewport().height()
        view.setMaximumHeight(end + max(0, edges))

    later.timeout.connect(measure)
    model = view.model()
    bar = view.verticalScrollBar().rangeChanged
    for told in (
        model.modelReset,
        model.layoutChanged,
        model.rowsInserted,
        model.rowsRemoved,
        bar,
    ):
        told.connect(lambda *_: later.start(0))
    follow_look(look, view, lambda: later.start(0))


def tell_height(view: QListView) -> None:
    """Let the list ask for the height of all its rows: for a card that hugs it."""
    view.setSizeAdjustPolicy(QAbstractItemView.SizeAdjustPolicy.AdjustToContents)
    view.verticalScrollBar().rangeChanged.connect(lambda *_: view.updateGeometry())
    view.model().layoutChanged.connect(view.updateGeometry)


_ANY_HEIGHT = 1 << 20


def rows_height(view: QAbstractItemView, most: int = _ANY_HEIGHT) -> int:
    """Height in which a list or table shows all its rows; ``most``: of a list no more than that is asked for."""
    rows = 0
    for row in range(view.model().rowCount()):
        rows += max(0, view.sizeHintForRow(row))
        if rows > most:
            break
    if isinstance(view, QTableView):
        bar = view.horizontalScrollBar()
        rows = view.verticalHeader().length() + view.horizontalHeader().sizeHint().height()
        rows += bar.sizeHint().height() if bar.maximum() > 0 else 0
    return max(rows + 2 * view.frameWidth(), view.minimumSizeHint().height())


class RowTable(WholeRowTable):
    """Rows of equal height, selected whole."""

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _set_up_view(self, name, title)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setItemDelegate(ToneDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.verticalHeader().hide()
        on_double_click(self, lambda _: self.open_current())

    def open_current(self) -> None:
        """Enter or a double click on the current row."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.open_current()
        else:
            super().keyPressEvent(event)


class WordRows(QAbstractTableModel):
    """Heads and rows of words."""

    def __init__(self) -> None:
        super().__init__()
        self._heads: tuple[str, ...] = ()
        self._rows: tuple[tuple[str, ...], ...] = ()

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """What is shown."""
        return self._rows

    def show_rows(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show these."""
        self.beginResetModel()
        self._heads, self._rows = tuple(heads), tuple(tuple(row) for row in rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._rows[index.row()][index.column()]
        return heard_once(index, role)


def heard_once(index: Index, role: int, columns: int | None = None) -> str | None:
    """What a screen reader says of a table's cell: the first one the whole row, up to so many columns; every other its
    own words, whose head the table itself tells.
    """
    if role != Qt.ItemDataRole.AccessibleTextRole or index.column() != 0:
        return None
    count = index.model().columnCount() if columns is None else columns
    cells = (index.sibling(index.row(), place).data() for place in range(count))
    return "，".join(str(words) for words in cells if words and words != "—")


def on_double_click(view: QAbstractItemView, act: Callable[[QModelIndex], object]) -> None:
    """Let a double click of the left button act on its row: Qt tells one of any button."""

    def hear(index: QModelIndex) -> None:
        if QApplication.mouseButtons() in _LEFT_ONLY:
            act(index)

    view.doubleClicked.connect(hear)


def is_enter(event: QKeyEvent) -> bool:
    """Enter, not by auto-repeat."""
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat()


def _set_up_view(view: QAbstractItemView, name: str, title: str) -> None:
    view.setObjectName(name)
    view.setProperty("of", "page")  # Qt may choose the rules of style before the view has its place
    view.setAccessibleName(title)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setTabKeyNavigation(False)

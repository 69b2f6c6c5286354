"""The shelf: who has something to collect, what, where it lies and how long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.ui.kit.announcement import announce_row
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.lists.two_lines import ROW_ROLE, TwoLineDelegate, TwoLines
from counter.ui.kit.row_views import Index, RowList, Rows, hug_rows
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.services.results.shelf import Shelf, ShelfPerson


def shelf_words(found: Shelf) -> str:
    """How much lies here, how much of it came today, and what waits to be sent."""
    translate = QCoreApplication.translate
    words = translate("handout", "到柜等领 {0}，今天到 {1}").format(found.waiting, found.today)
    if found.to_send:
        words += translate("handout", "，等推送 {0}").format(found.to_send)
    return words + (translate("handout", "，还有没列出的") if found.more else "")


def head_words(row: ShelfPerson) -> str:
    """Who, and how much can be taken."""
    translate = QCoreApplication.translate
    count = len(row.results)
    ready = (
        translate("handout", "{0}本可以领").format(count) if count else translate("handout", "没有到柜的证照")
    )
    sends = translate("handout", "{0}件等推送").format(len(row.to_send)) if row.to_send else ""
    said = sends if sends and not count else " · ".join(part for part in (ready, sends) if part)
    return f"{row.name}　{said}"


def wait_words(row: ShelfPerson) -> str:
    """How long it has lain here, and the calls made about it."""
    translate = QCoreApplication.translate
    if row.since is None:
        return ""
    if row.days == 0:
        return translate("handout", "今天到")
    if not row.red:
        return translate("handout", "{0}天").format(row.days)
    if row.calls:
        return translate("handout", "{0}天，打过{1}次电话").format(row.days, row.calls)
    return translate("handout", "{0}天，还没有打过电话").format(row.days)


def what_words(row: ShelfPerson) -> str:
    """What it is and where it lies."""
    parts = ("、".join((*row.results, *row.to_send)), "、".join(row.places))
    return "　".join(part for part in parts if part) or row.masked


class ShelfRows(Rows["ShelfPerson"]):
    """Rows are ``ShelfPerson`` values."""

    def renew(self, rows: Sequence[ShelfPerson]) -> None:
        """The same people as they are by now; the current row stays."""
        self.rows = rows
        self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return "，".join(part for part in (head_words(row), what_words(row), wait_words(row)) if part)
        return None


def lines_of(row: ShelfPerson) -> TwoLines:
    """Who and how much; what, where and since when."""
    waits = wait_words(row), "correct" if row.red else "second"
    return TwoLines(head_words(row), what_words(row), under_tail=waits)


class ShelfListView(RowList):
    """Signals: ``current(row)`` as one walks, None where nobody is listed; ``opened(row)`` with Enter."""

    current = Signal(object)
    opened = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "shelfList", QCoreApplication.translate("handout", "谁有东西可以领"), parent)
        self._rows = ShelfRows()
        self.setModel(self._rows)
        self.setUniformItemSizes(True)
        self.setItemDelegate(TwoLineDelegate(look, self, lines_of, air=12))
        hug_rows(self, look)

    @property
    def rows(self) -> Sequence[ShelfPerson]:
        """Who is listed."""
        return self._rows.rows

    def show_rows(self, rows: Sequence[ShelfPerson], key: str | None = "") -> None:
        """Show these; the one of that key is current, else the first; for None nobody is."""
        self._rows.put_rows(rows)
        if key is not None and self.go_to_row(next((n for n, row in enumerate(rows) if row.key == key), 0)):
            announce_row(self)  # who was found, whoever has the focus
        else:
            self.current.emit(None)

    def renew(self, people: Sequence[ShelfPerson]) -> None:
        """Show these as they are by now, where they are listed."""
        known = {one.key: one for one in people}
        self._rows.renew(tuple(known.get(row.key, row) for row in self._rows.rows))

    def walk(self, step: int) -> None:
        """Make another row current, as the arrow keys in the search field do."""
        at = min(max(0, self.currentIndex().row() + step), len(self._rows.rows) - 1)
        if at >= 0:
            self.setCurrentIndex(self._rows.index(at, 0))
            announce_row(self)

    def row(self) -> ShelfPerson | None:
        """The current one."""
        return self._rows.row(self.currentIndex())

    def open_current(self) -> None:
        """Enter or a double click on the current row."""
        if (row := self.row()) is not None:
            self.opened.emit(row)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.current.emit(self._rows.row(current))


def find_column(
    title: TextLabel, button: ActButton, finding: Sequence[QWidget], people: ShelfListView
) -> QWidget:
    """The left of the page: what it is, where one finds somebody, and who has something here."""
    column = QWidget()
    inside = QVBoxLayout(column)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(10)
    head = QHBoxLayout()
    head.addWidget(title, 1)
    head.addWidget(button)
    inside.addLayout(head)
    for part in finding:
        inside.addWidget(part)
    inside.addWidget(people, 1)
    inside.addStretch(0)  # where nobody has anything here, what finds stays together
    return column

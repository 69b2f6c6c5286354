"""What one person can be given: a box before each thing, Space ticks it; below, what is not here yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from counter.domain.case.acts.hand_out import Chosen, ThingKind
from counter.ui.kit.announcement import announce_row
from counter.ui.kit.lists.two_lines import BOX, EDGE, ROW_ROLE, TwoLineDelegate, TwoLines
from counter.ui.kit.row_views import Index, RowList, Rows
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.domain.case.acts.hand_out import Awaited, ThingHere
    from counter.services.results.shelf import PickUp


@dataclass(frozen=True, slots=True)
class ThingRow:
    """One line: something that lies here (``offered``), or an item whose result does not (``awaited``)."""

    offered: ThingHere | None = None
    awaited: Awaited | None = None
    ticked: bool = False

    @property
    def can_go(self) -> bool:
        """True where it may be handed out at this window."""
        return self.offered is not None and not self.offered.why_not

    @property
    def name(self) -> str:
        """What it is."""
        if self.offered is None:
            return "" if self.awaited is None else self.awaited.name
        if self.offered.kind is ThingKind.ORIGINAL:
            return QCoreApplication.translate("handout", "退还原件：{0}").format(self.offered.name)
        return self.offered.name

    @property
    def words(self) -> str:
        """How many, of whom; why it cannot go, or with whom it is."""
        if self.offered is None:
            return "" if self.awaited is None else self.awaited.words
        return self.offered.why_not or self.offered.words

    @property
    def tag(self) -> tuple[str, str]:
        """Where it lies, and the tone of that."""
        translate = QCoreApplication.translate
        if self.offered is None:
            return translate("handout", "没到"), "shared"
        if self.offered.why_not:
            return translate("handout", "不能在这里领"), "gap"
        place = self.offered.place or translate("handout", "在柜")
        return place, "received" if self.offered.kind is ThingKind.RESULT else "act"


def rows_of(found: PickUp) -> tuple[ThingRow, ...]:
    """Everything of a person: what usually goes, what is not here yet, originals that belong to the file.

    Ticked as it usually goes; while a sheet waits for its signature, what stands on it.
    """
    here = [ThingRow(offered=one, ticked=_ticked(found, one)) for one in found.offered]
    awaited = [ThingRow(awaited=one) for one in found.awaited]
    return (*(row for row in here if _usual(row)), *awaited, *(row for row in here if not _usual(row)))


def _usual(row: ThingRow) -> bool:
    return row.offered is not None and row.offered.preset


def _ticked(found: PickUp, one: ThingHere) -> bool:
    if not found.waiting:
        return one.preset and not one.why_not
    sheet = found.waiting[0]
    lines = [moved.line for moved in sheet.originals]
    return one.case in sheet.cases and one.id in (*sheet.certificates, *sheet.papers, *lines)


def _key_of(one: ThingHere) -> tuple[str, ThingKind, str]:
    return one.case, one.kind, one.id


class ThingRows(Rows[ThingRow]):
    """Rows are ``ThingRow`` values."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            translate = QCoreApplication.translate
            state = translate("handout", "要领") if row.ticked else translate("handout", "不领")
            return "，".join(
                part for part in (state if row.can_go else "", row.name, row.words, row.tag[0]) if part
            )
        return None


def lines_of(row: ThingRow) -> TwoLines:
    """A box, the name and what there is of it; where it lies. What is not here yet is one quiet line."""
    if row.offered is None:
        return TwoLines(row.name, row.words, tail=(row.tag[0], "second"), indented=True, quiet=True)
    ticked = row.ticked if row.can_go else None
    ink = "ink" if row.can_go else "second"
    return TwoLines(row.name, row.words, mark=row.tag, ticked=ticked, indented=True, ink=ink)


class ThingListView(RowList):
    """Signals: ``changed`` after a person ticked; ``left`` with Enter."""

    changed = Signal()
    left = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "thingList", QCoreApplication.translate("handout", "领什么"), parent)
        self._rows = ThingRows()
        self._on_sheet = False
        self.setModel(self._rows)
        self.setItemDelegate(TwoLineDelegate(look, self, lines_of))

    @property
    def rows(self) -> Sequence[ThingRow]:
        """What is listed."""
        return self._rows.rows

    def show_rows(self, rows: Sequence[ThingRow], *, on_sheet: bool = False) -> None:
        """Show these; the first is current. ``on_sheet``: a sheet waits for its signature, and says what is ticked."""
        self._on_sheet = on_sheet
        self._rows.put_rows(rows)
        self.go_to_row(0)

    def row(self) -> ThingRow | None:
        """The current line."""
        return self._rows.row(self.currentIndex())

    def chosen(self, bases: dict[str, str]) -> tuple[Chosen, ...]:
        """What is ticked, by case; ``bases``: id of each case → id of its last entry."""
        ticked = [row.offered for row in self.rows if row.ticked and row.offered is not None]

        def ids(case: str, kind: ThingKind) -> tuple[str, ...]:
            return tuple(one.id for one in ticked if one.case == case and one.kind is kind)

        kinds = (ThingKind.RESULT, ThingKind.PAPER, ThingKind.ORIGINAL)
        cases = dict.fromkeys(one.case for one in ticked)
        return tuple(Chosen(case, bases[case], *(ids(case, kind) for kind in kinds)) for case in cases)

    def toggle(self) -> None:
        """Tick the current thing, or leave it here."""
        at = self.currentIndex().row()
        row = self._rows.row(self.currentIndex())
        if row is None or not row.can_go:
            return
        rows = list(self.rows)
        rows[at] = replace(row, ticked=not row.ticked)
        self._rows.rows = rows
        index = self._rows.index(at, 0)
        self._rows.dataChanged.emit(index, index)
        self.changed.emit()
        announce_row(self)  # what it became: the focus stays

    def held_input(self) -> object:
        """What is ticked and what is not, to come back when the person is shown again."""
        return {_key_of(row.offered): row.ticked for row in self.rows if row.offered is not None}

    def put_input(self, held: object) -> None:
        """The same again; what has come since is ticked as it usually goes."""
        if self._on_sheet or not isinstance(held, dict):
            return
        self._rows.rows = [
            row
            if row.offered is None or not row.can_go
            else replace(row, ticked=held.get(_key_of(row.offered), row.ticked))
            for row in self.rows
        ]
        self._rows.dataChanged.emit(self._rows.index(0, 0), self._rows.index(len(self.rows) - 1, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.toggle()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and event.position().x() < EDGE + BOX:
            self.toggle()

    def open_current(self) -> None:
        """Enter: on to who collects."""
        self.left.emit()

"""The records of one section of the register: two lines a row, what is planned or changed marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from counter.domain.guide.rows.columns import Column, Value, cell_of
from counter.domain.hall.register.change_words import change_words, record_name
from counter.domain.hall.register.draft import RegisterDraft
from counter.domain.hall.register.records import RegisterRecord
from counter.domain.hall.register.register import Position, in_term
from counter.domain.hall.register.sheets import RegisterSection, cells_of
from counter.ui.facades.hall import RegisterView
from counter.ui.kit.lists.two_lines import ROW_ROLE, TwoLineDelegate, TwoLines
from counter.ui.kit.row_views import Index, RowList, Rows, hug_rows
from counter.ui.kit.theme import Look

_MOST_ENDINGS = 3


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One record as text. ``tag`` with its ``tone``: 已改, 有问题, 已离开 …; "" for none."""

    section: str
    key: str
    title: str
    about: str
    tag: str = ""
    tone: str = "shared"


def record_rows(section: RegisterSection, view: RegisterView, draft: RegisterDraft) -> list[RegisterRow]:
    """The rows of a section, with what waits to be signed."""
    marks = _Marks(view, draft)
    return [_row(section, record, marks) for record in draft.after.of(section.shape)]


def register_notes(view: RegisterView) -> list[str]:
    """What whoever opens the page has to know: what waits, what ends soon, what is planned."""
    translate = QCoreApplication.translate
    lines = [ending.words(view.today) for ending in view.endings[:_MOST_ENDINGS]]
    if waiting := view.register.unconfirmed():
        lines.insert(0, translate("RegisterPage", "有 {0} 号改动等第二个人确认").format(len(waiting)))
    if planned := view.register.planned(view.today):
        since = translate("RegisterPage", "{0} 起 {1}")
        shown = [since.format(c.in_force.isoformat(), change_words(c, view.state)) for c in planned[:2]]
        lines.append(translate("RegisterPage", "还没到日子的：{0}").format("；".join(shown)))
    return lines


class _Marks:
    """What a row is tagged with."""

    def __init__(self, view: RegisterView, draft: RegisterDraft) -> None:
        self._draft, self._today = draft, view.today
        self._wrong = {(f.section, f.key) for f in view.faults if f.grave}
        self._ending = {(e.section, e.key) for e in view.endings}

    def tag(self, position: Position, record: RegisterRecord) -> tuple[str, str]:
        """The tag and its tone."""
        translate = QCoreApplication.translate
        if position in self._draft.records:
            return translate("RegisterPage", "待签发"), "gap"
        if position in self._wrong:
            return translate("RegisterPage", "有问题"), "correct"
        if position in self._ending:
            return translate("RegisterPage", "快到期"), "gap"
        if not in_term(getattr(record, "since", None), getattr(record, "until", None), self._today):
            return translate("RegisterPage", "不在期内"), "shared"
        return "", "shared"


def _row(section: RegisterSection, record: RegisterRecord, marks: _Marks) -> RegisterRow:
    cells = {column.head: cell_of(column, value) for column, value in _columns(section, record)}
    title = record_name(record).split(" ")[0] if section.tag == "hall" else record_name(record)
    named, position = title.split(), (section.tag, record.key)
    about = [
        f"{head} {words}" for head, words in cells.items() if words is not None and str(words) not in named
    ]
    return RegisterRow(*position, title, "　".join(about), *marks.tag(position, record))


def _columns(section: RegisterSection, record: RegisterRecord) -> list[tuple[Column, Value]]:
    """Each column with its value; of the items only how many, as a row has no room for their ids."""
    held = cells_of(record)
    items = held.get("items")
    if isinstance(items, list) and items:
        held["items"] = [QCoreApplication.translate("RegisterPage", "{0}个").format(len(items))]
    held |= {
        key: QCoreApplication.translate("RegisterPage", "有") for key in section.pictures if held.get(key)
    }
    return [(column, held.get(column.key)) for column in section.form.columns]


class RegisterRows(Rows[RegisterRow]):
    """Rows are ``RegisterRow`` values."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return "，".join(part for part in (row.tag, row.title, row.about) if part)
        return None


def lines_of(row: RegisterRow) -> TwoLines:
    """The title; the tag, and what the record states."""
    return TwoLines(row.title, row.about, tags=((row.tag, row.tone),) if row.tag else ())


class RegisterList(RowList):
    """Signals: ``current(key)`` when the current row changes; ``opened(key)`` with Enter or a double click."""

    current = Signal(str)
    opened = Signal(str)

    def __init__(self, look: Look, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(look, name, title, parent)
        self._rows = RegisterRows()
        self.setModel(self._rows)
        self.setItemDelegate(TwoLineDelegate(look, self, lines_of, air=10, strong=True))
        hug_rows(self, look)
        self.selectionModel().currentChanged.connect(lambda *_: self._emit())
        self._emitted: str | None = None

    @property
    def record(self) -> RegisterRow | None:
        """The current row."""
        return self._rows.row(self.currentIndex())

    @property
    def records(self) -> Sequence[RegisterRow]:
        """The rows shown."""
        return self._rows.rows

    def show_rows(self, rows: Sequence[RegisterRow], key: str | None = None) -> None:
        """Show these; the row of ``key`` becomes current, else the one before, else the first."""
        before = self.record
        wanted = key if key is not None else before.key if before else ""
        self._rows.put_rows(rows)
        place = next((n for n, row in enumerate(rows) if row.key == wanted), 0)
        self._emitted = None
        self.go_to_row(place)
        self._emit()

    def open_current(self) -> None:
        """Open the current record, if there is one."""
        if self.record is not None:
            self.opened.emit(self.record.key)

    def _emit(self) -> None:
        key = self.record.key if self.record else ""
        if key != self._emitted:
            self._emitted = key
            self.current.emit(key)

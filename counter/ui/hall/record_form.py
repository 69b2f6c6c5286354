"""One record of the register as fields, by the columns of its section."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from counter.domain.errors import BadInput
from counter.domain.guide.rows.columns import Column, InvalidCell, Kind, Value, cell_of, read_cell
from counter.domain.hall.register.records import RegisteredPicture, RegisterRecord
from counter.domain.hall.register.sheets import InvalidField, RegisterSection, cells_of, record_of
from counter.ui.hall.items_field import ItemsField
from counter.ui.hall.picture_field import PictureField, ReadPicture
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import follow
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.refusals import Refusals
from counter.ui.kit.row_views import is_enter
from counter.ui.kit.theme import Look

_WIDE = (
    *("name", "address", "words", "guide_name", "organ", "items", "duties", "acts", "review_body", "court"),
    "role",
)
FormField = Field | Choices | PictureField
"""What a column is filled in with."""

_FIRST_OF_TWO = ("since", "away_since")
"""A day that another one beside it ends."""

_YES, _NO = "yes", "no"
_BETWEEN = "、"


class RecordForm(QWidget):
    """Signals: ``edited`` when a person changed something; ``done`` with Enter in the last field; ``remade`` after the
    fields were replaced, whose tab order must be set.
    """

    edited = Signal()
    done = Signal()
    remade = Signal()

    def __init__(
        self, look: Look, picture_reader: Callable[[str, str], ReadPicture], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("recordForm")
        self._look, self._picture_reader = look, picture_reader
        self.section: RegisterSection | None = None
        self._fields: dict[str, FormField] = {}
        self._problems: dict[str, ProblemLabel] = {}
        self._before: dict[str, str] = {}
        self._find_items: Callable[[str, str], Sequence[tuple[str, str]]] = lambda *_: ()
        self._item_name: Callable[[str], str] = lambda _: ""
        self._inside = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._inside)
        self._whole = ProblemLabel()
        self._column.addWidget(self._whole)
        self.refusals = Refusals(self._whole)

    @property
    def changed(self) -> bool:
        """Whether something differs from what was shown."""
        return self._texts() != self._before

    @property
    def pictures(self) -> tuple[RegisteredPicture, ...]:
        """Those that were chosen here."""
        fields = [f for f in self._fields.values() if isinstance(f, PictureField)]
        return tuple(field.taken for field in fields if field.taken is not None)

    def show_record(
        self,
        section: RegisterSection,
        record: RegisterRecord | None,
        pictures: Mapping[str, RegisteredPicture],
        *,
        editable: bool,
    ) -> None:
        """Show a record, or an empty one to be added; the key of one that exists is not changed.

        ``pictures``: of the register, by key.
        """
        if section is not self.section:
            self._build(section)
        cells = {} if record is None else cells_of(record)
        for number, column in enumerate(section.form.columns):
            field, cell = self._fields[column.key], cell_of(column, cells.get(column.key))
            words = "" if cell is None else str(cell)
            if isinstance(field, Choices):
                given = words.split(_BETWEEN)
                field.choose([v for v in field.options if self._caption(column, v) in given])
                field.setEnabled(editable)
            elif isinstance(field, PictureField):
                field.show_picture(words, pictures.get(words))
                field.set_read_only(not editable)
            else:
                field.setText(words)
                field.setReadOnly(not editable or (record is not None and number == 0 and words != ""))
                field.setCursorPosition(0)
        self.refusals.clear()
        self._before = self._texts()

    def know_items(
        self, find: Callable[[str, str], Sequence[tuple[str, str]]], name_of: Callable[[str], str]
    ) -> None:
        """Set how items of an organ are found, and the name of one."""
        self._find_items, self._item_name = find, name_of

    def take_focus(self) -> None:
        """Focus the first field that can be changed."""
        for field in self._fields.values():
            if isinstance(field, Choices):
                field.take_focus()
                return
            if isinstance(field, Field) and not field.isReadOnly():
                field.setFocus()
                return

    def record(self) -> RegisterRecord:
        """The record as filled in. Raises BadInput for the first field that is wrong, which takes the focus."""
        assert self.section is not None
        cells: dict[str, Value] = {}
        self.refusals.clear()
        for column in self.section.form.columns:
            if column.key in self.section.pictures:
                cells[column.key] = self._text(column.key) or None
                continue
            try:
                cells[column.key] = read_cell(column, self._text(column.key) or None).value
            except InvalidCell as wrong:
                self._refuse(column, wrong.sentence)
        try:
            return record_of(self.section, cells)
        except InvalidField as wrong:
            self._refuse(wrong.column, wrong.sentence)
            raise

    def field(self, key: str) -> FormField:
        """The field of a column."""
        return self._fields[key]

    def show_fault(self, key: str, sentence: str) -> None:
        """Show a fault at a column, and go there; at the form where it has no such column."""
        self.refusals.say(f"{sentence}。", key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next field; in the last one the record is done."""
        if not is_enter(event):
            super().keyPressEvent(event)
            return
        fields = [f for f in self._fields.values() if f.isEnabled()]
        here = next((n for n, f in enumerate(fields) if self._focused(f)), len(fields))
        if here + 1 < len(fields):
            _focus(fields[here + 1])
        else:
            self.done.emit()

    def _focused(self, field: FormField) -> bool:
        focus: QWidget | None = self.window().focusWidget()
        return focus is not None and (focus is field or field.isAncestorOf(focus))

    def _refuse(self, column: Column, sentence: str) -> None:
        self.show_fault(column.key, sentence)
        raise BadInput(f"{column.head}：{sentence}。", field=column.key)

    def _texts(self) -> dict[str, str]:
        return {key: self._text(key) for key in self._fields}

    def _text(self, key: str) -> str:
        field = self._fields[key]
        if not isinstance(field, Choices):
            return field.text().strip()
        assert self.section is not None
        column = self.section.form.column(key)
        return _BETWEEN.join(self._caption(column, value) for value in field.chosen)

    def _caption(self, column: Column, value: str) -> str:
        assert self.section is not None
        return _options(self.section, column)[value]

    def _build(self, section: RegisterSection) -> None:
        self.section = section
        self._fields, self._problems = {}, {}
        self.refusals = Refusals(self._whole)
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        line, place = 0, 0
        for column in section.form.columns:
            wide = column.key in _WIDE
            if place and (wide or column.key in _FIRST_OF_TWO):
                line, place = line + 1, 0
            grid.addWidget(self._cell(column), line, place, 1, 2 if wide else 1)
            place = 0 if wide or place else 1
            line += place == 0
        for stretch in (0, 1):
            grid.setColumnStretch(stretch, 1)
        old, self._inside = self._inside, inside
        self._column.replaceWidget(old, inside)
        old.hide()
        old.setParent(None)  # what stands in it is no part of the form any more
        old.deleteLater()
        inside.show()
        self.remade.emit()

    def _cell(self, column: Column) -> QWidget:
        """Label above the field, its hint and its problem below."""
        cell = QWidget()
        lines = QVBoxLayout(cell)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(3)
        lines.addWidget(TextLabel(f"{column.head}{'　*' if column.required else ''}", "small"))
        field = self._field(column)
        self._fields[column.key] = field
        lines.addWidget(field)
        if isinstance(field, ItemsField):
            for part in (field.offers, field.names, field.unknown):
                lines.addWidget(part)
        hint = "" if isinstance(field, Choices) or column.kind is Kind.DAY else column.note
        if hint:
            lines.addWidget(TextLabel(hint, "small", wrap=True))
        if isinstance(field, Field):
            field.say_beside("，".join(filter(None, (self.tr("必填") if column.required else "", hint))))
        label = self._problems[column.key] = ProblemLabel()
        follow(field, label)
        self.refusals.add(field, column.key, label=label)
        lines.addWidget(label)
        lines.addStretch(1)
        return cell

    def _field(self, column: Column) -> FormField:
        assert self.section is not None
        if column.key in self.section.pictures:
            picture = PictureField(
                f"field_{column.key}", column.head, self._picture_reader(column.key, column.head)
            )
            picture.edited.connect(self.edited)
            picture.edited.connect(self.refusals.clear)
            picture.refused.connect(lambda sentence: self._problems[column.key].say(sentence))
            return picture
        options = _options(self.section, column)
        if options:
            many = column.key in self.section.lists
            choices = Choices(
                self._look, f"field_{column.key}", column.head, optional=not column.required, many=many
            )
            choices.show_options(list(options.items()))
            choices.changed.connect(self.edited)
            return choices
        field = (
            self._items_field(column)
            if column.kind is Kind.IDS
            else Field(f"field_{column.key}", column.head, for_name=column.key == "name")
        )
        field.textEdited.connect(lambda _: self.edited.emit())
        return field

    def _items_field(self, column: Column) -> ItemsField:
        field = ItemsField(f"field_{column.key}", column.head)
        field.know(lambda typed: self._find_items(self._text("organ"), typed), self._item_name)
        return field


def _focus(field: FormField) -> None:
    if isinstance(field, Choices):
        field.take_focus()
    else:
        field.setFocus(Qt.FocusReason.TabFocusReason)


def _options(section: RegisterSection, column: Column) -> Mapping[str, str]:
    """The captions of a field with few choices; none for typed ones."""
    if column.key in section.lists:
        return section.lists[column.key]
    if column.kind is Kind.CHOICE:
        return {str(value): word for value, word in column.words.items()}
    translate = QCoreApplication.translate
    if column.kind is Kind.TRI:
        return {_YES: translate("RecordForm", "是"), _NO: translate("RecordForm", "否")}
    if column.kind is Kind.YES:
        return {_YES: translate("RecordForm", "是")}
    return {}

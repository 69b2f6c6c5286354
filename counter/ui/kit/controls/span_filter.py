"""A row of filters of which one is the time: a period to choose, or two days typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from counter.domain.errors import BadInput
from counter.ui.kit.controls.day_field import DayField
from counter.ui.kit.controls.drop_down import DropDown
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import FieldRow

OWN = "own"
"""Data of the last period: the days are typed."""

_DAY_WIDTH = 148
"""A day in digits and its weekday."""


class SpanFilter(QWidget):
    """Signals: ``changed`` when another answer is wanted; ``refused(sentence)`` for an invalid day, ``mended`` once it
    is valid. ``name``: how the names of its controls begin.
    """

    changed = Signal()
    refused = Signal(str)
    mended = Signal()

    def __init__(
        self, name: str, periods: Sequence[tuple[str, object]], widest: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.today = date.min
        self._widest = widest
        self.period = self.box(f"{name}Period", self.tr("时间"))
        for words, key in (*periods, (self.tr("自己写日期"), OWN)):
            self.period.addItem(words, key)
        self.since = DayField(f"{name}Since", self.tr("从哪天"), self.tr("11-1"))
        self.until = DayField(f"{name}Until", self.tr("到哪天"), self.tr("今天"))
        self.days = QWidget()
        line = QHBoxLayout(self.days)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        for words, field in ((self.tr("从"), self.since), (self.tr("到"), self.until)):
            line.addWidget(FieldRow(words, field, beside=True))
            field.setFixedWidth(_DAY_WIDTH)
            field.hide()
        self.days.hide()  # an empty place between the others would be a gap of its own
        self._watched: tuple[Field, ...] = ()
        self._typed: tuple[str, ...] = ()
        self._was_wrong = False

    def wanted(self) -> object:
        """The current filter. Raises BadInput for an invalid day."""
        raise NotImplementedError

    def box(self, name: str, label: str) -> QComboBox:
        """A box of choices as wide as its longest one."""
        box = DropDown()
        box.setObjectName(name)
        box.setAccessibleName(label)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.setMaximumWidth(self._widest)
        return box

    def watch(self, boxes: Sequence[QComboBox], fields: Sequence[Field] = ()) -> None:
        """Follow these beside the time."""
        self._watched = (self.since, self.until, *fields)
        self._typed = self._texts()
        for box in (self.period, *boxes):
            box.activated.connect(lambda _: self._on_chosen())
        for field in self._watched:
            field.editingFinished.connect(self._on_typed)

    def typed_days(self) -> tuple[date | None, date | None]:
        """The days typed; None where one is left empty. Raises BadInput naming the field."""
        since, until = (
            field.day_or_none(self.today, name)
            for field, name in ((self.since, "since"), (self.until, "until"))
        )
        return since, until

    def follow_period(self) -> None:
        """Show the days to be typed where the period chosen asks for them."""
        self.since.today = self.until.today = self.today
        for part in (self.since, self.until, self.days):
            part.setVisible(self.period.currentData() == OWN)
        self._typed = self._texts()

    def _on_chosen(self) -> None:
        appears = self.period.currentData() == OWN and self.since.isHidden()
        self.follow_period()
        if appears:
            self.since.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _on_typed(self) -> None:
        """Leaving a field asks again only where its text is another one."""
        if self._texts() == self._typed:
            return
        self._typed = self._texts()
        was_wrong = self._was_wrong
        wrong = BadInput("")
        try:
            self.wanted()
        except BadInput as error:
            wrong = error
        for name, field in (("since", self.since), ("until", self.until)):
            field.show_problem(wrong.sentence if wrong.field == name else "")
        self._was_wrong = bool(wrong.sentence)
        if wrong.sentence:
            self.refused.emit(wrong.sentence)
            return
        if was_wrong:
            self.mended.emit()
        self.changed.emit()

    def _texts(self) -> tuple[str, ...]:
        return tuple(field.text().strip() for field in self._watched)

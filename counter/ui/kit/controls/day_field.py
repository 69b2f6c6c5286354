"""Fields that read a day or a number as people type it, and show beside the text what they understood."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPalette

from counter.domain.errors import BadInput
from counter.domain.text.day_input import day_in_words, read_day
from counter.domain.text.number_input import number_in_words, read_count, read_number
from counter.ui.kit.controls.field import Field

_EDGE, _APART = 10, 14


class ReadField(Field):
    """A field whose text is read as something. An error is shown when it is left, never while it is typed, and goes
    with the next key.
    """

    def __init__(self, name: str, label: str, placeholder: str = "") -> None:
        super().__init__(name, label, placeholder)
        self.understood = ""
        self.textChanged.connect(lambda _: self._understand())
        self.textEdited.connect(lambda _: self.show_problem(""))
        self.editingFinished.connect(self._settle)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            return
        self.show_problem(self.fault())

    def fault(self) -> str:
        """What is wrong with the text; empty while there is none."""
        try:
            self._read()
        except BadInput as wrong:
            return wrong.sentence
        return ""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        words = self.said_back(self.width())
        if not words:
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        place = QRect(0, 0, self.width() - _EDGE, self.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), words)

    def said_back(self, width: int) -> str:
        """What stands at the right of a field of that width: all that was understood, else the part that the text
        does not say."""
        if not self.understood:
            return ""
        metrics = self.fontMetrics()
        room = width - 2 * _EDGE - _APART - metrics.horizontalAdvance(self.text())
        first, _, last = self.understood.rpartition(" ")
        parts = (one for one in (last, first) if one and one not in self.text())
        return next((one for one in (self.understood, *parts) if metrics.horizontalAdvance(one) <= room), "")

    def _read(self) -> str:
        """What is said back. Raises BadInput."""
        raise NotImplementedError

    def _plain(self) -> str:
        """The text as the program writes it; empty where it is left as typed."""
        raise NotImplementedError

    def _understand(self) -> None:
        try:
            words = self._read() if self.text().strip() else ""
        except BadInput:
            words = ""
        if words != self.understood:
            self.understood = words
            self._describe("")
            self.update()

    def _describe(self, sentence: str) -> None:
        super()._describe(sentence or getattr(self, "understood", ""))

    def _settle(self) -> None:
        """Left: what was meant stands there, so that tomorrow it still means the same."""
        plain = self._plain()
        if plain and plain != self.text():
            modified = self.isModified()
            self.setText(plain)
            self.setModified(modified)


class DayField(ReadField):
    """Shows the day of ``show_day`` until another is typed. ``today``: set by its form, to say back what is typed."""

    def __init__(self, name: str, label: str, placeholder: str = "") -> None:
        super().__init__(name, label, placeholder or self.tr("例如 12-4、12月4日、明天、周五"))
        self._today = date.min

    @property
    def today(self) -> date:
        """The civil day; ``date.min`` while nobody told it."""
        return self._today

    @today.setter
    def today(self, day: date) -> None:
        self._today = day
        self._understand()

    def show_day(self, day: date) -> None:
        """Put a day there."""
        self.setText(day.isoformat())

    def day(self, today: date, field: str = "day") -> date:
        """The date. Raises BadInput for an invalid or empty one: empty does not mean today."""
        if not self.text().strip():
            words = self.tr("请写明{0}，例如 {1}。").format(self.accessibleName(), today.isoformat())
            raise BadInput(words, field=field)
        return read_day(self.text(), today, field)

    def day_or_none(self, today: date, field: str = "day") -> date | None:
        """The date; None where nothing is typed. Raises BadInput for an invalid one."""
        return self.day(today, field) if self.text().strip() else None

    def _read(self) -> str:
        if not self.text().strip() or self._today == date.min:
            return ""
        return day_in_words(read_day(self.text(), self._today), self._today)

    def _plain(self) -> str:
        return read_day(self.text(), self._today).isoformat() if self.understood else ""


class CountField(ReadField):
    """``units``: what may stand behind the number, separated by blanks; ``least`` and ``most`` are told when it is
    left.
    """

    def __init__(
        self,
        name: str,
        label: str,
        placeholder: str = "",
        *,
        units: str = "",
        least: int = 0,
        most: int | None = None,
    ) -> None:
        super().__init__(name, label, placeholder)
        self._units, self._least, self._most = units, least, most

    def number(self, field: str, *, least: int = 0) -> Decimal:
        """The number. Raises BadInput for an invalid or empty one."""
        what, least = self.accessibleName(), max(least, self._least)
        return read_number(
            self.text(), what=what, units=self._units, least=least, most=self._most, field=field
        )

    def count(self, field: str, *, least: int = 0) -> int:
        """A whole number. Raises BadInput for an invalid or empty one."""
        what, least = self.accessibleName(), max(least, self._least)
        return read_count(
            self.text(), what=what, units=self._units, least=least, most=self._most, field=field
        )

    def count_or_none(self, field: str, *, least: int = 0) -> int | None:
        """A whole number; None where nothing is typed. Raises BadInput for an invalid one."""
        return self.count(field, least=least) if self.text().strip() else None

    def _read(self) -> str:
        text = self.text().strip()
        if not text:
            return ""
        words = number_in_words(self.number(""))
        return "" if words == text else words

    def _plain(self) -> str:
        return f"{self.number('').normalize():f}" if self.text().strip() and not self.fault() else ""

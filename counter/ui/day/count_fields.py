"""What one person counted by hand: originals and certificates beside what the list says."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from counter.domain.hall.day_counts import DIGITS, CountedKind, CountsByHand, read_count
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.labels import TextLabel

_WIDTH, _EDGES = 90, 28
"""Pixels: the least of a field, and what lies beside its words."""

DIFFERS, LIST_CHANGED = "counts", "seen"
"""Fields of refusals: of a difference, which a second press confirms, and of a list that is no longer the one shown."""


class _CountField(Field):
    """As wide as what stands in it while nothing is typed, in any letters."""

    def __init__(self, name: str, title: str, hint: str) -> None:
        super().__init__(name, title, hint)
        self.setMaxLength(DIGITS)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.placeholderText())
        return QSize(max(_WIDTH, words + _EDGES), super().sizeHint().height())


class CountFields(QWidget):
    """``name`` begins the names of the fields; ``who``: said before each, "" where one person counts.

    Signals: ``changed`` after a person typed.
    """

    changed = Signal()

    def __init__(self, name: str, who: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: dict[CountedKind, Field] = {}
        self._listed: dict[CountedKind, TextLabel] = {}
        self._seen: tuple[int, int] | None = None
        line = QGridLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setHorizontalSpacing(8)
        for place, what in enumerate(CountedKind):
            words = self.tr("{0}{1}实点").format(who, what.label)
            field = _CountField(f"{name}_{what.value}", words, self.tr("没点空着"))
            field.textEdited.connect(lambda _: self.changed.emit())
            listed = TextLabel("", "second")
            for column, part in enumerate((TextLabel(words), field, TextLabel(what.unit), listed)):
                line.addWidget(part, place, column)
            self._fields[what], self._listed[what] = field, listed
        line.setVerticalSpacing(8)
        line.setColumnStretch(4, 1)

    def show_listed(self, originals: int, certificates: int) -> None:
        """What the list says now."""
        self._seen = (originals, certificates)
        for what, number in zip(CountedKind, self._seen, strict=True):
            self._listed[what].setText(self.tr("应有{0}").format(number))

    def counts(self, *, confirmed: bool) -> CountsByHand:
        """As typed, with the list as it was seen. Raises BadInput for what is no number."""
        originals, certificates = (read_count(field.text(), what) for what, field in self._fields.items())
        return CountsByHand(originals, certificates, self._seen, confirmed)

    @property
    def differing(self) -> CountedKind | None:
        """What of it was counted otherwise than the list says; None where all agrees or is not counted."""
        counts, seen = self.counts(confirmed=False), self._seen or (None, None)
        for what, number, listed in zip(
            CountedKind, (counts.originals, counts.certificates), seen, strict=True
        ):
            if number is not None and number != listed:
                return what
        return None

    def forget(self) -> None:
        """Empty both."""
        for field in self._fields.values():
            field.clear()

    @property
    def half_done(self) -> bool:
        """True while something typed would be lost."""
        return any(field.text().strip() for field in self._fields.values())

    def take_focus(self, what: CountedKind = CountedKind.ORIGINALS) -> None:
        """The cursor into a field."""
        self._fields[what].setFocus(Qt.FocusReason.OtherFocusReason)

    def fields(self) -> tuple[Field, ...]:
        """Both, in the order of Tab."""
        return tuple(self._fields.values())

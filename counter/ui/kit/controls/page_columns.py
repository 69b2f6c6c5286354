"""How a page spends the width of its screen: a list in its share, and the next step beside its subject where both fit.

Widths are counted in letters of the current size, so that large letters need a wider screen for the same columns.
"""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from counter.ui.kit.controls.fitted_to_width import FittedToWidth
from counter.ui.kit.theme import Look

LINE = 50
"""Letters of a line that is still read without losing the next one."""
TYPED = 44
"""What is typed in one line: in the largest letters of the widest screen too less than half of it."""
LEAST_LISTING, LISTING = 20, 34
"""A list that leads somewhere: a number of a case beside its state at least; a name, a second line."""
STEP = 36
"""A form of one or two columns, and its button."""
FORM = 48
"""A long form in two columns, or a page of one column with its edges."""
TABLE = 72
"""Rows of a state, words and what can be done."""
_GAP = 20
_LIST_SHARE, _DETAIL_SHARE = 300, 700
"""Beside these a stretch of 1 takes only what nobody else may have."""
_UNBOUND = 16_777_215
"""Qt's own greatest width."""


def widen_to(look: Look, part: QWidget, letters: int) -> None:
    """Let the part grow to so many letters and no further, in every letter size, while it lives."""

    def measure() -> None:
        part.setMaximumWidth(letters * look.px("text"))

    def let_go() -> None:
        with suppress(RuntimeError):  # at the end of a window the look may be gone before the part
            look.changed.disconnect(measure)

    look.changed.connect(measure)
    part.destroyed.connect(let_go)
    measure()


def at_left(look: Look, part: QWidget, letters: int = LINE) -> QHBoxLayout:
    """The part at the left edge, as wide as so many letters at most; the rest of the line stays free."""
    line = QHBoxLayout()
    line.addWidget(part, _DETAIL_SHARE)
    line.addStretch(1)
    widen_to(look, part, letters)
    return line


class ListAndDetail(QWidget):
    """A list at the left with three tenths of the width, or what the detail leaves, between what its words need.

    Both begin at the top: a list may be no taller than its rows.
    """

    def __init__(
        self,
        look: Look,
        listing: QWidget,
        *details: QWidget,
        letters: int = LISTING,
        least: int = LEAST_LISTING,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._listing, self._least = look, listing, least
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(_GAP)
        left = QVBoxLayout()
        left.addWidget(listing, 1)
        left.addStretch(0)
        line.addLayout(left, _LIST_SHARE)
        for detail in details:
            line.addWidget(detail, _DETAIL_SHARE)
        line.addStretch(1)
        widen_to(look, listing, letters)
        look.changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        self._listing.setMinimumWidth(self._least * self._look.px("text"))


class StepBeside(QWidget):
    """What is worked at, and the step that follows: under it, or beside it where the width holds both.

    ``letters``: the least that the subject keeps beside the step; ``most``: what it takes at most, 0 for the rest;
    ``listed``: the step is a list, which takes the rest instead. A subject that is no taller than its words
    (``QSizePolicy.Maximum``) lies at the top, and the step at its own height: a button is never far below its form.
    Signals: ``turned`` when it lies otherwise.
    """

    turned = Signal()

    def __init__(
        self,
        look: Look,
        subject: QWidget,
        step: QWidget,
        *,
        letters: int = LISTING,
        most: int = 0,
        listed: bool = False,
        gap: int = 12,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._subject, self._step = look, subject, step
        self._letters, self._most, self._listed, self._gap = letters, most, listed, gap
        self._line = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.addWidget(subject)
        self._line.addWidget(step)
        self._line.addStretch(0)
        look.changed.connect(self._measure)
        self._lay(beside=False)

    @property
    def beside(self) -> bool:
        """True while the step lies beside its subject."""
        return self._line.direction() == QBoxLayout.Direction.LeftToRight

    def minimumSizeHint(self) -> QSize:
        """Never wider than one under the other: a window may be made narrow again."""
        parts = [part for part in (self._subject, self._step) if not part.isHidden()]
        width = max((part.minimumSizeHint().width() for part in parts), default=0)
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        beside = self.width() >= (self._letters + STEP) * self._look.px("text")
        if beside != self.beside:
            self._lay(beside=beside)
            self.turned.emit()
        elif beside:
            self._bound(beside=True)

    def _bound(self, *, beside: bool) -> None:
        """Side by side, what is read or filled in ends where its lines are long enough."""
        for part, letters in ((self._subject, self._most), (self._step, 0 if self._listed else STEP)):
            part.setMaximumWidth(letters * self._look.px("text") if beside and letters else _UNBOUND)

    def _lay(self, *, beside: bool) -> None:
        directions = QBoxLayout.Direction
        self._line.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        self._line.setSpacing(_GAP if beside else self._gap)
        step = _LIST_SHARE if self._listed else _DETAIL_SHARE
        hugs = self._subject.sizePolicy().verticalPolicy() == QSizePolicy.Policy.Maximum
        under = (0, 1, 0) if self._listed else (0, 0, 1) if hugs else (1, 0, 0)
        for place, share in enumerate((_DETAIL_SHARE, step, 1) if beside else under):
            self._line.setStretch(place, share)
        top, whole = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag(0)
        self._line.setAlignment(self._subject, top if beside and hugs else whole)
        self._line.setAlignment(self._step, top if beside and not self._listed else whole)
        self._bound(beside=beside)


def in_one_line(*parts: QWidget | None) -> QWidget:
    """These beside each other; None is the room that is left."""
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(12)
    for part in parts:
        if part is None:
            line.addStretch(1)
        else:
            line.addWidget(part)
    return holder


class FieldBeside(FittedToWidth):
    """A find box no wider than it is read, and what narrows its answers: beside it where both fit, else under it."""

    def __init__(
        self,
        look: Look,
        field: QWidget,
        others: QWidget,
        *,
        least: int = LISTING,
        most: int = TYPED,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._others, self._least = look, others, least
        self._line = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(12)
        self._line.addWidget(field)
        self._line.addWidget(others)
        widen_to(look, field, most)
        look.changed.connect(self.fit)

    def minimumSizeHint(self) -> QSize:
        """Never wider than one under the other."""
        return QSize(self._others.minimumSizeHint().width(), super().minimumSizeHint().height())

    def fit(self) -> None:
        """Days to be typed need room too."""
        asked = self._least * self._look.px("text") + self._line.spacing() + self._others.sizeHint().width()
        directions = QBoxLayout.Direction
        beside = asked <= self.width()
        self._line.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        self._line.setStretch(0, 1 if beside else 0)  # what is over is the field's, up to its most


class OneColumn(QWidget):
    """A page of one column: no wider than its lines are read, in the middle of a wide screen."""

    def __init__(
        self, look: Look, inside: QWidget, *, letters: int = FORM, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addStretch(1)
        line.addWidget(inside, _DETAIL_SHARE)
        line.addStretch(1)
        widen_to(look, inside, letters)

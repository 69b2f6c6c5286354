"""The three columns of 受理: questions, materials, outcome; the middle one gives way, and in the largest letters of a
small window the left one while somebody works in the middle one.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from counter.services.context.preferences import LARGE
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.card import FittingFrame
from counter.ui.kit.theme import Look

_LEAST_MIDDLE = 36
"""Minimum width of the middle column in text sizes, as far as the outer ones can spare it."""
_LEFT_GIVES = {True: 5, False: 6}
_RIGHT_GIVES = {True: 6, False: 12}
"""The part of themselves that they give up where the middle one is short, by whether letters are of the two largest
sizes. In usual letters the right one gives nothing: it has to hold the number of an identity card.
"""
_USUAL = 100
_FOLDS = 16
"""In a middle column of fewer text sizes two papers and a half were in sight."""
_STRIP = 2
"""Width of what the folded column leaves, in text sizes."""


class WorkColumns(FittingFrame):
    """Places the columns; the outer ones get a share of the width beyond a small screen. ``folds``: words on the strip
    that stays of the left column where it folds; empty: it never does.

    Signals: ``left_wanted`` when the strip was pressed: whoever takes the focus there unfolds it.
    """

    left_wanted = Signal()

    def __init__(
        self,
        look: Look,
        left: QWidget,
        middle: QWidget,
        right: QWidget,
        parent: QWidget | None = None,
        *,
        folds: str = "",
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._left, self._middle = _Folding(left), middle
        self._right = right
        self._folds, self._worked_at = bool(folds), False
        self.strip = ActButton("leftColumn", "\n".join(folds), role="quiet")
        self.strip.setAccessibleName(folds)
        self.strip.setFocusPolicy(
            Qt.FocusPolicy.NoFocus
        )  # Shift+Tab leads into the column itself, and unfolds it
        self.strip.clicked.connect(self.left_wanted)
        self.strip.hide()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.strip)
        line.addWidget(self._left)
        line.addWidget(middle, 1)
        line.addWidget(right)
        look.changed.connect(self._measure)
        if folds:
            application = QApplication.instance()
            assert isinstance(application, QApplication)
            application.focusChanged.connect(self._follow)
        self._measure()

    @property
    def folded(self) -> bool:
        """The left column gives its width to the middle one."""
        return self._left.folded

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        """The left column is there while somebody is in it, and until somebody works in the middle one."""
        if now is None:
            return
        worked_at = self._middle.isAncestorOf(now) or (self._worked_at and not self._left.isAncestorOf(now))
        if worked_at is not self._worked_at:
            self._worked_at = worked_at
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        left, right = self._look.px("left"), self._look.px("right")
        spare = max(0, self.width() - 1290)
        short = max(0, left + right + _LEAST_MIDDLE * self._look.px("text") - self.width())
        letters = self._look.preferences.letters
        largest = letters > LARGE
        of_left = left // _LEFT_GIVES[largest]
        of_right = right // _RIGHT_GIVES[largest] if letters > _USUAL else 0
        left += min(80, spare // 7) - min(of_left, short // 2 if of_right else short)
        right += min(100, spare // 6) - min(of_right, short // 2)
        text = self._look.px("text")
        folds = self._folds and self._worked_at and largest and self.width() - left - right < _FOLDS * text
        self.strip.setVisible(folds)
        self.strip.setFixedWidth(_STRIP * text)
        self._left.take(left, folded=folds)
        self._right.setFixedWidth(right)


class _Folding(QWidget):
    """The left column at its width, or behind the edge of the page: there all the same, for keys and screen readers."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._inside, self._wide = inside, 0
        self.folded = False
        inside.setParent(self)

    def take(self, width: int, *, folded: bool) -> None:
        """Be so wide, or folded."""
        self._wide, self.folded = width, folded
        self.setFixedWidth(0 if folded else width)
        self._lay()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._inside.minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        return QSize(self._wide, self._inside.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def _lay(self) -> None:
        self._inside.setGeometry(0, 0, self._wide, self.height())

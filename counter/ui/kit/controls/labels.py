"""Labels: plain text, errors, badges, key caps, separating lines."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from counter.domain.text.unbroken import plain, unbroken
from counter.ui.kit.theme import restyle
from counter.ui.kit.whole_lines import lines_in_sight, paint_whole_lines

SAYS_NOTHING = "\u200b"
"""Accessible name or description of what is not to be read: for an empty one Qt gives text of its own."""


class TextLabel(QLabel):
    """A label with a style role (``title``, ``strong``, ``second``, ``small``, ``gap`` …)."""

    def __init__(
        self, text: str = "", role: str = "", parent: QWidget | None = None, *, wrap: bool = False
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self._copied = False
        self._name = self._given = self._painted = ""
        self._wrapped = wrap
        if wrap:
            self.setWordWrap(True)
        if text:
            self._put(text)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def text(self) -> str:
        """As it was given; what is painted in lines says also where no line ends."""
        return plain(super().text())

    def setText(self, text: str) -> None:
        self._put(text)

    def _put(self, text: str) -> None:
        """A page says most of its words again after each key, and most of them are those that stand there."""
        wraps = self.wordWrap() and not self._copied
        if (text, wraps) == (self._given, self._wrapped) and super().text() == self._painted:
            return
        said = plain(text)
        painted = unbroken(text) if wraps else said
        self._given, self._wrapped, self._painted = text, wraps, painted
        super().setText(painted)
        name = "" if painted == said else said
        if name != self._name and self.accessibleName() == self._name:  # nobody gave it another
            self._name = name
            self.setAccessibleName(name)

    def setTextInteractionFlags(self, flags: Qt.TextInteractionFlag) -> None:
        words = self.text()
        self._copied = bool(flags & Qt.TextInteractionFlag.TextSelectableByMouse)
        super().setTextInteractionFlags(flags)
        self._put(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        """In what scrolls its lines begin and end with a whole one."""
        if not paint_whole_lines(self, event):
            super().paintEvent(event)

    def set_role(self, role: str) -> None:
        """Change the role of the text."""
        restyle(self, role=role)

    def leave_reading_to_parent(self) -> None:
        """The accessible name of the control it lies on has its text: nothing is read twice. A press goes through."""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(SAYS_NOTHING)


class LongText(TextLabel):
    """Pages of text: how high it is in a width is measured once: layouts ask thirty times before a picture."""

    def __init__(self, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__("", role, parent, wrap=True)
        self._heights: dict[int, int] = {}

    def setText(self, text: str) -> None:
        self._heights.clear()
        super().setText(text)

    def heightForWidth(self, width: int) -> int:
        known = self._heights.get(width)
        if known is None:
            known = self._heights[width] = super().heightForWidth(width)
        return known

    def sizeHint(self) -> QSize:
        """Of a usual line: Qt's own tries one width after the other."""
        usual = 20 * self.fontMetrics().height()
        return QSize(usual, self.heightForWidth(usual))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._heights.clear()
        super().changeEvent(event)


class NumberLabel(TextLabel):
    """A number that is read in one line: large, or as large as a title where it has no room."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "number", parent, wrap=True)  # wraps at last, nothing is cut
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._larger = 1.0
        """How many times wider it was when it was large."""

    @property
    def whole_width(self) -> int:
        """What it needs in one line, large; in just what its letters take, parts of a pixel break it."""
        now = self.fontMetrics().horizontalAdvance(self.text())
        return round(now * self._larger) + 1

    def setText(self, text: str) -> None:
        super().setText(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        role = "number" if self.whole_width <= self.width() else "title"
        if role == self.property("role") or not self.text():
            return
        large = self.whole_width - 1
        self.set_role(role)
        now = self.fontMetrics().horizontalAdvance(self.text())
        self._larger = large / now if role == "title" and now else 1.0


class ElidedLabel(TextLabel):
    """A name that gives way: where the line is short it ends in …, and its tip and the screen reader have it whole."""

    LEAST = 4
    """Heights of a line that it is always wide: six letters or so."""

    def say(self, words: str) -> None:
        """Show the words."""
        self.setText(words)
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.setAccessibleDescription(SAYS_NOTHING)  # Qt would read the tip after the name

    def minimumSizeHint(self) -> QSize:
        whole = super().minimumSizeHint()
        return QSize(min(whole.width(), self.LEAST * self.fontMetrics().height()), whole.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        room = self.contentsRect()
        if self.fontMetrics().horizontalAdvance(self.text()) <= room.width():
            super().paintEvent(event)
            return
        if lines_in_sight(self, event) is not None:
            return  # its one line is cut through
        painter = QPainter(self)
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        alignment = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.style().drawItemText(
            painter, room, alignment, self.palette(), self.isEnabled(), words, self.foregroundRole()
        )
        painter.end()


class GroundedLabel(TextLabel):
    """A word on a ground or in a frame of its own, which goes with it at the edge of what scrolls."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt paints the ground before it asks: whether it does is said for the next time, which follows at once."""
        whole = lines_in_sight(self, event) is None
        if self.testAttribute(Qt.WidgetAttribute.WA_StyledBackground) is not whole:
            self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, whole)
            self.update()
        if whole:
            QLabel.paintEvent(self, event)


class KeyCap(GroundedLabel):
    """The name of a key in a small frame."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(key, "keycap", parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


class Rule(QFrame):
    """One pixel across."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rule")
        self.setFixedHeight(1)


class Badge(GroundedLabel):
    """``tone``: act, received, gap, correct or shared."""

    def __init__(self, text: str, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(text, "badge", parent)
        self.setProperty("badge", tone)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_word(self, text: str, tone: str) -> None:
        """Set text and tone."""
        self.setText(text)
        restyle(self, badge=tone)


class ProblemLabel(TextLabel):
    """Hidden while empty. A blocking problem is red, a doubtful one amber."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "correct", parent, wrap=True)
        self.hide()

    def say(self, sentence: str, *, blocks: bool = True) -> None:
        """Show the sentence; an empty one hides the label."""
        self.setText(sentence)
        if sentence:  # to dress what is not in sight anew costs more than all the rest of it
            self.set_role("correct" if blocks else "gap")
        self.setVisible(bool(sentence))

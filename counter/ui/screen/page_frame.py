"""Frame of one page of several: title, subtitle, body, and equal buttons at the bottom."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from counter.ui.screen.screen_look import ScreenLook
from counter.ui.screen.screen_scale import ScreenScale
from counter.ui.screen.touch.buttons import BigButton

_WIDE = "　　"


class PageFrame(QWidget):
    """Subclasses fill ``body`` and lay out again in ``fit``.

    On a tight screen the title moves to the screen's head, to leave more space to the body; the subtitle follows it to
    the left.
    """

    TITLE = "title"
    """Role of the title: ``question`` where a page has room for larger words."""

    def __init__(
        self, look: ScreenLook, reach: ScreenScale, title: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.look = look
        self.reach = reach
        self.title = QLabel(title)
        self.title.setProperty("role", self.TITLE)
        self.quiet = QLabel()
        self.quiet.setProperty("role", "second")
        self._quiet: tuple[str, ...] = ()
        self.buttons: list[BigButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for label in (self.title, self.quiet):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._column.addWidget(label)
        self.body = QVBoxLayout()
        self._column.addLayout(self.body, 1)
        self.foot = QHBoxLayout()
        self._column.addLayout(self.foot)

    def add_button(self, words: str) -> BigButton:
        """Add a button at the bottom, of the same size as the others."""
        button = BigButton(words, self.look, self.reach, size="strong")
        self.buttons.append(button)
        self.foot.addWidget(button, 1)
        return button

    def say(self, *quiet: str) -> None:
        """Set the subtitle: one line where it fits, else several."""
        self._quiet = tuple(words for words in quiet if words)
        self._wrap()

    def fit(self, reach: ScreenScale) -> None:
        """Lay out for other sizes."""
        self.reach = reach
        self._column.setSpacing(reach.mm(1.5))
        self.title.setVisible(not reach.tight)
        self.quiet.setAlignment(Qt.AlignmentFlag.AlignLeft if reach.tight else Qt.AlignmentFlag.AlignCenter)
        self.foot.setSpacing(reach.gap)
        for button in self.buttons:
            button.fit(reach)
        self._wrap()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._wrap()

    def _wrap(self) -> None:
        metrics = QFontMetrics(self.look.font(self.reach.text))
        self.quiet.setText("\n".join(joined(self._quiet, metrics, self.width())))
        self.quiet.setVisible(bool(self._quiet))


def across_or_down(page: QWidget) -> QBoxLayout.Direction:
    """Equal choices stand side by side; on an upright screen one below the other."""
    upright = page.height() > page.width()
    return QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight


def joined(parts: Sequence[str], metrics: QFontMetrics, width: int) -> list[str]:
    """The parts in as few lines as fit that width, each part whole."""
    lines: list[str] = []
    for words in parts:
        longer = lines[-1] + _WIDE + words if lines else words
        if lines and metrics.horizontalAdvance(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(words)
    return lines

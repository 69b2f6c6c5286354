"""Confirmation of a rating: the choice as plain text, in one form for every choice, including none (L9)."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from counter.ui.kit.theme import restyle
from counter.ui.screen.page_frame import PageFrame
from counter.ui.screen.screen_look import ScreenLook
from counter.ui.screen.screen_scale import ScreenScale

_WRAP = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap


class ConfirmPage(PageFrame):
    """Signals: ``agreed`` · ``back``."""

    TITLE = "question"

    agreed = Signal()
    back = Signal()

    def __init__(self, look: ScreenLook, reach: ScreenScale, parent: QWidget | None = None) -> None:
        super().__init__(look, reach, self.tr("就这样交上去吗？"), parent)
        self._chosen = ""
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._field = QFrame()
        self._field.setProperty("role", "field")
        self._inside = QVBoxLayout(self._field)
        self._inside.addWidget(self.words)
        self.body.addStretch(1)
        self.body.addWidget(self._field, 12)
        self.body.addStretch(1)
        self.go_back = self.add_button(self.tr("改一改"))
        self.go_on = self.add_button(self.tr("就这样"))
        self.go_back.clicked.connect(self.back)
        self.go_on.clicked.connect(self.agreed)
        self.fit(reach)

    def show_words(self, chosen: str, reasons: tuple[str, ...], words: str) -> None:
        """Show choice and text, small: bystanders see a page like any other."""
        first = self.tr("您选的是：{0}").format(chosen)
        last = self.tr("您写的是：{0}").format(words) if words else ""
        self._chosen = "\n".join(part for part in (first, "；".join(reasons), last) if part)
        self._fit_words()

    def forget(self) -> None:
        """Clear the content."""
        self._chosen = ""
        self.words.clear()

    def fit(self, reach: ScreenScale) -> None:
        super().fit(reach)
        pad = reach.mm(2)
        self._inside.setContentsMargins(pad, pad, pad, pad)
        self._use_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._use_room()

    @property
    def _upright(self) -> bool:
        return self.height() > self.width()

    def _use_room(self) -> None:
        """On an upright screen the card is larger, and its words, still smaller than the question: who stands behind
        sees a page like any other, with every choice the same one.
        """
        usual = self.reach.mm(46) + self.reach.text
        most = max(usual, self.height() * 3 // 5) if self._upright else usual
        self._field.setMaximumHeight(most)
        restyle(self.words, role="big" if self._upright else "")
        self._fit_words()

    def _fit_words(self) -> None:
        """Elide to the space: the buttons keep their position for every choice."""
        for layout in (self.layout(), self._inside):
            if layout is not None:
                layout.activate()
        size = self.reach.big if self._upright else self.reach.text
        metrics = self.look.metrics(size, strong=self._upright)
        bounds = QRect(0, 0, max(1, self.words.width()), 100_000)

        def fits(shown: str) -> bool:
            return metrics.boundingRect(bounds, int(_WRAP), shown).height() <= self.words.height()

        shown = self._chosen
        if not fits(shown):
            least, most = 0, len(shown)
            while most - least > 1:
                middle = (least + most) // 2
                least, most = (middle, most) if fits(shown[:middle] + "……") else (least, middle)
            shown = shown[:least] + "……"
        self.words.setText(shown)

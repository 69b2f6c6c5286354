"""The head of every state: who serves here, and the two helps everybody may need: larger letters, and a voice."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from counter.domain.mirror import WindowCard
from counter.ui.applicant_screen.big_button import BigButton
from counter.ui.applicant_screen.reach import Reach
from counter.ui.applicant_screen.screen_look import ScreenLook
from counter.ui.widgets.text_label import TextLabel


class HeadBar(QWidget):
    """Signals: ``larger`` · ``read``, both pressed by the applicant."""

    larger = Signal()
    read = Signal()

    def __init__(self, look: ScreenLook, reach: Reach, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card = WindowCard("", "")
        self._named = True
        self._can_speak = True
        self.who = TextLabel("", "second", wrap=True)
        self.demo = TextLabel(self.tr("演示"), "demo")
        self.demo.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.size_button = BigButton(self.tr("字大一点"), look, reach, size="text")
        self.read_button = BigButton(self.tr("读给我听"), look, reach, size="text")
        self.size_button.clicked.connect(self.larger)
        self.read_button.clicked.connect(self.read)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.addWidget(self.who, 1)
        self._line.addWidget(self.demo)
        for button in (self.size_button, self.read_button):
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            self._line.addWidget(button)
        self.fit(reach)
        self._write()

    def show_card(self, card: WindowCard) -> None:
        """Who serves here from now on."""
        self._card = card
        self._write()

    def name_clerk(self, named: bool) -> None:
        """Beside a rating no clerk's name stands: it is the applicant's own page."""
        self._named = named
        self._write()

    def set_voice(self, can_speak: bool) -> None:
        """Where no voice is installed, none is offered."""
        self._can_speak = can_speak
        self.read_button.setVisible(can_speak)

    def fit(self, reach: Reach) -> None:
        """Another screen or mode."""
        self._line.setSpacing(reach.gap)
        self.size_button.fit(reach)
        self.read_button.fit(reach)
        self.size_button.say(self.tr("字小一点") if reach.large else self.tr("字大一点"))

    def words(self) -> str:
        """Hall, window and, where named, the clerk."""
        parts = (self._card.hall, self._card.window, self._card.clerk if self._named else "")
        return " · ".join(part for part in parts if part)

    def _write(self) -> None:
        self.who.setText(self.words())
        self.demo.setVisible(self._card.demo)

"""The head of every state: hall, window, clerk, and buttons for larger letters and reading aloud."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from counter.domain.screen.mirror import WindowCard
from counter.domain.text.unbroken import in_one_line
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.screen.screen_look import ScreenLook
from counter.ui.screen.screen_scale import ScreenScale
from counter.ui.screen.touch.buttons import BigButton

_SHORT = 8
"""Letters of a name that stays in one line: a clerk's, a window's."""


class HeadBar(QWidget):
    """Signals: ``larger`` · ``read``, both pressed by the applicant."""

    larger = Signal()
    read = Signal()

    def __init__(self, look: ScreenLook, reach: ScreenScale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card = WindowCard("", "")
        self._named = True
        self._can_speak = True
        self._names_clerk = True
        self._whose = ""
        self._lent: list[BigButton] = []
        self._owners: list[QWidget] = []
        self.who = TextLabel("", "second", wrap=True)
        self.title = TextLabel("", "head", wrap=True)
        self.demo = TextLabel(self.tr("演示"), "demo")
        self.demo.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.size_button = BigButton(self.tr("字大一点"), look, reach, size="text")
        self.read_button = BigButton(self.tr("读给我听"), look, reach, size="text")
        self.size_button.clicked.connect(self.larger)
        self.read_button.clicked.connect(self.read)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addStretch(1)
        self._above = QHBoxLayout()
        self._above.addWidget(self.demo)
        self._above.addWidget(self.who, 1)
        self._above.addStretch()
        names.addLayout(self._above)
        names.addWidget(self.title)
        names.addStretch(1)
        self._line.addLayout(names, 1)
        for button in (self.size_button, self.read_button):
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            self._line.addWidget(button)
        self.title.hide()
        self.fit(reach)
        self._write()

    def show_card(self, card: WindowCard) -> None:
        """Set hall, window and clerk."""
        self._card = card
        self._write()

    def name_clerk(self, named: bool, *, said: bool = True) -> None:
        """A rating page shows no clerk's name: it is the applicant's own. ``said`` False: the name is shown below."""
        self._named = named
        self._names_clerk = said
        self._write()

    def show_applicant_name(self, whose: str) -> None:
        """Name the applicant of the page, where another person may be seated by now; empty elsewhere."""
        self._whose = whose
        self._write()

    def lend(self, title: str, buttons: Sequence[BigButton], owner: QWidget) -> None:
        """Show title and buttons of a state on a tight screen; those lent before are returned, hidden."""
        for button, home in zip(self._lent, self._owners, strict=True):
            if button not in buttons and button.parentWidget() is self:
                self._line.removeWidget(button)
                button.setParent(home)
                button.hide()
        self._lent = list(buttons)
        self._owners = [owner] * len(buttons)
        for at, button in enumerate(buttons):
            if button.parentWidget() is not self:
                self._line.insertWidget(1 + at, button)
            button.stacked = True
            button.fit(button.reach)
            button.show()
        self.title.setText(title)
        self.title.setVisible(bool(title))
        self._write()

    def set_voice(self, can_speak: bool) -> None:
        """Hidden where no voice is installed."""
        self._can_speak = can_speak
        self.read_button.setVisible(can_speak)

    def fit(self, reach: ScreenScale) -> None:
        """Lay out for another screen or mode."""
        self._line.setSpacing(reach.gap)
        self._above.setSpacing(reach.gap)
        for button in (self.size_button, self.read_button):
            button.stacked = reach.tight
        self.size_button.fit(reach)
        self.read_button.fit(reach)
        self.size_button.say(self.tr("字小一点") if reach.large else self.tr("字大一点"))

    def words(self) -> str:
        """Hall, window and, where named, clerk or applicant; beside a title only what the title does not contain."""
        return " · ".join(self._names())

    def _names(self) -> tuple[str, ...]:
        card, title = self._card, self.title.text()
        if title:
            return (self._whose or (card.hall if title == card.window else card.window),)
        names = (card.hall, card.window, card.clerk if self._named else "", self._whose)
        return tuple(name for name in names if name)

    def _write(self) -> None:
        names = self._names()
        whole = (one for one in names if len(one) <= _SHORT or one == self._whose)
        kept = {one: in_one_line(one) for one in whole}
        self.who.setText(" · ".join(kept.get(one, one) for one in names))
        self.who.setVisible(any(names) and self._names_clerk)
        self.demo.setText(self.tr("培训") if self._card.training else self.tr("演示"))
        self.demo.setVisible(self._card.demo)

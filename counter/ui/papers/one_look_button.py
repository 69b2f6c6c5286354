"""After printing: one word for all that a clerk saw in one look, the sheets out, sealed and handed over (当面交付)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from counter.domain.case.acts.in_one_look import InOneLook
from counter.ui.kit.announcement import announce
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.two_press import TwoPress, expired_caption
from counter.ui.kit.theme import Look
from counter.ui.papers.print_session import PrintSession

KEY = "Ctrl+Enter"
_LONGEST_NAME = 12
_AIR, _LITTLE_AIR = 10, 4


class OneLookButton(ActButton):
    """Says in its second line what it records; two presses, for nobody can take it back. What is said at the first one
    is what the second records, or nothing. Out of sight wherever a sheet is not out: then the single steps are there.

    ``is_low``: the window is low. Signals: ``turned`` when it came or went.
    """

    turned = Signal()

    def __init__(self, printing: PrintSession, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("oneLook", "", KEY, parent=parent, writes=True)
        self._printing, self._letters = printing, look
        self._look: InOneLook | None = None
        self._held = self.is_low = False
        self._presses = TwoPress(self)
        self._presses.armed.connect(lambda _: self._say())
        self._presses.lapsed.connect(lambda: self.say(self.words, below=expired_caption(KEY)))
        self._presses.confirmed.connect(self._confirm)
        self.clicked.connect(self._press)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setWhatsThis(self.tr("都好了，当面交"))
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(self._press)
        printing.updated.connect(self.refresh)
        printing.changed.connect(self.refresh)
        printing.handed_over.connect(self._tell_done)
        self.refresh()

    def hold_back(self, held: bool) -> None:
        """While a form is open nothing is handed over."""
        self._held = held
        self.refresh()

    def be_low(self, low: bool) -> None:
        """Whether it has to do with little height."""
        self.is_low = low
        self._keep_height()

    def refresh(self) -> None:
        """Show what may be said now; a first press ends where that changed."""
        look = None if self._held else self._printing.in_one_look()
        if look != self._look:
            self._presses.disarm()
        elif self.isHidden() is (look is None):
            return
        self._look = look
        self.setVisible(look is not None)
        self._say()
        self.turned.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_height()

    def hideEvent(self, event: QHideEvent) -> None:
        """A first press ends when it is hidden."""
        super().hideEvent(event)
        self._presses.disarm()

    def _press(self) -> None:
        if self._look is not None and self.isVisible():
            self._presses.press()

    def _confirm(self) -> None:
        if self._look is not None:
            self._printing.hand_over(self._look)

    def _tell_done(self) -> None:
        """The list shows it; a message in the bar would take an Esc before the next visit."""
        parent = self.parentWidget()
        if parent is not None:
            announce(parent, self.tr("已记下，都当面交了。"))

    def _say(self) -> None:
        armed = self._presses.is_armed
        self.arm(armed, aloud=not self._presses.acts)
        self.say(
            self.tr("再按 {0}").format(KEY) if armed else self.tr("都好了，当面交"),
            below="" if self._look is None else self._sentence(self._look),
        )
        self.show_key(not armed)
        self._keep_height()

    def _keep_height(self) -> None:
        """As high in both captions: its sentence takes a second line where the column is narrow."""
        small = self._letters.metrics("small")
        room = max(1, self.width() - 2 * _AIR)
        lines = 1 + small.horizontalAdvance(self.below) // room
        air = _LITTLE_AIR if self.is_low else _AIR
        self.setFixedHeight(self._letters.metrics().height() + lines * small.height() + 2 * air)

    def _sentence(self, look: InOneLook) -> str:
        name = look.receiver
        if len(name) > _LONGEST_NAME:
            name = f"{name[:_LONGEST_NAME]}…"
        who = self.tr("{0}（{1}）").format(name, look.relation or self.tr("本人"))
        if set(look.out) == set(look.stamped) == set(look.served):
            return self.tr("{0}份：都出来了、都盖了章、当面交给{1}").format(len(look.served), who)
        counted = (
            (look.out, self.tr("{0}份都出来了")),
            (look.stamped, self.tr("{0}份盖了章")),
        )
        parts = [words.format(len(papers)) for papers, words in counted if papers]
        return "，".join((*parts, self.tr("{0}份当面交给{1}").format(len(look.served), who)))

"""Ctrl+Z and Ctrl+Y of the visit in hand: each says what it took back or did again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from counter.ui.kit.messages import Message, Tone
from counter.ui.visit.current_visit import CurrentVisit


class Undoing(QObject):
    """``free``: whether the visit may be changed now; ``after``: shows what no signal shows. A field in which one
    writes has its own. Signals: ``announced(message)``.
    """

    announced = Signal(Message)

    def __init__(
        self, visits: CurrentVisit, page: QWidget, free: Callable[[], bool], after: Callable[[], None]
    ) -> None:
        super().__init__(page)
        self._visits, self._free, self._after = visits, free, after
        for key, act, words in (
            ("Ctrl+Z", self.undo, self.tr("撤销上一步，说出撤了什么")),
            ("Ctrl+Y", self.redo, self.tr("重做刚撤销的")),
            ("Ctrl+Shift+Z", self.redo, self.tr("重做刚撤销的")),
        ):
            shortcut = QShortcut(QKeySequence(key), page)
            shortcut.setWhatsThis(words)
            shortcut.activated.connect(act)

    def undo(self) -> None:
        """Take the last step back."""
        if self._visits.visit is None:
            filed = self.tr("没有可以撤销的。已经出具的，30分钟以内在查件里“收回决定”（Alt+H）。")
            self.announced.emit(Message(Tone.SAID, filed))
        elif self._free():
            self._say(
                self._visits.undo(), self.tr("撤销了：{0}。Ctrl+Y 重做。"), self.tr("没有可以撤销的了。")
            )

    def redo(self) -> None:
        """Do again what was taken back."""
        if self._visits.visit is not None and self._free():
            self._say(self._visits.redo(), self.tr("重做了：{0}。"), self.tr("没有可以重做的。"))

    def _say(self, what: str, words: str, nothing: str) -> None:
        self.announced.emit(Message(Tone.SAID, words.format(what) if what else nothing))
        if what:
            self._after()

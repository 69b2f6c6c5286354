"""The button of a form: the first press says what the second will do, whole in every width."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QResizeEvent

from counter.ui.kit.controls.act_button import ActButton


class ConfirmButton(ActButton):
    """Its key goes to the tip where the words have no room beside it, and while the next press acts."""

    _will: tuple[str, str] | None = None
    _in_a_line = 0

    def say_will(self, will: str, again: str) -> None:
        """What the next press does, beside its key; where the form is too narrow for that, under it, in lines."""
        self.say(will, again)
        self._in_a_line = self.sizeHint().width()
        if self.isVisible() and self._in_a_line > self.width():
            self.say(again, below=will)
        self._will = will, again

    def say(self, words: str, extra: str = "", below: str = "") -> None:
        """Anything else than what the next press does."""
        self._will = None
        super().say(words, extra, below)

    def fit_key(self) -> None:
        """Show the key where it has room."""
        fits = self.bare_width + self.key_room <= self.width()
        self.show_key(fits and not self._armed)
        self.setToolTip("" if fits else self.key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._will is not None:
            asks = self._in_a_line if self.below else self.sizeHint().width()
            if (asks > self.width()) is not bool(self.below):
                self.say_will(*self._will)
        self.fit_key()


def day_said(day: date) -> str:
    """A day as the button says it, with its weekday."""
    weekday = QCoreApplication.translate("ActForm", "一二三四五六日")[day.weekday()]
    return QCoreApplication.translate("ActForm", "{0}年{1}月{2}日（周{3}）").format(
        day.year, day.month, day.day, weekday
    )

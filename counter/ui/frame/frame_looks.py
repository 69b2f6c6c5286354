"""Looks and sizes of letters by keys and by the wheel, in every window's frame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from counter.services.context.preferences import LARGE, LETTERS, THEMES, USUAL, Preferences
from counter.ui.frame.letter_wheel import LetterWheel
from counter.ui.kit.theme import Look


class FrameLooks(QObject):
    """``prefer``: lets preferences take force, and saves them."""

    def __init__(self, frame: QWidget, look: Look, prefer: Callable[[Preferences], None]) -> None:
        super().__init__(frame)
        self._look, self._prefer = look, prefer
        self._wheel = LetterWheel(self)
        self._wheel.turned.connect(self.step)
        handle = frame.window().windowHandle()
        if handle is not None:
            self._wheel.watch(handle)
        for keys, act, words in (
            (("F11",), self.next_theme, self.tr("亮、暗、高对比")),
            (("F12",), self.switch_large, self.tr("标准字、大字")),
            (("Ctrl++", "Ctrl+="), lambda: self.step(1), self.tr("字大一档（Ctrl 加滚轮也行）")),
            (("Ctrl+-",), lambda: self.step(-1), self.tr("字小一档")),
            (("Ctrl+0",), self.be_usual, self.tr("标准字（光标在材料清单里时，是“其余都没带”）")),
        ):
            shortcut = QShortcut(frame)
            shortcut.setKeys([QKeySequence(key) for key in keys])
            shortcut.setWhatsThis(words)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(act)
            shortcut.activatedAmbiguously.connect(act)  # one stroke may match both ways of writing a plus

    def next_theme(self) -> None:
        """Light, dark, high contrast, and light again."""
        after = THEMES.index(self._look.theme) + 1
        self._change(theme=THEMES[after % len(THEMES)])

    def switch_large(self) -> None:
        """Large letters from usual ones; usual ones from any other size."""
        self._change(letters=LARGE if self._look.preferences.letters == USUAL else USUAL)

    def be_usual(self) -> None:
        """Letters of the usual size."""
        self._change(letters=USUAL)

    def step(self, steps: int) -> None:
        """So many sizes larger, or smaller; no further than there are."""
        here = LETTERS.index(self._look.preferences.letters)
        self._change(letters=LETTERS[min(max(here + steps, 0), len(LETTERS) - 1)])

    def _change(self, **changes: Any) -> None:
        wanted = replace(self._look.preferences, **changes)
        if wanted != self._look.preferences:
            self._prefer(wanted)

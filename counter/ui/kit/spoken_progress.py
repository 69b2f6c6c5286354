"""How a long work goes, for who hears the window: that it began, a step now and then, and how it ended."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from counter.ui.kit.announcement import announce

APART = 8.0
"""Seconds between two steps that are said: who listens has other things to hear meanwhile."""


class SpokenProgress:
    """Says what a label shows, as rarely as it helps. ``speaker``: the part of the page where it is shown."""

    def __init__(self, speaker: QWidget, clock: Callable[[], float] = time.monotonic) -> None:
        self._speaker, self._clock = speaker, clock
        self._said, self._at = "", clock()

    def begin(self, words: str) -> None:
        """The work has begun: said at once."""
        self._say(words)

    def step(self, words: str) -> None:
        """It came that far: said where nothing was for a while, and never twice."""
        if words != self._said and self._clock() - self._at >= APART:
            self._say(words)

    def end(self, words: str) -> None:
        """It is over: said at once. Not for what the message bar says."""
        self._say(words)

    def _say(self, words: str) -> None:
        self._said, self._at = words, self._clock()
        if words and self._speaker.isVisible():
            announce(self._speaker, words)

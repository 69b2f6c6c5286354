"""What the first opening of a page would wait for, done while nobody types: imports, and pages made ahead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

REST_MS = 700
"""Since the last key or press of the mouse: longer than a scan or a word's letters take."""
NEXT_MS = 20
"""Between two steps, each of some 5 to 40 ms: a key that comes during one is answered within a tenth of a second."""

_INPUT = frozenset(
    (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TabletPress)
)

Step = Callable[[], object]


class Preloading(QObject):
    """Does one step after another once nobody has typed for a while, and rests again at every key.

    ``steps`` are asked for one by one, so that a step can depend on those before it; ``busy``: whether somebody waits
    for something. Follows the input of the window that ``frame`` is in, and no longer than it has steps.

    Signals: ``done`` after the last of the steps it began with.
    """

    done = Signal()

    def __init__(self, frame: QWidget, steps: Iterable[Step], busy: Callable[[], bool]) -> None:
        super().__init__(frame)
        self._steps: Iterator[Step] = iter(steps)
        self._busy = busy
        self._over = self._closed = self._told = False
        self._timer = QTimer(self)
        self._timer.setObjectName("preloading")
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)
        self._window = frame.window().windowHandle()
        self._begin()

    def go_on_with(self, steps: Iterable[Step]) -> None:
        """Do these as well, after the others."""
        self._steps = chain(self._steps, steps)
        if self._over and not self._closed:
            self._begin()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT and self._timer.isActive():
            self._timer.start(REST_MS)
        return False

    def stop(self) -> None:
        """The window closes."""
        self._closed = True
        self._rest_for_good()

    def _begin(self) -> None:
        self._over = False
        self._window.installEventFilter(self)
        self._timer.start(REST_MS)

    def _rest_for_good(self) -> None:
        self._over = True
        self._timer.stop()
        self._window.removeEventFilter(self)

    def _go_on(self) -> None:
        if self._busy():
            self._timer.start(REST_MS)
            return
        step = next(self._steps, None)
        if step is None:
            self._rest_for_good()
            if not self._told:
                self._told = True
                self.done.emit()
            return
        step()
        if not self._over:
            self._timer.start(NEXT_MS)

"""Idle time: when nobody has touched the window for long, a minute's warning, then it is to be locked.

A key costs a time stamp and nothing else; one timer looks when the time may be up. Touching the applicant's screen does
not count: it is not the clerk. Keys come by the window and by the widget with the focus (an input method sends what it
composed there alone), both of which are followed.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QKeyCombination, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QPointerEvent,
    QSinglePointEvent,
    QWindow,
)
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from counter.ui.frame.first_key import FirstKey

WARNING_S = 60
STEP_S = 10
"""The warning counts down in these steps: a number that moves every second hurries people."""
SLEPT_S, STALLED_S = 2, 30
"""The machine slept: so much longer ran the clock that counts sleep, or, without such a clock, two ticks of a second
lay so far apart.
"""
STILL = 8
"""Pixels: an optical mouse on a shaking table is nobody."""

_LOCK = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_L)
_PRESSES = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.Wheel,
    QEvent.Type.TabletPress,
)

Reading = tuple[float, float | None]
"""Seconds since the machine started, with its sleep, and without; None where no clock tells that."""


def machine_time() -> Reading:
    """Now."""
    source = getattr(time, "CLOCK_BOOTTIME", None)
    running = time.monotonic()
    return (running, None) if source is None else (time.clock_gettime(source), running)


def slept(before: Reading, now: Reading) -> bool:
    """Whether the machine slept between two ticks of a second."""
    passed = now[0] - before[0]
    if before[1] is None or now[1] is None:
        return passed > STALLED_S
    return passed - (now[1] - before[1]) > SLEPT_S


class IdleWatch(QObject):
    """``minutes``: how long without a key, 0 for ever; ``clock``: readings of the machine's clocks.

    Signals: ``warned(seconds)`` while the warning runs; ``resumed`` when a key ended it; ``due`` when it is over;
    ``woke`` when the machine slept; ``asked`` by Ctrl+L where the window's own shortcut does not reach, over a dialog
    or a list that hangs open.
    """

    warned = Signal(int)
    resumed = Signal()
    due = Signal()
    woke = Signal()
    asked = Signal()

    def __init__(
        self,
        minutes: Callable[[], int],
        clock: Callable[[], Reading] = machine_time,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._minutes = minutes
        self.clock = clock
        self._active = self._warning = False
        self._touched = 0.0
        self._ticked: Reading | None = None
        self._mouse: QPoint | None = None
        self._followed: list[QObject] = []
        self._first = FirstKey(self)
        self._timer = QTimer(self)
        self._timer.setObjectName("idle")
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Somebody signed on."""
        if not self._active:
            self._active = True
            application = QGuiApplication.instance()
            assert isinstance(application, QGuiApplication)
            application.focusObjectChanged.connect(self._follow)
            application.focusWindowChanged.connect(self._come)
        self._ticked = self.clock()
        self._follow()
        self.touch()
        self._look()

    def stop(self) -> None:
        """The window is locked, or closes."""
        if self._active:
            application = QGuiApplication.instance()
            assert isinstance(application, QGuiApplication)
            application.focusObjectChanged.disconnect(self._follow)
            application.focusWindowChanged.disconnect(self._come)
        self._active = self._warning = False
        self._timer.stop()
        self._first.drop()
        self._unfollow()

    def tick(self) -> None:
        """Called each second by the clock of the frame: a machine that slept is told at once."""
        if not self._active:
            return
        before, self._ticked = self._ticked, self.clock()
        if before is not None and slept(before, self._ticked):
            self.woke.emit()

    def touch(self) -> None:
        """The clerk is there."""
        self._touched = self.clock()[0]
        if self._warning:
            self._warning = False
            self._look()
            self.resumed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            return self._key(event)
        if isinstance(event, QSinglePointEvent):
            self._point(event)
        elif isinstance(event, QPointerEvent | QInputMethodEvent):
            self.tick()
            self.touch()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        """A key that ends the warning is not given to the page: whoever comes back presses any key. A scan is."""
        if self._first.replaying:
            return False
        self.tick()  # before a key reaches a page that should have been locked
        if not self._active:
            return True
        if event.type() is QEvent.Type.KeyPress and event.keyCombination() == _LOCK:
            self.asked.emit()
            return True
        if self._warning and event.type() is not QEvent.Type.KeyRelease:
            self._first.begin()
        held = self._first.takes(event)
        self.touch()
        return held

    def _point(self, event: QSinglePointEvent) -> None:
        self.tick()
        at = event.globalPosition().toPoint()
        before, self._mouse = self._mouse or at, at
        if event.type() in _PRESSES or (at - before).manhattanLength() >= STILL:
            self.touch()
        else:
            self._mouse = before

    def _look(self) -> None:
        """The time may be up: warn, count down, lock, or look again later."""
        limit = self._minutes() * 60
        if not limit:
            self._again(WARNING_S)  # the register may say otherwise by then
            if self._warning:
                self._warning = False
                self.resumed.emit()
            return
        warning = min(WARNING_S, limit // 2)
        left = limit - (self.clock()[0] - self._touched)
        if left <= 0:
            self._warning = False
            self.due.emit()
        elif left <= warning:
            self._warning = True
            steps = -int(-left // STEP_S)
            self.warned.emit(steps * STEP_S)
            self._again(left - (steps - 1) * STEP_S)
        else:
            self._again(left - warning)

    def _again(self, seconds: float) -> None:
        self._timer.start(int(seconds * 1000) + 1)

    def _come(self, window: QWindow | None) -> None:
        """Back from another program."""
        self._follow()
        if window is not None and self._followed:
            self.tick()
            self.touch()

    def _follow(self, _: object = None) -> None:
        """Follow the window with the keys and the widget with the focus; the applicant's screen may have neither."""
        self._unfollow()
        window: QWindow | None = QGuiApplication.focusWindow()
        widget = QApplication.focusWidget()
        if window is None or window.flags() & Qt.WindowType.WindowDoesNotAcceptFocus:
            return
        for one in (window, widget):
            if one is not None:
                one.installEventFilter(self)
                self._followed.append(one)

    def _unfollow(self) -> None:
        for one in self._followed:
            if isValid(one):
                one.removeEventFilter(self)
        self._followed = []

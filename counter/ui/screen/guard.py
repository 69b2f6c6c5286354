"""Only the applicant rates and signs (L9): keys, scans and other pointing devices never reach their screen.

During a choice, an event filter of the application takes every key meant for the applicant's window and, on a touch
screen, every press not made by finger or pen.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import (
    QInputDevice,
    QInputEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPointerEvent,
    QShortcutEvent,
    QWindow,
)
from PySide6.QtWidgets import QApplication, QWidget

from counter.services.ratings.refuse import RefusalCause

BURST = 6
GAP_MS = 50

_KEYS = {
    QEvent.Type.KeyPress,
    QEvent.Type.KeyRelease,
    QEvent.Type.Shortcut,
    QEvent.Type.ShortcutOverride,
    QEvent.Type.InputMethod,
}
_POINTERS = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.ContextMenu,
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.TouchEnd,
    QEvent.Type.TabletPress,
    QEvent.Type.TabletMove,
    QEvent.Type.TabletRelease,
}
_GUARDED = (QInputEvent, QInputMethodEvent, QShortcutEvent)
"""The classes of all these events."""
_PRESSES = {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.TouchBegin}
_SHIFTS = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
}
_OWN = {
    QInputDevice.DeviceType.TouchScreen,
    QInputDevice.DeviceType.Stylus,
}
_FROM_TOUCH = {
    Qt.MouseEventSource.MouseEventSynthesizedBySystem,
    Qt.MouseEventSource.MouseEventSynthesizedByQt,
}


class InputGuard(QObject):
    """Guards the window of ``view`` between ``watch`` and ``rest``.

    ``touch_only``: the screen has touch, so mouse presses are somebody else's. False on a single display without
    touch.

    Signals: ``other_input`` with a ``RefusalCause``, each cause once per invitation or paper; ``touched`` by a press
    that counts.
    """

    other_input = Signal(object)
    touched = Signal()

    def __init__(self, view: QWidget, *, touch_only: bool = False) -> None:
        super().__init__(view)
        self.touch_only = touch_only
        self._view = view
        self._watching = False
        self._over = ""
        self._reported: set[RefusalCause] = set()
        self._keys = 0
        self._last = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._judge)

    @property
    def watching(self) -> bool:
        """The guard is active."""
        return self._watching

    def watch(self, over: str) -> None:
        """Guard this invitation or paper; for another one every cause may be reported again."""
        if over != self._over:
            self._over = over
            self._reported.clear()
        application = QApplication.instance()
        if not self._watching and application is not None:
            application.installEventFilter(self)
            self._watching = True

    def rest(self) -> None:
        """Stop guarding; keys already received are still classified."""
        if self._keys:
            self._judge()
        self._pause.stop()
        application = QApplication.instance()
        if self._watching and application is not None:
            application.removeEventFilter(self)
        self._watching = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, _GUARDED):  # a thousand others: the class costs less to ask than the type
            return False
        kind = event.type()
        if kind in _KEYS:
            return self._guards(watched) and self._key(event)
        if kind in _POINTERS:
            return self._guards(watched) and self._pointer(event)
        return False

    def _guards(self, watched: QObject) -> bool:
        window = self._view.window()
        if isinstance(watched, QWidget):
            return watched.window() is window
        return isinstance(watched, QWindow) and watched is window.windowHandle()

    def _key(self, event: QEvent) -> bool:
        """Swallow every key. Shortcut overrides are accepted first, so that Qt looks for no other receiver."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() is QEvent.Type.InputMethod:
            self._count(0, 1)
        elif isinstance(event, QKeyEvent) and _typed(event):
            self._count(event.timestamp(), max(1, len(event.text())))
        return True

    def _count(self, stamp: int, characters: int) -> None:
        """Extend the burst while pauses are as short as a scanner's, by the keyboard's timestamps if available."""
        if self._keys and stamp and self._last and stamp - self._last > GAP_MS:
            self._judge()
        self._keys += characters
        self._last = stamp
        self._pause.start(GAP_MS)

    def _judge(self) -> None:
        """After a pause: classify the burst as scanner or typing."""
        keys = self._keys
        self._forget_keys()
        self._report(RefusalCause.SCANNER if keys >= BURST else RefusalCause.KEYBOARD)

    def _forget_keys(self) -> None:
        self._pause.stop()
        self._keys, self._last = 0, 0

    def _pointer(self, event: QEvent) -> bool:
        if not self.touch_only or _is_applicants_input(event):
            if event.type() in _PRESSES:
                self.touched.emit()
            return False
        if event.type() in _PRESSES:
            self._report(RefusalCause.OTHER_POINTER)
        return True

    def _report(self, cause: RefusalCause) -> None:
        if cause not in self._reported:
            self._reported.add(cause)
            self.other_input.emit(cause)


def _typed(event: QKeyEvent) -> bool:
    """A key that types or presses; modifier keys are not."""
    return event.type() is QEvent.Type.KeyPress and event.key() not in _SHIFTS and not event.isAutoRepeat()


def _is_applicants_input(event: QEvent) -> bool:
    """The event comes from finger or pen, or Qt or the system synthesised it as a mouse event."""
    if isinstance(event, QMouseEvent) and event.source() in _FROM_TOUCH:
        return True
    if isinstance(event, QPointerEvent):
        return event.pointingDevice() is not None and event.pointingDevice().type() in _OWN
    return isinstance(event, QInputEvent) and event.device() is not None and event.device().type() in _OWN

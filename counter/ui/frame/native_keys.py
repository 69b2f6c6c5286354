"""Keys as the X server sends them, before an input method has them: a scan is not composed into words.

A keyboard-wedge scanner types into whatever has the focus. Where Chinese is written, ibus or fcitx takes each letter
first, and of ``15220103A26…`` makes ``15220103At6…``. Once keys come faster than people type, the input method is kept
out of the focused field until they end, and the scanner is told what it has missed. Only on X11: elsewhere nobody is
shown a key before its input method.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractNativeEventFilter,
    QByteArray,
    QCoreApplication,
    QEvent,
    QObject,
    Qt,
    QTimer,
)
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QInputMethodQueryEvent
from PySide6.QtWidgets import QApplication, QWidget

_EVENT, _PRESS, _SENT = b"xcb_generic_event_t", 2, 0x7F
_SIZE = 32
_SHIFT, _LOCK, _COMMANDS = 0x01, 0x02, 0x04 | 0x08 | 0x40
_SHIFT_KEYS = (50, 62)
_AT_ONCE, _AT_ONCE_MS = 3, 20
"""So many keys within that time: two fingers that roll over keys are slower."""
_MANY, _GAP_MS = 6, 50
"""Slower readers: so many keys, each at most that long after the one before."""
_GOES_ON_MS = 120
"""Once a reader types, its next key comes within this time, however busy the machine is."""
_OVER_MS = 500
_DAY = 1 << 32

_PLAIN = {10: "1234567890-=", 24: "qwertyuiop[]", 38: "asdfghjkl;'`", 51: "\\zxcvbnm,./", 65: " "}
_SHIFTED = {10: "!@#$%^&*()_+", 24: "QWERTYUIOP{}", 38: 'ASDFGHJKL:"~', 51: "|ZXCVBNM<>?", 65: " "}
_KEYPAD = dict(zip((79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91), "789-456+1230.", strict=True))


def _by_code(rows: dict[int, str]) -> dict[int, str]:
    return {first + at: char for first, row in rows.items() for at, char in enumerate(row)} | _KEYPAD


_PLAIN_KEYS, _SHIFTED_KEYS = _by_code(_PLAIN), _by_code(_SHIFTED)


@dataclass(frozen=True, slots=True)
class NativeKey:
    """A key pressed. ``at``: milliseconds of the X server, which begin anew after 49 days; ``text``: what it types on a
    US keyboard, which readers pretend to be; empty for other keys and commands.
    """

    at: int
    text: str
    is_shift: bool = False


def read_key(event: bytes) -> NativeKey | None:
    """Of an ``xcb_key_press_event_t`` (32 bytes); None for any other event."""
    if event[0] & _SENT != _PRESS:
        return None
    code, at, state = struct.unpack_from("=xBxxI20xH", event)
    shifted = bool(state & _SHIFT)
    text = (_SHIFTED_KEYS if shifted else _PLAIN_KEYS).get(code, "") if not state & _COMMANDS else ""
    if text.isalpha() and state & _LOCK:
        text = text.swapcase()
    return NativeKey(at, text, is_shift=code in _SHIFT_KEYS)


class Burst:
    """Whether keys come faster than people type."""

    def __init__(self) -> None:
        self.keys: list[NativeKey] = []

    def begins(self, key: NativeKey) -> bool:
        """Whether it is the first after a pause, or ends one that was none."""
        return not self.keys or not key.text or _since(self.keys[-1], key) > _GAP_MS

    def add(self, key: NativeKey) -> bool:
        """Whether a reader types: the keys before it, with this one, are too fast for a person."""
        if self.begins(key):
            self.keys = []
        if key.text:
            self.keys.append(key)
        if len({one.text for one in self.keys}) < 2:  # a key held down repeats
            return False
        at_once = len(self.keys) >= _AT_ONCE and _since(self.keys[-_AT_ONCE], key) <= _AT_ONCE_MS
        return at_once or len(self.keys) >= _MANY


class NativeKeys(QAbstractNativeEventFilter):
    """``begin``: called at the first key of what may be a burst; ``missed(keys)``: a reader types, and those keys went
    to the input method before; ``is_active``: whether scans are accepted.
    """

    def __init__(
        self,
        owner: QObject,
        is_active: Callable[[], bool],
        begin: Callable[[], None],
        missed: Callable[[list[NativeKey]], None],
    ) -> None:
        super().__init__()
        self._is_active, self._begin, self._missed = is_active, begin, missed
        self._burst = Burst()
        self._read: NativeKey | None = None  # the last key of a reader
        self._kept_out = False
        self._over = QTimer(owner)
        self._over.setSingleShot(True)
        self._over.timeout.connect(self._let_in)

    def keeps_out(self, event: QEvent) -> bool:
        """At the focused widget, while a reader types: it has no input method, and what one still sends belongs to
        nobody.
        """
        if not self._kept_out:
            return False
        if isinstance(event, QInputMethodQueryEvent) and event.queries() & Qt.InputMethodQuery.ImEnabled:
            event.setValue(Qt.InputMethodQuery.ImEnabled, False)
            event.accept()
            return True
        return isinstance(event, QInputMethodEvent)

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: object) -> object:
        # Hundreds of events a second come by while a mouse moves: the first byte says whether it is a key.
        if kind == _EVENT:
            key = read_key(ctypes.string_at(int(message), _SIZE))  # type: ignore[call-overload]
            if key is not None and not key.is_shift:
                self.see(key)
        return False, 0

    @property
    def has_begun(self) -> bool:
        """Keys are looked at that may be a reader's."""
        return bool(self._burst.keys)

    def stop(self) -> None:
        """Nobody listens any more."""
        self._over.stop()
        self._let_in()

    def see(self, key: NativeKey) -> None:
        """A key pressed, which the focused widget gets later."""
        if self._read is not None and _since(self._read, key) <= _GOES_ON_MS:
            self._keep_out(key)  # by the keyboard's time: a busy window sees its timer first
            return
        self._let_in()
        field = QApplication.focusWidget()
        if field is None or not _composes(field) or not self._is_active():
            self._burst.keys = []
            return
        if self._burst.begins(key):
            self._begin()
        if self._burst.add(key):
            keys, self._burst.keys = self._burst.keys[:-1], []
            QCoreApplication.sendEvent(field, QInputMethodEvent())  # what is composed there, the reader typed
            self._keep_out(key)
            self._missed(keys)

    def _keep_out(self, key: NativeKey) -> None:
        self._read = key
        self._over.start(_OVER_MS)
        if not self._kept_out:
            self._kept_out = True
            QGuiApplication.inputMethod().reset()
            QGuiApplication.inputMethod().update(Qt.InputMethodQuery.ImEnabled)

    def _let_in(self) -> None:
        if self._kept_out:
            self._kept_out = False
            QGuiApplication.inputMethod().update(Qt.InputMethodQuery.ImEnabled)


def _composes(field: QWidget) -> bool:
    """Whether an input method may have what is typed there."""
    asked = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
    QCoreApplication.sendEvent(field, asked)
    return bool(asked.value(Qt.InputMethodQuery.ImEnabled))


def _since(before: NativeKey, key: NativeKey) -> int:
    return (key.at - before.at) % _DAY

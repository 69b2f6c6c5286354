"""Scans work wherever the focus is: bursts of a keyboard-wedge scanner are caught before the focused widget gets
them.

A burst has at least ``LEAST`` characters, each at most ``GAP_MS`` after the one before by the keyboard's timestamps
(``LATE_MS`` once ``LEAST`` of its line have come: nobody types so fast), ended by Enter, Tab or line feed, or
``WHOLE`` characters without an end outside text fields. Less than a line behind an end is a person's. Until a key is
known to belong to a burst or not, a text field receives it (and is restored after a scan), and so does whoever can take
its effect back (``AtOnce``); other widgets get it delayed, always before a following command key. No code begins with a
space: it never waits. The domain interprets the text.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from counter.ui.frame.native_keys import NativeKey, NativeKeys
from counter.ui.kit.controls.field import Field

LEAST = 6
GAP_MS = 50
LATE_MS = 120
AT_ONCE_MS = 10
"""A key held down repeats later than this. On X11, Qt calls it a repeat too when a reader's driver lets go of a digit
and presses it again within one millisecond, and every other identity number has the same digit twice.
"""
WHOLE = 15
"""So many characters at once are a scan even without an end: nobody types so fast, and no code is shorter."""

_LONG_AGO = (float("-inf"), 0)
REPEAT_MS = 1500

_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_SHIFTS = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
)
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)

Take = Callable[[str, QLineEdit | None], bool]
"""(text, focused text field) → taken. False leaves the text where it was typed."""

AtOnce = Callable[[QKeyEvent], Callable[[], None] | None]
"""What takes a first key back after a scan, so that the focused widget gets it at once; None: the key is held."""


@dataclass(slots=True)
class _Before:
    """State of a text field before the burst."""

    field: QLineEdit
    text: str
    cursor: int
    selected: tuple[int, int]

    def restore(self) -> None:
        """Remove the typed remnants, and notify listeners of the field."""
        if not shiboken6.isValid(self.field):
            return
        _put(self.field, self.text)
        start, length = self.selected
        if start >= 0:
            self.field.setSelection(start, length)
        else:
            self.field.setCursorPosition(self.cursor)


class Scanner(QObject):
    """Event filter of the focused widget. ``active``: False while scans are not accepted, e.g. while a PIN is typed.

    It follows the focus: a filter of the whole application would be asked about a thousand events per key.
    """

    def __init__(
        self,
        take: Take,
        active: Callable[[], bool],
        clock_ms: Callable[[], float] | None = None,
        at_once: AtOnce = lambda _: None,
    ) -> None:
        super().__init__()
        self._take = take
        self._active = active
        self._at_once = at_once
        self.clock = clock_ms or (lambda: time.monotonic() * 1000)
        self._burst = ""
        self._last = _LONG_AGO
        self._before: _Before | None = None
        self._take_back: Callable[[], None] | None = None  # of the first key, which took effect at once
        self._held: list[QKeyEvent] = []
        self._line: list[QKeyEvent] = []  # its keys, also those that a text field has
        self._waited_twice = False
        self._replaying = False
        self._on: QWidget | None = None
        self._taken = ("", float("-inf"))
        self.native = NativeKeys(self, active, self._look_before, self._take_missed)
        self._at_first: _Before | None = None  # of a burst that an input method has the first keys of
        self._came: list[str] = []  # keys that have come since the first of such a burst
        self._late: list[NativeKey] = []  # those that have not: an input method may still give them back
        self._late_before: set[tuple[int, str]] = set()  # those of the burst before that one
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setTimerType(Qt.TimerType.PreciseTimer)
        self._wait.timeout.connect(self._finish)

    @property
    def is_waiting(self) -> bool:
        """A key is held until it is known whether it belongs to a burst."""
        return self._wait.isActive()

    def install(self) -> None:
        """Listen at the focused widget, and at each that gets the focus later."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)
        if QGuiApplication.platformName() == "xcb":
            application.installNativeEventFilter(self.native)
        self._follow(None, QApplication.focusWidget())

    def remove(self) -> None:
        """Listen no more."""
        self._wait.stop()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.disconnect(self._follow)
            application.removeNativeEventFilter(self.native)
        self.native.stop()
        self._follow(None, None)

    def _follow(self, _: QWidget | None, focused: QWidget | None) -> None:
        """Installed last, it is asked before the widget's other filters."""
        if self._on is not None and shiboken6.isValid(self._on):
            self._on.removeEventFilter(self)
        self._on = focused
        if focused is not None:
            focused.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Most events are no keys: checking the class is cheap, the type is made on each call.
        if not isinstance(event, QKeyEvent) or self._replaying:
            return self.native.keeps_out(event)
        if event.type() is QEvent.Type.KeyPress and self._is_late(event):
            return True
        if watched is not QApplication.focusWidget() or not self._active():
            return False
        if event.type() is QEvent.Type.ShortcutOverride:
            if self._held and not self._may_belong(event):
                self._end_burst()  # before the command acts: it applies to the keys typed first
            return False
        if event.type() is QEvent.Type.KeyPress:
            return self._key(event) or self._follows(event, watched)
        if self._held and event.key() not in _SHIFTS:
            self._held.append(event.clone())  # a release must not overtake its press
            return True
        return False

    def _follows(self, event: QKeyEvent, watched: QObject) -> bool:
        """What was held moved the focus: the key struck after it goes where the focus is now."""
        now = QApplication.focusWidget()
        if now is None or now is watched:
            return False
        self._replay([event.clone()])
        return True

    def _is_late(self, event: QKeyEvent) -> bool:
        """A key that was typed again meanwhile. While a screen reader listens, keys carry no time: then by its turn."""
        at, text = event.timestamp(), event.text()
        found = next((key for key in self._late if key.text == text and at in (0, key.at)), None)
        if found is not None:
            self._late.remove(found)
        elif (at, text) not in self._late_before:
            if self.native.has_begun:
                self._came.append(text)
            return False
        return True

    def _look_before(self) -> None:
        """What was composed before a reader types is a person's, and becomes text."""
        self._late_before, self._late, self._came = {(key.at, key.text) for key in self._late}, [], []
        self._at_first = before = _before()
        if before is not None and isinstance(before.field, Field):
            composed, at = before.field.composing_letters, before.cursor
            before.text = before.text[:at] + composed + before.text[at:]
            before.cursor += len(composed)

    def _take_missed(self, keys: list[NativeKey]) -> None:
        """A reader types where an input method had its first keys: they are typed again, and the burst goes on."""
        self._forget()
        self._late = list(keys)
        for text in self._came:
            came = next((key for key in self._late if key.text == text), None)
            if came is not None:
                self._late.remove(came)
        self._burst, self._before = "".join(key.text for key in keys), self._at_first
        self._last = (self.clock(), keys[-1].at)
        struck = [QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, k.text) for k in keys]
        self._line = list(struck)
        if self._before is None:
            self._held = struck
            self._wait.start(LATE_MS)
        else:
            self._before.restore()
            self._replay(struck)

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() in _SHIFTS:
            return False
        in_time = self._in_time(stroke := (self.clock(), event.timestamp()))
        ends = _is_end(event)
        if ends and self._may_belong(event) and in_time and len(self._burst) >= LEAST:
            self._burst += "\n"
            self._line = []
            return self._hold(event, stroke)
        if ends or not self._may_belong(event):
            self._end_burst()
            return False
        if not in_time:
            self._end_burst()
            if event.text().isspace():
                return False
            self._before = _before()
        self._burst += event.text()
        self._line.append(event.clone())
        if self._before is not None:
            self._last = stroke
            return False
        return (not in_time and self._give_at_once(event, stroke)) or self._hold(event, stroke)

    def _give_at_once(self, event: QKeyEvent, stroke: tuple[float, int]) -> bool:
        """Only with the keyboard's timestamp: by our clock the next key would come as late as this one took."""
        self._take_back = self._at_once(event) if event.timestamp() else None
        if self._take_back is None:
            return False
        self._last = stroke
        self._replay([event])
        self._waited_twice = False
        self._wait.start(GAP_MS)  # from now: what came meanwhile is read before
        return True

    def _in_time(self, stroke: tuple[float, int]) -> bool:
        """Whether the gap to the key before is short enough, by the keyboard's timestamps; without them (input
        methods) by ours.
        """
        return 0 <= self._since_last(stroke) <= self._gap()

    def _since_last(self, stroke: tuple[float, int]) -> float:
        by_keyboard = stroke[1] and self._last[1]
        return stroke[1] - self._last[1] if by_keyboard else stroke[0] - self._last[0]

    def _may_belong(self, event: QKeyEvent) -> bool:
        """A key that a scanner may send: a character or an end, no command, no key held down."""
        held_down = event.isAutoRepeat() and not (
            0 <= self._since_last((self.clock(), event.timestamp())) <= AT_ONCE_MS
        )
        return _is_of_a_scan(event) and not held_down

    def _hold(self, event: QKeyEvent, stroke: tuple[float, int]) -> bool:
        self._last = stroke
        self._waited_twice = False
        self._held.append(event.clone())
        self._wait.start(self._gap())
        return True

    def _gap(self) -> int:
        """Behind an Enter the next line of a code comes at once, or a person's next key."""
        return LATE_MS if len(self._line) >= LEAST else GAP_MS

    def _finish(self) -> None:
        """The gap has passed: a complete scan, or a person's key.

        A late timer means that the window was busy and keys may still be queued: wait once more.
        """
        if not self._waited_twice and self.clock() - self._last[0] > self._gap() + LATE_MS:
            self._waited_twice = True
            self._wait.start(GAP_MS)
            return
        self._end_burst()

    def _end_burst(self) -> None:
        """The gap has passed, or a key came that does not belong, also while the window was too busy to see the gap."""
        code, end, _ = self._burst.rpartition("\n")
        if 0 < len(self._line) < LEAST and self._is_ended(code + end):
            struck = self._line
            self._take_burst(code + end, behind=len(struck))
            self._replay(struck)
        elif self._is_ended(self._burst) or self._is_whole(self._burst):
            self._take_burst(self._burst)
        else:
            self._release()

    def _take_burst(self, text: str, *, behind: int = 0) -> None:
        """``behind``: how many keys struck after it a text field has as well; they are struck again."""
        now = self.clock()
        repeated = text == self._taken[0] and now - self._taken[1] < REPEAT_MS
        before, held, take_back = self._before, self._held, self._take_back
        self._forget()
        if take_back is not None:
            take_back()
        if before is not None and shiboken6.isValid(before.field):
            there, cursor = before.field.text(), before.field.cursorPosition()
            typed = (there[: cursor - behind] + there[cursor:], cursor - behind)
            before.restore()
            if repeated:
                return
            if not self._take(text.strip(), before.field):
                _put(before.field, typed[0])
                before.field.setCursorPosition(typed[1])
                self._replay(held)
                return
        elif repeated:
            return
        else:
            self._take(text.strip(), None)
        self._taken = (text, now)

    @staticmethod
    def _is_ended(text: str) -> bool:
        return text.endswith("\n") and len(text.strip()) >= LEAST

    def _is_whole(self, text: str) -> bool:
        """A scan without an end character, outside text fields; a single held key is none."""
        written = self._before is not None or isinstance(QApplication.focusWidget(), QPlainTextEdit)
        return not written and len(text) >= WHOLE and len(set(text)) > 1

    def _release(self) -> None:
        """Not a scan: replay the held keys to the focused widget."""
        held = self._held
        self._forget()
        self._replay(held)

    def _forget(self) -> None:
        self._wait.stop()
        self._burst, self._before, self._take_back, self._held, self._line = "", None, None, [], []
        self._last = _LONG_AGO

    def _replay(self, held: list[QKeyEvent]) -> None:
        self._replaying = True
        try:
            for event in held:
                target: QWidget | None = QApplication.focusWidget()
                if target is not None:
                    QApplication.sendEvent(target, event)
        finally:
            self._replaying = False


def _is_end(event: QKeyEvent) -> bool:
    """Enter, Tab, or the line feed some scanners send instead."""
    return event.key() in _ENDS or event.text() == "\n"


def _is_of_a_scan(event: QKeyEvent) -> bool:
    if event.modifiers() & _COMMANDS:
        return False
    return event.key() in _SHIFTS or _is_end(event) or bool(event.text() and event.text().isprintable())


def _put(field: QLineEdit, text: str) -> None:
    """Set the text and notify as if it was typed."""
    if field.text() != text:
        field.setText(text)
        field.textEdited.emit(text)


def _before() -> _Before | None:
    """State of the focused text field; None where another kind of widget has the focus."""
    field = QApplication.focusWidget()
    if not isinstance(field, QLineEdit) or field.isReadOnly():
        return None
    selected = (field.selectionStart(), field.selectionLength())
    return _Before(field, field.text(), field.cursorPosition(), selected)

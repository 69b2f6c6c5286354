"""A reader types where an input method composes: its code is read whole, and nothing of it is composed."""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QInputMethodQueryEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from counter.ui.frame.native_keys import Burst, NativeKey, read_key
from counter.ui.frame.scanner import Scanner
from counter.ui.kit.controls.field import Field, LongField

CASE = "15220103A26112700019"
ROWS = {10: "1234567890", 24: "qwertyuiop", 38: "asdfghjkl", 52: "zxcvbnm"}
CODES = {char: first + at for first, row in ROWS.items() for at, char in enumerate(row)}
RETURN, SHIFT, CONTROL = 36, 1, 4


def event(code: int, at: int, state: int = 0, kind: int = 2) -> bytes:
    """An ``xcb_key_press_event_t``."""
    return struct.pack("<BBHIIIIhhhhHBB", kind, code, 0, at, 0, 0, 0, 0, 0, 0, 0, state, 1, 0)


def of(char: str, at: int) -> bytes:
    """The event of a reader's key."""
    return event(CODES[char.lower()], at, SHIFT if char.isupper() else 0)


class Desk:
    """A field with the focus, a scanner, and keys as X and an input method deliver them."""

    def __init__(self, qtbot: QtBot, field: QLineEdit | QPlainTextEdit) -> None:
        self.taken: list[str] = []
        self.field = field
        qtbot.addWidget(field)
        field.show()
        field.activateWindow()
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
        self.scanner = Scanner(self._take, lambda: True)
        self.scanner.install()
        self.qtbot = qtbot

    def _take(self, text: str, _: QLineEdit | None) -> bool:
        self.taken.append(text)
        return True

    def native(self, raw: bytes) -> None:
        """What the X server sends."""
        held = ctypes.create_string_buffer(raw, len(raw))
        self.scanner.native.nativeEventFilter(b"xcb_generic_event_t", ctypes.addressof(held))

    def key(self, char: str, at: int) -> None:
        """The same key, as Qt delivers it: at once, or given back by an input method."""
        code = Qt.Key.Key_Return if char == "\r" else Qt.Key(ord(char.upper()))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            struck = QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, char)
            struck.setTimestamp(at)
            QCoreApplication.sendEvent(self.field, struck)

    def compose(self, letters: str, commit: str = "") -> None:
        """What an input method shows of what it has."""
        sent = QInputMethodEvent(letters, [])
        sent.setCommitString(commit)
        QCoreApplication.sendEvent(self.field, sent)

    @property
    def composes(self) -> bool:
        """Whether an input method gets the next key."""
        asked = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
        QCoreApplication.sendEvent(self.field, asked)
        return bool(asked.value(Qt.InputMethodQuery.ImEnabled))

    def read(self, code: str, begun: int = 1000, apart: int = 3) -> None:
        """A reader types a code, of which an input method has what it gets: it composes, and gives nothing back."""
        had = ""
        for at, char in enumerate(code):
            moment = begun + at * apart
            self.native(of(char, moment))
            if self.composes:
                had += char
                self.compose(had)
            else:
                self.key(char, moment)
        self.native(event(RETURN, begun + len(code) * apart))
        self.key("\r", begun + len(code) * apart)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    one = Desk(qtbot, Field("name", "姓名", for_name=True))
    yield one
    one.scanner.remove()


def test_that_a_code_is_read_whole_where_an_input_method_has_its_first_keys(desk: Desk) -> None:
    desk.read(CASE)
    desk.qtbot.waitUntil(lambda: desk.taken == [CASE])
    assert desk.field.text() == ""


@pytest.mark.parametrize("apart", [1, 8, 12, 30])
def test_that_slow_readers_are_read_too(desk: Desk, apart: int) -> None:
    desk.read(CASE, apart=apart)
    desk.qtbot.waitUntil(lambda: desk.taken == [CASE])


def test_that_what_a_person_was_composing_becomes_text_before_the_code(desk: Desk) -> None:
    desk.compose("巴图")
    desk.read(CASE)
    desk.qtbot.waitUntil(lambda: desk.taken == [CASE])
    assert desk.field.text() == "巴图"


def test_that_what_an_input_method_gives_back_late_is_typed_by_nobody(desk: Desk) -> None:
    for at, char in enumerate("152"):
        desk.native(of(char, 1000 + at))
    assert not desk.composes
    desk.key("1", 1000)
    desk.compose("", "一五")
    desk.key("2", 1002)
    desk.key("5", 1001)
    assert desk.field.text() == "152"


def test_that_keys_without_a_time_are_not_typed_twice(desk: Desk) -> None:
    for at, char in enumerate("xcg"):  # a screen reader's registry sees each key first and gives it back
        desk.native(of(char, 1000 + at))
        if at:
            desk.key("xc"[at - 1], 0)
    desk.key("g", 0)
    desk.native(of("x", 2000))
    desk.key("x", 0)
    assert desk.field.text() == "xcgx"


def test_that_a_key_that_came_before_its_burst_was_known_is_there_once(desk: Desk) -> None:
    for at, char in enumerate("xcg"):
        desk.native(of(char, 1000 + at))
        desk.key(char, 0)
    assert desk.field.text() == "xcg"


def test_that_a_field_of_several_lines_loses_nothing_that_a_reader_typed(qtbot: QtBot) -> None:
    long = LongField("words", "说明")
    desk = Desk(qtbot, long)
    desk.read(CASE)
    qtbot.waitUntil(lambda: desk.taken == [CASE])
    assert long.toPlainText() == ""
    desk.scanner.remove()


def test_that_the_input_method_is_back_with_the_next_key_of_a_person(desk: Desk) -> None:
    desk.read(CASE)
    desk.qtbot.waitUntil(lambda: desk.taken == [CASE])
    desk.native(of("w", 5000))
    assert desk.composes


@pytest.mark.parametrize("apart", [60, 90, 150])
def test_that_whoever_types_is_left_to_the_input_method(desk: Desk, apart: int) -> None:
    for at, char in enumerate("wuyunbilige"):
        desk.native(of(char, 1000 + at * apart))
        assert desk.composes


def test_that_a_key_held_down_is_no_reader() -> None:
    burst = Burst()
    assert not any(burst.add(NativeKey(1000 + at * 30, "a")) for at in range(50))


def test_that_two_fingers_rolling_over_keys_are_no_reader() -> None:
    burst = Burst()
    moments = (("n", 1000), ("i", 1012), ("h", 1090), ("a", 1103), ("o", 1180))
    assert not any(burst.add(NativeKey(at, char)) for char, at in moments)


def test_that_the_clock_of_x_may_begin_anew() -> None:
    burst = Burst()
    end = (1 << 32) - 1
    keys = [NativeKey((end + at) % (1 << 32), char) for at, char in enumerate("152")]
    assert [burst.add(key) for key in keys] == [False, False, True]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (event(10, 7), "1"),
        (event(38, 7, SHIFT), "A"),
        (event(38, 7, 2), "A"),
        (event(38, 7, 2 | SHIFT), "a"),
        (event(38, 7, CONTROL), ""),
        (event(RETURN, 7), ""),
        (event(47, 7, SHIFT), ":"),
        (event(90, 7, 16), "0"),
        (event(38, 7, kind=2 | 0x80), "a"),
    ],
)
def test_that_a_key_is_read_as_a_us_keyboard_types_it(raw: bytes, text: str) -> None:
    key = read_key(raw)
    assert key is not None
    assert (key.at, key.text) == (7, text)


@pytest.mark.parametrize("kind", [3, 4, 6, 35])
def test_that_other_events_are_no_keys(kind: int) -> None:
    assert read_key(event(38, 7, kind=kind)) is None


def test_that_a_field_without_input_method_is_left_alone(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    desk = Desk(qtbot, Field("code", "工号", code=True))
    desk.read("W01234567")
    qtbot.waitUntil(lambda: desk.taken == ["W01234567"])
    desk.scanner.remove()

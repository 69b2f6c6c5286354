"""Who types number and PIN while the window is still opening: nothing is lost, and no PIN is ever shown."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from counter.domain.hall.staff_code import may_hide_pin
from counter.ui.facades.window import Clerk
from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.controls.field import Field
from counter.ui.window.main_window import MainWindow
from tests.ui.fake_facade import CLERKS, FakeFacade
from tests.ui.hands import Hands, Key
from tests.ui.told import told


class SlowStart(FakeFacade):
    """A journal that opens when the test lets it."""

    def __init__(self) -> None:
        super().__init__()
        self.opened = threading.Event()

    def ready(self) -> None:
        self.opened.wait(10)
        super().ready()


def test_that_number_and_pin_typed_while_the_window_opens_sign_on(qtbot: QtBot) -> None:
    facade = SlowStart()
    window = MainWindow(facade)
    qtbot.addWidget(window)
    try:
        window.show()
        window.activateWindow()
        qtbot.waitUntil(lambda: window.isActiveWindow() and window.sign_on is not None)
        QTest.keyClick(window.windowHandle(), "W")
        for key in (Key.Key_0, Key.Key_1, Key.Key_Tab, Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4):
            QTest.keyClick(window.windowHandle(), key)
        QTest.keyClick(window.windowHandle(), Key.Key_Return)
        with qtbot.waitSignal(window.ready, timeout=10_000):
            facade.opened.set()
        page = window.sign_on
        assert page is not None
        assert page.code.text() == "W01"
        qtbot.waitUntil(lambda: not page.isVisible())
    finally:
        facade.opened.set()
        window.shut()


def test_that_a_pin_whose_number_was_lost_is_never_readable(at_the_door: Hands) -> None:
    field = at_the_door.see(Field, "clerkCode")
    assert at_the_door.focus() is field
    for digit in "407391":
        at_the_door.keys(digit)
        assert "•" * len(field.text()) == dots(field)
    at_the_door.key(Key.Key_Return)
    assert (field.text(), at_the_door.focus()) == ("", field)
    assert told(at_the_door.window) == "没有这个工号，已清掉，没有显示。先输工号，再输口令。"
    for char in "W01":
        at_the_door.keys(char)
        assert field.displayText().upper() == field.text().upper() == "W01"[: len(field.text())]


def test_that_a_pin_behind_the_number_is_not_readable_either(at_the_door: Hands) -> None:
    field = at_the_door.see(Field, "clerkCode")
    at_the_door.keys("W01")
    assert field.displayText() == field.text()
    at_the_door.keys("40")
    assert dots(field) == "•" * 5


def test_that_who_has_a_number_of_digits_reads_it_and_who_is_new_here_is_not_kept_out(
    at_the_door: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(CLERKS, "1001", (Clerk("1001", "乌云", False), "4739"))
    field = at_the_door.see(Field, "clerkCode")
    at_the_door.keys("1001")
    assert field.displayText() == "1001"
    field.clear()
    for _ in range(2):
        at_the_door.keys("2002")
        at_the_door.key(Key.Key_Return)
    assert at_the_door.focus().objectName() == "clerkPin"


def test_that_a_pin_that_begins_somebodys_number_is_not_readable_once_the_field_is_left(
    at_the_door: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(CLERKS, "473901", (Clerk("473901", "乌云", False), "8026"))
    field = at_the_door.see(Field, "clerkCode")
    at_the_door.keys("4739")
    assert field.displayText() == "4739", "whoever has the number reads what was typed of it"
    at_the_door.key(Key.Key_Tab)
    assert dots(field) == "••••"
    field.setFocus()
    at_the_door.keys("01")
    assert field.displayText() == "473901"
    field.clear()
    at_the_door.keys("4739")
    at_the_door.key(Key.Key_Return)
    assert (field.text(), at_the_door.focus()) == ("", field)


def test_that_a_pin_in_the_number_of_who_agrees_is_not_readable(qtbot: QtBot) -> None:
    fields = SupervisorFields()
    qtbot.addWidget(fields)
    fields.show()
    QTest.keyClicks(fields.code, "9876")
    assert dots(fields.code) == "••••"
    fields.hide()
    assert fields.code.text() == ""
    fields.show()
    QTest.keyClicks(fields.code, "S01")
    assert fields.code.displayText() == "S01"


@pytest.mark.parametrize(
    ("text", "hides"),
    [
        ("", False),
        ("1", True),
        ("1234", True),
        ("w0", False),
        ("W011234", True),
        ("W1", False),
        ("100", False),
    ],
)
def test_that_digits_of_nobodys_number_may_be_a_pin(text: str, hides: bool) -> None:
    assert may_hide_pin(text, ["W01", "S01", "1000"] if text == "100" else ["W01", "S01"]) is hides


@pytest.mark.parametrize(("text", "hides"), [("", False), ("100", True), ("1000", False), ("W0", False)])
def test_that_the_beginning_of_a_number_may_be_a_pin_where_nothing_more_is_typed(
    text: str, hides: bool
) -> None:
    assert may_hide_pin(text, ["W01", "1000"], whole=True) is hides


def dots(field: QLineEdit) -> str:
    """What is painted, with one sign for whatever the style paints instead of a letter."""
    return "•" * len(field.displayText()) if field.displayText() != field.text() else field.text()

"""A window on a fake desk, shown, active and ready; and with somebody signed on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from counter.ui.window.main_window import MainWindow
from tests.ui.fake_facade import FakeFacade
from tests.ui.hands import Hands


@pytest.fixture
def facade() -> FakeFacade:
    """A desk without a past."""
    return FakeFacade()


def open_window(qtbot: QtBot, facade: FakeFacade) -> Hands:
    """Show a window and wait until somebody can sign on."""
    window = MainWindow(facade)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.ready, timeout=10_000):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return Hands(qtbot, window, facade)


def look_once(hands: Hands, request: pytest.FixtureRequest) -> None:
    """Paint what the first test of a file leaves in sight: nothing is shown that cannot be painted."""
    if request.node.path not in _PAINTED:
        _PAINTED.add(request.node.path)
        hands.look()


_PAINTED: set[Path] = set()


@pytest.fixture
def at_the_door(qtbot: QtBot, facade: FakeFacade, request: pytest.FixtureRequest) -> Iterator[Hands]:
    """The window before anybody signed on."""
    hands = open_window(qtbot, facade)
    yield hands
    look_once(hands, request)
    facade.gate.set()
    hands.window.shut()


@pytest.fixture
def provoked_bug() -> None:
    """Asked for by a test that provokes a bug to see how the window takes it."""


@pytest.fixture(autouse=True)
def _no_bug(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """The window catches what a slot raises and apologises; a test that did not ask for that has failed."""
    yield
    bugs = [r.getMessage() for r in caplog.get_records("call") if r.name == "counter.ui"]
    if bugs and "provoked_bug" not in request.fixturenames:
        pytest.fail("; ".join(bugs), pytrace=False)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Sentences that Qt hands to the platform; without a display it has no screen reader to hand them to."""
    sentences: list[str] = []

    def hear(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            sentences.append(event.message())

    monkeypatch.setattr(QAccessible, "isActive", staticmethod(lambda: True))
    monkeypatch.setattr(QAccessible, "updateAccessibility", staticmethod(hear))
    return sentences


@pytest.fixture
def hands(at_the_door: Hands) -> Hands:
    """The window with a clerk signed on."""
    at_the_door.sign_on()
    return at_the_door


@pytest.fixture
def undressed(qapp: QApplication) -> Iterator[None]:
    """No style sheet, whatever look an earlier test left: for tests that look for dark points on a white ground."""
    dress, palette, font = qapp.styleSheet(), qapp.palette(), qapp.font()
    qapp.setStyleSheet("")
    qapp.setPalette(QPalette())
    yield
    qapp.setFont(font)
    qapp.setPalette(palette)
    qapp.setStyleSheet(dress)


@pytest.fixture(autouse=True)
def _no_button_held() -> Iterator[None]:
    """A button that a test leaves pressed (``mouseDClick`` does) would stay so for those after it, and columns do not
    follow the focus meanwhile.
    """
    yield
    if QApplication.instance() is not None and QApplication.mouseButtons() != Qt.MouseButton.NoButton:
        QTest.mouseRelease(QWidget(), Qt.MouseButton.LeftButton)
        assert QApplication.mouseButtons() == Qt.MouseButton.NoButton


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The off-screen platform says of every sized window that it cannot tell a window manager about it: no fault."""
    here = str(Path(__file__).parent)
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))

"""The machine waits with sleeping until the window is locked: against a small logind on a bus of the test's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtDBus import QDBusConnection
from pytestqt.qtbot import QtBot

from counter.ui.frame.sleep_watch import SleepWatch
from tests.ui.hands import Hands

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("dbus-daemon") is None, reason="dbus-daemon is not installed"
)


class Logind:
    """``org.freedesktop.login1`` as far as it concerns a program that asks to be waited for."""

    def __init__(self, address: str) -> None:
        from jeepney import DBusAddress, message_bus, new_signal
        from jeepney.io.blocking import open_dbus_connection

        self._signal = lambda sleeps: new_signal(
            DBusAddress("/org/freedesktop/login1", interface="org.freedesktop.login1.Manager"),
            "PrepareForSleep",
            "b",
            (sleeps,),
        )
        self._bus = open_dbus_connection(address, enable_fds=True)
        self._bus.send_and_get_reply(message_bus.RequestName("org.freedesktop.login1"))
        self.holds: list[int] = []  # the reading ends: at an end when who asked has let go
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        from jeepney import HeaderFields, MessageType, new_method_return

        while True:
            try:
                asked = self._bus.receive()
            except (OSError, EOFError):
                return
            member = asked.header.fields.get(HeaderFields.member)
            if asked.header.message_type is MessageType.method_call and member == "Inhibit":
                reading, writing = os.pipe()
                self.holds.append(reading)
                with os.fdopen(writing, "wb") as end:
                    self._bus.send(new_method_return(asked, "h", (end,)))

    def says(self, sleeps: bool) -> None:
        self._bus.send(self._signal(sleeps))

    def close(self) -> None:
        self._bus.sock.shutdown(2)
        self._thread.join()
        self._bus.close()
        for reading in self.holds:
            os.close(reading)

    def waits(self) -> bool:
        """Whether the last one that asked still holds up the sleep."""
        os.set_blocking(self.holds[-1], False)
        try:
            return os.read(self.holds[-1], 1) != b""
        except BlockingIOError:
            return True


@pytest.fixture
def address() -> Iterator[str]:
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE, text=True
    )
    assert daemon.stdout is not None
    yield daemon.stdout.readline().strip()
    daemon.terminate()
    daemon.wait()
    daemon.stdout.close()


def test_that_the_machine_sleeps_only_after_the_window_let_it(qtbot: QtBot, address: str) -> None:
    logind = Logind(address)
    watch = SleepWatch(QDBusConnection.connectToBus(address, "sleep test"))
    qtbot.waitUntil(lambda: watch.is_holding)
    with qtbot.waitSignal(watch.going):
        logind.says(True)
    assert logind.waits()
    watch.let_go()
    qtbot.waitUntil(lambda: not logind.waits())
    logind.says(False)
    qtbot.waitUntil(lambda: watch.is_holding)
    assert len(logind.holds) == 2
    watch.stop()
    qtbot.waitUntil(lambda: not logind.waits())
    QDBusConnection.disconnectFromBus("sleep test")
    logind.close()


def test_that_a_window_is_locked_and_its_draft_written_before_the_machine_sleeps(
    hands: Hands, address: str
) -> None:
    logind = Logind(address)
    watch = SleepWatch(QDBusConnection.connectToBus(address, "window sleeps"))
    hands.qtbot.waitUntil(lambda: watch.is_holding)
    hands.window.shell.get_guard().lock_before_sleep(watch)
    hands.begin()
    hands.answer_typed()
    slow = threading.Event()  # the disk
    hands.window.shell.background.run(lambda: slow.wait(10))
    logind.says(True)
    hands.qtbot.waitUntil(lambda: hands.shows("signOnCard"))
    assert watch.is_holding
    assert logind.waits()
    slow.set()
    hands.qtbot.waitUntil(lambda: not logind.waits())
    assert len(hands.facade.saved) == 1
    watch.stop()
    QDBusConnection.disconnectFromBus("window sleeps")
    logind.close()

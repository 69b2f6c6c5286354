"""The machine is about to sleep: logind (Linux) waits for us a moment, so that the window is locked before, not after.

Without logind (Windows, a container) nothing is told in advance: ``IdleWatch.tick`` sees afterwards that time is
missing.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import cast

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusUnixFileDescriptor

_WHO = ("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager")
_SLOT = cast("bytes", SLOT("_prepare(bool)"))  # PySide's stub says bytes, it takes the text


class SleepWatch(QObject):
    """``bus``: the system's. Signals: ``going`` before sleep; ``let_go`` must be called when the window is ready."""

    going = Signal()

    def __init__(self, bus: QDBusConnection | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = QDBusConnection.systemBus() if bus is None else bus
        self._held = -1
        self._asked: QDBusPendingCallWatcher | None = None
        if self._bus.isConnected():
            self._bus.connect(*_WHO, "PrepareForSleep", self, _SLOT)
            self._hold()

    @property
    def is_holding(self) -> bool:
        """The machine waits for us before it sleeps."""
        return self._held >= 0

    def let_go(self) -> None:
        """The machine may sleep now."""
        if self._held >= 0:
            with suppress(OSError):
                os.close(self._held)
            self._held = -1

    def stop(self) -> None:
        """The window closes."""
        if self._bus.isConnected():
            self._bus.disconnect(*_WHO, "PrepareForSleep", self, _SLOT)
        self.let_go()

    @Slot(bool)
    def _prepare(self, sleeps: bool) -> None:
        if sleeps:
            self.going.emit()
        else:
            self._hold()  # for the next time

    def _hold(self) -> None:
        call = QDBusMessage.createMethodCall(*_WHO, "Inhibit")
        call.setArguments(["sleep", "counter", "lock the window", "delay"])
        self._asked = QDBusPendingCallWatcher(self._bus.asyncCall(call), self)
        self._asked.finished.connect(self._got)

    def _got(self, asked: QDBusPendingCallWatcher) -> None:
        """A descriptor: as long as one copy of it is open, the machine waits."""
        given = asked.reply().arguments()
        if given and isinstance(given[0], QDBusUnixFileDescriptor):
            self.let_go()
            self._held = os.dup(given[0].fileDescriptor())
        self._asked = None
        asked.deleteLater()  # with the answer's own copy

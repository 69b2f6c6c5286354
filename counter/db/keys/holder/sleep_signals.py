"""Signs that the machine sleeps, shuts down or the session ends: logind's signals, and two clocks that part in sleep.

Without a system bus the clocks alone are left.
"""

from __future__ import annotations

import os
import time
from typing import Any

_STEP = 1.0
"""Seconds that the clocks may part without sleep."""
_LOGIND, _PATH, _INTERFACE = (
    "org.freedesktop.login1",
    "/org/freedesktop/login1",
    "org.freedesktop.login1.Manager",
)
_SIGNALS = ("PrepareForSleep", "PrepareForShutdown", "SessionRemoved")


def sleep_clocks() -> tuple[float, float]:
    """A clock that counts sleep and one that does not, seconds."""
    return time.clock_gettime(time.CLOCK_BOOTTIME), time.clock_gettime(time.CLOCK_MONOTONIC)


def has_slept(before: tuple[float, float], now: tuple[float, float]) -> bool:
    """Whether the machine slept between two readings of ``sleep_clocks``."""
    return (now[0] - before[0]) - (now[1] - before[1]) > _STEP


class SleepSignals:
    """logind's signals as a file handle to wait for. ``handle``: None without a system bus.

    While it lives sleep is delayed until the signal was served (an inhibitor of the kind delay), where logind allows.
    """

    def __init__(self) -> None:
        self.handle: int | None = None
        self._session = os.environ.get("XDG_SESSION_ID", "")
        self._bus: Any = None
        self._delay: Any = None
        try:
            self._connect()
        except Exception:  # noqa: BLE001  # no bus, no logind, no jeepney: the clocks are left
            self.handle = None

    def _connect(self) -> None:
        from jeepney import DBusAddress, MatchRule, message_bus, new_method_call
        from jeepney.io.blocking import open_dbus_connection

        self._bus = open_dbus_connection(bus="SYSTEM", enable_fds=True)
        for name in _SIGNALS:
            rule = MatchRule(type="signal", interface=_INTERFACE, member=name, path=_PATH)
            self._bus.send_and_get_reply(message_bus.AddMatch(rule), timeout=2.0)
        self.handle = self._bus.sock.fileno()
        logind = DBusAddress(_PATH, bus_name=_LOGIND, interface=_INTERFACE)
        why = ("sleep:shutdown", "counter", "gives up its keys", "delay")
        try:
            reply = self._bus.send_and_get_reply(new_method_call(logind, "Inhibit", "ssss", why), timeout=2.0)
            self._delay = reply.body[0]
        except Exception:  # noqa: BLE001  # allowed to be missing
            self._delay = None

    def is_over(self) -> bool:
        """Whether what arrived says that the secrets have to go; also when the bus is gone."""
        while True:
            try:
                message = self._bus.receive(timeout=0.05)
            except TimeoutError:
                return False
            except Exception:  # noqa: BLE001  # the bus ends with the machine
                return True
            if self._ends(message):
                return True

    def _ends(self, message: Any) -> bool:
        from jeepney import HeaderFields

        name, body = message.header.fields.get(HeaderFields.member), message.body
        if name in ("PrepareForSleep", "PrepareForShutdown"):
            return bool(body and body[0])
        return name == "SessionRemoved" and bool(self._session) and bool(body) and body[0] == self._session

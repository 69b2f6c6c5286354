"""Signs that the machine sleeps, shuts down or the session ends: logind's signals, and two clocks that part in sleep.

Without a system bus the clocks alone are left.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from threading import Thread
from typing import Any

_STEP = 1.0
"""Seconds that the clocks may part without sleep."""
_LOGIND, _PATH, _INTERFACE = (
    "org.freedesktop.login1",
    "/org/freedesktop/login1",
    "org.freedesktop.login1.Manager",
)
_ANSWER_SECONDS = 5.0
_SIGNALS = ("PrepareForSleep", "PrepareForShutdown", "SessionRemoved")


def sleep_clocks() -> tuple[float, float]:
    """A clock that counts sleep and one that does not, seconds."""
    return time.clock_gettime(time.CLOCK_BOOTTIME), time.clock_gettime(time.CLOCK_MONOTONIC)


def has_slept(before: tuple[float, float], now: tuple[float, float]) -> bool:
    """Whether the machine slept between two readings of ``sleep_clocks``."""
    return (now[0] - before[0]) - (now[1] - before[1]) > _STEP


def watch_signals() -> int:
    """A handle that becomes readable when logind says sleep, shut-down or the end of the session.

    In a thread of its own: a bus that hangs holds up nobody. Sleep is delayed until the holder has ended (an inhibitor
    of the kind delay), where logind allows it. Without a system bus the handle stays silent.
    """
    ours, theirs = os.pipe()

    def watch() -> None:
        with suppress(Exception):  # no bus, no logind, no jeepney: the clocks are left
            _wait_for_end()
            os.write(theirs, b"x")

    Thread(target=watch, daemon=True).start()
    return ours


def _wait_for_end() -> None:
    from jeepney import DBusAddress, MatchRule, message_bus, new_method_call
    from jeepney.io.blocking import open_dbus_connection

    bus = open_dbus_connection(bus="SYSTEM", enable_fds=True)
    for name in _SIGNALS:
        rule = MatchRule(type="signal", interface=_INTERFACE, member=name, path=_PATH)
        bus.send_and_get_reply(message_bus.AddMatch(rule), timeout=_ANSWER_SECONDS)
    logind = DBusAddress(_PATH, bus_name=_LOGIND, interface=_INTERFACE)
    why = ("sleep:shutdown", "counter", "gives up its keys", "delay")
    bus.send(new_method_call(logind, "Inhibit", "ssss", why))
    kept = []  # the inhibitor's handle comes with the answer and lives as long as the process
    while True:
        message = bus.receive()
        kept += [message] if message.header.message_type.name == "method_return" else []
        if _ends(message):
            return


def _ends(message: Any) -> bool:
    from jeepney import HeaderFields

    name, body = message.header.fields.get(HeaderFields.member), message.body
    if name in ("PrepareForSleep", "PrepareForShutdown"):
        return bool(body and body[0])
    session = os.environ.get("XDG_SESSION_ID", "")
    return name == "SessionRemoved" and bool(session) and bool(body) and body[0] == session

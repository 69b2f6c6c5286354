"""A desk of the tests' own: an X display that nobody sees, a session bus, and the window on both.

Needs Debian's xvfb, at-spi2-core and dbus-daemon (``scripts/prepare dev`` installs them). The developer's own display
and buses are neither asked nor touched.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAMS = ("Xvfb", "dbus-daemon")
REGISTRY = Path("/usr/libexec/at-spi2-registryd")
_SCREEN = "1366x768x24"


def is_possible() -> bool:
    """Whether the programs are installed."""
    return REGISTRY.exists() and all(map(shutil.which, PROGRAMS))


@contextmanager
def desk(folder: Path) -> Iterator[dict[str, str]]:
    """The environment of programs that are started on it; all of them have ended afterwards."""
    folder.mkdir(mode=0o700)
    with _display(folder) as display:
        environment = {**os.environ, "DISPLAY": display, "XDG_RUNTIME_DIR": str(folder)}
        bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert bus.stdout is not None
        try:
            yield {**environment, "DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip()}
        finally:
            _end(bus)  # what it started, the bus of the screen readers and its registry, ends with it


@contextmanager
def program(environment: dict[str, str], profile: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The window, as a person starts it who uses a screen reader."""
    words = [sys.executable, "-P", "-m", "counter", "--data", str(profile)]
    reading = {"QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
    window = subprocess.Popen(words, env={**environment, **reading})
    try:
        yield window
    finally:
        _end(window)


def give_keys_to_the_window(display: str) -> None:
    """What a window manager does for a new window: the keyboard is its own from now on."""
    x = ctypes.CDLL("libX11.so.6")
    number = ctypes.c_ulong
    x.XOpenDisplay.restype = ctypes.c_void_p
    x.XDefaultRootWindow.restype = number
    opened = ctypes.c_void_p(x.XOpenDisplay(display.encode()))
    root, parent, count = number(), number(), ctypes.c_uint()
    windows = ctypes.POINTER(number)()
    x.XQueryTree(
        opened,
        number(x.XDefaultRootWindow(opened)),
        ctypes.byref(root),
        ctypes.byref(parent),
        ctypes.byref(windows),
        ctypes.byref(count),
    )
    for at in range(count.value):
        if _width(x, opened, windows[at]) > _WIDE:
            x.XSetInputFocus(opened, number(windows[at]), 1, number(0))
    x.XCloseDisplay(opened)


_WIDE = 300


def _width(x: ctypes.CDLL, display: ctypes.c_void_p, window: int) -> int:
    root, place, size = ctypes.c_ulong(), ctypes.c_int(), [ctypes.c_uint() for _ in range(4)]
    x.XGetGeometry(
        display,
        ctypes.c_ulong(window),
        *map(ctypes.byref, (root, place, place)),
        *map(ctypes.byref, size),
    )
    return size[0].value


@contextmanager
def _display(folder: Path) -> Iterator[str]:
    told, tells = os.pipe()
    with (folder / "display.log").open("wb") as log:
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(tells), "-screen", "0", _SCREEN, "-nolisten", "tcp"],
            pass_fds=[tells],
            stderr=log,
        )
    os.close(tells)
    try:
        with os.fdopen(told) as line:
            yield f":{line.readline().strip()}"
    finally:
        _end(server)


def _end(process: subprocess.Popen[bytes] | subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()

"""Displays to plug in and pull out: the off-screen platform's own configuration, changed while the program runs.

Qt offers that only to C++ (``QOffscreenPlatformNativeInterface``, made for its own tests): the platform really adds and
removes its screens, so that Qt itself moves windows and tells ``screenAdded`` and ``screenRemoved``. Nothing is faked.
"""

from __future__ import annotations

import ctypes
import json
import platform
import sys
from pathlib import Path
from typing import Any

import PySide6
from PySide6.QtCore import QByteArray, QJsonDocument
from PySide6.QtGui import QGuiApplication, QScreen
from shiboken6 import Shiboken

CAN_CHANGE = sys.platform == "linux" and platform.machine() in ("x86_64", "AMD64")
"""The two calls below follow the x86-64 rules for returned objects and for the order of virtual functions."""

_RESOURCE_SLOT = 12
"""Place of ``nativeResourceForIntegration`` among the virtual functions: the first after those of QObject."""

DESK = {"name": "", "x": 0, "y": 0, "width": 800, "height": 800}  # what the platform starts with


class Displays:
    """The desk's display, and what is plugged in beside it."""

    def __init__(self) -> None:
        libraries = Path(PySide6.__file__).parent / "Qt" / "lib"
        gui = ctypes.CDLL(str(libraries / "libQt6Gui.so.6"))
        native = gui._ZN15QGuiApplication23platformNativeInterfaceEv
        native.restype, native.argtypes = ctypes.c_void_p, []
        self._native = native()
        core = ctypes.CDLL(str(libraries / "libQt6Core.so.6"))
        self._object_of = core._ZNK13QJsonDocument6objectEv
        self._object_of.restype, self._object_of.argtypes = None, [ctypes.c_void_p, ctypes.c_void_p]
        table = ctypes.cast(self._native, ctypes.POINTER(ctypes.c_void_p))[0]
        slot = ctypes.cast(table, ctypes.POINTER(ctypes.c_void_p))[_RESOURCE_SLOT]
        resource = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)(slot)
        name = QByteArray(b"setConfiguration")
        address = resource(self._native, Shiboken.getCppPointer(name)[0])
        self._configure = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p)(address)
        self._others: dict[str, dict[str, Any]] = {}

    def plug(self, width: int, height: int, name: str = "pad", *, x: int = 800, ratio: float = 1) -> QScreen:
        """Plug a display in, right of the desk's. ``width``, ``height``: in its own pixels, of which ``ratio`` make one
        of the window's, by its resolution as a real one tells it.
        """
        self._others[name] = {
            "name": name,
            "x": x,
            "y": 0,
            "width": width,
            "height": height,
            "logicalDpi": round(96 * ratio),
        }
        self._apply()
        return self.named(name)

    def pull(self, name: str = "pad") -> None:
        """Pull its plug."""
        del self._others[name]
        self._apply()

    def pull_all(self) -> None:
        """As it was before."""
        self._others.clear()
        self._apply()

    def named(self, name: str) -> QScreen:
        """The screen of that name."""
        return next(s for s in QGuiApplication.screens() if s.name() == name)

    def _apply(self) -> None:
        common = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
        screens = [{**common, **screen} for screen in (DESK, *self._others.values())]
        document = QJsonDocument.fromJson(QByteArray(json.dumps({"screens": screens}).encode()))
        room = (ctypes.c_void_p * 4)()
        self._object_of(ctypes.addressof(room), Shiboken.getCppPointer(document)[0])
        self._configure(ctypes.addressof(room), self._native)
        QGuiApplication.processEvents()

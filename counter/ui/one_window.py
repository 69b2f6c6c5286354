"""One window per profile: a second start raises the first instead of opening a rival beside it (DESIGN §4)."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMainWindow

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

_WAIT_MS = 2000


class OneWindow:
    """The door bell of a profile's window: a second start rings, the first comes to the front."""

    def __init__(self, profile: Path) -> None:
        self._name = "counter-" + hashlib.sha256(str(profile.resolve()).encode()).hexdigest()[:20]
        self._server: QLocalServer | None = None

    def ring(self) -> None:
        """Call the window that is already open."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(_WAIT_MS):
            socket.disconnectFromServer()

    def listen(self, window: QMainWindow) -> None:
        """Come to the front whenever somebody rings."""
        from PySide6.QtNetwork import QLocalServer

        QLocalServer.removeServer(self._name)  # left behind by a window that was killed
        server = QLocalServer(window)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)

        def come() -> None:
            socket = server.nextPendingConnection()
            if socket is not None:
                socket.deleteLater()
            if window.isMinimized():
                window.showNormal()
            window.raise_()
            window.activateWindow()

        server.newConnection.connect(come)
        server.listen(self._name)
        self._server = server

    def release(self) -> None:
        """The window is closed."""
        if self._server is not None:
            self._server.close()

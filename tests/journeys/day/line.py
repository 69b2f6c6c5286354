"""The line between one window and the hub: it can be cut, also in the middle of what goes over it."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress


class Line:
    """Passes on everything between a port of its own and the hub's; ``port``: the window's end."""

    def __init__(self, to: int) -> None:
        self._to = to
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._dead = False
        self._left: int | None = None
        self.cuts = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """The line is dead until it is mended; who is connected hears of it at once."""
        with self._lock:
            self._dead = True
            self._drop()

    def cut_after(self, octets: int) -> None:
        """The next connections die in the middle, after so many octets from the window; the line stays."""
        with self._lock:
            self._left = octets

    def mend(self) -> None:
        """It works again."""
        with self._lock:
            self._dead, self._left = False, None

    def close(self) -> None:
        """For good."""
        self.cut()
        self._listener.close()

    def _drop(self) -> None:
        self.cuts += 1
        for one in self._open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        self._open.clear()

    def _accept(self) -> None:
        while True:
            try:
                here, _ = self._listener.accept()
            except OSError:
                return
            if self._dead:
                here.close()
                continue
            try:
                there = socket.create_connection(("127.0.0.1", self._to), timeout=10)
            except OSError:
                here.close()
                continue
            there.settimeout(None)
            with self._lock:
                self._open |= {here, there}
            for one, other, counted in ((here, there, True), (there, here, False)):
                threading.Thread(target=self._pass_on, args=(one, other, counted), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket, counted: bool) -> None:
        with suppress(OSError):
            while data := one.recv(16_384):
                if counted and self._spent(len(data)):
                    other.sendall(data[: len(data) // 2])
                    break
                other.sendall(data)
        for end in (one, other):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        with self._lock:
            self._open -= {one, other}

    def _spent(self, octets: int) -> bool:
        with self._lock:
            if self._left is None:
                return False
            self._left -= octets
            if self._left > 0:
                return False
            self._left = None
            self.cuts += 1
            return True

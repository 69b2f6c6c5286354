"""The address of this machine's print system, and one request to it: HTTP by socket or port, with a time limit.

Imported with the first request: HTTP costs 30 ms that opening the window need not wait for.
"""

from __future__ import annotations

import http.client
import os
import pwd
import socket
from dataclasses import dataclass
from pathlib import Path

from counter.printing.spool.ipp import Attributes, NoAnswer, Refused, answer

SOCKETS = (Path("/run/cups/cups.sock"), Path("/var/run/cups/cups.sock"))
"""Where CUPS listens on this machine, unless the environment or client.conf names another place."""
PORT = 631

_REFUSING = 0x0400


class _SocketConnection(http.client.HTTPConnection):
    def __init__(self, path: str, timeout: float) -> None:
        super().__init__("localhost", timeout=timeout)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


@dataclass(frozen=True, slots=True)
class Server:
    """A print system: the path of its socket, or host:port."""

    address: str

    def ask(self, resource: str, content: bytes, *, seconds: float) -> list[Attributes]:
        """Post one request and read the answer; each step of it may take ``seconds``.

        Raises Silent when there is no answer in time, Refused for a refusal.
        """
        status, reply = self._post(resource, content, seconds, None)
        if status == http.client.UNAUTHORIZED and self.local:
            # the socket itself identifies us; the print system only requires the field
            status, reply = self._post(resource, content, seconds, f"PeerCred {account()}")
        if status != http.client.OK:
            raise Refused(status)
        try:
            code, groups = answer(reply)
        except ValueError:
            raise NoAnswer(sent=True) from None
        if code >= _REFUSING:
            raise Refused(code)
        return groups

    @property
    def local(self) -> bool:
        """True for a socket of this machine."""
        return self.address.startswith("/")

    def _post(self, resource: str, content: bytes, seconds: float, proof: str | None) -> tuple[int, bytes]:
        connection = self._connection(seconds)
        headers = {"Content-Type": "application/ipp"}
        if proof is not None:
            headers["Authorization"] = proof
        sent = False
        try:
            connection.connect()
            connection.request("POST", resource, content, headers)
            sent = True
            response = connection.getresponse()
            return response.status, response.read()
        except (OSError, http.client.HTTPException) as wrong:
            raise NoAnswer(sent=sent) from wrong
        finally:
            connection.close()

    def _connection(self, seconds: float) -> http.client.HTTPConnection:
        if self.local:
            return _SocketConnection(self.address, seconds)
        host, _, port = self.address.rpartition(":")
        if not port.isdigit():
            host, port = self.address, str(PORT)
        return http.client.HTTPConnection(host.strip("[]"), int(port), timeout=seconds)


def account() -> str:
    """The name of the account that this program runs under."""
    return pwd.getpwuid(os.getuid()).pw_name


def server() -> Server:
    """The print system of this machine, found as by CUPS' own programs: environment, client.conf, socket."""
    named = os.environ.get("CUPS_SERVER") or _client_conf()
    if named:
        return Server(named.partition("/version=")[0])
    return next((Server(str(path)) for path in SOCKETS if path.exists()), Server(f"localhost:{PORT}"))


def _client_conf() -> str:
    for file in (Path.home() / ".cups" / "client.conf", Path("/etc/cups/client.conf")):
        try:
            lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            continue
        for line in lines:
            words = line.split()
            if len(words) == 2 and words[0].lower() == "servername":
                return words[1]
    return ""

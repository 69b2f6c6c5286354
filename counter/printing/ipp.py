"""The print system's own language: IPP messages (RFC 8010) over HTTP, by socket or port, with a time limit.

Only what a print queue needs: strings, numbers and flags out, the same back; collections are read over. Asking the
print system in its own language gives states as fixed words and one job by its number, where the command line tools
give sentences in the machine's language and have to be started, read and killed.
"""

from __future__ import annotations

import http.client
import os
import pwd
import socket
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import TypeAlias

SOCKETS = (Path("/run/cups/cups.sock"), Path("/var/run/cups/cups.sock"))
"""Where the print system of this machine listens, unless the environment or client.conf names another."""
PORT = 631

Value: TypeAlias = str | int | bool
Attributes: TypeAlias = dict[str, list[Value]]


class Operation(IntEnum):
    """What is asked (RFC 8011 §4, the last two CUPS' own)."""

    PRINT_JOB = 0x0002
    CANCEL_JOB = 0x0008
    GET_JOB = 0x0009
    GET_JOBS = 0x000A
    GET_PRINTER = 0x000B
    GET_DEFAULT = 0x4001
    GET_PRINTERS = 0x4002


class Silent(Exception):
    """Nobody answered: the print system is not running, or hangs. ``sent``: the question had gone out whole."""

    def __init__(self, *, sent: bool) -> None:
        super().__init__(sent)
        self.sent = sent


class Refused(Exception):
    """The print system said no: an IPP status (0x0400 and up), or an HTTP status below 0x0400."""

    def __init__(self, status: int, words: str = "") -> None:
        super().__init__(status, words)
        self.status = status
        self.words = words


NOT_FOUND = 0x0406
UNAUTHORIZED = 401


@dataclass(frozen=True, slots=True)
class Tagged:
    """A value with the IPP type that it has to travel as."""

    tag: int
    value: Value


def keyword(text: str) -> Tagged:
    """A fixed word."""
    return Tagged(0x44, text)


def name(text: str) -> Tagged:
    """A name that people read."""
    return Tagged(0x42, text)


def uri(text: str) -> Tagged:
    """An address."""
    return Tagged(0x45, text)


def number(value: int) -> Tagged:
    """A whole number."""
    return Tagged(0x21, value)


def flag(value: bool) -> Tagged:
    """Yes or no."""
    return Tagged(0x22, value)


def mime(text: str) -> Tagged:
    """A format of a document."""
    return Tagged(0x49, text)


Group: TypeAlias = Mapping[str, "Tagged | Iterable[Tagged]"]

_OPERATION, _JOB, _END, _PRINTER = 0x01, 0x02, 0x03, 0x04
_FIRST_VALUE = 0x10
_INTEGER, _BOOLEAN, _ENUM = 0x21, 0x22, 0x23
_WITH_LANGUAGE = (0x35, 0x36)
_STRINGS = range(0x40, 0x60)


def question(operation: Operation, asked: Group, job: Group | None = None) -> bytes:
    """One request as bytes; a document may follow it."""
    head: dict[str, Tagged | Iterable[Tagged]] = {
        "attributes-charset": Tagged(0x47, "utf-8"),
        "attributes-natural-language": Tagged(0x48, "en"),
    }
    parts = [struct.pack(">BBHI", 2, 0, operation, 1), bytes((_OPERATION,)), _group({**head, **asked})]
    if job:
        parts += [bytes((_JOB,)), _group(job)]
    return b"".join([*parts, bytes((_END,))])


def answer(content: bytes) -> tuple[int, list[Attributes]]:
    """Status, and the printers or jobs told. Raises ValueError for bytes that are no IPP answer."""
    try:
        status = int(struct.unpack_from(">H", content, 2)[0])
        return status, _groups(content)
    except (struct.error, IndexError, UnicodeDecodeError) as wrong:
        raise ValueError("not an answer in IPP") from wrong


def _group(attributes: Group) -> bytes:
    parts = []
    for attribute, values in attributes.items():
        label = attribute.encode()
        for value in (values,) if isinstance(values, Tagged) else values:
            raw = _raw(value)
            parts.append(
                struct.pack(">BH", value.tag, len(label)) + label + struct.pack(">H", len(raw)) + raw
            )
            label = b""  # further values of the same attribute come without its name
    return b"".join(parts)


def _raw(value: Tagged) -> bytes:
    if value.tag == _BOOLEAN:
        return struct.pack(">B", int(value.value))
    return struct.pack(">i", value.value) if value.tag == _INTEGER else str(value.value).encode()


def _groups(content: bytes) -> list[Attributes]:
    found: list[Attributes] = []
    told = False  # the first group only repeats charset and language
    here, label = 8, ""
    while content[here] != _END:
        tag = content[here]
        here += 1
        if tag < _FIRST_VALUE:
            told = tag in (_JOB, _PRINTER)
            if told:
                found.append({})
            continue
        size = struct.unpack_from(">H", content, here)[0]
        label = content[here + 2 : here + 2 + size].decode() or label
        here += 2 + size
        size = struct.unpack_from(">H", content, here)[0]
        value = _value(tag, content[here + 2 : here + 2 + size])
        here += 2 + size
        if told and value is not None:
            found[-1].setdefault(label, []).append(value)
    return found


def _value(tag: int, raw: bytes) -> Value | None:
    if tag in (_INTEGER, _ENUM):
        return int(struct.unpack(">i", raw)[0])
    if tag == _BOOLEAN:
        return raw == b"\x01"
    if tag in _WITH_LANGUAGE:
        size = struct.unpack_from(">H", raw)[0]
        return raw[4 + size :].decode("utf-8", "replace")
    return raw.decode("utf-8", "replace") if tag in _STRINGS else None


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
        """Post one request and read the answer; every step of it may take ``seconds``.

        Raises Silent when nobody answers in time, Refused when the answer is no.
        """
        status, reply = self._post(resource, content, seconds, None)
        if status == UNAUTHORIZED and self.local:
            # the socket itself proves who we are; the print system only wants it said
            status, reply = self._post(resource, content, seconds, f"PeerCred {account()}")
        if status != http.client.OK:
            raise Refused(status)
        try:
            told, groups = answer(reply)
        except ValueError:
            raise Silent(sent=True) from None
        if told >= 0x0400:
            raise Refused(told)
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
            raise Silent(sent=sent) from wrong
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
    """The print system of this machine, found as CUPS' own programs find it: environment, client.conf, socket."""
    said = os.environ.get("CUPS_SERVER") or _client_conf()
    if said:
        return Server(said.partition("/version=")[0])
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

"""IPP messages (RFC 8010) as bytes.

Only what a print queue needs: strings, numbers and flags are written and read; collections are skipped. IPP gives
states as fixed words and one job by its number, where the command line tools give localised sentences and have to be
started, parsed and killed.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

Value: TypeAlias = str | int | bool
Attributes: TypeAlias = dict[str, list[Value]]


class Operation(IntEnum):
    """IPP operations (RFC 8011 §4, the last two CUPS' own)."""

    PRINT_JOB = 0x0002
    CANCEL_JOB = 0x0008
    GET_JOB = 0x0009
    GET_JOBS = 0x000A
    GET_PRINTER = 0x000B
    GET_DEFAULT = 0x4001
    GET_PRINTERS = 0x4002


class NoAnswer(Exception):
    """No answer: the print system is not running, or hangs. ``sent``: the request was sent completely."""

    def __init__(self, *, sent: bool) -> None:
        super().__init__(sent)
        self.sent = sent


class Refused(Exception):
    """The print system refused: an IPP status (0x0400 and up), or an HTTP status below 0x0400."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


NOT_FOUND = 0x0406


@dataclass(frozen=True, slots=True)
class Tagged:
    """A value with its IPP type."""

    tag: int
    value: Value


def keyword(text: str) -> Tagged:
    """A keyword."""
    return Tagged(0x44, text)


def name(text: str) -> Tagged:
    """A name for people."""
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
    """Status, and the printers or jobs in the answer. Raises ValueError for bytes that are no IPP answer."""
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
    in_group = False  # the first group only repeats charset and language
    here, label = 8, ""
    while content[here] != _END:
        tag = content[here]
        here += 1
        if tag < _FIRST_VALUE:
            in_group = tag in (_JOB, _PRINTER)
            if in_group:
                found.append({})
            continue
        size = struct.unpack_from(">H", content, here)[0]
        label = content[here + 2 : here + 2 + size].decode() or label
        here += 2 + size
        size = struct.unpack_from(">H", content, here)[0]
        value = _value(tag, content[here + 2 : here + 2 + size])
        here += 2 + size
        if in_group and value is not None:
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

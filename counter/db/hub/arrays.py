"""Arrays in PostgreSQL's binary form. psycopg writes lists element by element in Python: a third of a push."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.adapt import Dumper
from psycopg.pq import Format

_head = struct.Struct(">iiIii").pack
_length = struct.Struct(">i").pack
_NULL = _length(-1)


@dataclass(frozen=True, slots=True)
class Element:
    """A type of element: its oid, that of its array, and its binary form."""

    oid: int
    array: int
    write: Callable[[Any], bytes]


TEXT = Element(25, 1009, str.encode)
BYTEA = Element(17, 1001, bytes)
UUID = Element(2950, 2951, lambda text: bytes.fromhex(text.replace("-", "")))
INT4 = Element(23, 1007, struct.Struct(">i").pack)
INT8 = Element(20, 1016, struct.Struct(">q").pack)


@dataclass(frozen=True, slots=True)
class PackedArray:
    """An array as it is sent."""

    oid: int
    data: bytes


def packed(values: Iterable[object], kind: Element) -> PackedArray:
    """One-dimensional, from 1; None is NULL."""
    written = [None if value is None else kind.write(value) for value in values]
    parts = [_head(1, int(None in written), kind.oid, len(written), 1)]
    for one in written:
        if one is None:
            parts.append(_NULL)
        else:
            parts += (_length(len(one)), one)
    return PackedArray(kind.array, b"".join(parts))


def register(connection: psycopg.Connection[Any]) -> None:
    """Let a connection take these."""
    connection.adapters.register_dumper(PackedArray, _PackedDumper)


class _PackedDumper(Dumper):
    format = Format.BINARY

    def dump(self, obj: PackedArray) -> bytes:
        return obj.data

    def get_key(self, obj: PackedArray, format: Any) -> Any:  # psycopg's own name
        return (self.cls, obj.oid)

    def upgrade(self, obj: PackedArray, format: Any) -> _PackedDumper:
        made = _PackedDumper(self.cls)
        made.oid = obj.oid
        return made

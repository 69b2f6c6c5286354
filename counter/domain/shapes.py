"""Shapes that bytes and plain values are read into: one thread makes each whole before anybody reads into it.

msgspec keeps what it knows of a dataclass or Struct beside the class, and puts it there before it has filled it in.
Where two threads meet a class for the first time, the second reads what is half filled, and the process ends without a
word (0.22.0: a window that was being opened). So every ``convert``, ``decode`` and ``Decoder`` names its shape by
``whole``.
"""

from __future__ import annotations

from threading import RLock
from typing import TypeVar

import msgspec

S = TypeVar("S")

_known: set[object] = set()
_first = RLock()  # one for all: shapes contain each other


def whole(shape: S) -> S:
    """The same shape, complete with all that it contains."""
    if shape not in _known:
        with _first:
            msgspec.msgpack.Decoder(shape)
            _known.add(shape)
    return shape

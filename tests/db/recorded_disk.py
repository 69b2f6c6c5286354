"""What SQLite really writes and syncs, recorded under it, and every state that a power cut could leave of it.

The recorder sits between SQLite and its own file system layer (a shim around ``xOpen`` and the methods of each opened
file, https://www.sqlite.org/vfs.html), so nothing is assumed about when pages are written or synced. The model of the
disk: a sync makes the file's own earlier writes durable and, as a journalling file system does, earlier deletions and
lengths; of what came after the last sync any part may have arrived, in any order, and each write torn at any sector.
"""

from __future__ import annotations

import ctypes
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

SECTOR = 512
_METHODS = 19  # words of sqlite3_io_methods, version 3
_WRITE, _TRUNCATE, _SYNC = 3, 4, 5
_OPEN_AT, _DELETE_AT = 40, 48  # in sqlite3_vfs, where a pointer has 8 bytes
_MAIN, _LOG = 0x100, 0x80000  # SQLITE_OPEN_MAIN_DB, SQLITE_OPEN_WAL

_Open = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
)  # the name as a bare pointer: SQLite keeps it, and reads on behind its end
_Delete = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_Write = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64)
_Truncate = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int64)
_Sync = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
_ALIVE: list[object] = []
"""Callbacks that files opened meanwhile may still call."""


@dataclass(frozen=True, slots=True)
class Op:
    """One thing done to a file: ``write`` (at, data), ``length`` (at), ``delete`` or ``sync``."""

    what: str
    file: str
    at: int = 0
    data: bytes = b""


def recordable() -> bool:
    """Whether the driver lets its file system layer be found (the Linux wheel does)."""
    return (
        sys.platform == "linux"
        and ctypes.sizeof(ctypes.c_void_p) == 8
        and hasattr(_library(), "sqlite3_vfs_find")
    )


@contextmanager
def recording() -> Iterator[list[Op]]:
    """Everything written, cut, deleted or synced of database files that are opened meanwhile."""
    find = _library().sqlite3_vfs_find
    find.restype, find.argtypes = ctypes.c_void_p, [ctypes.c_char_p]
    layer: int = find(None)
    slots = {at: ctypes.c_void_p.from_address(layer + at) for at in (_OPEN_AT, _DELETE_AT)}
    before = {at: slot.value for at, slot in slots.items()}
    ops: list[Op] = []
    shim = _Shim(ops, before[_OPEN_AT], before[_DELETE_AT])
    _ALIVE.append(shim)
    slots[_OPEN_AT].value, slots[_DELETE_AT].value = shim.addresses()
    try:
        yield ops
    finally:
        for at, slot in slots.items():
            slot.value = before[at]


def _library() -> Any:
    module = sys.modules[dbapi2.connect.__module__] if hasattr(dbapi2.connect, "__module__") else dbapi2
    return ctypes.CDLL(getattr(module, "__file__", None) or dbapi2.__file__)


class _Shim:
    """Stands before the layer's own functions."""

    def __init__(self, ops: list[Op], open_: int | None, delete: int | None) -> None:
        assert open_ is not None
        assert delete is not None
        self._ops = ops
        self._names: dict[int, str] = {}
        self._kept: list[object] = []
        self._really_open, self._really_delete = _Open(open_), _Delete(delete)
        self._open, self._delete = _Open(self._on_open), _Delete(self._on_delete)

    def addresses(self) -> tuple[int | None, int | None]:
        """What is put in place of ``xOpen`` and ``xDelete``."""
        return tuple(ctypes.cast(one, ctypes.c_void_p).value for one in (self._open, self._delete))  # type: ignore[return-value]

    def _on_open(self, layer: int, name: int | None, file: int, flags: int, out: int | None) -> int:
        code: int = self._really_open(layer, name, file, flags, out)
        if code == 0 and name and flags & (_MAIN | _LOG):
            self._names[file] = _name_at(name)
            self._stand_before(ctypes.c_void_p.from_address(file))
        return code

    def _on_delete(self, layer: int, name: int, with_folder: int) -> int:
        code: int = self._really_delete(layer, name, with_folder)
        if code == 0:
            self._ops.append(Op("delete", _name_at(name)))
        return code

    def _stand_before(self, methods: ctypes.c_void_p) -> None:
        """A copy of the file's table of methods in which three are ours."""
        real = (ctypes.c_void_p * _METHODS).from_address(methods.value or 0)
        ours = (ctypes.c_void_p * _METHODS)(*real)
        write, truncate, sync = (
            _Write(real[_WRITE] or 0),
            _Truncate(real[_TRUNCATE] or 0),
            _Sync(real[_SYNC] or 0),
        )

        def on_write(file: int, data: int, length: int, at: int) -> int:
            self._ops.append(Op("write", self._names[file], at, ctypes.string_at(data, length)))
            return int(write(file, data, length, at))

        def on_truncate(file: int, length: int) -> int:
            self._ops.append(Op("length", self._names[file], length))
            return int(truncate(file, length))

        def on_sync(file: int, flags: int) -> int:
            code = int(sync(file, flags))
            self._ops.append(Op("sync", self._names[file]))
            return code

        for place, callback in (
            (_WRITE, _Write(on_write)),
            (_TRUNCATE, _Truncate(on_truncate)),
            (_SYNC, _Sync(on_sync)),
        ):
            ours[place] = ctypes.cast(callback, ctypes.c_void_p).value
            self._kept.append(callback)
        self._kept.append(ours)
        methods.value = ctypes.addressof(ours)


def _name_at(address: int) -> str:
    return Path(ctypes.string_at(address).decode()).name


@dataclass
class Disk:
    """What is durable, and what was done since and may have arrived or not."""

    durable: dict[str, bytes]
    pending: list[Op] = field(default_factory=list)

    def do(self, op: Op) -> None:
        """One step further."""
        if op.what != "sync":
            self.pending.append(op)
            return
        for one in self.pending:
            if one.file == op.file or one.what != "write":
                apply(self.durable, one)
        self.pending = [one for one in self.pending if one.file != op.file and one.what == "write"]

    def nothing_more(self) -> dict[str, bytes]:
        """The state in which nothing arrived but what was synced."""
        return dict(self.durable)

    def everything(self) -> dict[str, bytes]:
        """The state in which everything arrived: a killed program, not a cut."""
        return self._with(self.pending)

    def last_one_torn(self, dice: random.Random) -> dict[str, bytes]:
        """The state in which everything arrived but the end of the last write."""
        return self._with([*self.pending[:-1], *(_torn(op, dice) for op in self.pending[-1:])])

    def some(self, dice: random.Random) -> dict[str, bytes]:
        """A state in which some of it arrived, in any order, and some of that torn."""
        arrived = [op for op in self.pending if op.what != "write" or dice.random() < 0.5]
        writes = [i for i, op in enumerate(arrived) if op.what == "write"]
        for one, other in zip(writes, dice.sample(writes, len(writes)), strict=True):
            if arrived[one].file == arrived[other].file:
                arrived[one], arrived[other] = arrived[other], arrived[one]
        return self._with([_torn(op, dice) if dice.random() < 0.2 else op for op in arrived])

    def _with(self, ops: list[Op]) -> dict[str, bytes]:
        state = dict(self.durable)
        for op in ops:
            apply(state, op)
        return state


def apply(state: dict[str, bytes], op: Op) -> None:
    """Do one thing to the files."""
    if op.what == "delete":
        state.pop(op.file, None)
        return
    content = state.get(op.file, b"")
    if op.what == "length":
        state[op.file] = content[: op.at].ljust(op.at, b"\0")
        return
    end = op.at + len(op.data)
    state[op.file] = content[: op.at].ljust(op.at, b"\0") + op.data + content[end:]


def _torn(op: Op, dice: random.Random) -> Op:
    """The first sectors of a write."""
    if op.what != "write":
        return op
    return replace(op, data=op.data[: dice.randrange(0, len(op.data) + 1, SECTOR)])

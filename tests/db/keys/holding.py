"""A key holder of a test's own: its folder is not the session's, and no process outlives the test."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from counter.db.keys.slots import derivation

CHEAP = {"MEMORY_KIB": 64, "PASSES": 1, "LEAST_SECONDS": 0.0}
"""A cost that no test waits for."""


@contextmanager
def own_holder(*, cheap: bool = True) -> Iterator[Path]:
    """The folder of the holders that programs of this test start; all of them end with it."""
    with TemporaryDirectory(prefix="counter-run-") as name, pytest.MonkeyPatch.context() as patch:
        folder = Path(name)
        patch.setenv("XDG_RUNTIME_DIR", name)
        for constant, value in CHEAP.items() if cheap else ():
            patch.setattr(derivation, constant, value)
        try:
            yield folder
        finally:
            for file in folder.glob("*.keys"):
                with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
                    line.connect(str(file))
                    line.sendall(b"x")
                    line.recv(1)


@contextmanager
def switched_off() -> Iterator[None]:
    """Another machine, or this one after a restart: no holder is there."""
    with TemporaryDirectory(prefix="counter-run-") as name, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", name)
        yield


def other_disk(beside: Path) -> Path | None:
    """A folder on another disk than ``beside``, as a stick would be; None where this machine has none."""
    for place in (Path("/dev/shm"), Path("/var/tmp"), Path("/tmp"), Path.cwd()):
        if place.is_dir() and place.stat().st_dev != beside.stat().st_dev:
            return place
    return None

"""Running commands as a person would, and the profile they run on."""

from __future__ import annotations

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from counter.bootstrap.program import program
from counter.cli.io.program import Program
from counter.cli.main import main


@dataclass(frozen=True, slots=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The machine-readable result; fails when anything else stands on stdout."""
        return json.loads(self.out)


class _Stream(io.TextIOWrapper):
    """A stream as Python opens it: the command line may set its encoding."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="ascii")

    @property
    def said(self) -> str:
        """Everything written, as UTF-8."""
        self.flush()
        raw = self.buffer
        assert isinstance(raw, io.BytesIO)
        return raw.getvalue().decode("utf-8")


def counter(*arguments: str | Path, typed: str = "", through: Program | None = None) -> Said:
    """Run one command line in this process. ``typed``: lines on standard input; ``through``: other doors."""
    out, err = _Stream(), _Stream()
    with redirect_stdout(out), redirect_stderr(err), pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8"))
        code = main([str(a) for a in arguments], through or program())
        return Said(code, out.said, err.said)


def pin_file(folder: Path, pin: str = "1234", name: str = "pin") -> Path:
    """A PIN in a file that nobody else can read."""
    file = folder / name
    file.touch(mode=0o600)
    file.write_text(f"{pin}\n", encoding="utf-8")
    return file


def set_up_demo(profile: Path) -> str:
    """The demo hall in that folder; returns its recovery key."""
    said = counter("setup", "--demo", "--data", profile, "--json")
    assert said.code == 0, said.err
    key: str = said.json["recovery_key"]
    return key

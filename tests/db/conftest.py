"""A real encrypted profile for every test of the journal."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter.db.journal.journal import SqlJournal
from tests.db import toy


@pytest.fixture
def clock() -> toy.FakeClock:
    """A clock the test moves."""
    return toy.FakeClock()


@pytest.fixture
def folder(tmp_path: Path, clock: toy.FakeClock) -> Path:
    """A freshly set up profile."""
    folder = tmp_path / "profile"
    toy.create(folder, clock)
    return folder


@pytest.fixture
def journal(folder: Path, clock: toy.FakeClock) -> Iterator[SqlJournal]:
    """The same, open."""
    journal = toy.open_journal(folder, clock)
    yield journal
    journal.close()


@pytest.fixture
def copied(folder: Path, tmp_path: Path) -> Path:
    """The profile copied byte for byte to another folder."""
    return Path(shutil.copytree(folder, tmp_path / "copy"))

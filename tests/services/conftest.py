"""A real demo profile on disk for every service test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter.bootstrap.opening import create_profile, open_app
from counter.domain.hall.hall import StaffSeed
from counter.services.context.app import AppContext
from tests.printing.conftest import cups, running_cups  # noqa: F401  fixtures, by their names
from tests.settings import demo_hall

PEOPLE = (StaffSeed("W01", "阿木古郎", "clerk", "1234"), StaffSeed("S01", "苏日娜", "supervisor", "9876"))


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """A freshly set up demo profile."""
    folder = tmp_path / "profile"
    create_profile(folder, demo_hall(), PEOPLE)
    return folder


@pytest.fixture
def app(profile: Path) -> Iterator[AppContext]:
    """The same, open."""
    with open_app(profile) as opened:
        yield opened

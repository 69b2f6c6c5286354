"""Profiles for the tests of the command line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.shop import set_up_demo
from tests.cli.timed import Counter, counter_on


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """A demo hall of the test's own."""
    folder = tmp_path / "profile"
    set_up_demo(folder)
    return folder


@pytest.fixture(scope="session")
def shared_profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo hall for tests that leave nothing in it."""
    folder = tmp_path_factory.mktemp("shared") / "profile"
    set_up_demo(folder)
    return folder


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Counter]:
    """A demo hall whose clock the test sets; ``counter check`` is clean at the end."""
    with counter_on(tmp_path) as opened:
        yield opened

"""One print system for all tests of printing, and everybody's environment pointing at it only where it is asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.printing.cups import Cups, print_system


@pytest.fixture(scope="session")
def running_cups() -> Iterator[Cups]:
    """The print system, started once."""
    with print_system() as cups:
        yield cups


@pytest.fixture
def cups(running_cups: Cups, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cups]:
    """The same, as this machine's print system, without any printer."""
    monkeypatch.setenv("CUPS_SERVER", str(running_cups.socket))
    yield running_cups
    running_cups.take_away_printers()

"""One print system for all tests of printing, pointed at only where it is asked for; the words of all sample papers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.printing.cups import Cups, print_system
from tests.printing.shown import Sample
from tests.printing.shown_rooms import rooms
from tests.printing.shown_visits import visits


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


@pytest.fixture(scope="session")
def paper_words(tmp_path_factory: pytest.TempPathFactory) -> list[Sample]:
    """What all sample papers say, without making a PDF."""
    folder = tmp_path_factory.mktemp("samples")
    return [*visits(folder, made=False), *rooms(folder, made=False)]

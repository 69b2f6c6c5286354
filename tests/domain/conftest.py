"""The shipped guide, read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter.db.guide.shelf import GuideShelf
from counter.domain.guide.model import Guide

GUIDES = Path(__file__).resolve().parents[2] / "resources" / "guides"


@pytest.fixture(scope="session")
def shelf() -> GuideShelf:
    """The shelf of the shipped guides."""
    return GuideShelf(GUIDES)


@pytest.fixture(scope="session")
def guide(shelf: GuideShelf) -> Guide:
    """The guide in force where no overlay is chosen."""
    return shelf.guide()


@pytest.fixture(scope="session")
def demo(shelf: GuideShelf) -> Guide:
    """The guide of the demo hall."""
    return shelf.guide("演示")

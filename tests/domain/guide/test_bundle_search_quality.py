"""Whatever way a clerk types a bundle's name, it stands among the first three: all 103, with one slip of a key too."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bench.finding_queries import Typed, tried, typed_for
from counter.db.guide.shelf import GuideShelf
from counter.domain.guide.bundle_search import FindingIndex, FoundBy, search

Readings = Mapping[str, tuple[str, ...]]

SLIPS = ("邻键", "漏一键", "重一键", "换位")
FEWEST = 2_000


@pytest.fixture(scope="module")
def said(shelf: GuideShelf) -> Readings:
    """The readings of characters in these names, as people say them."""
    return {char: tuple(readings.split()) for char, readings in shelf.finding_words()[0].items()}


@pytest.fixture(scope="module", params=["curated", "every reading"])
def index(request: pytest.FixtureRequest, shelf: GuideShelf, said: Readings) -> FindingIndex:
    """The shipped names, found by their curated readings or, as in a guide taken in, by every reading there is."""
    shipped = shelf.index()
    return FindingIndex.build(
        names={entry.number: entry.name.text for entry in shipped.entries},
        items={key: spelled.text for key, spelled in shipped.items.items()},
        own={entry.number: entry.items for entry in shipped.entries},
        readings=said if request.param == "curated" else shelf.names().characters,
        words=shelf.finding_words()[1],
    )


def test_that_every_bundle_is_among_the_first_three_however_it_is_typed(
    index: FindingIndex, said: Readings
) -> None:
    every = list(typed_for(index.entries, said))
    assert len(every) >= FEWEST
    for how, found in tried(index, every).items():
        missed = [typed for typed in found.missed if how not in SLIPS or not spells_another(index, typed)]
        assert missed == [], how
        assert found.top >= 0.97 * found.typed, how
        assert found.first >= 0.9 * found.typed, how


def spells_another(index: FindingIndex, typed: Typed) -> bool:
    """The slip made what another name or item exactly has (hudian of huadian, 花店: 修护店)."""
    return any(hit.by in (FoundBy.NAME, FoundBy.ITEM) for hit in search(index, typed.text, limit=1))

"""One paper for several items: it is as main, as many and as deferrable as the strictest of them says (L1, L4)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter.domain.guide.condition import AllOf
from counter.domain.guide.model import Evidence, Guide, GuideRefusal, Tri
from counter.domain.visit.answer_input import check_answers
from counter.domain.visit.checklist_builder import resolve_in
from counter.domain.visit.material import MaterialState
from counter.domain.visit.situation import situate
from tests.domain.visit.test_checklist_builder import SMALL_RESTAURANT
from tests.domain.visit.walks import listed

FIRST, SECOND = "mkt_individual", "signboard"
"""Both need the lease."""


def with_lease(guide: Guide, **changes: dict[str, object]) -> Guide:
    """The guide with the lease's material changed in each of these items."""
    items = dict(guide.items)
    for item_id, change in changes.items():
        item = items[item_id]
        materials = tuple(
            replace(m, **change) if any(use.paper == "lease" for use in m.papers) else m  # type: ignore[arg-type]
            for m in item.materials
        )
        items[item_id] = replace(item, materials=materials)
    return replace(guide, items=items)


OPEN = {"deferrable": Tri.YES, "main": Tri.NO}


@pytest.mark.parametrize(
    ("changes", "allowed"),
    [
        ({FIRST: OPEN, SECOND: OPEN}, True),
        ({FIRST: OPEN}, False),
        ({SECOND: OPEN}, False),
        ({FIRST: OPEN, SECOND: {**OPEN, "main": Tri.UNKNOWN}}, False),
        ({FIRST: OPEN, SECOND: {**OPEN, "main": Tri.YES}}, False),
        ({FIRST: OPEN, SECOND: {**OPEN, "deferrable": Tri.UNKNOWN}}, False),
    ],
)
def test_that_a_paper_is_deferred_only_where_every_item_that_needs_it_allows_it(
    guide: Guide, changes: dict[str, dict[str, object]], allowed: bool
) -> None:
    lease = listed(with_lease(guide, **changes), 8, SMALL_RESTAURANT).line("lease")
    assert lease is not None
    assert lease.items == (FIRST, SECOND)
    assert (MaterialState.DEFERRED in lease.allowed) is allowed


@pytest.mark.parametrize(("first", "second", "wanted"), [(1, 3, 3), (3, 1, 3), (2, 2, 2)])
def test_that_as_many_are_asked_for_as_the_item_that_wants_most(
    guide: Guide, first: int, second: int, wanted: int
) -> None:
    copying = {"original_copy": "复印件"}
    changed = with_lease(
        guide, **{FIRST: {"copies": first, **copying}, SECOND: {"copies": second, **copying}}
    )
    lease = listed(changed, 8, SMALL_RESTAURANT).line("lease")
    assert lease is not None
    assert lease.copies == wanted
    assert {need.item: need.copies for need in lease.needs} == {FIRST: first, SECOND: second}
    assert f"{wanted}份" in lease.wanted


@pytest.mark.parametrize(("evidence", "stays"), [(Evidence.FOUND, False), (Evidence.KNOWN, True)])
def test_that_only_a_refusal_read_at_its_source_takes_an_item_out(
    guide: Guide, evidence: Evidence, stays: bool
) -> None:
    bundle = guide.bundles[8]
    always = replace(_some_refusal(guide), item=SECOND, when=AllOf(()), evidence=evidence)
    changed = replace(guide, bundles={**guide.bundles, 8: replace(bundle, refusals=(always,))})
    found = listed(changed, 8, SMALL_RESTAURANT)
    assert (SECOND in {item.id for item in found.items}) is stays
    if stays:
        assert always in found.warnings


def _some_refusal(guide: Guide) -> GuideRefusal:
    return next(r for bundle in guide.bundles.values() for r in bundle.refusals)


def test_that_what_comes_after_a_dropped_item_is_left_out_with_it(guide: Guide) -> None:
    bundle = guide.bundles[8]
    now = situate(guide, bundle, check_answers(guide, bundle, SMALL_RESTAURANT), {})
    everything = {item.id: item.after for item in resolve_in(now).items}
    after = {item for item, before in everything.items() if FIRST in before}
    assert after  # the trade's own item waits for the registration
    kept = {item.id for item in resolve_in(now, dropped=(FIRST,)).items}
    assert kept == set(everything) - {FIRST} - after
    alone = {item.id for item in resolve_in(now, dropped=(SECOND,)).items}
    assert alone == set(everything) - {SECOND}  # nothing waits for the sign

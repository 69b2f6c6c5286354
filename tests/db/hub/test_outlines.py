"""Outlines on the real hub: appended by their station alone, in order, read by all of its county."""

from __future__ import annotations

from contextlib import closing

import pytest
from msgspec.structs import replace as changed

from counter.domain.journal.exchange.outline import StreamOutline, packed_counts
from counter.services.exchange.hub_port import NOT_NEXT, OLD_MACHINE, OUTLINES, HubRefused
from tests.db.hub.cluster import HALL, Hub
from tests.db.hub.streams import Station, new_case

pytestmark = pytest.mark.postgres


def _outline(of: Station, first: int, last: int, case: str) -> StreamOutline:
    bare = StreamOutline(
        of.code, of.epoch, first, last, HALL, packed_counts({case: last - first + 1}), bytes(64)
    )
    return changed(bare, signature=of.key.sign(bare.message()))


def test_that_outlines_follow_the_stream_and_are_read_by_its_county(hub: Hub) -> None:
    a, b, far = Station("15222101"), Station("15222102"), Station("15222201")
    case = new_case()
    with (
        closing(a.connect(hub.enrol(a.code))) as of_a,
        closing(b.connect(hub.enrol(b.code))) as of_b,
        closing(far.connect(hub.enrol(far.code, county="152222"))) as of_far,
    ):
        assert of_a.state().schema >= OUTLINES
        of_a.push(a.batch(case, case, case))
        first, second = _outline(a, 1, 2, case), _outline(a, 3, 3, case)
        for wrong in (second, _outline(a, 1, 4, case)):
            with pytest.raises(HubRefused) as refused:
                of_a.put_outline(wrong)
            assert refused.value.code == NOT_NEXT
        for one in (first, first, second, first):
            of_a.put_outline(one)
        assert (of_a.outlined(1), of_b.outlined(1)) == (3, 0)
        assert of_b.outlines({}) == (first, second)
        assert of_b.outlines({}, 1) == (first,)
        assert of_b.outlines({(a.code, 1): 2, ("15229999", 4): 9}) == (second,)
        assert of_a.outlines({}) == of_far.outlines({}) == ()
        assert second.counts() == {case[-12:]: 1}
        of_b.push(b.batch(case))
        of_b.put_outline(_outline(a, 1, 1, case))  # whoever it says it is of, it lies in the caller's stream
        assert [one.station for one in of_a.outlines({})] == [b.code]
        with closing(Station(a.code, 2, "elsewhere", a.key).connect(hub.enrol(a.code, again=True))):
            with pytest.raises(HubRefused) as old:
                of_a.put_outline(_outline(a, 4, 4, case))
            assert old.value.code == OLD_MACHINE

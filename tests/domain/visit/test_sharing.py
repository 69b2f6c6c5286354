"""Only an organ's written 查无, whole, lets a shareable paper be demanded (L2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter.domain.visit.material import Brought, MaterialState, Shared, SharedAnswer
from counter.domain.visit.sharing import allows, demandable, not_found
from tests.builders import line

WRITTEN = SharedAnswer(Shared.NOT_FOUND, "自然资源局", "乌自然函〔2026〕3号", date(2026, 11, 2))
MISSING = Brought(MaterialState.MISSING, shared=WRITTEN)
DEED = line("deed", allowed=(MaterialState.SHARED, MaterialState.RECEIVED), initial=MaterialState.SHARED)


def test_that_the_whole_answer_opens_the_way() -> None:
    assert not_found(MISSING)
    assert demandable(DEED, MISSING)
    assert allows(DEED, MISSING)


@pytest.mark.parametrize(
    "said",
    [
        None,
        replace(WRITTEN, day=None),
        replace(WRITTEN, organ=" "),
        replace(WRITTEN, document="，。"),
        *(replace(WRITTEN, answer=other) for other in Shared if other is not Shared.NOT_FOUND),
    ],
)
def test_that_nothing_less_and_no_other_answer_does(said: SharedAnswer | None) -> None:
    mine = replace(MISSING, shared=said)
    assert not not_found(mine)
    assert not demandable(DEED, mine)
    assert not allows(DEED, mine)

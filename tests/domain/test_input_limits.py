"""Words typed into an act are proved wherever in it they stand: a line's note, a paper's fields, a reason."""

from __future__ import annotations

import pytest

from counter.domain.case.acts.acts import CaseAct, Decide, Supplement, Withdraw
from counter.domain.errors import BadInput
from counter.domain.input_limits import check_words
from counter.domain.visit.material import Brought, MaterialState

_NOTED = {"floor_plan": Brought(MaterialState.DEFECTIVE, note="没有\u200b签名")}


@pytest.mark.parametrize(
    ("act", "field"),
    [
        (Supplement(_NOTED), "lines.floor_plan.note"),
        (Decide(lines=_NOTED), "lines.floor_plan.note"),
        (Withdraw(("register",), "不办\u3164了"), "reason"),
    ],
)
def test_that_characters_nobody_sees_are_refused_at_their_place(act: CaseAct, field: str) -> None:
    with pytest.raises(BadInput, match=r"U\+") as refused:
        check_words(act)
    assert refused.value.field == field

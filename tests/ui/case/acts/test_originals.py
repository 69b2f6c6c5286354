"""An item that waits for an original goes on at the window once somebody says which were looked at."""

from __future__ import annotations

from counter.domain.case.item_state import ItemState
from counter.domain.visit.originals import unseen
from counter.ui.kit.controls.choices import Choices
from tests.ui.case.acts.conftest import At

COMPANY, REGISTERED = 1, "mkt_company"


def test_that_originals_looked_at_later_are_chosen_one_by_one_and_decide_the_item(at: At) -> None:
    case = at.filed(at.office.visit(COMPANY))
    held = case.item(REGISTERED)
    assert held is not None
    assert held.state is ItemState.RECEIVED
    at.opened(case)
    at.open_act("J", "decideForm")
    choices = at.see(Choices, "decideSeen")
    assert choices.chosen == ()  # nobody has looked until somebody says so
    wanted = tuple(x.id for x in unseen(case.lines, case.brought) if REGISTERED in x.seen_for)
    assert set(wanted) <= set(choices.options)
    choices.choose(wanted)
    at.confirm("decideForm")
    at.qtbot.waitUntil(lambda: all(at.now(case).brought[line].original_seen for line in wanted))
    done = at.now(case).item(REGISTERED)
    assert done is not None
    assert done.state is ItemState.DONE

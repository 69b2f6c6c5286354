"""按新版免交 at the window: offered where the version in force lets a lacking material go, and done with its key."""

from __future__ import annotations

from counter.domain.case.item_state import ItemState
from counter.domain.visit.material import MaterialState
from counter.ui.kit.controls.choices import Choices
from tests.services.case.test_relieve_material import PLAN, under, without
from tests.ui.case.acts.conftest import At


def test_that_what_the_new_version_no_longer_wants_goes_with_the_forms_key(at: At) -> None:
    case = at.filed(at.visit(missing=(PLAN,)))
    app = under(at.office, without(PLAN)).app
    at.station.change(guide=app.guide, versions=app.versions)
    at.opened(case)
    at.open_act("A", "relieveForm")
    chosen = at.see(Choices, "relieveLines")
    assert (chosen.options, chosen.chosen) == ((PLAN,), (PLAN,))
    at.confirm("relieveForm")
    at.qtbot.waitUntil(lambda: at.now(case).brought[PLAN].state is MaterialState.RELIEVED)
    assert [i.id for i in at.now(case).items if i.state is ItemState.TO_CORRECT] == []

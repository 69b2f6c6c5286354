"""补交材料 in every look: what fits does not scroll."""

from __future__ import annotations

import pytest

from counter.ui.checklist.checklist_view import ChecklistView
from counter.ui.kit.theme import CONTRAST
from tests.ui.case.acts.conftest import LATER_HERE, At
from tests.ui.hands import Key


@pytest.mark.parametrize("theme", ["light", "dark", CONTRAST])
def test_that_two_missing_papers_need_no_scrolling_in_any_look(at: At, theme: str) -> None:
    at.window.resize(1366, 768)
    while at.window.look.preferences.theme != theme:
        at.key(Key.Key_F11)
    at.opened(at.filed(at.visit(missing=(LATER_HERE, "floor_plan"))))
    at.open_act("B", "supplementForm")
    at.settle()
    shown = at.see(ChecklistView, "supplementList")
    assert shown.model().rowCount() > 2
    assert shown.verticalScrollBar().maximum() == 0

"""补交材料 in every look: what fits does not scroll."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton, QStackedWidget

from counter.ui.checklist.checklist_view import ChecklistView
from counter.ui.frame.page_area import PageArea
from counter.ui.kit.messages import Tone
from counter.ui.kit.theme import CONTRAST
from tests.ui.case.acts.conftest import LATER_HERE, At
from tests.ui.hands import Key


def test_that_two_missing_papers_need_no_scrolling_in_the_largest_letters(at: At) -> None:
    at.window.resize(1024, 700)
    at.window.shell.prefer(replace(at.window.look.preferences, letters=150))
    at.opened(at.filed(at.visit(missing=(LATER_HERE, "floor_plan"))))
    at.open_act("B", "supplementForm")
    at.settle()
    shown = at.see(ChecklistView, "supplementList")
    assert shown.model().rowCount() > 2
    assert shown.verticalScrollBar().maximum() == 0


def test_that_two_missing_papers_need_no_scrolling_once_the_window_becomes_narrow(at: At) -> None:
    """Their names then stand above what can be recorded of them."""
    at.window.resize(1600, 900)
    at.opened(at.filed(at.visit(missing=(LATER_HERE, "floor_plan"))))
    at.open_act("B", "supplementForm")
    at.settle()
    shown = at.see(ChecklistView, "supplementList")
    before = shown.height()
    at.window.resize(1024, 700)
    at.settle()
    assert shown.height() > before
    assert shown.verticalScrollBar().maximum() == 0


def test_that_a_message_never_covers_what_decides(at: At) -> None:
    at.window.resize(1024, 700)
    at.window.shell.prefer(replace(at.window.look.preferences, letters=150))
    at.opened(at.filed(at.visit(missing=(LATER_HERE, "floor_plan"))))
    at.open_act("B", "supplementForm")
    at.settle()
    area = at.window.findChild(PageArea)
    assert area is not None
    spare = area.height() - area.findChild(QStackedWidget).currentWidget().minimumSizeHint().height()
    at.window.resize(1024, 700 - spare)
    at.see(QPushButton, "supplementFormClose").setFocus()
    at.settle()
    decides = at.see(QPushButton, "supplementFormDo")
    assert decides.visibleRegion().boundingRect() == decides.rect()
    at.window.shell.message_bar.say(Tone.SAID, "已记下，出具了补正材料接收凭证。" * 4)
    at.settle()
    assert decides.visibleRegion().boundingRect() == decides.rect()


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

"""The page of a case says what came after its day, and the common day of licences handled together (L6)."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from counter import config
from counter.domain.case import clock_events as clocks_said
from counter.domain.case.item_events import Pause, Result
from counter.domain.case.lateness import late_of
from counter.services.context.preferences import Preferences
from counter.ui.case.case_history import CaseStory
from counter.ui.case.item_states import ItemStates
from counter.ui.kit.theme import Look
from tests.builders import item
from tests.settings import answer_by, calendar
from tests.stories import Story, due


def test_that_the_story_names_the_late_day_and_the_day_of_all_licences(qtbot: QtBot) -> None:
    story = Story(item(), item("fire", name="消防安全检查")).accepted(due=due("2026-12-01"))
    story.then(clocks_said.EventDated(due("2027-01-27", "一并办理45个工作日"), "许可法42"))
    story.then(
        clocks_said.ClockPaused("food", "食品经营许可", Pause.TESTING, "检字1号", date(2026, 12, 3)),
    )
    assert "几项许可一并办理，最迟 1月27日（含当日）前（一并办理45个工作日）；正在特别程序中" in _said(
        qtbot, story
    )
    story.concluded(Result.GRANTED, day="2026-12-08")
    assert "应于12月1日（含当日）前决定，实际12月8日，超期2个工作日" in _items(qtbot, story)


def test_that_the_story_of_a_case_out_of_sight_is_the_last_one_when_it_is_looked_at(
    qtbot: QtBot,
) -> None:
    widget = CaseStory()
    qtbot.addWidget(widget)
    story = Story().accepted(due=due("2026-12-01"))
    widget.show_case(story.case)
    widget.show()
    before = _words(widget)
    widget.hide()
    story.concluded(Result.GRANTED, day="2026-11-30")
    widget.show_case(story.case)
    assert _words(widget) == ""  # nothing of what was shown before
    widget.show()
    assert _words(widget).startswith(before)
    assert len(_words(widget)) > len(before)


def _said(qtbot: QtBot, story: Story) -> str:
    widget = CaseStory()
    qtbot.addWidget(widget)
    widget.show()
    widget.show_case(story.case)
    return _words(widget)


def _words(widget: CaseStory) -> str:
    QCoreApplication.sendPostedEvents()  # what a layout was given is shown by an event
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def _items(qtbot: QtBot, story: Story) -> str:
    listed = ItemStates(Look(config.resources_folder(), Preferences()))
    qtbot.addWidget(listed)
    listed.show_case(story.case, late_of(story.case, calendar(), answer_by))
    model = listed.model()
    return "\n".join(str(model.index(row, 0).data()) for row in range(model.rowCount()))

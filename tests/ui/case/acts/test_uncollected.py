"""待办 “没人领取” leads to 出件 with the person begun, ready for the call."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from counter.domain.tasks.task import TaskKind
from counter.ui.results.page import HandOutPage
from counter.ui.tasks.task_list import TaskList
from tests.services.results.test_hand_out import granted
from tests.settings import somebody
from tests.ui.case.acts.conftest import At


def test_that_enter_on_the_task_begins_with_that_person(at: At) -> None:
    other = somebody(name="其木格", id_number="999999198802024560")
    granted(at.office, "1", other)
    case = granted(at.office, "2")
    at.office.later(days=31)
    at.key(Qt.Key.Key_F2)
    at.settle()
    tasks = at.station.tasks(at.station.staff()[0], TaskKind.UNCOLLECTED)
    (task,) = [one.head for one in tasks if one.head.number == case.number]
    at.see(TaskList, "taskList").opened.emit(task)
    at.settle()
    page = at.window.findChild(HandOutPage)
    assert page is not None
    assert page.isVisible()
    assert page.card.found is not None
    assert case.id in page.card.found.bases
    who = page.findChild(QLabel, "pickUpWho")
    assert who is not None
    assert who.text() == "巴图吉雅"
    assert "callForm" in page.card.ways.options

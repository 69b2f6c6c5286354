"""公告送达 at the window: what the form asks then, and where its refusals stand."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLineEdit

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.case import Case
from counter.domain.case.paper_events import PaperStage, Way
from counter.ui.kit.controls.choices import Choices
from tests.ui.case.acts.conftest import CLERK, At
from tests.ui.hands import Key


def stamped(at: At, folder: Path) -> Case:
    case = at.filed(at.visit())
    at.station.copy_out(case.papers[0].id, folder / "a.pdf", CLERK)
    at.opened(case)
    at.open_act("Z", "markPrintedForm")
    at.confirm("markPrintedForm")
    at.key(Key.Key_Return)
    at.confirm("stampForm")
    return case


def test_that_a_public_notice_asks_when_and_why_and_nobody_to_sign(at: At, tmp_path: Path) -> None:
    case = stamped(at, tmp_path)
    at.open_act("S", "serveForm")
    asked = ("serveFormDay", "serveFormReceiver", "serveFormRelation")
    assert all(at.see(QLineEdit, name).isVisible() for name in asked)
    assert not at.see(QLineEdit, "serveFormCourse").isVisible()
    at.see(Choices, "serveFormWay").take_focus()
    at.keys(str(list(Way).index(Way.PUBLIC_NOTICE) + 1))
    assert not any(at.see(QLineEdit, name).isVisible() for name in asked)
    assert not at.see(Choices, "serveFormDeclined").isVisible()
    published, course = at.see(QLineEdit, "serveFormPublished"), at.see(QLineEdit, "serveFormCourse")
    published.setText(civil_date(at.now(case).papers[0].issued_at).isoformat())
    at.confirm("serveForm")
    at.qtbot.waitUntil(lambda: at.focus() is course)
    course.setText("电话、信件都没有找到人，公告贴在大厅公告栏")
    at.confirm("serveForm")
    at.qtbot.waitUntil(lambda: at.now(case).papers[0].stage is PaperStage.PUBLISHED)


def test_that_a_running_notice_is_taken_up_with_the_day_it_was_put_up(at: At, tmp_path: Path) -> None:
    case = stamped(at, tmp_path)
    at.open_act("S", "serveForm")
    at.see(Choices, "serveFormWay").take_focus()
    at.keys(str(list(Way).index(Way.PUBLIC_NOTICE) + 1))
    day = civil_date(at.now(case).papers[0].issued_at)
    at.see(QLineEdit, "serveFormPublished").setText(day.isoformat())
    at.see(QLineEdit, "serveFormCourse").setText("电话、信件都没有找到人，公告贴在大厅公告栏")
    at.confirm("serveForm")
    at.qtbot.waitUntil(lambda: at.now(case).papers[0].stage is PaperStage.PUBLISHED)
    at.open_act("S", "serveForm")
    assert at.see(Choices, "serveFormWay").chosen == (Way.PUBLIC_NOTICE.value,)
    assert str(day.year) in at.see(QLineEdit, "serveFormPublished").text()
    at.confirm("serveForm")
    assert at.now(case).papers[0].stage is PaperStage.PUBLISHED  # its thirty days are not over


def test_that_a_proof_of_delivery_offers_only_ways_that_somebody_signs_for(at: At, tmp_path: Path) -> None:
    stamped(at, tmp_path)
    at.open_act("E", "proofForm")
    assert Way.PUBLIC_NOTICE not in at.see(Choices, "proofFormWay").options

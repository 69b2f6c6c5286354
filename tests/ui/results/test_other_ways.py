"""出件 without a visit by keys: the post out, signed and back; a file sent and read; calls, and back to the organ."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from counter.domain.calendar.workdays import CHINA
from counter.domain.case.case import Case
from counter.domain.case.results.certificate import CertificateState
from counter.domain.case.results.events import Medium
from counter.domain.case.results.hand_out_events import CallOutcome
from counter.domain.document.document import PaperKind
from counter.ui.facades.clerk import Clerk
from counter.ui.kit.controls.stroke_filter import StrokeFilter
from counter.ui.results.shelf_list import head_words
from counter.ui.results.way_form import WayForm
from tests.services.office import Office, office_on
from tests.services.results.test_hand_out import granted
from tests.ui.results.test_hand_out_page import ALT, NUMBER, Desk

Key = Qt.Key


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


def ways(desk: Desk) -> tuple[str, ...]:
    return tuple(w for w in desk.page.card.ways.options if w != "collect")


def choose(desk: Desk, name: str) -> None:
    """Alt+Y and the digit of that way, each key a stroke of its own."""
    for strokes in desk.page.findChildren(StrokeFilter):
        strokes.forget()
    desk.key(Key.Key_Y, ALT)
    place = desk.page.card.ways.options.index(name)
    desk.key(Key(Key.Key_1 + place))
    assert desk.page.card.way is not None
    assert desk.page.card.way.objectName() == name


def fill(desk: Desk, **texts: str) -> None:
    for name, text in texts.items():
        field = desk.page.findChild(QLineEdit, name)
        assert field is not None
        field.setFocus()
        field.selectAll()
        field.insert(text)


def act(desk: Desk) -> None:
    """F9 twice: the first says what the second does."""
    desk.key(Key.Key_F9)
    desk.qtbot.waitUntil(lambda: desk.page.card.sending.is_armed)
    desk.key(Key.Key_F9)


def states(office: Office, *cases: Case) -> list[CertificateState]:
    return [one.state for case in cases for one in office.now(case).certificates]


def test_that_only_ways_by_which_something_can_go_are_made(qtbot: QtBot, office: Office) -> None:
    granted(office, "1")
    desk = Desk(qtbot, office)
    desk.page.begin_with("巴图")
    desk.settle()
    assert {form.objectName() for form in desk.page.findChildren(WayForm)} == set(ways(desk))


def test_that_one_parcel_holds_the_results_of_two_cases_and_comes_back(qtbot: QtBot, office: Office) -> None:
    two = granted(office, "1"), granted(office, "2")
    desk = Desk(qtbot, office)
    desk.page.begin_with("巴图")
    desk.settle()
    assert ways(desk) == ("postForm", "callForm")
    choose(desk, "postForm")
    assert desk.page.focusWidget().objectName() == "postMail"  # the receiver is the applicant
    assert not desk.page.card.collector.isVisible()
    desk.key(Key.Key_F9)
    desk.qtbot.waitUntil(lambda: desk.page.card.sending.is_armed)
    desk.key(Key.Key_F9)
    assert "请写收件地址" in desk.label("postFormProblem")
    fill(desk, postMail="EA 123456789 CN", postAddress="某旗某街1号", postConsent="本人在窗口同意")
    act(desk)
    assert "已登记寄出" in desk.last
    assert states(office, *two) == [CertificateState.POSTED] * 2
    assert ways(desk) == ("postEndForm",)  # the only thing left to do
    way = desk.page.card.way
    assert way is not None
    assert way.objectName() == "postEndForm"
    desk.page.findChild(QLineEdit, "postEndWords").setFocus()
    desk.key(Key.Key_F9)
    desk.qtbot.waitUntil(lambda: desk.page.card.sending.is_armed)
    desk.key(Key.Key_F9)
    assert "请写谁签收的" in desk.label("postEndFormProblem")
    way.findChild(type(desk.page.card.ways), "postEndHow").take_focus()
    desk.key(Key.Key_2)
    fill(desk, postEndWords="地址不详", postEndPlace="B-01")
    act(desk)
    assert states(office, *two) == [CertificateState.RETURNED] * 2
    assert {one.place for case in two for one in office.now(case).certificates} == {"B-01"}
    choose(desk, "postForm")
    assert desk.page.findChild(QLineEdit, "postAddress").text() == "某旗某街1号"  # where it went last
    fill(desk, postMail="EA 123456780 CN", postConsent="电话里同意")
    act(desk)
    fill(desk, postEndWords="本人")
    act(desk)
    assert all(one.delivered for case in two for one in office.now(case).certificates)
    assert ways(desk) == ()


def test_that_a_scanned_waybill_goes_to_its_field_wherever_the_hand_is(qtbot: QtBot, office: Office) -> None:
    case = granted(office, "1")
    desk = Desk(qtbot, office)
    desk.scan_card()
    choose(desk, "postForm")
    field = desk.page.findChild(QLineEdit, "postMail")
    address = desk.page.findChild(QLineEdit, "postAddress")
    assert field is not None
    assert address is not None
    address.setFocus()
    assert desk.page.card.take_code("ea123456789cn")
    assert field.text() == "EA123456789CN"
    assert field.hasFocus()
    for other in (NUMBER, case.number, "https://example.invalid/EA123456789CN", "EA12"):
        assert not desk.page.card.take_code(other)
    fill(desk, postAddress="某旗某街1号", postConsent="本人在窗口同意")
    assert "1本可以领" in head_words(desk.page.list.rows[0])
    act(desk)
    desk.qtbot.waitUntil(lambda: "没有到柜的证照" in head_words(desk.page.list.rows[0]))


def test_that_an_electronic_result_is_sent_and_read(qtbot: QtBot, office: Office) -> None:
    case = granted(office, medium=Medium.ELECTRONIC, originals=0, duplicates=0, place="")
    opened = case.opened_at.astimezone(CHINA)
    office.later(days=1)
    desk = Desk(qtbot, office)
    desk.page.begin_with(case.number)
    desk.settle()
    way = desk.page.card.way
    assert way is not None
    assert way.objectName() == "sendForm"  # nothing can be collected
    fill(desk, sendPlatform="蒙速办")
    desk.key(Key.Key_F9)
    assert "请写平台上的文件编号" in desk.label("sendFormProblem")
    fill(desk, sendFile="F-1", sendAt="昨天")
    desk.key(Key.Key_F9)
    desk.qtbot.waitUntil(lambda: "没有写几点几分" in desk.label("sendFormProblem"))
    assert desk.page.focusWidget().objectName() == "sendAt"
    fill(desk, sendAt=f"{opened:%m-%d %H:%M}")
    act(desk)
    assert states(office, case) == [CertificateState.SENT]
    (one,) = office.now(case).certificates
    assert one.sendings[-1].at == opened.replace(second=0, microsecond=0)
    choose(desk, "readForm")
    fill(desk, readAt="昨天 23：59")
    act(desk)
    (one,) = office.now(case).certificates
    assert one.delivered
    read = one.sendings[-1].read
    assert read is not None
    assert f"{read.astimezone(CHINA):%m-%d %H:%M}" == f"{opened:%m-%d} 23:59"


def test_that_calls_are_recorded_and_after_the_last_the_organ_takes_it(qtbot: QtBot, office: Office) -> None:
    case = granted(office)
    desk = Desk(qtbot, office)
    for days in (31, 30, 30):
        office.later(days=days)
        desk.page.begin_with(case.number)
        desk.settle()
        assert "backForm" not in ways(desk)
        choose(desk, "callForm")
        desk.key(Key.Key_F9)
        assert "请选电话打得怎么样" in desk.label("callFormProblem")
        desk.key(Key.Key_2)  # 没人接
        act(desk)
        assert "电话已登记" in desk.last
    (one,) = office.now(case).certificates
    assert [call.outcome for call in one.calls] == [CallOutcome.NO_ANSWER] * 3
    choose(desk, "backForm")
    act_words = desk.page.card.go.words
    assert "物料流转单" in act_words
    fill(desk, backTakenBy="那顺")
    act(desk)
    assert states(office, case) == [CertificateState.SENT_BACK]
    assert office.now(case).papers[-1].kind == PaperKind.TRANSFER_SLIP


def test_that_what_was_typed_of_one_person_is_gone_for_the_next(qtbot: QtBot, office: Office) -> None:
    granted(office)
    desk = Desk(qtbot, office)
    desk.page.begin_with("巴图")
    desk.settle()
    choose(desk, "postForm")
    fill(desk, postAddress="某旗某街1号")
    assert desk.page.half_done
    desk.page.set_clerk(None)
    for name in ("postAddress", "postReceiver", "postMail", "postConsent"):
        assert desk.page.findChild(QLineEdit, name).text() == "", name
    assert not desk.page.half_done


def test_that_what_was_typed_of_one_person_comes_back_for_him_and_his_clerk(
    qtbot: QtBot, office: Office
) -> None:
    granted(office)
    desk = Desk(qtbot, office)

    def begin() -> None:
        desk.page.begin_with("巴图")
        desk.settle()

    begin()
    choose(desk, "postForm")
    fill(desk, postAddress="某旗某街1号")
    desk.key(Key.Key_Escape)
    address = desk.page.findChild(QLineEdit, "postAddress")
    assert desk.last == "“领取人的登记”没有办，填的还在：再打开就接着填。"
    assert (address.text(), desk.page.card.way is not None) == ("某旗某街1号", True)
    desk.page.set_clerk(Clerk("W02", "娜仁"))
    begin()
    assert address.text() != "某旗某街1号", "another one's"
    assert desk.page.put_aside == ("领取人的登记",)
    desk.page.set_clerk(Clerk("W01", "阿木古郎"))
    begin()
    assert desk.last == "“领取人的登记”上次填的还在，接着填。"
    assert (address.text(), address.isVisible()) == ("某旗某街1号", True)
    assert desk.page.put_aside == ()

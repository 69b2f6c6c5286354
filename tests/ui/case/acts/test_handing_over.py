"""移交 and 接收移交 by keys: which window, what goes along, a supervisor's PIN; the new window signs for originals."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.custody import originals_here
from counter.domain.case.conflict_events import CaseHandedOver
from counter.domain.case.oversight.finding_events import ReassignOrdered
from counter.domain.hall.register.records import RegisteredWindow
from counter.domain.hall.register.register import change_to
from counter.services.register.issue_register import issue_register
from counter.ui.kit.controls.choices import Choices
from tests.services.case.test_windows_of_a_case import OTHER, lead, wrote_elsewhere
from tests.ui.case.acts.conftest import At

ROOM = "15220192"


def words(at: At) -> str:
    return "".join(w.text() for w in at.window.findChildren(QLabel) if w.isVisible())


def test_that_a_case_is_handed_over_by_keys_and_one_that_comes_is_signed_for(at: At) -> None:
    office, day = at.office, civil_date(at.office.clock.at)
    case = at.filed(at.visit())
    at.opened(case)
    at.alt("8")
    assert "登记册里没有别的窗口" in at.message()
    at.key(Qt.Key.Key_Escape)
    record = RegisteredWindow(OTHER, "9", "一楼东")
    issue_register(office.app.journal, (change_to(record, day),), by=lead(office))
    at.station.follow(at.station.app)
    at.opened(case)
    at.open_act("8", "handOverForm")
    assert at.see(Choices, "handOverTo").chosen == (OTHER,)  # the only one
    assert originals_here(case)
    assert "一起交过去的原件，请点清" in words(at)
    at.see(QLineEdit, "handOverReason").setFocus()
    at.write("申请人搬到那边，方便就近办")
    at.see(QLineEdit, "supervisorCode").setFocus()
    at.write("S01")
    at.see(QLineEdit, "supervisorPin").setFocus()
    at.write("9876")
    at.confirm("handOverForm")
    after = at.now(case)
    assert after.owner == OTHER
    assert f"窗口 {OTHER} 主办" in words(at)
    at.alt("J")
    assert f"这件由窗口 {OTHER} 主办，这里不能“接着办”" in at.message()
    # it comes back: the other window hands it over to this one
    own = office.app.journal.station().code
    assert after.handed is not None
    back = CaseHandedOver(own, "S09", after.handed.originals)
    wrote_elsewhere(office, after, back, after.base)
    at.key(Qt.Key.Key_Escape)
    at.opened(case)
    at.open_act("7", "receiveForm")
    at.see(Choices, "receiveMissing").take_focus()
    at.keys("1")
    at.see(QLineEdit, "receiveNote").setFocus()
    at.write("对方说下周送来")
    at.confirm("receiveForm")
    received = at.now(case).handed
    assert received is not None
    assert (received.received, len(received.missing)) == (True, 1)


def test_that_an_order_of_the_room_is_the_next_act_and_its_form_is_filled(at: At) -> None:
    office, day = at.office, civil_date(at.office.clock.at)
    windows = (RegisteredWindow(OTHER, "9"), RegisteredWindow("15220188", "8"), RegisteredWindow(ROOM, "92"))
    issue_register(office.app.journal, [change_to(one, day) for one in windows], by=lead(office))
    at.station.follow(at.station.app)
    case = at.filed(at.visit())
    at.opened(case)
    assert "值班主管室要求" not in words(at)
    wrote_elsewhere(office, case, ReassignOrdered(case.owner, OTHER, "S02"), case.base, ROOM)
    at.window.shell.pages.exchanged.emit()  # it came while the case was open
    at.qtbot.waitUntil(lambda: f"值班主管室要求9号窗口（{OTHER}）主办" in words(at))
    at.open_act("8", "handOverForm")
    to = at.see(Choices, "handOverTo")
    assert (to.options, to.chosen) == ((OTHER, "15220188"), (OTHER,))
    assert at.see(QLineEdit, "handOverReason").text() == "值班主管室要求"
    at.see(QLineEdit, "supervisorCode").setFocus()
    at.write("S01")
    at.see(QLineEdit, "supervisorPin").setFocus()
    at.write("9876")
    at.confirm("handOverForm")
    assert (at.now(case).owner, at.now(case).to_reassign) == (OTHER, None)

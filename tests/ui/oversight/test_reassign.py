"""改派 by keys on a case's page in the room: another window is named, a reason given, a second supervisor signs."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from counter.domain.case.acts.acts import HandOver
from counter.domain.case.case import Case
from counter.domain.tasks.task import TaskKind
from counter.services.context.projection import read_case
from counter.services.tasks.list_tasks import list_tasks
from counter.ui.facades.oversight import OversightFacade
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.window.main_window import MainWindow, WindowKind
from tests.facades import facade_of
from tests.services.oversight.rooms import OTHER, SECOND_CONSENT, WINDOW, Room, room_and_window
from tests.ui.hands import Key
from tests.ui.oversight.test_room_window import RoomHands


def said(hands: RoomHands) -> str:
    return "".join(w.text() for w in hands.window.findChildren(QLabel) if w.isVisible())


def grab(hands: RoomHands, name: str) -> None:
    if folder := os.environ.get("COUNTER_SHOTS"):
        hands.window.setUpdatesEnabled(True)
        hands.window.grab().save(f"{folder}/{name}.png")
        hands.window.setUpdatesEnabled(False)


def looked_at(hands: RoomHands, case: Case) -> None:
    """查件 in the room: the case, for a reason."""
    hands.key(Key.Key_F3)
    hands.write(case.number)
    hands.key(Key.Key_Return)
    hands.qtbot.waitUntil(lambda: hands.shows("lookForm"))
    hands.keys("2")
    hands.qtbot.waitUntil(lambda: hands.shows("caseDetail"))
    hands.settle()


def test_that_two_supervisors_order_a_case_to_another_window_and_take_it_back(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with room_and_window(tmp_path) as room:
        case = room.window.file(room.window.visit())
        ended = room.finished()
        room.exchange()
        facade = facade_of(OversightFacade, tmp_path / "room", room.clock)
        window = MainWindow(facade, kind=WindowKind.OVERSIGHT)
        qtbot.addWidget(window)
        try:
            with qtbot.waitSignal(window.ready, timeout=10_000):
                window.show()
            window.activateWindow()
            qtbot.waitUntil(window.isActiveWindow)
            hands = RoomHands(qtbot, window, facade)
            hands.sign_on("S01", "9876")
            looked_at(hands, ended)
            hands.alt(";")
            assert "没有要办的了，不用改派" in said(hands)
            hands.key(Key.Key_Escape)
            looked_at(hands, case)
            _order(hands, room, case)
        finally:
            window.shut()
            facade.close()


def _order(hands: RoomHands, room: Room, case: Case) -> None:
    assert hands.see(ActButton, "reassignOpen").accessibleName() == "改派…，Alt+;"
    hands.alt(";")
    hands.alt("=")
    assert "还没有选改派给哪个窗口" in said(hands)
    hands.keys("1")
    assert hands.focus().objectName() == "reassignReason"
    hands.write("主办窗口的人休产假")
    hands.key(Key.Key_Return)
    sign(hands, "S01", "9876")
    hands.qtbot.waitUntil(lambda: "改派要两个人签名" in said(hands))
    grab(hands, "reassign")
    hands.shell.find_case.reassign.by.code.setFocus()
    hands.shell.find_case.reassign.by.code.clear()
    sign(hands, "S02", "8765")
    hands.qtbot.waitUntil(lambda: "已要求改派" in said(hands))
    order = read_case(room.app.journal, case.id).to_reassign
    assert order is not None
    assert (order.to, order.agreed_by) == (OTHER, "S02")
    grab(hands, "reassigned")
    room.exchange()
    kinds = [one.kind for one in list_tasks(room.window.app) if one.number == case.number]
    assert TaskKind.REASSIGN in kinds
    hands.qtbot.waitUntil(lambda: hands.shows("reassignOpen"))
    hands.alt(";")
    assert hands.shell.find_case.reassign.to.options == (WINDOW,)  # the other one has the order already
    hands.keys("1")
    hands.write("人回来了，还由它办")
    hands.key(Key.Key_Return)
    sign(hands, "S02", "8765")
    hands.qtbot.waitUntil(lambda: "没有改派" in said(hands))
    assert read_case(room.app.journal, case.id).to_reassign is None
    _moved_meanwhile(hands, room, case)


def _moved_meanwhile(hands: RoomHands, room: Room, case: Case) -> None:
    """The owner hands the case on while the room looks at it: what is signed is what was seen, or nothing."""
    hands.qtbot.waitUntil(lambda: hands.shows("reassignOpen"))
    hands.alt(";")
    room.register_at_window()
    room.window.do(room.window.now(case), HandOver(OTHER, "申请人搬到那边", SECOND_CONSENT))
    room.exchange()
    hands.keys("1")
    hands.write("窗口停窗")
    hands.key(Key.Key_Return)
    sign(hands, "S02", "8765")
    hands.qtbot.waitUntil(lambda: f"已经由窗口 {OTHER} 主办" in said(hands))
    assert read_case(room.app.journal, case.id).to_reassign is None
    assert hands.shell.reporting is not None
    hands.shell.reporting.runner.brought.emit()
    hands.qtbot.waitUntil(lambda: "由04号窗口" in said(hands))
    assert not hands.shows("reassignForm")  # what it offered was of the owner before


def sign(hands: RoomHands, code: str, pin: str) -> None:
    """Code and PIN of the second supervisor."""
    hands.write(code)
    hands.key(Key.Key_Return)
    hands.write(pin)
    hands.alt("=")

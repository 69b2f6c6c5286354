"""A hurried hand at a filed case: keys for what cannot be, a lock in the middle, no signature without a witness."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from counter.domain.case.acts.acts import MarkPrinted, Stamp
from counter.domain.case.item_state import ItemState
from counter.domain.case.paper_events import PaperStage
from counter.ui.checklist.checklist_view import ChecklistView
from counter.ui.kit.controls.choices import Choices
from tests.ui.case.acts.conftest import CLERK, LATER_HERE, At
from tests.ui.case.acts.test_case_acts import problem, state
from tests.ui.hands import Key
from tests.ui.told import told


def test_that_a_key_for_what_cannot_be_done_now_says_so(at: At) -> None:
    case = at.filed(at.visit())
    at.opened(case)
    at.alt("S")
    assert "登记送达" in at.message()
    assert not at.shows("serveForm")


def test_that_a_lock_forgets_the_first_press(at: At) -> None:
    case = at.filed(at.visit(deferred=(LATER_HERE,)))
    at.opened(case)
    at.open_act("Q", "pledgeForm")
    at.keys("1")  # no printer: what was signed was made elsewhere
    at.key(Key.Key_F9)
    at.armed("pledgeFormDo")
    at.key(Key.Key_L, at.CONTROL)
    at.write("1234")
    at.key(Key.Key_Return)
    at.qtbot.waitUntil(lambda: at.shows("pledgeForm"))
    at.key(Key.Key_F9)
    assert state(at, case, "signboard") is ItemState.TO_PLEDGE


def test_that_ten_presses_sign_once(at: At) -> None:
    case = at.filed(at.visit(deferred=(LATER_HERE,)))
    at.opened(case)
    at.open_act("Q", "pledgeForm")
    at.keys("1")  # no printer: what was signed was made elsewhere
    at.key(Key.Key_F9)
    at.armed("pledgeFormDo")
    for _ in range(10):
        at.qtbot.keyClick(at.window.windowHandle(), Key.Key_F9)
    at.settle()
    now = at.now(case)
    assert len(now.pledges) == 1
    assert [p.title for p in now.papers].count("容缺受理通知书") == 1


def test_that_everything_an_act_ended_is_said(at: At) -> None:
    case = at.filed(at.visit())
    at.opened(case)
    at.open_act("C", "withdrawForm")
    chosen = at.see(Choices, "withdrawItems")
    for place in range(len(chosen.options)):
        chosen.take_focus()
        at.keys(str(place + 1))
    at.see(QLineEdit, "withdrawReason").setFocus()
    at.write("都不办了")
    at.own_writing()
    at.confirm("withdrawForm")
    assert any(i.state is ItemState.WITHDRAWN for i in at.now(case).items)
    assert all(i.asked.name in at.message() for i in at.now(case).items if i.state is ItemState.WITHDRAWN)


def test_that_a_refusal_to_sign_needs_its_witness_and_is_not_called_served(at: At, tmp_path: Path) -> None:
    case = at.filed(at.visit())
    paper = case.papers[0].id
    at.station.copy_out(paper, tmp_path / "a.pdf", CLERK)
    for act in (MarkPrinted((paper,)), Stamp((paper,))):
        at.station.perform(case.id, act, CLERK, at.now(case).base)
    at.opened(case)
    at.open_act("S", "serveForm")
    at.see(Choices, "serveFormDeclined").take_focus()
    at.keys("1")
    at.confirm("serveForm")
    assert "见证人" in problem(at)
    assert at.focus().objectName() == "serveFormNote"
    at.write("本人拒签，见证人王某")
    at.confirm("serveForm")
    assert at.now(case).papers[0].stage is PaperStage.DECLINED
    assert "拒签" in at.message()
    assert "已送达" not in at.message()


def in_sight(widget: QWidget) -> bool:
    return not widget.visibleRegion().isEmpty()


def open_a_long_form(at: At) -> None:
    """物料流转 in large print at 1366×768: longer than the window."""
    at.window.resize(1366, 768)
    at.key(Key.Key_F12)
    at.opened(at.filed(at.visit()))
    at.open_act("L", "moveForm")
    at.qtbot.waitUntil(lambda: not in_sight(at.see(QLineEdit, "moveTaker")))


def whole(widget: QWidget) -> bool:
    """Nothing of it is cut off or squeezed."""
    tall = widget.height() >= widget.minimumSizeHint().height()
    return tall and widget.visibleRegion().boundingRect() == widget.rect()


def test_that_the_button_of_a_long_form_is_always_whole(at: At) -> None:
    open_a_long_form(at)
    assert whole(at.button("moveFormDo"))
    at.see(QLineEdit, "moveTaker").setText("李某")
    at.see(Choices, "moveHands").take_focus()
    at.key(Key.Key_F9)
    at.armed("moveFormDo")
    assert whole(at.button("moveFormDo"))


def test_that_what_stands_in_the_way_of_a_long_form_is_read_wherever_the_hand_is(at: At) -> None:
    open_a_long_form(at)
    for field in at.window.findChildren(QLineEdit):
        if field.objectName().startswith("move_"):
            field.setText("0")
    at.see(Choices, "moveHands").take_focus()
    at.confirm("moveForm") if not problem(at) else None
    at.qtbot.waitUntil(lambda: in_sight(at.see(QLabel, "actProblem")) or bool(at.message()))
    assert problem(at)
    assert in_sight(at.focus())


def test_that_tab_comes_to_the_acts_where_the_eye_finds_them(at: At) -> None:
    at.opened(at.filed(at.visit(missing=("floor_plan",))))
    at.button("caseBack").setFocus()
    at.key(Key.Key_Tab)
    assert at.focus().objectName() == "actSupplement"
    at.key(Key.Key_Tab)
    assert at.focus().objectName().startswith("act")


def test_that_scans_at_a_locked_window_are_no_wrong_pins(at: At) -> None:
    case = at.filed(at.visit())
    at.key(Key.Key_L, at.CONTROL)
    for scanned in (
        case.number,
        "999999199001011238",
        case.number,
        "COUNTER2:ABCDEFGH",
        case.number,
        case.number,
    ):
        at.scan(scanned)
        assert "扫到的不是口令" in told(at.window)
    at.write("1234")
    at.key(Key.Key_Return)
    at.qtbot.waitUntil(lambda: at.focus().objectName() == "findBox")


def test_that_the_key_that_opens_the_reason_writes_nothing_into_it(at: At) -> None:
    case = at.filed(at.visit(missing=(LATER_HERE,)))
    at.opened(case)
    at.open_act("B", "supplementForm")
    at.qtbot.waitUntil(lambda: isinstance(at.focus(), ChecklistView))
    at.twice("3")
    assert at.focus().objectName() == "reasonField"
    assert at.see(QLineEdit, "reasonField").text() == ""

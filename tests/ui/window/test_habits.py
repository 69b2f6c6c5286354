"""Ten habits of other programs do here what a person expects, or nothing, never something else (issue 20)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QWidget

from counter.ui.checklist.checklist_view import ChecklistView
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.drop_down import DropDown
from counter.ui.kit.controls.field import Field
from tests.ui.fake_facade import FakeFacade
from tests.ui.hands import Hands, Key

Modifier = Qt.KeyboardModifier
_BY_WHEEL = Qt.FocusPolicy.WheelFocus & ~Qt.FocusPolicy.StrongFocus


def turn_wheel(
    hands: Hands,
    up: bool,
    held: Modifier = Modifier.NoModifier,
    at: QWidget | None = None,
    turn: int = 120,
) -> None:
    target = at or hands.window.windowHandle()
    where = QPointF(200, 200)
    event = QWheelEvent(
        where,
        where,
        QPoint(),
        QPoint(0, turn if up else -turn),
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QCoreApplication.sendEvent(target, event)
    hands.settle()


@pytest.mark.parametrize(
    ("open_page", "field"),
    [
        ((Key.Key_F1, Modifier.NoModifier), "findBox"),
        ((Key.Key_F3, Modifier.NoModifier), "caseFindBox"),
        ((Key.Key_F6, Modifier.NoModifier), "verifyField"),
    ],
)
def test_that_ctrl_f_leads_to_where_the_page_is_searched(
    hands: Hands, open_page: tuple[Qt.Key, Modifier], field: str
) -> None:
    hands.key(*open_page)
    found = hands.window.shell.findChildren(QLineEdit, field)
    [box] = [one for one in found if one.isVisibleTo(hands.window)]
    hands.see(ActButton, "clerkButton").setFocus()
    hands.key(Key.Key_F, Modifier.ControlModifier)
    assert box.hasFocus()


def test_that_ctrl_z_takes_back_an_answer_and_says_so(hands: Hands) -> None:
    hands.begin()
    answered = dict(hands.window.intake.visits.visit.answers)  # type: ignore[union-attr]
    hands.keys("1")
    hands.key(Key.Key_Z, Modifier.ControlModifier)
    assert dict(hands.window.intake.visits.visit.answers) == answered  # type: ignore[union-attr]
    message = hands.window.shell.message_bar.message
    assert message is not None
    assert message.sentence.startswith("撤销了：")


def test_that_ctrl_p_prints_nothing_before_anything_was_filed(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    hands.key(Key.Key_P, Modifier.ControlModifier)
    assert hands.facade.filed == []
    assert hands.window.shell.message_bar.message is None


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_that_a_right_click_offers_what_can_be_done_with_text_in_chinese_and_nothing_elsewhere(
    hands: Hands,
) -> None:
    hands.begin()
    before = hands.window.intake.visits.visit  # type: ignore[union-attr]
    offered = []
    for name, kind in (("findBox", QLineEdit), ("checklist", ChecklistView), ("decideButton", ActButton)):
        part = hands.see(kind, name)
        target = part.viewport() if isinstance(part, ChecklistView) else part
        event = QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, QPoint(5, 5), target.mapToGlobal(QPoint(5, 5))
        )
        QTest.mouseClick(target, Qt.MouseButton.RightButton)
        QCoreApplication.sendEvent(target, event)
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            offered.append((name, "".join(action.text() for action in menu.actions())))
            menu.close()
    assert [name for name, _ in offered] == ["findBox"]
    assert "复制" in offered[0][1]
    assert hands.window.intake.visits.visit == before  # type: ignore[union-attr]


def test_that_a_double_click_on_the_deciding_button_files_nothing(hands: Hands) -> None:
    hands.ready_to_decide()
    button = hands.button("decideButton")
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    hands.settle()
    assert hands.facade.filed == []


def test_that_a_file_dropped_on_a_field_leaves_no_path_in_it(hands: Hands) -> None:
    box = hands.see(Field, "findBox")
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/tmp/a.pdf")])
    assert not box.acceptDrops()
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        files,
        Qt.MouseButton.LeftButton,
        Modifier.NoModifier,
        QEvent.Type.Drop,
    )
    QCoreApplication.sendEvent(hands.window.shell, drop)
    assert box.text() == ""


def test_that_ctrl_and_the_wheel_change_the_letters_and_nothing_else(hands: Hands) -> None:
    hands.begin()
    look = hands.window.look
    turned = []
    for up in (*[True] * 4, *[False] * 5):
        turn_wheel(hands, up, Modifier.ControlModifier)
        turned.append(look.preferences.letters)
    assert turned == [115, 130, 150, 150, 130, 115, 100, 90, 90]
    turn_wheel(hands, True)
    assert look.preferences.letters == 90


def test_that_the_many_small_turns_of_a_touch_pad_are_one_notch(hands: Hands) -> None:
    look = hands.window.look
    for _ in range(7):
        turn_wheel(hands, True, Modifier.ControlModifier, turn=16)
    assert look.preferences.letters == 100
    turn_wheel(hands, False, Modifier.ControlModifier, turn=100)
    assert look.preferences.letters == 100, "what was turned the other way does not count"
    turn_wheel(hands, False, Modifier.ControlModifier, turn=30)
    assert look.preferences.letters == 90


@pytest.mark.parametrize("plus", [(Key.Key_Plus, "+"), (Key.Key_Equal, "=")])
def test_that_ctrl_plus_minus_and_nought_change_the_letters_as_in_a_browser(
    hands: Hands, plus: tuple[Qt.Key, str]
) -> None:
    look, held = hands.window.look, Modifier.ControlModifier
    turned = []
    for key in (plus[0], plus[0], Key.Key_Minus, Key.Key_0, Key.Key_Minus, Key.Key_0):
        hands.key(key, held)
        turned.append(look.preferences.letters)
    assert turned == [115, 130, 115, 100, 90, 100]
    assert hands.facade.preferences.letters == 100


def test_that_ctrl_nought_over_the_checklist_speaks_of_the_papers_and_leaves_the_letters(
    hands: Hands,
) -> None:
    hands.begin()
    hands.answer()
    hands.key(Key.Key_F12)
    hands.see(ChecklistView, "checklist").setFocus()
    hands.key(Key.Key_0, Modifier.ControlModifier)
    assert hands.window.look.preferences.letters == 115
    assert hands.window.intake.visits.visit.brought  # type: ignore[union-attr]


def test_that_the_wheel_over_a_list_of_words_chooses_nothing(hands: Hands) -> None:
    box = DropDown()
    box.addItems(["身份证", "护照", "居住证"])
    hands.qtbot.addWidget(box)
    box.show()
    turn_wheel(hands, False, at=box)
    assert box.currentIndex() == 0
    assert not box.focusPolicy() & _BY_WHEEL, "the wheel that passes takes no focus"
    box.setFocus()
    turn_wheel(hands, False, at=box)
    assert box.currentIndex() == 0


def test_that_every_list_of_words_of_the_window_is_safe_from_the_wheel(hands: Hands) -> None:
    hands.begin()
    hands.key(Key.Key_F7)
    every = hands.window.findChildren(QComboBox)
    assert every
    assert [box.objectName() for box in every if not isinstance(box, DropDown)] == []


def test_that_alt_f4_in_the_middle_of_a_visit_loses_nothing(at_the_door: Hands, facade: FakeFacade) -> None:
    hands = at_the_door
    hands.sign_on()
    hands.begin()
    hands.keys("1")
    hands.window.close()  # what the window system does for Alt+F4
    hands.qtbot.waitUntil(lambda: not hands.window.isVisible())
    assert len(facade.saved) == 1

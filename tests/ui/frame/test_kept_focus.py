"""What has the focus and is disabled or hidden leads to nothing outside of its page, and has it back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from counter.ui.window.main_window import WindowKind
from tests.ui.hands import Hands, Key
from tests.ui.window.test_habits_everywhere import desk, places, room


def astray(hands: Hands, place: str) -> Iterator[str]:
    """Buttons of the page in sight from which the focus leaves it, or to which it does not come back."""
    shell = hands.window.shell
    page = shell.page_named(shell.page_in_sight)
    buttons = [
        one
        for one in page.findChildren(QPushButton)
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    for button in buttons:
        name = f"{place}: {button.objectName() or button.accessibleName()}"
        button.setFocus()
        button.setEnabled(False)
        stood = QApplication.focusWidget()
        if stood is None or not (stood is page or page.isAncestorOf(stood)):
            yield f"{name} disabled led to {stood.objectName() if stood else 'nobody'}"
        button.setEnabled(True)
        if QApplication.focusWidget() is not button:
            yield f"{name} has not got it back"
        button.hide()
        stood = QApplication.focusWidget()
        if stood is None or not (stood is page or page.isAncestorOf(stood)):
            yield f"{name} hidden led to {stood.objectName() if stood else 'nobody'}"
        button.show()


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_that_no_button_of_the_clerks_window_leads_out_of_its_page_when_it_rests(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with desk(qtbot, tmp_path / "profile") as (hands, office):
        assert [flaw for place in places(hands, office) for flaw in astray(hands, place.name)] == []


@pytest.mark.qt_log_ignore("does not support", extend=True)
@pytest.mark.parametrize(
    "kind", [WindowKind.OFFICE, WindowKind.BUREAU, WindowKind.OVERSIGHT], ids=lambda kind: kind.value
)
def test_that_no_button_of_the_other_windows_leads_out_of_its_page_when_it_rests(
    qtbot: QtBot, tmp_path: Path, kind: WindowKind
) -> None:
    with room(qtbot, tmp_path, kind) as (hands, _):
        wrong: list[str] = []
        for name, entry in hands.window.shell.rail.entries.items():
            entry.click()
            hands.settle()
            wrong += astray(hands, name)
        assert wrong == []


def last_of_sign_on(hands: Hands) -> tuple[QWidget, QWidget]:
    """The last button of the locked page, behind which comes the bar; and its field of the PIN."""
    hands.key(Key.Key_L, hands.CONTROL)
    page = hands.window.sign_on
    assert page is not None
    page.forgot.setFocus()
    return page.forgot, page.pin


def test_that_a_button_that_rests_while_it_acts_has_the_focus_back(hands: Hands) -> None:
    last, _ = last_of_sign_on(hands)
    last.setEnabled(False)
    stand_in = hands.focus()
    assert hands.window.sign_on is not None
    assert hands.window.sign_on.isAncestorOf(stand_in)
    last.setEnabled(True)
    assert hands.focus() is last


def test_that_a_hand_that_went_on_meanwhile_stays_where_it_is(hands: Hands) -> None:
    last, pin = last_of_sign_on(hands)
    last.setEnabled(False)
    pin.setFocus()
    last.setEnabled(True)
    assert hands.focus() is pin


def test_that_who_types_where_the_focus_went_meanwhile_is_not_taken_away(hands: Hands) -> None:
    last, _ = last_of_sign_on(hands)
    last.setEnabled(False)
    stand_in = hands.focus()
    hands.key(Key.Key_1)
    last.setEnabled(True)
    assert hands.focus() is stand_in

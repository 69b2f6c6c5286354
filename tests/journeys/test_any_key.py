"""Any key at any time, struck once or twice: nothing is filed, nothing received is lost, no other line moves."""

from __future__ import annotations

import random
import time
from collections.abc import Mapping

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from counter.domain.visit.material import Brought, held_at_window
from counter.domain.visit.visit import Visit
from counter.ui.checklist.checklist_view import ChecklistView
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.two_press import TwoPress
from tests.ui.case.acts.conftest import At, at, people  # noqa: F401
from tests.ui.hands import Key

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "This plugin does not support", extend=True)
STRUCK = (*"1123 mya?+-0", "\r", "\r", "\r", "\x1b")
"""Digits and letters of the list, the space bar, Enter and Esc: what lies under a hand that does not look."""
AWAY = (Key.Key_F1, Key.Key_F2, Key.Key_F3, Key.Key_F7, Key.Key_F8, Key.Key_F9, Key.Key_Tab, Key.Key_Up)
BUNDLES = ("8", "52", "91")
STROKES = 150


def strike(hands: At, char: str, times: int) -> None:
    """A key at whatever has the focus, twice within one stroke of a hurried finger."""
    code = {"\r": Key.Key_Return, "\x1b": Key.Key_Escape}.get(char) or Key(ord(char.upper()))
    start = int(time.monotonic() * 1000)
    for stamp in (start, start + 40)[:times]:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            if (
                QApplication.activeWindow() is None
            ):  # a list has closed: every real display gives the focus back
                hands.window.activateWindow()
            event = QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, char)
            event.setTimestamp(stamp)
            QCoreApplication.sendEvent(hands.focus(), event)
    hands.settle()


def in_hand_now(hands: At) -> Visit | None:
    """The visit in hand."""
    assert hands.window.intake is not None
    return hands.window.intake.visits.visit


def moved(before: Mapping[str, Brought], after: Mapping[str, Brought]) -> set[str]:
    """The lines of which something else is recorded now."""
    return {line for line in {*before, *after} if before.get(line) != after.get(line)}


def check(hands: At, before: Visit | None, where: str, line: str, char: str) -> None:
    """What one stroke of a key may have done to the visit in hand."""
    after = in_hand_now(hands)
    if before is None or after is None or before.bundle != after.bundle:
        return
    changed = moved(before.brought, after.brought)
    if where == "checklist" and char not in ("a", "A"):
        assert changed <= {line}, (char, where)
    if where in ("toMaterials", "findBox", "decideButton", "keepButton") and char not in ("a", "A"):
        assert not changed, (char, where)
    lost = {i for i, one in before.brought.items() if held_at_window(one, never_kept=one.copies == 0)}
    assert lost <= {*after.brought, *after.unasked}, (char, where)


@pytest.mark.parametrize("bundle", BUNDLES)
def test_that_no_key_struck_without_looking_files_or_loses_anything(at: At, bundle: str) -> None:  # noqa: F811
    rng = random.Random(bundle)  # the same strokes in every run
    at.begin(bundle)
    while at.focus().objectName() != "checklist":
        strike(at, "1", 1)  # the first answer of each question
        strike(at, "\r", 1)
    for _ in range(STROKES):
        focus = at.focus()
        before, where = in_hand_now(at), focus.objectName()
        line = at.see(ChecklistView, "checklist").current_line()
        if rng.random() < 0.8 and not isinstance(focus, Field):
            char = rng.choice(STRUCK)
            strike(at, char, rng.choice((1, 1, 2)))
            check(at, before, where, line, char)
        else:
            at.key(rng.choice(AWAY))
        if QApplication.focusWidget() is None or not at.shows("checklist"):
            at.key(Key.Key_F1)
            at.key(Key.Key_Escape)
        for press in at.window.findChildren(TwoPress):
            press.disarm()  # a hand that waits and looks is another one: each F9 here is the first
        assert at.station.find_cases("").rows == ()
    left = in_hand_now(at)
    at.window.shell.save_work()
    at.settle()
    kept = [draft for who in at.station.staff() for draft in at.station.drafts(who)]
    assert left is None or not left.brought or kept, "what is in hand is a draft too"

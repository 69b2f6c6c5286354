"""Every key that a page says works while the page is in sight, wherever the focus is: on the rail, on the bar on top,
on a notice (decision 0077).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from counter.ui.hall.page import HallPage
from counter.ui.help.bound_keys import shown_key
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import KeyCap
from counter.ui.kit.messages import Tone
from tests.ui.hands import Hands
from tests.ui.window.test_habits_everywhere import desk

ARROWS = {"↑": "Up", "↓": "Down", "←": "Left", "→": "Right"}

OF_THE_FOCUS = ("Enter", "空格", "Esc", "↑", "↓", "←", "→", "Tab", "")
"""Keys that belong to whatever has the focus."""


def said_on(page: QWidget) -> list[str]:
    """The keys that stand on buttons and beside words of a page, and count now."""
    buttons = [one.key for one in page.findChildren(ActButton) if one.isVisible() and one.isEnabled()]
    caps = [one.text() for one in page.findChildren(KeyCap) if one.isVisible()]
    buttons_caps = [one.text() for b in page.findChildren(ActButton) for one in b.findChildren(KeyCap)]
    for cap in buttons_caps:
        if cap in caps:
            caps.remove(cap)
    return [
        key
        for key in dict.fromkeys([*buttons, *caps])
        if key not in OF_THE_FOCUS and len(key) > 1 and pressed(key).key() is not Qt.Key.Key_unknown
    ]


def pressed(key: str) -> QKeyCombination:
    for sign, name in ARROWS.items():
        key = key.replace(sign, name)
    found: QKeyCombination = QKeySequence(key)[0]
    return found


def owner_of(shortcut: QShortcut) -> QWidget:
    owner = shortcut.parent()
    assert isinstance(owner, QWidget)
    return owner


def press(hands: Hands, focus: QWidget, key: str) -> None:
    focus.setFocus()
    assert focus.hasFocus(), f"{key}: {focus.objectName()}"
    combination = pressed(key)
    hands.key(combination.key(), combination.keyboardModifiers())


def deaf(hands: Hands, page: QWidget, name: str) -> Iterator[str]:
    """Keys of the page that do nothing, or two things, while the focus is outside it; no act is done."""
    heard: Counter[str] = Counter()
    pages = hands.see(QStackedWidget, "body")
    every = hands.window.findChildren(QShortcut)
    frame = {shown_key(one.key()) for one in every if not pages.isAncestorOf(owner_of(one))}
    for shortcut in page.findChildren(QShortcut):
        key = shown_key(shortcut.key())
        assert (
            len(key) > 1
            or shortcut.context() is Qt.ShortcutContext.WidgetShortcut
            or shortcut.parent() is not page
        )
        shortcut.activated.disconnect()
        shortcut.activated.connect(lambda key=key: heard.update([key]))
        shortcut.activatedAmbiguously.connect(lambda key=key: heard.update([f"{key} twice"]))
    bar = hands.window.shell.message_bar
    places = (
        hands.window.shell.rail.entries[hands.window.shell.page_in_sight],
        hands.see(ActButton, "messageClose"),
    )
    for key in [key for key in said_on(page) if key not in frame]:
        for focus in places:
            bar.say(Tone.SAID, "说过的话。")
            heard.clear()
            press(hands, focus, key)
            if heard != {shown_key(QKeySequence(pressed(key))): 1}:
                yield f"{name}: {key} with the focus on {focus.objectName()}: {dict(heard)}"


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_that_every_key_of_every_page_works_wherever_the_focus_is(qtbot: QtBot, tmp_path: Path) -> None:
    with desk(qtbot, tmp_path / "profile") as (hands, _office):
        shell = hands.window.shell
        wrong: list[str] = []
        for name, entry in shell.rail.entries.items():
            entry.click()
            hands.settle()
            page = shell.page_named(name)
            if not isinstance(page, HallPage):
                wrong += deaf(hands, page, name)
                continue
            for part in page.which.options:
                page.open_part(part)
                hands.settle()
                wrong += deaf(hands, page, f"{name} {part}")
        assert "\n".join(wrong) == ""

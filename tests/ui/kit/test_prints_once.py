"""What prints is pressed once, however nervous the finger."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counter.ui.kit.controls.act_button import ActButton

SHOWS = ("printAtOnce", "printNotOut")
"""These set when is printed, and ask which did not come out."""

UI = Path(__file__).parents[3] / "counter" / "ui"


def click(button: ActButton, kind: QEvent.Type, at: int) -> None:
    """``at``: by the pointer's own clock."""
    place, left = QPointF(button.rect().center()), Qt.MouseButton.LeftButton
    held = left if kind is not QEvent.Type.MouseButtonRelease else Qt.MouseButton.NoButton
    event = QMouseEvent(kind, place, button.mapToGlobal(place), left, held, Qt.KeyboardModifier.NoModifier)
    event.setTimestamp(at)
    QCoreApplication.sendEvent(button, event)


@pytest.mark.parametrize(("prints", "presses"), [(True, 1), (False, 2)])
def test_that_a_double_click_on_what_prints_is_one_press(qtbot: QtBot, prints: bool, presses: int) -> None:
    button = ActButton("printSomething", "打印", "Ctrl+P", enter=True, prints=prints)
    qtbot.addWidget(button)
    button.show()
    heard = list[str]()
    button.clicked.connect(lambda: heard.append("printed"))
    pressed, released = QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease
    for at, kind in ((0, pressed), (90, released), (200, QEvent.Type.MouseButtonDblClick), (280, released)):
        click(button, kind, 10_000 + at)
    assert len(heard) == presses
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert len(heard) == presses + 1


def buttons() -> list[tuple[str, str, set[str | None]]]:
    """(file, object name, arguments given by name) of every button of that class whose name says that it prints."""
    found = []
    for file in sorted(UI.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "ActButton" or not node.args:
                continue
            name = ast.unparse(node.args[0])
            if "print" in name.lower() and not any(shown in name for shown in SHOWS):
                found.append((file.name, name, {given.arg for given in node.keywords}))
    return found


def test_that_every_button_that_prints_takes_a_double_click_as_one_press() -> None:
    assert len(buttons()) > 8
    assert [row for row in buttons() if not row[2] & {"writes", "prints"}] == []

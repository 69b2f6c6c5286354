"""The keys of a page of the exchange act wherever the focus is, while the page is in sight."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter.ui.exchange.act_keys import connect_acts
from counter.ui.kit.controls.act_button import ActButton


def test_that_a_key_of_the_page_acts_wherever_the_focus_is_and_not_out_of_sight(qtbot: QtBot) -> None:
    window, page, rail = QWidget(), QWidget(), QLineEdit()
    button = ActButton("reportNow", "现在上报", "Alt+S")
    QVBoxLayout(page).addWidget(button)
    column = QVBoxLayout(window)
    for part in (rail, page):
        column.addWidget(part)
    acts: list[str] = []
    connect_acts(page, {button: lambda: acts.append("now")})
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)

    def press() -> None:
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)

    rail.setFocus()
    press()
    button.setFocus()
    button.setEnabled(False)  # what had the focus was dimmed
    press()
    assert acts == ["now", "now"]
    page.hide()
    press()
    assert acts == ["now", "now"]

"""A button that is told to say what it says already has nothing around it laid out anew."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter.ui.kit.controls.act_button import ActButton


class Layouts(QObject):
    """How often a page was asked to lay itself out."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.asked = 0
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # Qt's name
        self.asked += event.type() is QEvent.Type.LayoutRequest
        return False


def test_that_saying_the_same_again_lays_nothing_out(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    button = ActButton("send", "送打印", "F5", writes=True)
    column.addWidget(button)
    page.show()
    button.say("送打印", "一份", "还有一行")
    with qtbot.waitExposed(page):
        pass
    page.grab()
    QCoreApplication.sendPostedEvents()
    layouts = Layouts(page)
    button.say("送打印", "一份", "还有一行")
    QCoreApplication.sendPostedEvents()
    assert layouts.asked == 0
    for said in (("再送", "一份", "还有一行"), ("再送", "", "还有一行"), ("再送", "", "")):
        before = layouts.asked
        button.say(*said)
        QCoreApplication.sendPostedEvents()
        assert layouts.asked > before
        assert (button.words, button.extra, button.below) == said

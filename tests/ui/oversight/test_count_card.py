"""A number of the board."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter import config
from counter.services.context.preferences import Preferences
from counter.ui.kit.theme import Look
from counter.ui.oversight.count_card import CountCard


def test_that_a_number_that_begins_to_hurt_stays_in_line_with_those_beside_it(qtbot: QtBot) -> None:
    Look(config.resources_folder(), Preferences()).apply(Preferences())
    place = QWidget()
    qtbot.addWidget(place)
    line = QHBoxLayout(place)
    late, near = CountCard("late", "超期", "Alt+1", "correct"), CountCard("near", "临期", "Alt+2", "gap")
    for card in (late, near):
        card.say("0", "件", "说明")
        line.addWidget(card)
    place.resize(600, 120)
    place.show()
    qtbot.waitExposed(place)
    for number in ("5", "0", "5"):
        late.say(number, "件", "说明")
        place.grab()
        assert _top(late) == _top(near)
        over = late.findChild(QFrame, "countLine")
        assert over is not None
        assert over.isVisible() is (number != "0")


def _top(card: CountCard) -> int:
    return card.number.mapTo(card.parentWidget(), QPoint(0, 0)).y()

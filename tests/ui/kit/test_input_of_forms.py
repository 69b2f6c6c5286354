"""What stands in a form is asked at every row that is walked over: each part answers at once."""

from __future__ import annotations

import sys
from types import FrameType

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter.ui.kit.acts.unfinished_input import content_of
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.field import PinField


class Drawn(QWidget):
    """A part that holds what a person made of it."""

    def held_input(self) -> object:
        return ("a line",)

    def put_input(self, held: object) -> None:
        """The same again."""


def filled(qtbot: QtBot, buttons: int) -> QWidget:
    form = QWidget()
    qtbot.addWidget(form)
    column = QVBoxLayout(form)
    pin = PinField("pin", "口令")
    pin.setText("1234")
    for part, name in ((Drawn(), "drawn"), (QLineEdit("那顺"), "who"), (pin, "pin")):
        part.setObjectName(name)
        column.addWidget(part)
    for number in range(buttons):
        column.addWidget(ActButton(f"act{number}", "登记", "F8"))
    return form


def test_that_a_form_knows_what_stands_in_it_without_its_secrets(qtbot: QtBot) -> None:
    assert content_of(filled(qtbot, 2)) == {"drawn": ("a line",), "who": "那顺"}


def test_that_no_part_is_compared_with_a_protocol_again(qtbot: QtBot) -> None:
    form, compared = filled(qtbot, 20), 0
    content_of(form)

    def see(frame: FrameType, event: str, _: object) -> None:
        nonlocal compared
        compared += event == "call" and frame.f_code.co_name == "__instancecheck__"

    sys.setprofile(see)
    content_of(form)
    sys.setprofile(None)
    assert compared == 0

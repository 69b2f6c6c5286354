"""Fields of letters and digits take them as the keys give them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodQueryEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from counter.ui.kit.controls.code_field import CodeField
from counter.ui.kit.controls.field import Field, LongField, PinField


def has_input_method(field: QWidget) -> bool:
    """What Qt asks before it gives a key to one."""
    asked = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
    QCoreApplication.sendEvent(field, asked)
    return bool(asked.value(Qt.InputMethodQuery.ImEnabled))


def test_that_a_field_of_letters_and_digits_has_no_input_method(qtbot: QtBot) -> None:
    pin = PinField("pin", "口令")
    fields = (
        Field("code", "工号", code=True),
        Field("number", "证件号码", keyed=True),
        CodeField("print", "指纹"),
        pin,
    )
    words = (Field("name", "姓名"), LongField("note", "说明"))
    for one in (*fields, *words):
        qtbot.addWidget(one)
    pin.show_typed(True)
    assert [has_input_method(one) for one in fields] == [False] * len(fields)
    assert [has_input_method(one) for one in words] == [True] * len(words)

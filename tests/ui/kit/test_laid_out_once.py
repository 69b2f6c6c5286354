"""A page on show is laid out once for all that is put into it together."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter.ui.kit.controls.laid_out_once import laid_out_once


class CountedLayout(QVBoxLayout):
    """``times``: how often it gave its parts their places."""

    times = 0

    def setGeometry(self, rect: QRect) -> None:
        self.times += 1
        super().setGeometry(rect)


def page(qtbot: QtBot) -> tuple[QWidget, CountedLayout, QVBoxLayout]:
    """On show, with a part to be filled."""
    whole, part = QWidget(), QWidget()
    around, inside = CountedLayout(whole), QVBoxLayout(part)
    around.addWidget(part)
    whole.resize(400, 600)  # it need not grow
    qtbot.addWidget(whole)
    whole.show()
    around.times = 0
    return whole, around, inside


def test_that_a_page_is_laid_out_once_for_all_that_comes_at_once(qtbot: QtBot) -> None:
    whole, around, inside = page(qtbot)
    part = inside.parentWidget()
    labels = [QLabel(f"第{number}行") for number in range(8)]
    with laid_out_once(part):
        for label in labels:
            inside.addWidget(label)
            label.show()
    assert around.times == 1
    tops = [label.geometry().top() for label in labels]
    assert tops == sorted(set(tops))  # each has its own place, already now
    assert whole.isVisible()


def test_that_a_layout_that_was_off_before_stays_off(qtbot: QtBot) -> None:
    _, around, inside = page(qtbot)
    inside.setEnabled(False)
    with laid_out_once(inside.parentWidget()):
        assert not around.isEnabled()
    assert around.isEnabled()
    assert not inside.isEnabled()


def test_that_what_is_around_a_hidden_part_is_left_alone(qtbot: QtBot) -> None:
    _, around, inside = page(qtbot)
    part = inside.parentWidget()
    part.hide()
    with laid_out_once(part):
        assert not inside.isEnabled()
        assert around.isEnabled()

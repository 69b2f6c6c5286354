"""Measuring anew in another look."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from counter import config
from counter.ui.facades.window import Preferences
from counter.ui.kit.look_following import follow_look
from counter.ui.kit.theme import Look


class _Measured(QWidget):
    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.seen: list[int] = []
        follow_look(look, self, lambda: self.seen.append(look.preferences.letters))


@pytest.fixture
def measured(qtbot: QtBot) -> _Measured:
    widget = _Measured(Look(config.resources_folder(), Preferences()))
    qtbot.addWidget(widget)
    return widget


def test_that_what_is_on_show_is_measured_at_once_at_every_change(measured: _Measured) -> None:
    measured.show()
    measured.look.changed.emit()
    measured.look.changed.emit()
    assert len(measured.seen) == 2


def test_that_what_is_hidden_is_measured_once_when_it_comes_on_show(measured: _Measured) -> None:
    measured.look.changed.emit()
    measured.look.changed.emit()
    assert measured.seen == []
    measured.show()
    assert len(measured.seen) == 1
    measured.hide()
    measured.show()
    assert len(measured.seen) == 1


def test_that_a_change_while_it_was_hidden_again_is_not_missed(measured: _Measured) -> None:
    measured.show()
    measured.hide()
    measured.look.changed.emit()
    measured.show()
    measured.look.changed.emit()
    assert len(measured.seen) == 2

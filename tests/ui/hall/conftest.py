"""The register's page on a real profile, driven by keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from counter.bootstrap.opening import create_profile
from counter.domain.hall.hall import StaffSeed
from counter.domain.hall.register.sheets import section_titled
from counter.services.hall.hall_register import hall_register
from counter.ui.facades.clerk import Clerk
from counter.ui.facades.hall import HallFacade
from counter.ui.facades.window import WindowFacade
from counter.ui.hall.register_page import RegisterPage
from counter.ui.kit.background import Background
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.labels import ProblemLabel
from counter.ui.kit.messages import Message
from counter.ui.kit.theme import Look
from tests.facades import facade_of
from tests.settings import demo_hall

KEEPERS = (
    StaffSeed("W01", "阿木古郎", "clerk", "1234"),
    StaffSeed("S01", "苏日娜", "supervisor", "9876"),
    StaffSeed("S02", "乌云", "supervisor", "8765"),
)


class Shown:
    """The page on a real profile, and what it announced."""

    def __init__(self, qtbot: QtBot, facade: WindowFacade) -> None:
        self.qtbot, self.facade = qtbot, facade
        self.background = Background(lambda error: pytest.fail(repr(error)))
        look = Look(facade.resources, facade.preferences)
        self.page = RegisterPage(HallFacade(facade), facade.write, self.background, look)
        self.messages: list[Message] = []
        self.page.announced.connect(self.messages.append)
        qtbot.addWidget(self.page)
        self.page.set_clerk(Clerk("S01", "苏日娜", supervisor=True))
        self.page.show()
        self.page.on_shown()
        qtbot.waitUntil(lambda: self.page.list.record is not None)

    def choose(self, title: str) -> None:
        tag = section_titled(title).tag
        self.page.sections.choose((tag,))
        self.page.sections.changed.emit()

    def field(self, key: str) -> Field:
        found = self.page.form.field(key)
        assert isinstance(found, Field)
        return found

    def type(self, widget: QWidget, text: str) -> None:
        widget.setFocus()
        if isinstance(widget, Field):
            widget.selectAll()
        QTest.keyClicks(widget, text)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.page, key, modifier)

    def sign(self, pin: str = "9876", second: tuple[str, str] | None = None) -> None:
        self.type(self.page.sign.by.pin, pin)
        if second is not None:
            self.type(self.page.sign.agreed.code, second[0])
            self.type(self.page.sign.agreed.pin, second[1])
        self.press(Qt.Key.Key_F9)

    def problems(self) -> list[str]:
        return [label.text() for label in self.page.form.findChildren(ProblemLabel) if label.isVisible()]

    def settled(self) -> None:
        self.qtbot.waitUntil(lambda: not self.background.busy)

    @property
    def number(self) -> int:
        return hall_register(self.facade.app.journal).number


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path) -> Iterator[Shown]:
    create_profile(tmp_path / "profile", demo_hall(), KEEPERS)
    facade = facade_of(WindowFacade, tmp_path / "profile")
    facade.ready()
    made = Shown(qtbot, facade)
    yield made
    made.background.close()
    facade.close()

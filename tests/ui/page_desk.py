"""A page of the clerk's window on its own, over a real journal, and a person's hands at it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from counter import config
from counter.services.context.preferences import Preferences
from counter.ui.facades.clerk import Clerk
from counter.ui.kit.background import Background
from counter.ui.kit.messages import Message
from counter.ui.kit.theme import Look

Page = TypeVar("Page", bound=QWidget)

NO_MODIFIER = Qt.KeyboardModifier.NoModifier


class PageDesk(Generic[Page]):
    """``page``: builds it. ``theme``: dressed in it; a page that is not looked at does without."""

    def __init__(
        self, qtbot: QtBot, page: Callable[[Background, Look], Page], *, theme: str = "", height: int = 680
    ) -> None:
        def fail(error: Exception) -> None:
            raise error

        self.qtbot = qtbot
        self.background = Background(fail)
        look = self.look = Look(
            config.resources_folder(), Preferences(theme=theme) if theme else Preferences()
        )
        if theme:
            look.load_fonts()
            look.apply(look.preferences)
        self.page = page(self.background, look)
        self.said: list[Message] = []
        self.page.announced.connect(self.said.append)
        qtbot.addWidget(self.page, before_close_func=lambda _: self.background.close())
        self.page.resize(1290, height)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)

    def sign_on(self, clerk: Clerk) -> None:
        """That person opens the page."""
        self.page.set_clerk(clerk)
        self.page.on_shown()
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is under way."""
        self.qtbot.waitUntil(lambda: not self.background.busy)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(self.page.focusWidget() or self.page, key, modifier)
        self.settle()

    def reads(self) -> str:
        """Everything that labels of the page say."""
        labels = self.page.findChildren(QLabel)
        return "\n".join(one.text() for one in labels if one.isVisibleTo(self.page))

"""A real bureau on a temporary folder, one of its pages on it, and somebody's hands."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from counter import config
from counter.bootstrap.opening import build_app, create_profile
from counter.bootstrap.platform import platform
from counter.domain.guide.entries import Library
from counter.domain.hall.hall import hall_from, staff_from
from counter.printing.press.press import DirectPress
from counter.services.authoring.draft import save_draft
from counter.services.context.app import AppContext
from counter.ui.facades.bureau import BureauFacade
from counter.ui.facades.window import Clerk, Preferences
from counter.ui.kit.background import Background
from counter.ui.kit.messages import Message
from counter.ui.kit.theme import Look
from tests.guide_files import small
from tests.services.office import FRIDAY, SetClock
from tests.settings import RESOURCES

EDITOR, CHECKER = Clerk("B03", "萨仁高娃"), Clerk("B01", "乌日汗", supervisor=True)
PIN = "8246"

P = TypeVar("P", bound=QWidget)
W = TypeVar("W", bound=QWidget)


@cache
def _profile(folder: Path) -> Path:
    """Set up once, in the folder of all tests, which goes when they are done: what each test gets is a copy."""
    raw = config.read_toml(RESOURCES / "halls" / "demo-bureau.toml")
    create_profile(folder, hall_from(raw), staff_from(raw), SetClock(FRIDAY))
    return folder


def room_folder(folder: Path) -> Path:
    """A bureau of the test's own."""
    profile = folder / "bureau"
    shutil.copytree(_profile(folder.parent / "one bureau for all"), profile)
    return profile


@dataclass
class WindowKind(Generic[P]):
    """A page and who sits before it; ``heard``: what it said for the message bar."""

    qtbot: QtBot
    facade: BureauFacade
    background: Background
    page: P
    folder: Path
    heard: list[Message] = field(default_factory=list)
    failed: list[Exception] = field(default_factory=list)

    def settle(self) -> None:
        """Nothing is on its way from the background, nor what it asked for in turn."""
        self.qtbot.waitUntil(lambda: not self.background.busy, timeout=15_000)

    def save(self, library: Library, clerk: Clerk = EDITOR) -> None:
        """The editor page saved the draft."""
        self.background.run(
            lambda: save_draft(self.facade.app, library, (), clerk.code), on_error=self.failed.append
        )
        self.settle()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key where the focus is."""
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        self.qtbot.keyClick(QApplication.focusWidget(), key, modifier)
        self.settle()

    def write(self, text: str) -> None:
        """Words as an input method commits them where the focus is."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        focus = QApplication.focusWidget()
        assert focus is not None
        QCoreApplication.sendEvent(focus, event)

    def see(self, kind: type[W], name: str) -> W:
        """The part of that name, which is to be in sight."""
        found = [part for part in self.page.findChildren(kind, name) if part.isVisible()]
        assert len(found) == 1, name
        return found[0]


def changed_library() -> Library:
    """The small library with one more paper asked for."""
    library = small()
    library["items"]["sign_board"]["materials"][0]["copies"] = 2
    return library


@contextmanager
def room_on(
    qtbot: QtBot, folder: Path, kind: type[P], library: Library | None = None, *, fresh: bool = False
) -> Iterator[WindowKind[P]]:
    """A bureau whose draft is the small library (``fresh``: nothing was saved yet), and the page in sight."""
    profile = room_folder(folder)
    clock = SetClock(FRIDAY)

    def begin() -> AppContext:
        app = build_app(profile, DirectPress(RESOURCES / "fonts"), clock)
        if not fresh:
            save_draft(app, small() if library is None else library, (), EDITOR.code)
        return app

    facade = BureauFacade(platform(profile, begin))
    failed: list[Exception] = []
    background = Background(failed.append)
    look = Look(RESOURCES, Preferences())
    page: Any = kind(facade, background, look)
    room: WindowKind[P] = WindowKind(qtbot, facade, background, page, folder, failed=failed)
    page.announced.connect(room.heard.append)
    try:
        background.run(facade.ready)
        qtbot.addWidget(page)
        page.resize(1290, 724)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        room.settle()
        page.set_clerk(EDITOR)
        page.on_shown()
        room.settle()
        yield room
        assert failed == []
    finally:
        background.close()
        facade.close()
        page.close()


def words_of(messages: Sequence[Message]) -> list[str]:
    """What was said."""
    return [message.sentence for message in messages]

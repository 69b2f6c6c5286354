"""The backups of a window's frame: the runner, the panel at the light, the page while the window closes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from counter.ui.frame.backup_panel import BackupPanel, ClosingPage
from counter.ui.frame.backup_runner import BackupEnd, BackupRunner
from counter.ui.frame.restoring_form import RestoringForm
from counter.ui.kit.background import Lane
from counter.ui.kit.controls.page_turn import turn_to
from counter.ui.kit.messages import Message, Tone, message_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

    from counter.services.context.preferences import Preferences
    from counter.ui.facades.backups import BackupTools
    from counter.ui.facades.base import ProfileFacade
    from counter.ui.facades.light import Light
    from counter.ui.frame.lights import Lights
    from counter.ui.frame.top_bar import TopBar
    from counter.ui.kit.background import Background

KEY = "Ctrl+Shift+B"


class FrameBackups(QObject):
    """``above``: the column the panel is inserted on top of; ``body``: where the closing page is shown; ``manned``:
    whether somebody is signed on.
    """

    def __init__(
        self,
        facade: ProfileFacade,
        tools: BackupTools,
        lights: Lights,
        bar: TopBar,
        background: Background,
        above: QVBoxLayout,
        body: QStackedWidget,
        preferences: Callable[[], Preferences],
        prefer: Callable[[Preferences], None],
        manned: Callable[[], bool],
    ) -> None:
        super().__init__(body)
        self._tools, self._lights, self._background, self._body = tools, lights, background, body
        self._preferences, self._prefer, self._manned = preferences, prefer, manned
        self._light: Light | None = None
        self._closing = False
        self.runner = BackupRunner(tools, self)
        self.runner.ended.connect(self._ended)
        self.form = RestoringForm(facade, background)
        self.form.confirmed.connect(lights.ask)
        self.panel = BackupPanel(self.runner, self.form)
        self.panel.place_chosen.connect(self._choose)
        self.panel.stick_chosen.connect(self._mark)
        above.insertWidget(0, self.panel)
        bar.light_pressed.connect(self._press)
        lights.seen.connect(self._see)
        shortcut = QShortcut(QKeySequence(KEY), body.window())
        shortcut.setAutoRepeat(False)
        shortcut.setWhatsThis(QCoreApplication.translate("frame", "备份"))
        shortcut.activated.connect(self.show_panel)

    def show_panel(self) -> None:
        """Open the panel, once somebody is signed on: from a locked PC nobody carries the hall away on a stick."""
        if not self._manned():
            return
        self.panel.ask(self._light, self._preferences().backups)
        self.form.look()

    def dismiss(self) -> None:
        """The window locks: close the panel; a backup being made goes on."""
        self.panel.leave()

    def close_first(self, close: Callable[[], object]) -> bool:
        """The window wants to close: True where a backup is tried first; ``close`` is called after it."""
        if self._closing:
            return False
        self._closing = True
        page = ClosingPage(self.runner)
        page.skipped.connect(lambda: self._skip(close))
        self._body.addWidget(page)
        turn_to(self._body, page)
        page.skip.setFocus(Qt.FocusReason.OtherFocusReason)
        self.runner.make_last(close)
        return True

    def stop(self) -> None:
        """The window is closed."""
        self.runner.stop()

    def _skip(self, close: Callable[[], object]) -> None:
        self.runner.stop()
        close()

    def _press(self, light: Light) -> None:
        if light.id == "backup":
            self._light = light
            self.show_panel()

    def _see(self, lights: Sequence[Light]) -> None:
        self._light = next((light for light in lights if light.id == "backup"), self._light)
        if self._light is not None:
            self.panel.show_light(self._light)

    def _choose(self, folder: str) -> None:
        self._prefer(replace(self._preferences(), backups=folder))
        self.panel.show_place(folder)
        self.runner.make(Path(folder))

    def _mark(self, folder: str) -> None:
        prepare = self._tools.prepare_stick
        self._background.run(
            lambda: prepare(Path(folder)),
            lambda _: self.runner.make(),
            lambda error: self.panel.say(message_of(error).sentence),
            lane=Lane.FILES,
        )

    def _ended(self, end: BackupEnd, words: str) -> None:
        if self._closing:
            return
        self._lights.ask()
        if end is BackupEnd.FAILED and not self.panel.isVisible():
            self._lights.announced.emit(Message(Tone.WORLD, words))

"""What locks a window by itself: time without a key, sleep, a key stick that is drawn. And what a lock clears away."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QToolTip, QWidget

from counter.ui.frame.idle import IdleWatch
from counter.ui.frame.lock_warning import LockWarning
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.two_press import TwoPress

if TYPE_CHECKING:
    from counter.ui.frame.sign_on import SignOnPage
    from counter.ui.frame.sleep_watch import SleepWatch
    from counter.ui.frame.stick_watch import StickWatch


class LockCause(StrEnum):
    """Why a window was locked."""

    HAND = "hand"
    IDLE = "idle"
    SLEEP = "sleep"
    STICK = "stick"
    LIST = "list"


class WindowGuard(QObject):
    """``bar``: what the warning covers, a child of ``frame``; ``minutes``: without a key, 0 for ever.

    Signals: ``wanted(LockCause)``: lock now.
    """

    wanted = Signal(object)

    def __init__(
        self, frame: QWidget, bar: QWidget, background: Background, minutes: Callable[[], int]
    ) -> None:
        super().__init__(frame)
        self._frame, self._background, self._minutes = frame, background, minutes
        self.idle = IdleWatch(minutes, parent=self)
        self.warning = LockWarning(bar, frame)
        self.sleep: SleepWatch | None = None
        self.stick: StickWatch | None = None
        self._no_longer = ""
        self.idle.warned.connect(self.warning.count)
        self.idle.resumed.connect(self.warning.hide)
        self.idle.due.connect(lambda: self.wanted.emit(LockCause.IDLE))
        self.idle.asked.connect(lambda: self.wanted.emit(LockCause.HAND))
        self.idle.woke.connect(lambda: self.wanted.emit(LockCause.SLEEP))

    def man(self) -> None:
        """Somebody signed on."""
        self.idle.start()

    def leave(self) -> None:
        """The window is locked, or closes."""
        self.idle.stop()
        self.warning.hide()

    def stop(self) -> None:
        """The window closes."""
        self.leave()
        if self.sleep is not None:
            self.sleep.stop()

    def lock_before_sleep(self, watch: SleepWatch | None = None) -> None:
        """Ask the system to be told, and waited for, before it sleeps; ``watch``: by default on its own bus."""
        from counter.ui.frame.sleep_watch import SleepWatch  # the start does not wait for the bus

        self.sleep = SleepWatch(parent=self) if watch is None else watch
        self.sleep.going.connect(self._go_to_sleep)

    def lock_with_stick(self, find: Callable[[], Path | None]) -> None:
        """Lock when the key stick that ``find`` names, on a lane of its own, vanishes; without one nothing happens."""

        def watch(path: Path | None) -> None:
            if path is not None:
                self.lock_when_drawn(path)

        self._background.run(find, watch, lambda _: None, lane=Lane.FILES)

    def lock_when_drawn(self, path: Path) -> None:
        """Lock when that file of the key stick vanishes."""
        from counter.ui.frame.stick_watch import StickWatch

        self.stick = StickWatch(path, self._background, self)
        self.stick.drawn.connect(lambda: self.wanted.emit(LockCause.STICK))

    def look(self) -> None:
        """Called every few seconds, with the status lights."""
        if self.stick is not None:
            self.stick.look()

    def expel(self, no_longer: str) -> None:
        """Lock for whoever signed on, who may not go on; ``no_longer``: why, as a clause."""
        self._no_longer = no_longer
        self.wanted.emit(LockCause.LIST)

    def explain(self, cause: LockCause | None, page: SignOnPage | None) -> None:
        """Let the locked page say why; None: somebody asked for it."""
        if cause is not None and page is not None:
            page.tell(self.why(cause), another=cause is LockCause.LIST)

    def why(self, cause: LockCause) -> str:
        """What the locked page says of it."""
        translate = QCoreApplication.translate
        match cause:
            case LockCause.IDLE:
                return translate("lock", "{0}分钟没有人动，已自动锁屏。").format(self._minutes())
            case LockCause.SLEEP:
                return translate("lock", "电脑睡过，已锁屏。")
            case LockCause.STICK:
                return translate("lock", "钥匙盘拔掉了，已锁屏。")
            case LockCause.LIST:
                return translate("lock", "{0}。眼前的来访已存好。").format(self._no_longer)
            case LockCause.HAND:
                return ""

    def _go_to_sleep(self) -> None:
        """Locked, and painted so on every screen, before the machine sleeps; drafts are on the disk by then."""
        self.wanted.emit(LockCause.SLEEP)
        for widget in QApplication.topLevelWidgets():
            if widget.isVisible():
                widget.repaint()
        assert self.sleep is not None
        self._background.run(lambda: None, lambda _: self._let_go(), lambda _: self._let_go())

    def _let_go(self) -> None:
        if self.sleep is not None:
            self.sleep.let_go()


def clear_away(window: QWidget) -> None:
    """Take away what would outlast a lock: file dialogs, lists that hang open, buttons held down, first presses, copied
    text of ours.
    """
    for dialog in window.findChildren(QFileDialog):
        dialog.reject()  # a file chosen while locked would be written in the absent clerk's name
    while (popup := QApplication.activePopupWidget()) is not None and popup.close():
        pass
    QToolTip.hideText()
    for presses in window.findChildren(TwoPress):
        presses.disarm()
    for button in window.findChildren(QAbstractButton):
        if button.isDown():  # 按住看全: a hand, or a cup, still lies on it
            button.setDown(False)
            button.released.emit()
    clipboard = QApplication.clipboard()
    for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
        if clipboard.supportsSelection() or mode is QClipboard.Mode.Clipboard:
            _clear(clipboard, mode)


def _clear(clipboard: QClipboard, mode: QClipboard.Mode) -> None:
    """Only what this program copied: what came from elsewhere is not ours."""
    own = clipboard.ownsClipboard() if mode is QClipboard.Mode.Clipboard else clipboard.ownsSelection()
    alone = (
        QGuiApplication.platformName() == "offscreen"
    )  # its clipboard is this program's, and does not say so
    if own or alone:
        clipboard.clear(mode)

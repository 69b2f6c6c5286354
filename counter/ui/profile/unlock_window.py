"""The window of a locked profile: what opens it, or the self-test; after that the profile's own window opens."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, QTranslator
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from counter.ui.facades.unlocking import LockedProfile
from counter.ui.frame.held_key import HeldKey
from counter.ui.frame.kept_on_screen import KeptOnScreen
from counter.ui.kit.background import Background
from counter.ui.kit.controls.column_scroll_area import ColumnScrollArea
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.messages import Message, catch_bugs, message_of
from counter.ui.kit.theme import Look
from counter.ui.kit.translation import speak_chinese
from counter.ui.profile.self_test_page import SelfTestPage
from counter.ui.profile.step import WIDTH
from counter.ui.profile.unlock_page import UnlockPage


class UnlockWindow(QMainWindow):
    """``opened``: whether the profile is open now."""

    def __init__(self, locked: LockedProfile) -> None:
        super().__init__()
        self.setObjectName("unlockWindow")
        self.setWindowTitle(self.tr("资料锁着"))
        self.setMinimumSize(1024, 640)
        self.resize(1366, 768)
        self.opened = False
        self.look = Look(locked.resources, locked.preferences)
        self.look.load_fonts()
        self.look.apply(locked.preferences)
        self._translators: Sequence[QTranslator] = speak_chinese(locked.resources / "i18n")
        self._locked = locked
        self._background = Background(lambda error: self._say(message_of(error)))
        self.page = UnlockPage(locked, self._background, self.look)
        self.self_test: SelfTestPage | None = None
        self._undo_hook = catch_bugs(self._say)
        self._arrange()
        HeldKey(self).follow_focus()
        KeptOnScreen(self)
        self.page.opened.connect(
            self._open, Qt.ConnectionType.QueuedConnection
        )  # not within the background's answer
        self.page.checking.connect(self._show_self_test)
        QTimer.singleShot(0, self.page, self.page.come)

    def _arrange(self) -> None:
        bar = QFrame()
        bar.setObjectName("topBar")
        bar.setFixedHeight(self.look.px("bar"))
        head = QHBoxLayout(bar)
        head.setContentsMargins(16, 0, 16, 0)
        head.addWidget(TextLabel(self.tr("一件事一次办"), "strong"))
        head.addStretch(1)
        head.addWidget(TextLabel(self.tr("资料放在 {0}").format(self._locked.profile), "small"))
        middle = QWidget()
        line = QHBoxLayout(middle)
        line.setContentsMargins(24, 72, 24, 24)
        self._holder = QVBoxLayout()
        self._holder.addWidget(self.page)
        line.addStretch(1)
        line.addLayout(self._holder, 100)
        line.addStretch(1)
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(ColumnScrollArea("unlockScroll", middle), 1)
        self.setCentralWidget(frame)

    def _show_self_test(self) -> None:
        if self.self_test is not None:
            return
        page = SelfTestPage(self._locked.self_test, self._background, self.look, self.tr("回去"))
        page.setMaximumWidth(WIDTH + 160)
        page.left.connect(self._leave_self_test)
        self.self_test = page
        self.page.hide()
        self._holder.addWidget(page)
        page.come()

    def _leave_self_test(self) -> None:
        page, self.self_test = self.self_test, None
        if page is not None:
            self._holder.removeWidget(page)
            page.hide()
            page.deleteLater()
        self.page.show()
        self.page.come()

    def _open(self) -> None:
        self.opened = True
        self.close()

    def _say(self, message: Message) -> None:
        self.page.problem.say(message.sentence)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._undo_hook()
        self._background.close()
        super().closeEvent(event)

"""A set-up that is left alone is covered: it shows a start phrase and the recovery key, and nobody is signed on yet.

What uncovers it is a PIN of the people typed in this set-up; before one was typed no page has a secret.
"""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from counter.ui.frame.window_guard import LockCause, WindowGuard, clear_away
from counter.ui.kit.background import Background
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.field import PinField
from counter.ui.kit.controls.field_row import FieldRow, follow
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.refusals import Refusals
from counter.ui.profile.course import SetUpCourse
from counter.ui.profile.step import WIDTH

COVERED_AFTER = 5
"""Minutes, as at a window whose register says nothing."""
TRIES = 5
"""Wrong PINs in a row; then the keys being made are dropped with the set-up's PINs."""
TICK_MS = 1_000


class CoverPage(QWidget):
    """Signals: ``opened`` after a right PIN; ``spent`` after too many wrong ones."""

    opened = Signal()
    spent = Signal()

    def __init__(self, why: str, pins: Collection[str]) -> None:
        super().__init__()
        self.setMaximumWidth(WIDTH)
        self._pins, self._wrong = pins, 0
        self.pin = PinField("coverPin", self.tr("口令"))
        self.pin.setFixedWidth(220)
        self.problem = ProblemLabel()
        self.problem.setObjectName("coverProblem")
        follow(self.pin, self.problem)
        self.refusals = Refusals(self.problem)
        self.refusals.add(self.pin, "pin")
        self.go = ActButton("coverOpen", self.tr("接着设置"), "Enter", role="primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(TextLabel(self.tr("已遮住"), "title"))
        words = self.tr(
            "{0}填好的都留着，正在输的口令要重输。输入这次设置里填过的任何一个人的口令，接着设置。"
        )
        note = TextLabel(words.format(why), "second", wrap=True)
        note.setObjectName("coverNote")
        line = QHBoxLayout()
        line.addWidget(FieldRow(self.pin.accessibleName(), self.pin, beside=True))
        line.addWidget(self.go)
        line.addStretch(1)
        column.addWidget(note)
        column.addLayout(line)
        column.addWidget(self.problem)
        column.addStretch(1)
        self.pin.returnPressed.connect(self._try)
        self.go.clicked.connect(self._try)

    def _try(self) -> None:
        typed = self.pin.text()
        self.pin.clear()
        self.pin.setFocus(Qt.FocusReason.OtherFocusReason)
        if typed in self._pins:
            self.opened.emit()
            return
        self._wrong += 1
        left = TRIES - self._wrong
        if left:
            words = self.tr("口令不对。再错{0}次，这次设置的口令和密钥作废，要重新设。")
            self.refusals.say(words.format(left), "pin")
        else:
            self.spent.emit()


class SetUpCover(QObject):
    """``bar``: what the warning covers, a child of ``frame``; ``holder``: where the pages stand.

    Signals: ``spent``: too many wrong PINs, the set-up is to begin anew.
    """

    spent = Signal()

    def __init__(
        self, frame: QWidget, bar: QWidget, holder: QVBoxLayout, background: Background, course: SetUpCourse
    ) -> None:
        super().__init__(frame)
        self._frame, self._holder, self._course = frame, holder, course
        self._page: QWidget | None = None
        self._focus: QWidget | None = None
        self.cover: CoverPage | None = None
        self.guard = WindowGuard(frame, bar, background, lambda: COVERED_AFTER)
        self.guard.wanted.connect(self.put_on)
        self._second = QTimer(self)
        self._second.setInterval(TICK_MS)
        self._second.timeout.connect(self.guard.idle.tick)
        key = QShortcut(QKeySequence("Ctrl+L"), frame)
        key.activated.connect(lambda: self.put_on(LockCause.HAND))

    def watch(self, page: QWidget) -> None:
        """That page is shown now; it is watched where a PIN can uncover it."""
        self._take_off()
        self._page = page
        if self._course.pins:
            self.guard.man()
            self._second.start()
        else:
            self.stop()

    def stop(self) -> None:
        """The window closes, or nothing needs a cover."""
        self.guard.leave()
        self._second.stop()

    def put_on(self, cause: LockCause) -> None:
        """Cover the page; nothing happens where no PIN was typed, or it is covered."""
        page = self._page
        if page is None or self.cover is not None or not self._course.pins:
            return
        self.stop()
        self._focus = page.focusWidget()
        clear_away(self._frame)
        cover = self.cover = CoverPage(self.guard.why(cause), tuple(self._course.pins.values()))
        cover.opened.connect(self._open)
        cover.spent.connect(self.spent, Qt.ConnectionType.QueuedConnection)  # it goes with the cover
        page.hide()
        self._holder.addWidget(cover)
        cover.show()
        cover.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self) -> None:
        page, focus = self._page, self._focus
        assert page is not None
        page.show()
        self.watch(page)
        if focus is not None and isValid(focus) and focus.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_off(self) -> None:
        cover, self.cover = self.cover, None
        if cover is not None:
            self._holder.removeWidget(cover)
            cover.hide()
            cover.deleteLater()

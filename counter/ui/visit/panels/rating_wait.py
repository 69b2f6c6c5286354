"""评价时间未到: an invitation runs to its fixed end, whatever the applicant does; ending it early asks first (L9)."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from counter.domain.calendar.workdays import CHINA
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.controls.two_press import TwoPress, expired_caption


class RatingWait(QFrame):
    """Shown above every page while an invitation is open; knows its end, not the choice.

    Signals: ``cut`` at the second press: the clerk ends the invitation in the clerk's own name.
    """

    cut = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ratingWait")
        self.setProperty("role", "note-act")
        self._until = ""
        self._words = TextLabel("", wrap=True)
        self._words.setObjectName("ratingWaitWords")
        self.end = ActButton("ratingCut", self.tr("现在结束"), "Ctrl+Alt+E", enter=False)
        self.end.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click does not take the focus
        self._presses = TwoPress(self)
        self._presses.armed.connect(self._on_armed)
        self._presses.confirmed.connect(self.cut)
        self._presses.lapsed.connect(
            lambda: self.end.say(self.tr("现在结束"), below=expired_caption("Ctrl+Alt+E"))
        )
        self.end.clicked.connect(self._presses.press)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 6, 16, 6)
        line.setSpacing(12)
        line.addWidget(self._words, 1)
        line.addWidget(self.end)
        bind_key(self, "Ctrl+Alt+E", self._presses.press)
        self.hide()

    def show_until(self, closes_at: datetime) -> None:
        """Show that an invitation is open until then."""
        self._until = closes_at.astimezone(CHINA).strftime("%H:%M:%S")
        self._presses.disarm()
        self._say(self.tr("评价时间未到，{0}自动结束。").format(self._until))
        self.show()

    def ask(self) -> None:
        """Another applicant is entered while it runs."""
        words = self.tr("上一位的评价时间未到，{0}自动结束。那一位还在申请人屏前的，请这一位稍等再看屏。")
        self._say(words.format(self._until))

    def set_manned(self, manned: bool) -> None:
        """A locked window cannot end an invitation."""
        self._presses.disarm()
        self.end.setVisible(manned)

    def dismiss(self) -> None:
        """It is over."""
        self._presses.disarm()
        self.hide()

    def _say(self, words: str) -> None:
        self._words.setText(words)
        self.setAccessibleName(words)

    def _on_armed(self, armed: bool) -> None:
        self.end.arm(armed)
        words = self.tr("现在结束，记在您名下") if armed else self.tr("现在结束")
        self.end.say(words, self.tr("再按一次") if armed else "")

"""The last look at a rating: what was pressed in words only, in one form for every choice, also for none (L9)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from counter.ui.applicant_screen.page_frame import PageFrame
from counter.ui.applicant_screen.reach import Reach
from counter.ui.applicant_screen.screen_look import ScreenLook


class ConfirmPage(PageFrame):
    """Signals: ``agreed`` · ``back``."""

    agreed = Signal()
    back = Signal()

    def __init__(self, look: ScreenLook, reach: Reach, parent: QWidget | None = None) -> None:
        super().__init__(look, reach, self.tr("就这样交上去吗？"), parent)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.body.addWidget(self.words, 1)
        self.go_back = self.add_button(self.tr("改一改"))
        self.go_on = self.add_button(self.tr("就这样"))
        self.go_back.clicked.connect(self.back)
        self.go_on.clicked.connect(self.agreed)
        self.fit(reach)

    def show_words(self, chosen: str, reasons: tuple[str, ...]) -> None:
        """What was pressed, small and quiet: whoever stands beside sees a page like any other."""
        first = self.tr("您选的是：{0}").format(chosen)
        self.words.setText("\n".join((first, "；".join(reasons))).strip())

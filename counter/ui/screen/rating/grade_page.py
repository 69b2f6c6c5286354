"""The first page of a rating: five grades in the published order and, as easy, not rating (look/rate.png)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from counter.domain.ratings.rating import Grade
from counter.ui.screen.page_frame import PageFrame, joined
from counter.ui.screen.reach import Reach
from counter.ui.screen.screen_look import ScreenLook
from counter.ui.screen.touch.face import GradeButton


class GradePage(PageFrame):
    """Signals: ``pressed(Grade)`` · ``declined``."""

    pressed = Signal(object)
    declined = Signal()

    def __init__(self, look: ScreenLook, reach: Reach, parent: QWidget | None = None) -> None:
        super().__init__(look, reach, self.tr("这次办得怎么样？"), parent)
        self._named = ("", "")
        self.grades = {grade: GradeButton(grade, look, reach) for grade in Grade}
        self._row = QHBoxLayout()
        for grade, button in self.grades.items():
            button.clicked.connect(lambda _=False, grade=grade: self.pressed.emit(grade))
            self._row.addWidget(button, 1)
        self.body.addStretch(1)
        self.body.addLayout(self._row, 8)
        self.body.addStretch(2)
        self.none = self.add_button(self.tr("不评价"))
        self.none.clicked.connect(self.declined)
        self.fit(reach)

    def show_name(self, name: str, late: str) -> None:
        """What is rated, and how little time is left."""
        self._named = (name, late)
        self._fit_quiet()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_quiet()

    def _fit_quiet(self) -> None:
        """On a narrow screen shorter words and, at worst, a shortened name: the five grades keep their height."""
        name, late = self._named
        metrics = QFontMetrics(self.look.font(self.reach.text))
        promises = (self.tr("由您自己选，工作人员看不到您选了哪一项"), self.tr("由您自己选，工作人员看不到"))
        for promise in promises:
            if len(joined(_filled(name, promise, late), metrics, self.width())) == 1:
                self.say(name, promise, late)
                return
        rest = _filled(promises[-1], late)
        room = self.width() - metrics.horizontalAdvance("　　".join(["", *rest]))
        self.say(metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room), *rest)

    def fit(self, reach: Reach) -> None:
        super().fit(reach)
        self._row.setSpacing(reach.gap)
        for button in self.grades.values():
            button.fit(reach)
            button.setMaximumHeight(reach.mm(28) + reach.text)
        self._fit_quiet()


def _filled(*parts: str) -> list[str]:
    return [words for words in parts if words]

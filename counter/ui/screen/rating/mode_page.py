"""Named, anonymous or not at all: three equal choices, each explained in one sentence."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from counter.domain.ratings.rating import Mode
from counter.ui.screen.page_frame import PageFrame, across_or_down
from counter.ui.screen.screen_look import ScreenLook
from counter.ui.screen.screen_scale import ScreenScale
from counter.ui.screen.touch.buttons import BigButton

_TOP = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
_UNBOUNDED = 100_000
SIDE_MM = 1.2


class ExplainedButton(BigButton):
    """A choice with its explanation in smaller type."""

    def __init__(
        self, words: str, why: str, look: ScreenLook, reach: ScreenScale, parent: QWidget | None = None
    ) -> None:
        self._why = why
        super().__init__(words, look, reach, parent, size="strong")
        self.setAccessibleDescription(why)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)

    @property
    def why(self) -> str:
        """The explanation."""
        return self._why

    def explain(self, why: str) -> None:
        """Set the explanation."""
        self._why = why
        self._high.clear()
        self.setAccessibleDescription(why)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.reach.target, self.reach.target)

    def _height_for(self, width: int) -> int:
        above, below = self._heights(width - 2 * self.reach.mm(SIDE_MM))
        return max(self.reach.target, above + below + self.reach.mm(5))

    def paint_face(self, painter: QPainter) -> None:
        side = self.reach.mm(SIDE_MM)
        above, below = self._heights(self.width() - 2 * side)
        between = self.reach.mm(1)
        top = (self.height() - above - between - below) // 2
        painter.setPen(self.look.colour("ink"))
        painter.setFont(self._head_font(self.width() - 2 * side))
        painter.drawText(QRect(side, top, self.width() - 2 * side, above), int(_TOP), self.text())
        painter.setPen(self.look.colour("second"))
        painter.setFont(self.look.font(self.reach.text))
        low = QRect(side, top + above + between, self.width() - 2 * side, below)
        painter.drawText(low, int(_TOP), self._in_lines())

    def _heights(self, width: int) -> tuple[int, int]:
        bounds = QRect(0, 0, max(1, width), _UNBOUNDED)
        head = self.look.metrics(self._head_size(width), strong=True)
        above = head.boundingRect(bounds, int(_TOP), self.text()).height()
        quiet = self.look.metrics(self.reach.text)
        return above, quiet.boundingRect(bounds, int(_TOP), self._in_lines()).height()

    def _head_font(self, width: int) -> QFont:
        """As large as the grades' where it fits in one line."""
        return self.look.font(self._head_size(width), strong=True)

    def _head_size(self, width: int) -> int:
        large = self.reach.big
        fits = self.look.metrics(large, strong=True).horizontalAdvance(self.text()) <= width
        return large if fits else self._size

    def _in_lines(self) -> str:
        """Broken at punctuation, alike in all three."""
        return self.why.replace("，", "，\n")


class ModePage(PageFrame):
    """Signals: ``pressed(Mode)`` · ``declined`` · ``back``."""

    TITLE = "question"

    pressed = Signal(object)
    declined = Signal()
    back = Signal()

    def __init__(self, look: ScreenLook, reach: ScreenScale, parent: QWidget | None = None) -> None:
        super().__init__(look, reach, self.tr("要不要留下姓名？"), parent)
        self.named = self._choice(self.tr("留姓名（保密）"), self.tr("只给差评处理室看，可以回访您"))
        self.unnamed = self._choice(self.tr("不留姓名"), self.tr("不记您是谁，也不能回访您"))
        self.none = self._choice(self.tr("不评价"), self.tr("什么也不交，不影响您办事"))
        self.named.clicked.connect(lambda: self.pressed.emit(Mode.NAMED))
        self.unnamed.clicked.connect(lambda: self.pressed.emit(Mode.ANONYMOUS))
        self.none.clicked.connect(self.declined)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for choice in self.choices:
            self._row.addWidget(choice, 1)
        self.body.addStretch(1)
        self.body.addLayout(self._row, 12)
        self.body.addStretch(1)
        self.go_back = self.add_button(self.tr("返回"))
        self.go_back.clicked.connect(self.back)
        self.fit(reach)

    @property
    def choices(self) -> tuple[ExplainedButton, ...]:
        """The three buttons in order."""
        return (self.named, self.unnamed, self.none)

    def show_risk(self, *, proxy: bool) -> None:
        """``proxy``: rating by a slip. So few people do that an anonymous rating might be traced (0012)."""
        unnamed = self.tr("不记您是谁。用评价条的人少，别人可能猜到您")
        self.unnamed.explain(unnamed if proxy else self.tr("不记您是谁，也不能回访您"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._row.setDirection(across_or_down(self))

    def fit(self, reach: ScreenScale) -> None:
        super().fit(reach)
        self._row.setSpacing(reach.gap)
        for choice in self.choices:
            choice.fit(reach)
            choice.setMaximumHeight(reach.mm(40) + 2 * reach.text)

    def _choice(self, words: str, why: str) -> ExplainedButton:
        return ExplainedButton(words, why, self.look, self.reach)

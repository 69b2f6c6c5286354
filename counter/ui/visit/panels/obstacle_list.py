"""What still stands in the way, each sentence a way to the place where it is mended."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.domain.visit.visit import Obstacle
from counter.ui.kit.controls.link_line import LinkLine

_SHOWN = 2


class ObstacleList(QWidget):
    """Signals: ``jump(field)``."""

    jump = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("obstacles")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._lines: list[LinkLine] = []
        self._shown: tuple[Obstacle, ...] = ()
        self._add_line()  # the first one here and now: Tab comes to it before it comes to the button

    def show_obstacles(self, obstacles: Sequence[Obstacle], *, everything: bool) -> None:
        """Show the first of them; all after somebody pressed the button in vain."""
        self._shown = tuple(obstacles)
        most = len(obstacles) if everything else _SHOWN
        some = list(obstacles[:most])
        rest = len(obstacles) - len(some)
        while len(self._lines) < len(some):
            self._add_line()
            QWidget.setTabOrder(self._lines[-2], self._lines[-1])
        for place, line in enumerate(self._lines):
            line.setVisible(place < len(some))
            if place < len(some):
                more = self.tr("（还有 {0} 处）").format(rest) if rest and place == len(some) - 1 else ""
                line.say(some[place].sentence + more)
        self.setVisible(bool(some))

    def _add_line(self) -> None:
        line = LinkLine()
        line.setObjectName(f"obstacle{len(self._lines)}")
        line.clicked.connect(partial(self._jump, len(self._lines)))
        self._lines.append(line)
        self._column.addWidget(line, 0, Qt.AlignmentFlag.AlignTop)

    def _jump(self, place: int) -> None:
        self.jump.emit(self._shown[place].field)

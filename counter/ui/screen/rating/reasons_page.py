"""Reasons of a grade, none or several; the page has one form for every grade."""

from __future__ import annotations

import math
from collections.abc import Mapping

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter.domain.ratings.rating import Grade, ReasonList
from counter.ui.screen.page_frame import PageFrame
from counter.ui.screen.screen_look import ScreenLook
from counter.ui.screen.screen_scale import ScreenScale
from counter.ui.screen.touch.button_rows import GROWN
from counter.ui.screen.touch.buttons import ROW_MM, LastPressed, QuickButton

COLUMNS = 2


class ReasonButton(QuickButton):
    """One reason: a box and its text. A double tap selects once; a quick tap on the next one counts too."""

    def __init__(
        self, words: str, look: ScreenLook, reach: ScreenScale, hand: LastPressed, parent: QWidget | None
    ) -> None:
        super().__init__(words, look, reach, hand, parent, size="text")
        self.setCheckable(True)

    def heightForWidth(self, width: int) -> int:
        bounds = QRect(0, 0, max(1, self._words_rect(QRect(0, 0, width, 0)).width()), 100_000)
        words = self._metrics().boundingRect(bounds, int(Qt.TextFlag.TextWordWrap), self.text())
        return max(self.reach.mm(ROW_MM), words.height() + self.reach.mm(2))


class ReasonGrid(QWidget):
    """As many rows of reasons as fit; the others are on further leaves.

    Signals: ``pressed(code)`` · ``laid_out``: reasons moved between leaves.
    """

    pressed = Signal(str)
    laid_out = Signal()

    def __init__(self, look: ScreenLook, reach: ScreenScale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._reach = reach
        self._all: tuple[str, ...] = ()
        self._most = 0
        self._leaf = 0
        self.leaves = 1
        self.rows: dict[str, ReasonButton] = {}
        self._last_pressed = LastPressed()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_list(self, reasons: ReasonList) -> None:
        """Set the whole list: every grade's page is laid out for the longest text and the largest group."""
        self._all = tuple(words for group in reasons.of.values() for words in group.values())
        self._most = max((len(group) for group in reasons.of.values()), default=0)

    def show_group(self, group: Mapping[str, str], chosen: frozenset[str]) -> None:
        """Show these reasons from the first leaf."""
        for button in self.rows.values():
            button.hide()
            button.deleteLater()
        self.rows = {}
        self._last_pressed.lift()
        for code, words in group.items():
            button = ReasonButton(words, self._look, self._reach, self._last_pressed, self)
            button.setChecked(code in chosen)
            button.clicked.connect(lambda _=False, code=code: self.pressed.emit(code))
            self.rows[code] = button
        self.turn_to(0)

    def turn_to(self, leaf: int) -> None:
        """Show another leaf."""
        self._last_pressed.lift()
        self._leaf = leaf
        self._lay_out()

    @property
    def leaf(self) -> int:
        """Index of the leaf shown, from 0."""
        return self._leaf

    def fit(self, reach: ScreenScale) -> None:
        """Lay out for other sizes."""
        self._reach = reach
        for button in self.rows.values():
            button.fit(reach)
        self.setMinimumHeight(reach.mm(ROW_MM))
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        gap = self._reach.mm(1.5)
        columns = (
            1 if self.height() > self.width() else COLUMNS
        )  # an upright display has the height, not the width
        width = (self.width() - (columns - 1) * gap) // columns
        high = self._row_height(width)
        fit = max(1, (self.height() + gap) // (high + gap))
        self.leaves = max(1, math.ceil(self._most / (fit * columns)))
        rows = math.ceil(math.ceil(self._most / self.leaves) / columns)
        high = max(high, min(round(GROWN * high), (self.height() + gap) // max(1, rows) - gap))
        per_leaf = math.ceil(math.ceil(self._most / self.leaves) / columns) * columns
        self._leaf = min(self._leaf, self.leaves - 1)
        for index, button in enumerate(self.rows.values()):
            leaf, slot = divmod(index, per_leaf)
            column, row = divmod(slot, per_leaf // columns)
            button.setGeometry(column * (width + gap), row * (high + gap), width, high)
            button.setVisible(leaf == self._leaf)
        self.laid_out.emit()

    def _row_height(self, width: int) -> int:
        """Height of the longest text of all grades."""
        probe = ReasonButton("", self._look, self._reach, self._last_pressed, None)
        heights = [self._reach.mm(ROW_MM)]
        for words in self._all:
            probe.setText(words)
            heights.append(probe.heightForWidth(width))
        return max(heights)


class ReasonsPage(PageFrame):
    """Signals: ``toggled(code)`` · ``back`` · ``next``: past the first and the last leaf · ``write``: 写几句."""

    toggled = Signal(str)
    back = Signal()
    write = Signal()
    next = Signal()

    def __init__(self, look: ScreenLook, reach: ScreenScale, parent: QWidget | None = None) -> None:
        super().__init__(look, reach, self.tr("为什么这样评？"), parent)
        self.grid = ReasonGrid(look, reach)
        self.grid.pressed.connect(self.toggled)
        self.grid.laid_out.connect(self._number)
        self.body.addWidget(self.grid, 1)
        self.go_back = self.add_button(self.tr("返回"))
        self.writing = self.add_button(self.tr("写几句"))
        self.go_on = self.add_button(self.tr("下一步"))
        self.go_back.clicked.connect(self._back)
        self.writing.clicked.connect(self.write)
        self.go_on.clicked.connect(self._on)
        self._late = ""
        self.fit(reach)

    def set_list(self, reasons: ReasonList) -> None:
        """The list in force."""
        self.grid.set_list(reasons)

    def show_grade(self, grade: Grade, reasons: ReasonList, chosen: frozenset[str], *, last: bool) -> None:
        """Show the reasons of that grade; ``last``: on returning to them, the last leaf."""
        self.grid.show_group(reasons.of.get(grade, {}), chosen)
        if last:
            self.grid.turn_to(self.grid.leaves - 1)

    def on_shown(self) -> None:
        """Back from the text page: show the same leaf."""
        self.grid.turn_to(self.grid.leaf)

    def say_late(self, late: str) -> None:
        """How little time is left."""
        self._late = late
        self._number()

    def fit(self, reach: ScreenScale) -> None:
        super().fit(reach)
        self.grid.fit(reach)

    def _number(self) -> None:
        leaf, leaves = self.grid.leaf + 1, self.grid.leaves
        many = self.tr("第{0}页，共{1}页").format(leaf, leaves) if leaves > 1 else ""
        # only one of the two: growing text would move reasons to another leaf
        self.say(self._late or self.tr("可以选几项，也可以不选"), many)

    def _back(self) -> None:
        if self.grid.leaf:
            self.grid.turn_to(self.grid.leaf - 1)
        else:
            self.back.emit()

    def _on(self) -> None:
        if self.grid.leaf < self.grid.leaves - 1:
            self.grid.turn_to(self.grid.leaf + 1)
        else:
            self.next.emit()

"""The eight numbers over the board: what is late, what came today, what was asked again, what waits."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from counter.domain.figures.day_words import (
    NumberSaid,
    answer_words,
    correction_words,
    intake_words,
    waiting_words,
)
from counter.domain.tasks.board import BoardColumn
from counter.ui.kit.look_following import follow_look
from counter.ui.kit.theme import Look
from counter.ui.oversight.board_table import count_in
from counter.ui.oversight.count_card import CountCard

if TYPE_CHECKING:
    from counter.services.ledger.room_overview import Overview
    from counter.services.oversight.board import Board

UNHEARD, INTAKE, ANSWERED, CORRECTED, WAITING = "unheard", "intake", "answered", "corrected", "waiting"
COUNTS = (BoardColumn.LATE, BoardColumn.NEAR, BoardColumn.OPEN)
_GAP, _LEAST, _CLOSE = 12, 186, 0.8
"""Logical pixels; how much narrower than usual a number still has its words."""
_TONES = {BoardColumn.LATE: "correct", BoardColumn.NEAR: "gap", UNHEARD: "gap"}
_MOST_NAMED = 2


class BoardCards(QWidget):
    """Signals: ``opened(name)``: the rows behind a number are wanted; the name of a column of the board, or one of the
    names above.
    """

    opened = Signal(str)

    def __init__(self, look: Look, long_days: int) -> None:
        super().__init__()
        self._look, self._long_days = look, long_days
        words = {
            **{str(column): column.label for column in COUNTS},
            UNHEARD: self.tr("没有消息的窗口"),
            INTAKE: self.tr("今天收件"),
            ANSWERED: self.tr("一个工作日内答复"),
            CORRECTED: self.tr("今天补正"),
            WAITING: self.tr("等来取"),
        }
        self.titles = words
        self.keys = {name: f"Alt+{n}" for n, name in enumerate(words, 1)}
        self.cards = {
            name: CountCard(f"card_{name}", label, self.keys[name], _TONES.get(name, ""))
            for name, label in words.items()
        }
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self._columns = 0
        for name, card in self.cards.items():
            card.opened.connect(partial(self.opened.emit, name))
        follow_look(look, self, self._arrange)
        self._arrange()

    def show_board(self, board: Board) -> None:
        """Show the counts of cases, and whose data are old."""
        total = board.total
        notes = {
            BoardColumn.LATE: self.tr("过了期限还没有办"),
            BoardColumn.NEAR: self.tr("今天到期和快到期的"),
            BoardColumn.OPEN: self.tr("二次补正{0}件，留存原件{1}件").format(total.twice, total.originals),
        }
        for column in COUNTS:
            self.cards[str(column)].say(str(count_in(total, column)), self.tr("件"), notes[column])
        names = board.unheard
        self.cards[UNHEARD].say(str(len(names)), self.tr("个"), _unheard_words(names))

    def show_overview(self, found: Overview) -> None:
        """Show today's figures beside last week's."""
        today, then = found.today, found.last_week
        for name, said in (
            (INTAKE, intake_words(today.cases, today.items, then.cases, then.day)),
            (ANSWERED, answer_words(today.in_a_day, today.answered, then.in_a_day, then.answered, then.day)),
            (CORRECTED, correction_words(today.corrected, today.again, today.answered, found.missed)),
            (WAITING, waiting_words(found.waiting, found.long, self._long_days)),
        ):
            self._say(name, said)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _say(self, name: str, said: NumberSaid) -> None:
        self.cards[name].say(said.number, said.unit, said.note)

    def _arrange(self) -> None:
        """One row where there is room for all, else two, and in the largest letters of a small window four."""
        least, many = self._look.grown(_LEAST), len(self.cards)
        columns = many // 4
        if self.width() >= many * (least + _GAP):
            columns = many
        elif self.width() >= many // 2 * (least * _CLOSE + _GAP):
            columns = many // 2
        if columns == self._columns:
            return
        self._columns = columns
        for n, card in enumerate(self.cards.values()):
            self._grid.addWidget(card, n // columns, n % columns)
        for n in range(len(self.cards)):
            self._grid.setColumnStretch(n, int(n < columns))


def _unheard_words(names: tuple[str, ...]) -> str:
    translate = QCoreApplication.translate
    if not names:
        return translate("board", "各窗口最近一个工作日都有记录")
    shown = "、".join(names[:_MOST_NAMED])
    words = (
        translate("board", "{0}等，数可能是旧的")
        if len(names) > _MOST_NAMED
        else translate("board", "{0}：数可能是旧的")
    )
    return words.format(shown)

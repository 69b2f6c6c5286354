"""The board by one thing: what it finds, what it is laid out by, the table, and what leaves as paper or workbook."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from counter.domain.calendar.workdays import civil_time
from counter.domain.tasks.board import BoardBy
from counter.services.oversight.board import Board
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.labels import KeyCap, TextLabel
from counter.ui.kit.controls.page_columns import at_left
from counter.ui.kit.controls.rows_card import RowsCard
from counter.ui.kit.theme import Look
from counter.ui.oversight.board_table import BoardTable

BY_KEYS = {
    BoardBy.WINDOW: "Ctrl+1",
    BoardBy.ORGAN: "Ctrl+2",
    BoardBy.CLERK: "Ctrl+3",
    BoardBy.BUNDLE: "Ctrl+4",
}


_NOTE = 40
"""Letters of the text's size: the note's own are smaller, and its lines hold more of them."""


class BoardSheet(RowsCard):
    """The left part of the board; its buttons and table are the page's to follow."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("boardSheet")
        self._finding = TextLabel("", "title", wrap=True)
        self._finding.setObjectName("boardFinding")
        self._at = TextLabel("", "small")
        self._note = TextLabel("", "small", wrap=True)
        self._note.setObjectName("boardNote")
        self._organs = TextLabel("", "second", wrap=True)
        self._organ_key = KeyCap(BY_KEYS[BoardBy.ORGAN])
        self.which = Choices(look, "boardBy", self.tr("按什么看"))
        self.which.show_options([(by.value, by.label) for by in BoardBy], (BoardBy.WINDOW.value,))
        self.table = BoardTable(look)
        self.export = ActButton("exportBoard", self.tr("导出 Excel…"), "Ctrl+E", enter=True)
        self.print = ActButton("printBoard", self.tr("打印"), "Ctrl+P", enter=True, prints=True)
        self._arrange(look)

    def show_board(self, board: Board) -> None:
        """Show these lines under what they find."""
        self._finding.setText(self.tr("{0}：{1}").format(board.by.label, board.finding))
        self._at.setText(self.tr("{0} 看的").format(f"{civil_time(board.at):%H:%M}"))
        self._note.setText(board.by.note)
        self._note.setVisible(bool(board.by.note))
        self.table.show_board(board)
        self.measure_later()

    def say_organs(self, finding: str) -> None:
        """What the organs' days find, for where their panel has no room."""
        self._organs.setText(finding)

    def show_organ_line(self, *, shown: bool) -> None:
        """Whether that sentence stands below, with the key that leads to the panel."""
        for part in (self._organs, self._organ_key):
            part.setVisible(shown)

    def _arrange(self, look: Look) -> None:
        inside = QVBoxLayout(self)
        inside.setContentsMargins(4, 12, 4, 4)
        inside.setSpacing(6)
        title, below, note, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        title.setContentsMargins(12, 0, 12, 0)
        title.addWidget(self._finding)
        below.setContentsMargins(12, 0, 12, 0)
        below.setSpacing(12)
        below.addWidget(self.which, 1)
        for part in (self._at, self.print, self.export):
            below.addWidget(part)
        note.setContentsMargins(12, 0, 12, 0)
        note.addLayout(at_left(look, self._note, letters=_NOTE))
        foot.setContentsMargins(12, 4, 12, 6)
        foot.addWidget(self._organs, 1)
        foot.addWidget(self._organ_key)
        for line in (title, below):
            inside.addLayout(line)
        inside.addWidget(self.table, 1)
        inside.addLayout(note)
        inside.addLayout(foot)
        self.hug(self.table, lambda: self.table)

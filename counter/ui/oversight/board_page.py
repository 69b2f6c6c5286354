"""总览: what is late, what came today, how long organs take; behind every number its rows.

Windows stand beside organs, and on a wide screen beside what is behind the number in hand.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.calendar.workdays import civil_date
from counter.domain.tasks.board import BoardBy, BoardColumn
from counter.services.ledger.room_overview import PACE_DAYS, Overview
from counter.services.oversight.board import Board
from counter.services.results.shelf import RED_AFTER
from counter.ui.facades.ledger import LedgerFacade
from counter.ui.facades.oversight import OversightFacade
from counter.ui.facades.window import Clerk
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.controls.page_turn import show_part
from counter.ui.kit.file_dialogs import ask_export_file
from counter.ui.kit.look_following import follow_look
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look
from counter.ui.oversight.board_cards import (
    ANSWERED,
    CORRECTED,
    COUNTS,
    INTAKE,
    UNHEARD,
    WAITING,
    BoardCards,
)
from counter.ui.oversight.board_sheet import BY_KEYS, BoardSheet
from counter.ui.oversight.organ_panel import OrganPanel
from counter.ui.oversight.rows_view import RowsView

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from counter.services.context.result_ports import ResultLine
    from counter.services.ledger.room_overview import RowsBehind
    from counter.services.oversight.board import BehindCount

REFRESH_MS = 60_000
_MEASURES = {INTAKE: "items_received", ANSWERED: "answered", CORRECTED: "corrected"}
_TWO, _THREE = 1150, 1650
"""Widths of the page from which organs stand beside windows, and what is behind beside both."""
_ORGANS = 392


class BoardPage(QWidget):
    """Signals: ``announced(message)``; ``case_wanted(number or id)`` from a line of a list."""

    announced = Signal(Message)
    case_wanted = Signal(str)

    def __init__(self, facade: OversightFacade, background: Background, look: Look) -> None:
        super().__init__()
        self.setObjectName("page")
        self._facade, self._background, self._look = facade, background, look
        self._by = BoardBy.WINDOW
        self._board: Board | None = None
        self._overview: Overview | None = None
        self._clerk: Clerk | None = None
        self._asked = 0
        self._behind: Callable[[], None] | None = None
        self._columns = 0
        self._wanted_focus = False
        self._unasked = False
        self.sheet = BoardSheet(look)
        self.table, self.which = self.sheet.table, self.sheet.which
        self.cards = BoardCards(look, RED_AFTER)
        self.organs = OrganPanel(look, PACE_DAYS)
        self.rows = RowsView(look, LedgerFacade(facade).template.ledger, RED_AFTER)
        self.list = self.rows.cases
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._arrange()
        self._connect()

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Another supervisor begins at the board."""
        self._clerk = clerk
        self._close()

    def on_shown(self) -> None:
        """The page was shown: read the board anew; the list stays as it was left."""
        self.refresh()
        self._focus()

    def refresh(self) -> None:
        """Read what is shown anew."""
        if self._clerk is None:
            return
        self._asked += 1
        asked, by = self._asked, self._by
        self._background.run(lambda: self._facade.board(by), lambda board: self._show(board, asked))
        self._background.run(self._facade.overview, lambda found: self._show_overview(found, asked))
        if self._behind is not None:
            self._behind()

    def look_again(self) -> None:
        """Another program wrote, or something came: as every minute."""
        self.refresh()

    def lay_out_by(self, by: BoardBy) -> None:
        """Lay the board out by another thing."""
        self._by = by
        self.which.choose((by.value,))
        self._close()
        self.refresh()

    def open_list(self, column: BoardColumn, key: str | None, *, take_focus: bool = True) -> None:
        """Show the cases behind a number; ``key`` None: of all."""
        by = None if key is None else self._by

        def read() -> None:
            def show(found: BehindCount) -> None:
                if self._behind is read:
                    title = self._behind_words(column, key, len(found.cases))
                    self.rows.show_cases(title, found, civil_date(self._facade.now()))
                    self._come(focus=take_focus)

            self._background.run(lambda: self._facade.behind(column, by, key or ""), show)

        self._behind, self._unasked = read, not take_focus
        read()

    def open_rows(self, measure: str, title: str, *, organ: str = "", station: str = "") -> None:
        """Show the items behind a figure of the ledger."""
        clerk = self._clerk
        if clerk is None:
            return

        def read() -> None:
            def show(found: RowsBehind) -> None:
                if self._behind is read:
                    self.rows.show_rows(self.tr("{0} {1} 项").format(title, found.total), found)
                    self._come()

            self._background.run(
                lambda: self._facade.rows_behind(measure, clerk, organ=organ, station=station), show
            )

        self._behind, self._unasked = read, False
        read()

    def open_waiting(self) -> None:
        """Show the results that wait to be collected."""
        clerk = self._clerk
        if clerk is None:
            return

        def read() -> None:
            def show(found: tuple[tuple[ResultLine, ...], Mapping[str, str]]) -> None:
                if self._behind is read:
                    lines, names = found
                    title = self.tr("等来取 {0} 份").format(len(lines))
                    self.rows.show_results(title, lines, names, civil_date(self._facade.now()))
                    self._come()

            self._background.run(lambda: self._facade.waiting_results(clerk), show)

        self._behind, self._unasked = read, False
        read()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._behind is not None:
            self._leave_list()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    # -- showing --
    def _show(self, board: Board, asked: int) -> None:
        if asked != self._asked:
            return
        self._board = board
        self.cards.show_board(board)
        self.sheet.show_board(board)
        if self._behind is None and self._columns > 2:
            self._open_worst(board)

    def _show_overview(self, found: Overview, asked: int) -> None:
        if asked != self._asked:
            return
        self._overview = found
        self.cards.show_overview(found)
        self.table.show_overview(found)
        self.organs.show_overview(found)
        self.sheet.say_organs(self.organs.title.text())

    def _open_worst(self, board: Board) -> None:
        """On a wide screen something stands behind from the beginning: what is worst."""
        total = board.total
        worst = BoardColumn.LATE if total.late else BoardColumn.NEAR if total.near else BoardColumn.OPEN
        self.open_list(worst, None, take_focus=False)

    def _come(self, *, focus: bool = True) -> None:
        """What is behind a number is there: it takes the focus where it was just asked for."""
        came = not self.rows.isVisibleTo(self) or self._wanted_focus
        self._place()
        if focus and came and self.isVisible():
            self.rows.take_focus()
        self._wanted_focus = False

    def _behind_words(self, column: BoardColumn, key: str | None, count: int) -> str:
        lines = () if self._board is None else self._board.lines
        name = next((one.name for one in lines if one.count.key == key), self.tr("全厅"))
        return self.tr("{0} · {1} {2} 件").format(
            self.tr("全厅") if key is None else name, column.label, count
        )

    # -- acts --
    def _open_card(self, name: str) -> None:
        self._wanted_focus = True
        if name == UNHEARD:
            self.lay_out_by(BoardBy.WINDOW)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif name == WAITING:
            self.open_waiting()
        elif name in COUNTS:
            self.open_list(BoardColumn(name), None)
        else:
            self.open_rows(_MEASURES[name], self.cards.titles[name])

    def _open_count(self, column: BoardColumn, key: str | None) -> None:
        self._wanted_focus = True
        self.open_list(column, key)

    def _open_intake(self, station: str) -> None:
        self._wanted_focus = True
        lines = () if self._board is None else self._board.lines
        name = next((one.name for one in lines if one.count.key == station), self.tr("全厅"))
        self.open_rows("items_received", self.tr("{0} · 今天收件").format(name), station=station)

    def _open_organ(self, organ: str) -> None:
        self._wanted_focus = True
        title = self.tr("{0} · 近{1}天受理后有结果的").format(organ, PACE_DAYS)
        self.open_rows(self.organs.measure(organ), title, organ=organ)

    def _export(self) -> None:
        """Write the board by window, organ, clerk and bundle, to a file chosen by the person."""
        clerk = self._clerk
        if clerk is None:
            return

        def write(file: Path) -> None:
            def done(rows: int) -> None:
                words = self.tr("总览已导出，共 {0} 行（没有申请人姓名）：{1}").format(rows, file)
                self.announced.emit(Message(Tone.DONE, words))

            self._background.run(lambda: self._facade.export_board(file, clerk), done, lane=Lane.FILES)

        day = civil_date(self._facade.now()).isoformat()
        ask_export_file(self, self._look, self.tr("总览 {0}").format(day), write)

    def _print(self) -> None:
        """Send the board as it is now, laid out as it is shown, to the printer."""
        by = self._by

        def sent(printer: str) -> None:
            self.announced.emit(Message(Tone.DONE, self.tr("总览已送 {0}").format(printer)))

        self._background.run(
            lambda: self._facade.print_board(by),
            sent,
            lambda error: self.announced.emit(message_of(error)),
            lane=Lane.PAPERS,
            once="board",
        )

    def _close(self) -> None:
        self._behind = None
        self._place()

    def _leave_list(self) -> None:
        if self._columns > 2:  # it stays where it does not stand in the way
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._close()
        self._focus()

    def _focus(self) -> None:
        if self._behind is not None and self._columns <= 2:
            self.rows.take_focus()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- building --
    def _connect(self) -> None:
        self.which.changed.connect(lambda: self.lay_out_by(BoardBy((*self.which.chosen, self._by.value)[0])))
        self.which.left.connect(self._focus)
        self.table.opened.connect(self._open_count)
        self.table.intake_opened.connect(self._open_intake)
        self.cards.opened.connect(self._open_card)
        self.organs.opened.connect(self._open_organ)
        self.organs.refused.connect(lambda words: self.announced.emit(Message(Tone.SAID, words)))
        self.rows.opened.connect(self.case_wanted)
        self.rows.left.connect(self._leave_list)
        self._timer.timeout.connect(self.refresh)
        for name, key in self.cards.keys.items():
            self._on_key(key, partial(self._open_card, name))
        for by, key in BY_KEYS.items():
            self._on_key(key, partial(self.lay_out_by, by))
        self.sheet.export.clicked.connect(self._export)
        self.sheet.print.clicked.connect(self._print)
        self._on_key("Ctrl+E", self._export)
        self._on_key("Ctrl+P", self._print)
        self._on_key("F5", self.refresh)
        follow_look(self._look, self, self._place)

    def _on_key(self, key: str, act: Callable[[], object]) -> None:
        bind_key(self, key, act)

    def _place(self) -> None:
        """Windows, beside them organs, beside them what is behind, as far as there is room; else one for the other."""
        self._columns = 1 + sum(self.width() >= self._look.grown(least) for least in (_TWO, _THREE))
        beside = self._columns > 2
        if beside and self._behind is None and self._board is not None:
            self._open_worst(self._board)
        if not beside and self._unasked:  # nobody asked for it: it does not stand for the board
            self._behind, self._unasked = None, False
        behind = self._behind is not None
        show_part(self.rows, shown=behind or beside)
        self.rows.back.setVisible(not beside)
        by_organ = self._by is BoardBy.ORGAN
        show_part(self.cards, shown=(beside or not behind) and (self._columns > 1 or not by_organ))
        show_part(self.sheet, shown=beside or not behind)
        wide = self._columns > 1
        show_part(self.organs, shown=(beside or not behind) and (wide or by_organ))
        self.sheet.show_organ_line(shown=not wide and not by_organ)
        self.organs.setMaximumWidth(self._look.grown(_ORGANS) if wide else 16_777_215)
        for n, (part, share) in enumerate(self._shares):  # a stretch takes its share of what is hidden, too
            self._panels.setStretch(n, 0 if part.isHidden() else share)
        self._panels.setDirection(
            QHBoxLayout.Direction.LeftToRight if wide else QHBoxLayout.Direction.TopToBottom
        )

    def _arrange(self) -> None:
        self._panels = QHBoxLayout()
        self._panels.setSpacing(16)
        self._shares = (self.sheet, 5), (self.organs, 3), (self.rows, 3)
        for part, share in self._shares:
            place = QVBoxLayout()
            place.addWidget(part, 1)
            place.addStretch(0)
            self._panels.addLayout(place, share)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.cards)
        column.addLayout(self._panels, 1)

"""总览: what is late and near in the hall, by window, organ, clerk or bundle; behind every number its cases."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from counter.domain.calendar.workdays import civil_date, civil_time
from counter.domain.tasks.board import BoardBy, BoardColumn
from counter.services.oversight.board import BehindCount, Board
from counter.ui.facades.oversight import OversightFacade
from counter.ui.facades.window import Clerk
from counter.ui.kit.background import Background
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.card import on_card
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.file_dialogs import ask_export_file
from counter.ui.kit.messages import Message, Tone
from counter.ui.kit.theme import Look
from counter.ui.oversight.behind_list import BehindList
from counter.ui.oversight.board_table import BoardTable, count_in
from counter.ui.oversight.count_card import CountCard

REFRESH_MS = 60_000
_CARDS = (
    (BoardColumn.LATE, "Alt+1", "correct"),
    (BoardColumn.NEAR, "Alt+2", "gap"),
    (BoardColumn.OPEN, "Alt+3", ""),
)
_BY_KEYS = {
    BoardBy.WINDOW: "Ctrl+1",
    BoardBy.ORGAN: "Ctrl+2",
    BoardBy.CLERK: "Ctrl+3",
    BoardBy.BUNDLE: "Ctrl+4",
}


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
        self._clerk: Clerk | None = None
        self._asked = 0
        self._behind: tuple[BoardColumn, str | None] | None = None
        self._finding = TextLabel("", "title", wrap=True)
        self._finding.setObjectName("boardFinding")
        self._at = TextLabel("", "small")
        self.which = Choices(look, "boardBy", self.tr("按什么看"))
        self.which.show_options([(by.value, by.label) for by in BoardBy], (self._by.value,))
        self.cards = {
            column: CountCard(f"card_{column}", column.label, key, tone) for column, key, tone in _CARDS
        }
        self.unheard = CountCard("card_unheard", self.tr("没有消息的窗口"), "Alt+4", "gap")
        self.table = BoardTable(look)
        self.list = BehindList(look)
        self._title = TextLabel("", "title", wrap=True)
        self._title.setObjectName("behindTitle")
        self._more = TextLabel("", "small", wrap=True)
        self.export = ActButton("exportBoard", self.tr("导出 Excel…"), "Ctrl+E", enter=True)
        self.back = ActButton("boardBack", self.tr("回到总览"), "Esc", role="quiet")
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
        self._asked += 1
        asked, by = self._asked, self._by
        self._background.run(lambda: self._facade.board(by), lambda board: self._show(board, asked))
        if self._behind is not None:
            self._read_behind(*self._behind)

    def lay_out_by(self, by: BoardBy) -> None:
        """Lay the board out by another thing."""
        self._by = by
        self.which.choose((by.value,))
        self._close()
        self.refresh()

    def open_list(self, column: BoardColumn, key: str | None) -> None:
        """Show the cases behind a number; ``key`` None: of all."""
        self._behind = (column, key)
        self._read_behind(column, key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._behind is not None:
            self._close()
            self._focus()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    # -- showing --
    def _show(self, board: Board, asked: int) -> None:
        if asked != self._asked:
            return
        self._board = board
        total = board.total
        self._finding.setText(board.finding)
        self._at.setText(self.tr("{0} 看的").format(f"{civil_time(board.at):%H:%M}"))
        notes = {
            BoardColumn.LATE: self.tr("过了期限还没有办"),
            BoardColumn.NEAR: self.tr("今天到期和快到期的"),
            BoardColumn.OPEN: self.tr("二次补正 {0} 件 · 留存原件 {1} 件").format(
                total.twice, total.originals
            ),
        }
        for column, card in self.cards.items():
            card.say(count_in(total, column), notes[column])
        self.unheard.say(len(board.unheard), self._unheard_words(board.unheard))
        self.table.show_board(board)

    def _unheard_words(self, names: tuple[str, ...]) -> str:
        if not names:
            return self.tr("各窗口最近一个工作日都有记录")
        shown = "、".join(names[:3])
        return (
            self.tr("{0}等，数可能是旧的").format(shown)
            if len(names) > 3
            else self.tr("{0}：数可能是旧的").format(shown)
        )

    def _read_behind(self, column: BoardColumn, key: str | None) -> None:
        by = None if key is None else self._by

        def show(found: BehindCount) -> None:
            if self._behind != (column, key):
                return
            self._title.setText(self._behind_words(column, key, len(found.cases)))
            self._more.setText(self.tr("只列出最急的 {0} 件。").format(len(found.cases)))
            self._more.setVisible(found.more)
            self.list.show_cases(found, civil_date(self._facade.now()))
            came = self._stack.currentIndex() == 0
            self._stack.setCurrentIndex(1)
            if came and self.isVisible():
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)

        self._background.run(lambda: self._facade.behind(column, by, key or ""), show)

    def _behind_words(self, column: BoardColumn, key: str | None, count: int) -> str:
        lines = () if self._board is None else self._board.lines
        name = next((one.name for one in lines if one.count.key == key), self.tr("全厅"))
        return self.tr("{0} · {1} {2} 件").format(
            self.tr("全厅") if key is None else name, column.label, count
        )

    def _open_unheard(self) -> None:
        """The windows whose data are old stand in the table by window."""
        self.lay_out_by(BoardBy.WINDOW)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _export(self) -> None:
        """Write the board by window, organ, clerk and bundle, to a file chosen by the person."""
        clerk = self._clerk
        if clerk is None:
            return

        def write(file: Path) -> None:
            def done(rows: int) -> None:
                words = self.tr("总览已导出，共 {0} 行（没有申请人姓名）：{1}").format(rows, file)
                self.announced.emit(Message(Tone.DONE, words))

            self._background.run(lambda: self._facade.export_board(file, clerk), done)

        day = civil_date(self._facade.now()).isoformat()
        ask_export_file(self, self._look, self.tr("总览 {0}").format(day), write)

    def _close(self) -> None:
        self._behind = None
        self._stack.setCurrentIndex(0)

    def _focus(self) -> None:
        shown = self.list if self._behind is not None else self.table
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- building --
    def _connect(self) -> None:
        self.which.changed.connect(lambda: self.lay_out_by(BoardBy((*self.which.chosen, self._by.value)[0])))
        self.which.left.connect(self._focus)
        self.table.opened.connect(self.open_list)
        self.list.opened.connect(self.case_wanted)
        self.back.clicked.connect(self._leave_list)
        self._timer.timeout.connect(self.refresh)
        for column, key, _ in _CARDS:
            self.cards[column].opened.connect(partial(self.open_list, column, None))
            self._on_key(key, partial(self.open_list, column, None))
        self.unheard.opened.connect(self._open_unheard)
        self._on_key("Alt+4", self._open_unheard)
        for by, key in _BY_KEYS.items():
            self._on_key(key, partial(self.lay_out_by, by))
        self.export.clicked.connect(self._export)
        self._on_key("Ctrl+E", self._export)
        self._on_key("F5", self.refresh)

    def _leave_list(self) -> None:
        self._close()
        self._focus()

    def _on_key(self, key: str, act: object) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(act)

    def _arrange(self) -> None:
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._board_view())
        self._stack.addWidget(self._list_view())

    def _board_view(self) -> QWidget:
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(16)
        cards = QHBoxLayout()
        cards.setSpacing(16)
        for card in (*self.cards.values(), self.unheard):
            cards.addWidget(card, 1)
        column.addLayout(cards)
        sheet = QFrame()
        sheet.setObjectName("boardSheet")
        sheet.setProperty("role", "card")
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(4, 12, 4, 4)
        inside.setSpacing(8)
        head = QHBoxLayout()
        head.setContentsMargins(12, 0, 12, 0)
        head.setSpacing(16)
        head.addWidget(self._finding, 1)
        head.addWidget(self._at)
        head.addWidget(self.export)
        inside.addLayout(head)
        below = QHBoxLayout()
        below.setContentsMargins(12, 0, 12, 0)
        below.addWidget(self.which)
        inside.addLayout(below)
        inside.addWidget(self.table, 1)
        column.addWidget(sheet, 1)
        return view

    def _list_view(self) -> QWidget:
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.back)
        column.addLayout(head)
        column.addWidget(on_card(self.list), 1)
        column.addWidget(self._more)
        return view

"""机关结果清单: an organ's list of the day as Excel, seen row by row before it is taken in; the wrong ones named."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.errors import CounterError
from counter.services.results.row_state import RowState
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.controls.shown_presses import show_presses
from counter.ui.kit.controls.two_press import TwoPress
from counter.ui.kit.file_dialogs import ask_given_file, ask_new_file
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look
from counter.ui.results.day_list_rows import DayListView, why_words

if TYPE_CHECKING:
    from counter.services.results.day_list import CheckedRow
    from counter.ui.facades.clerk import Clerk
    from counter.ui.facades.results import HandOutFacade


class DayListPanel(QWidget):
    """Signals: ``announced(message)``; ``taken`` after rows were recorded; ``case_wanted(number)`` with Enter."""

    announced = Signal(Message)
    taken = Signal()
    case_wanted = Signal(str)

    def __init__(self, facade: HandOutFacade, background: Background, look: Look) -> None:
        super().__init__()
        self.setObjectName("dayListPanel")
        self._facade, self._background, self._look = facade, background, look
        self._clerk: Clerk | None = None
        self._content = b""
        self._words = TextLabel("", "second", wrap=True)
        self._words.setObjectName("dayListWords")
        self.list = DayListView(look)
        self.choose = ActButton("dayListChoose", self.tr("打开清单…"), "Ctrl+O", enter=True)
        self.blank = ActButton("dayListBlank", self.tr("空白清单…"), "Ctrl+E", role="quiet", enter=True)
        self.go = ActButton("dayListGo", "", "F9", role="primary", writes=True)
        self.presses = TwoPress(self)
        show_presses(self.go, self.presses, armed=self.tr("再按一次 F9 记下"))
        self.presses.confirmed.connect(self._take)
        self.choose.clicked.connect(self.choose_file)
        self.blank.clicked.connect(self.save_blank)
        self.go.clicked.connect(self.press)
        self._why = TextLabel("", "correct", wrap=True)
        self._why.setObjectName("dayListWhy")
        self.list.current.connect(lambda row: self._why.setText("" if row is None else why_words(row)))
        self.list.opened.connect(self._open_case)
        bind_key(self, self.blank.key, self.save_blank)
        self._arrange()
        self.forget()

    @property
    def half_done(self) -> bool:
        """True while a list waits to be taken in."""
        return bool(self._content) and self.go.isVisibleTo(self)

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set who takes it in; the list of the one before goes."""
        self._clerk = clerk
        self.forget()

    def forget(self) -> None:
        """No list is open."""
        self._content = b""
        self.presses.disarm()
        self.list.show_rows(())
        self.go.hide()
        self._words.setText(
            self.tr("机关发来的当天结果清单（Excel）：先打开看，每一行写着能不能登记；看过再按 F9。")
        )

    def choose_file(self) -> None:
        """Choose the filled list."""
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)
        pattern = self.tr("Excel 工作簿 (*.xlsx)")
        ask_given_file(self, "dayListDialog", self.tr("打开机关结果清单"), pattern, self.open)

    def open(self, file: Path) -> None:
        """Check the list; nothing is written."""
        clerk = self._clerk
        if clerk is None:
            return

        def show(found: tuple[bytes, Sequence[CheckedRow]]) -> None:
            self._content, rows = found
            self._show(rows)

        self._background.run(
            lambda: self._facade.check_list(file, clerk), show, self._refuse, lane=Lane.FILES
        )

    def save_blank(self) -> None:
        """Write the empty list for an organ to fill in."""

        def write(file: Path) -> None:
            words = self.tr("空白清单已存到 {0}，可以发给部门填。").format(file)

            def done(_: None) -> None:
                self.announced.emit(Message(Tone.DONE, words))

            self._background.run(
                lambda: self._facade.write_blank_list(file), done, self._refuse, lane=Lane.FILES
            )

        title = self.tr("存空白清单")
        proposed = self.tr("机关结果清单.xlsx")
        ask_new_file(self, self._look, "dayListBlankDialog", title, proposed, write, suffix="xlsx")

    def press(self) -> None:
        """F9: the first press says what the second does."""
        if self.go.isVisibleTo(self):
            self.presses.press()

    def _take(self) -> None:
        clerk, content = self._clerk, self._content
        if clerk is None or not content:
            return

        def done(rows: Sequence[CheckedRow]) -> None:
            self._content = b""
            count = sum(one.state is RowState.TAKEN for one in rows)
            wrong = sum(one.state is RowState.WRONG for one in rows)
            self._show(rows)
            self.go.hide()
            more = self.tr("，{0}行要改，请部门改好再打开一次").format(wrong) if wrong else ""
            self._words.setText(self.tr("登记了{0}行{1}。").format(count, more))
            self.announced.emit(Message(Tone.DONE, self.tr("登记了{0}行{1}。").format(count, more)))
            self.taken.emit()

        self._background.run(lambda: self._facade.take_list(content, clerk), done, self._refuse)

    def _show(self, rows: Sequence[CheckedRow]) -> None:
        self.presses.disarm()
        self.list.show_rows(rows)
        counts = {state: sum(one.state is state for one in rows) for state in RowState}
        told = (
            (RowState.TAKEN, self.tr("{0}行可以登记")),
            (RowState.KNOWN, self.tr("{0}行已经登记过")),
            (RowState.WRONG, self.tr("{0}行要改，同一件办件的一起等")),
        )
        words = "，".join(text.format(counts[state]) for state, text in told if counts[state])
        self._words.setText(f"{words}。" if words else self.tr("清单里一行都没有。"))
        self.go.setVisible(bool(counts[RowState.TAKEN]))
        self.go.say(self.tr("登记 {0} 行").format(counts[RowState.TAKEN]))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, CounterError):
            raise error
        self.forget()
        self.announced.emit(message_of(error))

    def _open_case(self, row: CheckedRow) -> None:
        if row.number:
            self.case_wanted.emit(row.number)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(TextLabel(self.tr("机关结果清单"), "title"))
        head.addStretch(1)
        head.addWidget(self.blank)
        head.addWidget(self.choose)
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(4, 4, 4, 4)
        inside.addWidget(self.list)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._words)
        column.addWidget(card, 1)
        column.addWidget(self._why)
        column.addLayout(foot)

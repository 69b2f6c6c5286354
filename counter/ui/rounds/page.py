"""流转: papers to organs and back on slips, signed; what was not as said; who holds what."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.domain.errors import BadInput, CounterError, RuleRefused, StaleBase
from counter.ui.kit.acts.unfinished_input import put_away
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import labelled
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_columns import ListAndDetail
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.controls.refusals import tell_unreadable
from counter.ui.kit.file_dialogs import Purpose, ask_new_file
from counter.ui.kit.lists.field_walk import FieldWalk
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look
from counter.ui.rounds.round_card import RoundCard
from counter.ui.rounds.round_list import RoundListView, RoundPart, RoundRow, rows_of
from counter.ui.words.printing import print_first

if TYPE_CHECKING:
    from collections.abc import Callable

    from counter.domain.papers.verify.scan import Scan
    from counter.services.rounds.all_rounds import AllRounds
    from counter.services.rounds.slips import SlipMade
    from counter.services.rounds.waiting import UnsignedSlip
    from counter.ui.facades.clerk import Clerk
    from counter.ui.facades.rounds import RoundsFacade


class RoundsPage(QWidget):
    """Signals: ``announced(message)``; ``case_wanted(number)`` with Alt+O; ``changed`` after something was written."""

    announced = Signal(Message)
    case_wanted = Signal(str)
    changed = Signal()

    def __init__(
        self, facade: RoundsFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAccessibleName(self.tr("流转"))
        self._facade, self._background, self._look = facade, background, look
        self._clerk: Clerk | None = None
        self._asked = 0
        self._busy = self._behind = False
        self._today = date.min
        self.field = Field("roundFind", self.tr("流转单（扫条码，或者输入编号）"), self.tr("回车打开"))
        self._summary = TextLabel("", "second", wrap=True)
        self._summary.setObjectName("roundSummary")
        self.list = RoundListView(look)
        self.card = RoundCard(look)
        self._arrange()
        self._connect()

    @property
    def half_done(self) -> str:
        """Who signed, half typed."""
        return self.tr("流转的登记") if self.card.half_done else ""

    @property
    def put_aside(self) -> tuple[str, ...]:
        """What was typed for other rows than the current one, and waits."""
        return self.card.put_aside

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set the clerk; what the one before saw goes at once, what was typed waits for who typed it."""
        self.card.show_row(None, self._today)
        self.card.clerk = clerk.code if clerk else ""
        self._clerk = clerk
        self._asked += 1
        self._busy = False
        self.field.clear()
        self.list.show_rows(())
        self._summary.setText("")

    def on_shown(self) -> None:
        """The page is shown: read everything anew, ready for a scan."""
        self.refresh()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh(self, key: str = "") -> None:
        """Everything anew, with the row of that key current; an answer to an older question is dropped."""
        if self._clerk is None:
            return
        self._asked += 1
        asked, row = self._asked, self.list.row()
        wanted = key or ("" if row is None else row.key)

        def show(view: AllRounds) -> None:
            if asked == self._asked:
                self._show(view, wanted)

        self._background.run(self._facade.view, show, self._refuse)

    def look_again(self) -> None:
        """Another program wrote: the list as it is by now, once nothing is begun at the row in hand."""
        self._behind = self._busy or self.card.begun
        if self._clerk is None or self._behind:
            return
        asked = self._asked

        def show(view: AllRounds) -> None:
            self._behind = self._busy or self.card.begun
            if asked != self._asked or self._behind or rows_of(view) == tuple(self.list.rows):
                return
            row = self.list.row()
            there = row is None or row.key in {one.key for one in rows_of(view)}
            self._show(view, row.key if row is not None and there else "" if there else None)
            if not there:
                self._say_gone()

        self._background.run(self._facade.view, show, self._say)

    def _say_gone(self) -> None:
        """What was in hand is done elsewhere. No other row takes its place: a key would act on that."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.announced.emit(Message(Tone.SAID, self.tr("刚才那一行已在别处办了，列表已换成最新的。")))

    def _show(self, view: AllRounds, key: str | None) -> None:
        self._behind, self._today = False, view.today
        told = (
            (self.tr("要送 {0} 个部门"), len(view.send)),
            (self.tr("等签收 {0} 张"), len(view.unsigned)),
            (self.tr("要取 {0} 个部门"), len(view.fetch)),
        )
        words = "，".join(words.format(count) for words, count in told if count)
        self._summary.setText(words or self.tr("没有要送、要取、等签收的"))
        self.list.show_rows(rows_of(view), key)

    def open_scanned(self, scan: Scan) -> None:
        """A paper that was scanned, of whose round it is."""
        self.take_slip(scan.paper or scan.number)

    def take_slip(self, text: str) -> None:
        """The code of a slip: to who signed it."""
        if self._clerk is None or not text.strip():
            return

        def show(slip: UnsignedSlip) -> None:
            self.field.clear()
            if self.list.select(slip.id):
                self.card.signing.name.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self.refresh(slip.id)

        self._background.run(lambda: self._facade.find(text), show, self._say)

    # -- what is done --
    def press(self) -> None:
        """F9: make the slip and print it, or with two presses record what is filled in."""
        row = self.card.row
        if self._busy or self._clerk is None or row is None:
            return
        if row.waiting is not None:
            self._make(row)
        elif not tell_unreadable(self.card):
            self.card.confirm.press()

    def _make(self, row: RoundRow) -> None:
        clerk, waiting, chosen, urgent = self._clerk, row.waiting, self.card.chosen, self.card.urgent
        if clerk is None or waiting is None or not chosen:
            return

        def made(slip: SlipMade) -> None:
            self._busy = False
            self.card.done()
            self.announced.emit(Message(Tone.DONE, self.tr("{0} 已出，正在送打印机。").format(slip.number)))
            self.refresh(slip.round)
            self.changed.emit()
            self._send(slip.case, slip.paper, slip.number)

        self._busy = True
        self._background.run(
            lambda: self._facade.make(waiting.organ, waiting.hands, chosen, urgent, clerk), made, self._refuse
        )

    def print_again(self) -> None:
        """F8: another sheet of the same slip (重打)."""
        slip = self._slip
        if slip is not None and not self._busy:
            self._send(slip.holder, slip.paper, slip.number)

    def _send(self, case: str, paper: str, number: str) -> None:
        clerk = self._clerk
        if clerk is None:
            return

        def sent(_: None) -> None:
            words = self.tr("{0} 已送打印机。请两边签字，签好扫条码登记。").format(number)
            self.announced.emit(Message(Tone.DONE, words))

        self._background.run(
            lambda: self._facade.print(case, paper, clerk), sent, self._refuse, lane=Lane.PAPERS
        )

    def _record(self) -> None:
        clerk, slip, today = self._clerk, self._slip, self._today
        if slip is None:
            self._record_mismatch()
            return
        if clerk is None or self._busy:
            return
        try:
            signed = self.card.signing.signed(today, self.card.left)
        except BadInput as wrong:
            self._refuse(wrong)
            return
        arrived = self.card.arrived(signed.day)
        self._write(
            lambda: self._facade.confirm(slip, signed, arrived, clerk),
            self.tr("{0} 已登记签收。").format(slip.number),
        )

    def _record_mismatch(self) -> None:
        clerk, card = self._clerk, self.card.mismatch
        held = card.held
        if clerk is None or held is None or self._busy:
            return
        if card.settles:
            end, words = card.end(), card.words.text()
            if end is None:
                card.refuse(self.tr("请选怎样了结的。"), "line")
                return
            chosen = end
            self._write(
                lambda: self._facade.settle(held.case, held.mismatch_id, chosen, words, clerk),
                self.tr("已登记了结：{0}。").format(held.name),
            )
            return
        seen = card.seen()
        if seen is None:
            card.refuse(self.tr("请选怎样不符。"), "line")
            return
        wrong = seen
        self._write(
            lambda: self._facade.wrong(held.case, wrong, clerk),
            self.tr("已登记交接不符：{0}，了结以前在待办里。").format(held.name),
        )

    def _drop(self) -> None:
        clerk, slip = self._clerk, self._slip
        if clerk is not None and slip is not None and not self._busy:
            self._write(
                lambda: self._facade.drop(slip, clerk),
                self.tr("{0} 已作废，材料都还在原处。").format(slip.number),
            )

    def _write(self, act: Callable[[], None], words: str) -> None:
        def done(_: None) -> None:
            self._busy = False
            self.card.done()
            self.announced.emit(Message(Tone.DONE, words))
            self.refresh()
            self.changed.emit()

        self._busy = True
        self._background.run(act, done, self._refuse)

    def _refuse(self, error: Exception) -> None:
        self._busy = False
        part = None if self.card.row is None else self.card.row.part
        if isinstance(error, StaleBase):
            self.announced.emit(Message(Tone.SAID, self.tr("刚被别处改过，已换成最新的，请再看一遍。")))
            self.refresh()
        elif isinstance(error, BadInput | RuleRefused) and part is RoundPart.SIGN:
            self.card.signing.refuse(print_first(error) or message_of(error).sentence, error.field or "")
        elif isinstance(error, BadInput | RuleRefused) and part is RoundPart.HELD:
            self.card.mismatch.refuse(message_of(error).sentence, error.field or "")
        else:
            self._say(error)

    def _say(self, error: Exception) -> None:
        if not isinstance(error, CounterError):
            raise error
        self.announced.emit(message_of(error))

    # -- files --
    def _choose_place(self) -> None:
        row = self.card.row
        if row is None or row.waiting is not None or self._clerk is None:
            return
        slip = row.slip
        held = self.tr("原件在谁手里 {0}.xlsx").format(self._today.isoformat())
        ask_new_file(
            self.window(),
            self._look,
            "roundPlace",
            self.tr("存到哪里"),
            held if slip is None else f"{slip.number}.pdf",
            self.save,
            purpose=Purpose.SHEETS if slip is None else Purpose.PAPERS,
        )

    def save(self, file: Path) -> None:
        """Write the slip as PDF, or who holds what as a workbook."""
        clerk, slip = self._clerk, self._slip
        if clerk is None:
            return

        def write() -> None:
            if slip is None:
                self._facade.export(file, clerk)
            else:
                self._facade.save(slip.holder, slip.paper, file, clerk)

        def saved(_: None) -> None:
            self.announced.emit(Message(Tone.DONE, self.tr("已存到 {0}。").format(file)))

        self._background.run(write, saved, self._say, lane=Lane.FILES)

    # -- showing --
    @property
    def _slip(self) -> UnsignedSlip | None:
        return None if self.card.row is None else self.card.row.slip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.half_done:
                self.announced.emit(put_away(self.half_done))
            self.field.clear()
            self.on_shown()
        else:
            super().keyPressEvent(event)

    def _on_current(self, row: RoundRow | None) -> None:
        self.card.show_row(row, self._today)
        if self._behind:
            self.look_again()

    def _on_field(self) -> None:
        text = self.field.text().strip()
        if text:
            self.take_slip(text)
        else:
            self.card.take_focus()

    def _open_case(self) -> None:
        if number := self.card.case_number:
            self.case_wanted.emit(number)

    def _connect(self) -> None:
        FieldWalk(self.field, self.list.walk)
        self.field.returnPressed.connect(self._on_field)
        self.list.current.connect(self._on_current)
        self.card.announced.connect(self.announced)
        self.list.opened.connect(lambda _: self.card.take_focus())
        self.card.go.clicked.connect(self.press)
        self.card.again.clicked.connect(self.print_again)
        self.card.drop.clicked.connect(self.card.dropping.press)
        self.card.open.clicked.connect(self._open_case)
        self.card.save.clicked.connect(self._choose_place)
        self.card.confirm.confirmed.connect(self._record)
        self.card.dropping.confirmed.connect(self._drop)
        for key, act in (
            ("F9", self.card.go.click),
            ("F8", self.card.again.click),
            ("Alt+X", self.card.drop.click),
            ("Ctrl+S", self.card.save.click),
            ("Alt+O", self.card.open.click),
            ("F5", self.on_shown),
        ):
            bind_key(self, key, act)

    def _arrange(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(TextLabel(self.tr("流转"), "title"))
        left.addWidget(labelled(self.field))
        left.addWidget(self._summary)
        left.addWidget(self.list, 1)
        left.addStretch(0)
        column = QWidget()
        column.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 16)
        whole.addWidget(ListAndDetail(self._look, column, self.card))

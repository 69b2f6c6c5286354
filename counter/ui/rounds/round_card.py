"""One row of 流转 opened: its sheets, what is to be filled in, and what can be done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.case.acts.acts import RegisterResult
from counter.domain.case.acts.certificates import GivenResult
from counter.domain.case.acts.rounds import OnSlip
from counter.domain.case.item_events import Hands
from counter.ui.kit.acts.unfinished_input import UnfinishedFields
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.act_foot import ActFoot
from counter.ui.kit.controls.card import hugging
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_columns import StepBeside, at_left
from counter.ui.kit.controls.shown_presses import show_presses
from counter.ui.kit.controls.two_press import TwoPress
from counter.ui.kit.messages import Message
from counter.ui.kit.theme import Look
from counter.ui.rounds.mismatch_card import MismatchCard
from counter.ui.rounds.paper_lines import PaperLineView, held_lines, slip_lines, waiting_lines
from counter.ui.rounds.round_list import RoundPart, RoundRow
from counter.ui.rounds.signing_card import SigningCard


class RoundCard(QWidget):
    """What is shown of one row; the page acts. ``clerk``: code of who acts, to whom what was typed comes back.

    Signals: ``announced(message)``: what was typed for this row before stands there again.
    """

    announced = Signal(Message)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("roundCard")
        self.row: RoundRow | None = None
        self.clerk = ""
        self._title = TextLabel("", "title", wrap=True)
        self._title.setObjectName("roundTitle")
        self.lines = PaperLineView(look)
        self.signing = SigningCard(look)
        self.mismatch = MismatchCard(look)
        self.words = UnfinishedFields(self, lambda: self.tr("流转的登记"), but=("certificateNumber",))
        self.wrong = UnfinishedFields(self.mismatch, lambda: self.tr("交接不符"))
        self._sheet = TextLabel("", "second", wrap=True)
        self._sheet.setObjectName("roundSheet")
        self.go = ActButton("roundGo", "", "F9", role="primary", writes=True)
        self.again = ActButton("roundAgain", self.tr("再打一张"), "F8", writes=True)
        self.save = ActButton("roundSave", "", "Ctrl+S", writes=True)
        self.drop = ActButton("roundDrop", self.tr("没有交接，作废"), "Alt+X", writes=True)
        self.open = ActButton("roundOpen", self.tr("打开办件"), "Alt+O", role="quiet")
        self.confirm, self.dropping = TwoPress(self), TwoPress(self)
        show_presses(self.go, self.confirm, armed=self.tr("再按一次 F9：登记"))
        show_presses(self.drop, self.dropping, armed=self.tr("再按一次 Alt+X：作废"))
        self.lines.changed.connect(self._show_state)
        self.lines.current.connect(self._on_line)
        self.lines.left.connect(self._fill_in)
        self.signing.changed.connect(self._calm)
        self.signing.numbered.connect(self._take_number)
        self.mismatch.changed.connect(self._calm)
        for form in (self.signing, self.mismatch):
            form.left.connect(self.go.setFocus)
        self._arrange(look)
        self.show_row(None, date.min)

    @property
    def half_done(self) -> bool:
        """True while something is half typed."""
        return self.words.half_done or self.wrong.half_done

    @property
    def begun(self) -> bool:
        """True while something is half typed, or pressed once."""
        return self.half_done or any(one.is_armed or one.is_settling for one in (self.confirm, self.dropping))

    @property
    def put_aside(self) -> tuple[str, ...]:
        """What was typed for other rows, and waits."""
        return (*self.words.titles, *self.wrong.titles)

    def done(self) -> None:
        """It is on record: nothing of it waits."""
        (self.wrong if self.row is not None and self.row.part is RoundPart.HELD else self.words).done()

    @property
    def case_number(self) -> str:
        """Number of the case of the current line, "" where nothing is listed."""
        line = self.lines.row()
        return "" if line is None else line.number

    @property
    def chosen(self) -> tuple[OnSlip, ...]:
        """What is ticked, by case."""
        if self.row is None or self.row.waiting is None:
            return ()
        ticked = [line for line in self.lines.rows if line.ticked]
        found = []
        for one in self.row.waiting.cases:
            own = [line for line in ticked if line.case == one.case]
            moved = tuple(line.moved for line in own if line.moved is not None)
            items = tuple(line.item for line in own if line.item)
            found.append(OnSlip(one.case, one.base, moved, items))
        return tuple(one for one in found if not one.empty)

    @property
    def urgent(self) -> frozenset[str]:
        """Ids of the cases that are urgent."""
        waiting = None if self.row is None else self.row.waiting
        return frozenset() if waiting is None else frozenset(c.case for c in waiting.cases if c.urgent)

    @property
    def left(self) -> tuple[tuple[str, str], ...]:
        """(case, line) of what is not ticked: it did not change hands."""
        lines = self.lines.rows
        return tuple((x.case, x.moved.line) for x in lines if x.moved is not None and not x.ticked)

    def arrived(self, day: date) -> dict[str, list[RegisterResult]]:
        """Certificates whose number was typed, by case."""
        slip = None if self.row is None else self.row.slip
        found: dict[str, list[RegisterResult]] = {}
        for line in self.lines.rows if slip is not None else ():
            if slip is not None and line.item and line.given:
                place = self.signing.place.text().strip()
                thing = GivenResult(line.name, line.given, slip.organ, place=place)
                act = RegisterResult(line.item, thing, day, self.signing.name.text().strip())
                found.setdefault(line.case, []).append(act)
        return found

    def show_row(self, row: RoundRow | None, today: date) -> None:
        """Show a row, None: nothing."""
        for one in (self.words, self.wrong):
            one.close() if row is None else one.put_away()
        self.row = row
        self._calm()
        self.setVisible(row is not None)
        self.signing.setVisible(row is not None and row.part is RoundPart.SIGN)
        self.mismatch.setVisible(False)
        if row is None:
            self.lines.show_rows(())
            return
        if row.waiting is not None:
            self.lines.show_rows(waiting_lines(row.waiting))
        elif row.slip is not None:
            certificates = any(one.certificates for one in row.slip.cases)
            self.signing.begin(today, certificates=certificates)
            self.lines.show_rows(slip_lines(row.slip))
        elif row.held is not None:
            self.words.close()
            self.lines.show_rows(held_lines(row.held))
        if row.held is None:
            self._say_again(self.words.open_at(self.clerk, row.key))
        self._show_state()

    def take_focus(self) -> None:
        """The cursor comes from the list."""
        if self.lines.rows:
            self.lines.setFocus()
        else:
            self.go.setFocus()

    def _fill_in(self) -> None:
        part = None if self.row is None else self.row.part
        line = self.lines.row()
        if part is RoundPart.SIGN and line is not None and line.item:
            self.signing.number.setFocus()
        elif part is RoundPart.SIGN:
            self.signing.name.setFocus()
        elif part is RoundPart.HELD and self.mismatch.held is not None:
            self.mismatch.what.take_focus()
        else:
            self.go.setFocus()

    def _on_line(self, line: object) -> None:
        row = self.lines.row()
        if self.row is None:
            return
        if self.row.part is RoundPart.SIGN:
            self.signing.show_line(row)
        elif self.row.part is RoundPart.HELD:
            self.wrong.put_away()
            held = None if row is None else row.held
            self.mismatch.show_paper(held)
            if held is not None:
                self._say_again(self.wrong.open_at(self.clerk, held.case, held.line, held.mismatch_id))
            self._show_state()

    def _say_again(self, said: Message | None) -> None:
        if said is not None:
            self.announced.emit(said)

    def _take_number(self, text: str) -> None:
        line = self.lines.row()
        if line is not None and line.item:
            self.lines.put(replace(line, given=text.strip(), ticked=bool(text.strip())))

    def _show_state(self) -> None:
        self._calm()
        row = self.row
        if row is None:
            return
        sign, held = row.part is RoundPart.SIGN, row.part is RoundPart.HELD
        self.again.setVisible(sign)
        self.drop.setVisible(sign)
        self.save.setVisible(sign or held)
        self._listed.setVisible(bool(self.lines.rows))
        self._title.setText(row.head)
        if row.slip is not None:
            self._title.setText(row.slip.number)
            self.save.say(self.tr("存成 PDF…"))
            self.go.say(self.tr("登记签收"), self.tr("部门已在单子上签字"))
            self.go.setEnabled(True)
            self._sheet.setText(self._slip_words(len(self.left), row.slip.hands))
        elif row.held is not None:
            self.save.say(self.tr("存成 Excel…"))
            words = self.tr("登记了结") if self.mismatch.settles else self.tr("登记交接不符")
            self.go.say(words)
            self.go.setEnabled(self.mismatch.held is not None)
            nowhere = self.tr("没有原件在部门手里。")
            self._sheet.setText(row.held.limit_words if self.lines.rows else nowhere)
        else:
            sheets = [line.moved for line in self.lines.rows if line.ticked and line.moved is not None]
            certificates = sum(bool(line.item and line.ticked) for line in self.lines.rows)
            words = self.tr("打一张流转单：{0}件办件，原件{1}份，复印件{2}份").format(
                len(self.chosen), sum(m.originals for m in sheets), sum(m.copies for m in sheets)
            )
            words += self.tr("，证照{0}件").format(certificates) if certificates else ""
            nothing = not self.chosen
            self._sheet.setText(self.tr("一样也没有选。按空格选要列的。") if nothing else words + "。")
            self.go.say(self.tr("打流转单"), self.tr("两边签字以后登记"))
            self.go.setEnabled(not nothing)

    def _slip_words(self, left: int, hands: Hands) -> str:
        where = self.tr("仍在窗口") if hands is Hands.TO_ORGAN else self.tr("仍在部门")
        if left:
            return self.tr("没有选的{0}份没有交接，{1}。").format(left, where)
        return self.tr("全部交接。没有交接的按空格去掉。")

    def _calm(self) -> None:
        for one in (self.confirm, self.dropping):
            one.disarm()

    def _arrange(self, look: Look) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title, 1)
        head.addWidget(self.open)
        card = self._listed = hugging(self.lines)
        step = QWidget()
        follows = QVBoxLayout(step)
        follows.setContentsMargins(0, 0, 0, 0)
        follows.setSpacing(12)
        follows.addWidget(self.signing)
        follows.addWidget(self.mismatch)
        follows.addLayout(at_left(look, self._sheet))
        follows.addWidget(ActFoot((self.again, self.save, self.drop), self.go))
        follows.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(StepBeside(look, card, step), 1)

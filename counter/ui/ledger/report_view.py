"""The monthly report of 台账: the paper as it will be signed, what moved since, and the act of handing in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.calendar.workdays import civil_date, civil_time
from counter.domain.ledger.report_sheet import span_words
from counter.domain.people.applicant import MOST_WORDS
from counter.ui.kit.acts.unfinished_input import UnfinishedFields
from counter.ui.kit.announcement import announce
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.card import FittingFrame
from counter.ui.kit.controls.column_scroll_area import BAR, FittingScrollArea
from counter.ui.kit.controls.field import Field, LongField
from counter.ui.kit.controls.field_row import labelled
from counter.ui.kit.controls.flow_layout import FlowLayout
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.controls.reading_order import tab_through
from counter.ui.kit.controls.refusals import Refusals
from counter.ui.kit.controls.two_press import TwoPress
from counter.ui.kit.file_dialogs import ask_export_file, ask_new_file
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look
from counter.ui.papers.paper_preview import PaperPreview

if TYPE_CHECKING:
    from counter.services.ledger.report import MonthlyReport
    from counter.ui.facades.clerk import Clerk
    from counter.ui.facades.ledger import LedgerFacade
    from counter.ui.facades.page_image import PageImage

_LEFT = 420
_MOST_MOVED = 8
_LEAST_LINES = 2


class ReportView(QWidget):
    """Signals: ``announced(message)``; ``left`` back to the rows."""

    announced = Signal(Message)
    left = Signal()

    def __init__(
        self, facade: LedgerFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._facade, self._background, self._look = facade, background, look
        self._clerk: Clerk | None = None
        self._month = ""
        self._found: MonthlyReport | None = None
        self._busy = False
        self._title = TextLabel("", "title", wrap=True)
        self._title.setObjectName("reportTitle")
        self._state = TextLabel("", wrap=True)
        self._state.setObjectName("reportState")
        self._moved = TextLabel("", "second", wrap=True)
        self._moved.setObjectName("reportMoved")
        self._problem = ProblemLabel()
        self._problem.setObjectName("reportProblem")
        self.texts = {
            one.name: LongField(
                f"reportText_{one.name}",
                self.tr("{0}（可以不写）").format(one.title),
                most=MOST_WORDS,
                grows_from=_LEAST_LINES,
            )
            for one in facade.template.report.texts
        }
        self.reason = Field("reportReason", self.tr("为什么再报一份"), self.tr("至少四个字"))
        self.reason.setMaxLength(MOST_WORDS)
        self._written: tuple[LongField | Field, ...] = (*self.texts.values(), self.reason)
        self.refusals = Refusals(self._problem)
        for name, field in {**self.texts, "reason": self.reason}.items():
            self.refusals.add(field, name)
        self.words = UnfinishedFields(self, lambda: self.tr("{0} 月报").format(self._month))
        self._told = ""
        self._filled = ""  # the month whose texts stand in the fields
        self.hand_in = ActButton(
            "reportHandIn", self.tr("报送：数字从此不变"), "F9", role="primary", writes=True, enter=False
        )
        self._sure = TwoPress(self)
        self.print = ActButton("reportPrint", self.tr("打印"), "F8", writes=True)
        self.save = ActButton("reportSave", self.tr("存成 PDF…"), "Ctrl+S", enter=True)
        self.workbook = ActButton("reportWorkbook", self.tr("存成 Excel…"), "Ctrl+E", enter=True)
        self.back = ActButton("reportBack", self.tr("回到台账"), "Esc", role="quiet")
        self.preview = PaperPreview()
        self._arrange()
        self._connect()

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Another person: nothing of the last one's stays in sight; it waits for who typed it."""
        self._empty()
        self._clerk, self._found = clerk, None

    def show_month(self, month: str) -> None:
        """Show the report of that month."""
        if month != self._month:
            self._empty()
        self._month, self._told = month, ""
        self.on_shown()
        self.take_focus()

    def on_shown(self) -> None:
        """Read the report anew."""
        clerk, month = self._clerk, self._month
        if clerk is None or not month:
            return
        self.preview.say(self.tr("正在算…"))
        self._background.run(
            lambda: self._facade.report(month, clerk), self._show, self._refuse, lane=Lane.PAPERS
        )

    def look_again(self) -> None:
        """Another program wrote: handed in there, or other numbers. What is typed, or pressed once, stays."""
        clerk, month = self._clerk, self._month
        if clerk is None or not month or self._busy or self._sure.is_armed or self._sure.is_settling:
            return

        def show(found: MonthlyReport) -> None:
            if not self._busy and month == self._month and found != self._found:
                self._show(found)

        self._background.run(lambda: self._facade.report(month, clerk), show, self._refuse, lane=Lane.PAPERS)

    def take_focus(self) -> None:
        """Put the focus where nothing is written by a key too many; Tab leads from there through what is done here."""
        tab_through(
            self.preview, *self._written, self.hand_in, self.print, self.save, self.workbook, self.back
        )
        self.preview.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_paper(self) -> None:
        """Send the paper to the printer."""
        found, clerk = self._found, self._clerk
        if found is None or clerk is None:
            return

        def sent(printer: str) -> None:
            self.announced.emit(
                Message(Tone.DONE, self.tr("月报已送 {0}，纸出来请审核人签字。").format(printer))
            )

        self._background.run(lambda: self._facade.print(found, clerk), sent, self._refuse, lane=Lane.PAPERS)

    def _empty(self) -> None:
        """What was typed for a month waits."""
        self.words.close()
        self._filled = ""
        for field in self._written:
            field.clear()
        self.refusals.clear()

    def _fill(self, found: MonthlyReport) -> None:
        """The texts as handed in last, and over them what was typed since."""
        self._filled = self._month
        sealed = None if found.frozen is None else found.frozen.sealed
        for name, field in self.texts.items():
            field.setPlainText("" if sealed is None else sealed.texts.get(name, ""))
        said = self.words.open_at(self._clerk.code if self._clerk else "", self._month)
        if said is not None:
            self.announced.emit(said)

    # -- showing --
    def _show(self, found: MonthlyReport) -> None:
        self._found, self._busy = found, False
        report, frozen = found.report, found.frozen
        self._title.setText(self.tr("{0} 月报").format(found.month))
        if frozen is None:
            state = self.tr("还没有报送。{0}；{1}。").format(span_words(report), found.scope.words)
        else:
            at = civil_time(frozen.at)
            state = self.tr("第{0}版，{1} {2} 报送，数字不再变。{3}。").format(
                frozen.said.version, f"{at:%Y-%m-%d %H:%M}", frozen.by, span_words(report)
            )
        self._state.setText(state)
        if self.isVisible() and (told := f"{self._title.text()}。{state}") != self._told:
            self._told = told
            announce(self, told)  # the focus is on the sheet, which says nothing of it
        self._moved.setText(self._moved_words(found))
        self._moved.setVisible(frozen is not None)
        over = civil_date(self._facade.now()) >= report.period.last
        again = frozen is not None
        self.reason.setVisible(again)
        self.hand_in.setVisible(over)
        self._sure.disarm()
        self._say_hand_in(armed=False)
        if self._filled != self._month:
            self._fill(found)
        soon = self.tr("{0} 起可以报送。").format(report.period.last.isoformat())
        self._problem.say("" if over else soon, blocks=False)
        self._show_pages(found)

    def _moved_words(self, found: MonthlyReport) -> str:
        if not found.moved:
            return self.tr("报送以后没有数字变。")
        shown = [f"{one.title}：{one.then} → {one.now}" for one in found.moved[:_MOST_MOVED]]
        if len(found.moved) > _MOST_MOVED:
            shown.append(self.tr("另有{0}处，在 Excel 里。").format(len(found.moved) - _MOST_MOVED))
        return "\n".join((self.tr("报送以后变了{0}处，报送的不动：").format(len(found.moved)), *shown))

    def _show_pages(self, found: MonthlyReport) -> None:
        clerk = self._clerk
        if clerk is None:
            return

        def show(pages: Sequence[PageImage]) -> None:
            if self._found is found:
                self.preview.show_pages(pages)

        self._background.run(lambda: self._facade.pages(found, clerk), show, self._refuse, lane=Lane.PAPERS)

    def _refuse(self, error: Exception) -> None:
        self._busy = False
        self.refusals.refuse(error)
        self.announced.emit(message_of(error))

    # -- acts --
    def _say_hand_in(self, *, armed: bool) -> None:
        """What nobody can take back is said by the first press."""
        self.hand_in.arm(armed)
        again = self._found is not None and self._found.frozen is not None
        words = self.tr("再报一份") if again else self.tr("报送：数字从此不变")
        self.hand_in.say(words, self.tr("再按一次 F9") if armed else "")

    def _press_hand_in(self) -> None:
        if self.hand_in.isVisible() and not self._busy:
            self._sure.press()

    def _hand_in(self) -> None:
        clerk, month = self._clerk, self._month
        if clerk is None or self._found is None or self._busy or not self.hand_in.isVisible():
            return
        self._busy = True
        texts, reason = {name: field.text() for name, field in self.texts.items()}, self.reason.text()

        def done(found: MonthlyReport) -> None:
            self.reason.clear()
            self.words.done()
            self._filled = ""
            self._show(found)
            version = found.handed_in[-1].said.version
            words = self.tr("{0} 月报第{1}版已报送，数字不再变；打印出来请审核人签字。").format(
                month, version
            )
            self.announced.emit(Message(Tone.DONE, words))

        self._background.run(lambda: self._facade.hand_in(month, clerk, texts, reason), done, self._refuse)

    def _save_paper(self) -> None:
        self._save(
            lambda name, write: ask_new_file(
                self, self._look, "reportPlace", self.tr("存到哪里"), f"{name}.pdf", write
            ),
            lambda file, found, clerk: self._facade.save_paper(file, found, clerk),
        )

    def save_workbook(self) -> None:
        """Ask where, and write the report as a workbook."""
        self._save(
            lambda name, write: ask_export_file(self, self._look, name, write),
            lambda file, found, clerk: self._facade.save_workbook(file, found, clerk),
        )

    def _save(
        self,
        ask: Callable[[str, Callable[[Path], None]], None],
        keep: Callable[[Path, MonthlyReport, Clerk], None],
    ) -> None:
        found, clerk = self._found, self._clerk
        if found is None or clerk is None:
            return

        def write(file: Path) -> None:
            def done(_: None) -> None:
                self.announced.emit(Message(Tone.DONE, self.tr("月报已写到 {0}").format(file)))

            self._background.run(lambda: keep(file, found, clerk), done, self._refuse, lane=Lane.FILES)

        ask(self.tr("月报 {0}").format(found.month), write)

    # -- building --
    def _connect(self) -> None:
        self.hand_in.clicked.connect(self._press_hand_in)
        self._sure.armed.connect(lambda armed: self._say_hand_in(armed=armed))
        self._sure.confirmed.connect(self._hand_in)
        for text in self.texts.values():
            text.edited.connect(self._sure.disarm)
            text.left.connect(self.focusNextChild)
        self.reason.textEdited.connect(self._sure.disarm)
        self.print.clicked.connect(self.print_paper)
        self.save.clicked.connect(self._save_paper)
        self.workbook.clicked.connect(self.save_workbook)
        self.back.clicked.connect(self.left)
        for key, act in (("F9", self._press_hand_in), ("Ctrl+S", self._save_paper)):
            bind_key(self, key, act)

    def _arrange(self) -> None:
        card = FittingFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(16, 12, 16 - BAR, 12)  # the bar of the texts lies in the margin
        inside.setSpacing(10)
        texts = QWidget()
        written = QVBoxLayout(texts)
        written.setContentsMargins(0, 0, 0, 0)
        written.setSpacing(10)
        for field in self._written:
            written.addWidget(labelled(field))
        scrolled = FittingScrollArea("reportTexts", texts)  # texts grow, the button stays in sight
        above, under = QVBoxLayout(), QVBoxLayout()
        for words in (self._title, self._state, self._moved):
            above.addWidget(words)
        under.addWidget(self._problem)
        under.addWidget(self.hand_in)
        buttons = FlowLayout(gap=8)
        for button in (self.print, self.save, self.workbook):
            buttons.addWidget(button)
        under.addLayout(buttons)
        for around in (above, under):
            around.setContentsMargins(0, 0, BAR, 0)
            around.setSpacing(inside.spacing())
        inside.addLayout(above)
        inside.addWidget(scrolled)
        inside.addLayout(under)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(12)
        left.addWidget(card)
        left.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        left.addStretch(1)
        column = self._column = QWidget()
        column.setLayout(left)
        self._measure()
        self._look.changed.connect(self._measure)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 16)
        whole.setSpacing(20)
        whole.addWidget(column)
        whole.addWidget(self.preview, 1)

    def _measure(self) -> None:
        self._column.setFixedWidth(self._look.grown(_LEFT))

"""Printing, above the list of papers: send, show the queue's state, confirm what came out; only a person's
confirmation counts as printed. The four steps keep their places in every state: what cannot be done is dimmed.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.case.case import IssuedPaper
from counter.domain.case.print_log import SheetStep
from counter.domain.document.document import A4, A5, ROLL
from counter.domain.papers.parts.page_forms import ACCEPTANCE
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.two_press import TwoPress, expired_caption
from counter.ui.kit.theme import Look
from counter.ui.papers.missing_sheets_row import MissingSheetsRow
from counter.ui.papers.print_session import PrintSession
from counter.ui.words.printing import came_out, log_line, press_words, sheets_in, stuck, unprinted


class PrintBar(QWidget):
    """Printing of one case, for the current paper of the list. Signals: ``passed`` when the step that had the focus is
    done: ``next`` is where it goes on.
    """

    passed = Signal()

    def __init__(self, printing: PrintSession, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("printBar")
        self._round = printing
        self._paper = ""
        self._brief = False
        self._all = ActButton("printAll", self.tr("打印全部"), "Ctrl+P", role="primary", writes=True)
        self._one = ActButton("printOne", self.tr("打印这份"), "P", role="link", writes=True)
        self._page = Choices(look, "printPage", self.tr("纸型"))
        self._page.show_options(
            [(p, p if p != ROLL else self.tr("80mm 凭条")) for p in (A4, A5, ROLL)],
            (printing.preferences.page,),
        )
        self._printer = Choices(look, "printPrinter", self.tr("打印机"))
        self._at_once = ActButton("printAtOnce", "", role="quiet", enter=True)
        self._state = TextLabel("", "small", wrap=True)
        self._state.setObjectName("printState")
        self._out = ActButton("printOut", self.tr("都出来了"), "F4", role="primary", writes=True)
        self._not_out = ActButton("printNotOut", self.tr("没打出来"), "Shift+F4", role="link", enter=True)
        self._again = ActButton("printAgain", self.tr("再送"), "F5", role="primary", writes=True)
        self._stamp = ActButton("printStamped", self.tr("都盖章了"), "F10", role="primary", writes=True)
        self._stamping = TwoPress(self)
        self._row = MissingSheetsRow(look)
        self._log = PrintLog()
        self._steps = (self._all, self._out, self._again, self._stamp)
        self._look = look
        self._arrange()
        self._connect()
        self._keep_widths()
        self._render()

    @property
    def next(self) -> ActButton | None:
        """The step that comes next; None where printing is done with."""
        order = (self._all, self._again, self._out, self._stamp)
        return next((button for button in order if button.isEnabled()), None)

    def be_brief(self, brief: bool) -> None:
        """Without the lines under the steps."""
        self._brief = brief
        self._under.setVisible(not brief)

    def follow(self, paper: str) -> None:
        """Show the state of another paper."""
        if paper != self._paper:
            self._page.choose((self._round.preferences.page,))
            self._row.dismiss()
        self._paper = paper
        self._render()

    def print_current(self) -> None:
        """Send the due sheets of the current paper; one no longer in force is refused with a message.

        While sending, further presses are ignored, against unintended 重打.
        """
        if self._paper and not self._round.sending:
            self._round.send((self._paper,), self._chosen_page)

    def hideEvent(self, event: QHideEvent) -> None:
        """A first press ends when the bar is hidden."""
        super().hideEvent(event)
        self._stamping.disarm()

    @property
    def _current(self) -> IssuedPaper | None:
        case = self._round.case
        paper = case.paper(self._paper) if case is not None else None
        return paper if paper is not None and paper.stage.binding else None

    @property
    def _chosen_page(self) -> str:
        small = self._current is not None and self._current.kind in ACCEPTANCE
        return self._page.chosen[0] if small and self._page.chosen else A4

    def _arrange(self) -> None:
        steps, sheet, more = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for step in self._steps:
            steps.addWidget(step)
        steps.addStretch(1)
        sheet.setSpacing(10)
        sheet.addWidget(self._one)
        sheet.addWidget(self._page, 1)
        sheet.addWidget(self._printer, 1)
        for link in (self._at_once, self._not_out, self._log.head):
            more.addWidget(link)
        more.addStretch(1)
        for line in (steps, more):
            line.setSpacing(8)
        for part in (self._one, self._page, self._not_out, self._log.head):
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            part.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(steps)
        column.addWidget(self._state)
        column.addWidget(self._row)
        self._under = QWidget()
        under = QVBoxLayout(self._under)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(6)
        under.addLayout(sheet)
        under.addLayout(more)
        column.addWidget(self._under)
        column.addWidget(self._log)

    def _keep_widths(self) -> None:
        """Each step as wide as the longest caption it gets, so that none ever moves."""
        longest = (
            (self._all, (self._all_words(88),)),
            (self._out, (self._out_words(8, 9),)),
            (self._again, (self._again_words(88),)),
            (self._stamp, (self.tr("都盖章了"),)),
        )
        for button, captions in longest:
            now = button.words, button.extra, button.below
            widths = []
            for caption in captions:
                button.say(caption)
                widths.append(button.sizeHint().width())
            button.setFixedWidth(max(widths))
            button.say(*now)

    def _connect(self) -> None:
        for button, key, act in (
            (self._all, "Ctrl+P", self._round.send_all),
            (self._out, "F4", self._round.all_out),
            (self._not_out, "Shift+F4", self._ask_not_out),
            (self._again, "F5", self._round.send_again),
            (self._stamp, "F10", self._stamping.press),
        ):
            button.clicked.connect(act)
            self._add_key(key, button, act)
        self._one.clicked.connect(self.print_current)
        here = QShortcut(QKeySequence("P"), self._one)  # also where the button has the focus, not the list
        here.setContext(Qt.ShortcutContext.WidgetShortcut)
        here.setAutoRepeat(False)
        here.activated.connect(self.print_current)
        self._page.changed.connect(self._render)
        self._printer.changed.connect(lambda: self._round.prefer(printer=self._printer.chosen[0]))
        self._at_once.clicked.connect(self._switch_at_once)
        self._stamping.armed.connect(self._arm_stamp)
        self._stamping.confirmed.connect(self._round.all_stamped)
        self._stamping.lapsed.connect(
            lambda: self._stamp.say(self._stamp.words, below=expired_caption("F10"))
        )
        self._row.reason_chosen.connect(self._round.not_out)
        self._row.turned.connect(lambda asks: self._under.setVisible(not (asks or self._brief)))
        self._round.updated.connect(self._render)
        self._look.changed.connect(self._keep_widths)

    def _add_key(self, key: str, button: ActButton, act: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(lambda: act() if button.isEnabled() and not button.isHidden() else None)

    def _switch_at_once(self) -> None:
        self._round.prefer(at_once=not self._round.preferences.print_after)

    def _arm_stamp(self, armed: bool) -> None:
        self._stamp.arm(armed)
        self._render()

    def _ask_not_out(self) -> None:
        """Ask for the current paper, or where it has no sheets under way, for the first paper that has."""
        case = self._round.case
        waiting = sheets_in(case, SheetStep.QUEUED, SheetStep.MEANT) if case is not None else ()
        if not waiting:
            return
        wanted = self._paper if any(p == self._paper for p, _ in waiting) else waiting[0][0]
        paper = case.paper(wanted) if case is not None else None
        if paper is not None:
            self._row.ask(paper, tuple(s.copy for p, s in waiting if p == wanted))

    # -- rendering --
    def _render(self) -> None:
        case, news = self._round.case, self._round.news
        held = any(step.hasFocus() for step in self._steps)
        free = bool(self._round.sending == 0)
        new = unprinted(case) if case is not None else ()
        out = came_out(case, news) if case is not None else ()
        failed = sheets_in(case, SheetStep.FAILED) if case is not None else ()
        waiting = sheets_in(case, SheetStep.QUEUED, SheetStep.MEANT) if case is not None else ()
        self._all.say(self._all_words(len(new)))
        self._all.setEnabled(bool(new))
        self._render_one(free)
        self._out.say(self._out_words(len(out), len({p for p, _ in waiting})))
        self._out.setEnabled(bool(out))
        self._again.say(self._again_words(len(failed)))
        self._again.setEnabled(bool(failed))
        self._not_out.setVisible(bool(waiting) and free)
        self._render_stamp()
        self._render_printers()
        self._log.show_paper(case.paper(self._paper) if case is not None else None)
        on = self._round.preferences.print_after
        self._at_once.say(self.tr("出具后直接送打印：开") if on else self.tr("出具后直接送打印：关"))
        self._say(*self._headline())
        if not waiting:
            self._row.dismiss()
        self.updateGeometry()
        if held and not any(step.hasFocus() for step in self._steps):
            self.passed.emit()

    def _render_one(self, free: bool) -> None:
        paper = self._current
        self._one.setVisible(paper is not None and free)
        self._page.setVisible(paper is not None and paper.kind in ACCEPTANCE and free)
        if paper is not None:
            self._one.say(press_words(paper, self._chosen_page))

    def _render_stamp(self) -> None:
        papers = self._round.to_stamp()
        if not papers:
            self._stamping.disarm()
        armed = self._stamping.is_armed
        self._stamp.say(self.tr("再按 F10") if armed else self.tr("都盖章了"))
        self._stamp.setAccessibleDescription(self.tr("{0} 份").format(len(papers)) if papers else "")
        self._stamp.show_key(not armed)
        self._stamp.setEnabled(bool(papers))
        for step in self._steps:
            step.be_quiet(step is not self.next)

    def _render_printers(self) -> None:
        printers = self._round.printers
        preferred = self._round.preferences.printer
        chosen = preferred or next((p.name for p in printers if p.default), "")
        self._printer.show_options([(p.name, p.label) for p in printers], (chosen,))
        known = any(p.name == preferred for p in printers)
        self._printer.setVisible(len(printers) > 1 or bool(printers and preferred and not known))

    def _all_words(self, papers: int) -> str:
        return self.tr("打印 {0} 份").format(papers) if papers else self.tr("打印全部")

    def _out_words(self, out: int, waiting: int) -> str:
        return self.tr("都出来了") if out == waiting else self.tr("出来了 {0} 份").format(out)

    def _again_words(self, sheets: int) -> str:
        return self.tr("再送 {0} 张").format(sheets) if sheets else self.tr("再送")

    def _headline(self) -> tuple[str, str]:
        """The most important sentence and its colour: what needs attention comes first."""
        case, news = self._round.case, self._round.news
        if case is None:
            return "", "small"
        if (station := self._round.elsewhere.get(self._paper)) is not None:
            return self.tr("这份是窗口 {0} 出具的，打印、出纸由那个窗口办。").format(station), "small"
        held = stuck(case, news)
        failed = sheets_in(case, SheetStep.FAILED)
        waiting = sheets_in(case, SheetStep.QUEUED)
        if held:
            return held[0].words, "gap"
        if self._round.sending:
            return self.tr("正在送打印…"), "small"
        if self._round.away and (waiting or unprinted(case) or not self._round.printers):
            words = self.tr("{0}文书可以先按 Ctrl+S 存成 PDF。").format(self._round.away)
            return words, "gap" if waiting else "small"
        if failed:
            words = failed[0][1].words.rstrip("。")
            return self.tr("{0} 张没打出来：{1}。修好以后按 F5，还是原来的联号。").format(
                len(failed), words
            ), "correct"
        if waiting:
            words = self.tr("已送打印 {0} 张。看着纸出来，出来了按 F4；没打出来按 Shift+F4。")
            return words.format(len(waiting)), "small"
        if not self._round.printers:
            return self.tr("这台电脑没有打印机：请在系统打印设置里添加，或先按 Ctrl+S 存成 PDF。"), "small"
        return "", "small"

    def _say(self, words: str, role: str) -> None:
        self._state.set_role(role)
        self._state.setText(words)
        self._state.setVisible(bool(words))


class PrintLog(QWidget):
    """Hidden for a paper without sheets."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = ActButton("printLog", self.tr("打印记录"), role="quiet", enter=True)
        self._lines = TextLabel("", "small", wrap=True)
        self._lines.setObjectName("printLogLines")
        self.head.clicked.connect(self._turn)
        self._sheets = 0
        self._unfolded = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._lines)

    def show_paper(self, paper: IssuedPaper | None) -> None:
        """Show the sheets of this paper."""
        sheets = paper.sheets if paper is not None else ()
        self._sheets = len(sheets)
        self._lines.setText("\n".join(log_line(sheet) for sheet in sheets))
        self._say()

    def _turn(self) -> None:
        self._unfolded = not self._unfolded
        self._say()

    def _say(self) -> None:
        folded = self.tr("打印记录 {0} 条").format(self._sheets)
        self.head.say(self.tr("收起打印记录") if self._unfolded else folded)
        self.head.setVisible(bool(self._sheets))
        self.setVisible(self._unfolded and bool(self._sheets))

"""Printing, above the list of papers: send, show the queue's state, confirm what came out; only a person's
confirmation counts as printed. The four steps keep their places in every state: what cannot be done is dimmed, and
the sentence under them has its line also where there is nothing to say.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from counter.domain.case.print_log import SheetStep
from counter.ui.kit.announcement import announce
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_columns import LINE
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.controls.two_press import TwoPress, expired_caption
from counter.ui.kit.look_following import follow_look
from counter.ui.kit.theme import Look
from counter.ui.papers.missing_sheets_row import MissingSheetsRow
from counter.ui.papers.print_session import PrintSession
from counter.ui.words.printing import came_out, sent_words, sheets_in, stuck, unprinted

_USUAL = 100
"""Letters in percent."""


class _Told(NamedTuple):
    """How a case stood when it was last spoken of: papers on their way, sheets that did not come out, papers
    without their seal.
    """

    case: str = ""
    words: str = ""
    waiting: int = 0
    failed: int = 0
    unstamped: int = 0


class PrintBar(QWidget):
    """Printing of one case. ``missing``: the question which sheets did not come out, laid out by the owner over the
    paper.

    Signals: ``passed`` when the step that had the focus is done: ``next`` is where it goes on; ``asked(paper)`` before
    the question about that paper comes up.
    """

    passed = Signal()
    asked = Signal(str)
    _SPACE, _BESIDE, _NARROW, _GAPS = 4, 8, 29, 24

    def __init__(self, printing: PrintSession, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("printBar")
        self._round = printing
        self._paper = ""
        self._all = ActButton("printAll", self.tr("打印全部"), "Ctrl+P", role="primary", writes=True)
        self._state = TextLabel("", "small", wrap=True)
        self._state.setObjectName("printState")
        self._out = ActButton("printOut", self.tr("都出来了"), "F4", role="primary", writes=True)
        self._not_out = ActButton("printNotOut", self.tr("没打出来"), "Shift+F4", role="link", enter=True)
        self._again = ActButton("printAgain", self.tr("再送"), "F5", role="primary", writes=True)
        self._stamp = ActButton("printStamped", self.tr("都盖章了"), "F10", role="primary", writes=True)
        self._stamping = TwoPress(self)
        self.missing = MissingSheetsRow(look)
        self._steps = (self._all, self._out, self._again, self._stamp)
        self._resting = False
        self._look = look
        self._bare: tuple[int, ...] = ()
        self._whole: tuple[int, ...] = ()
        self._capped = True
        self._grid, self._across = QGridLayout(), 0
        self._arrange()
        self._connect()
        self._told = _Told()
        self._keep_widths()
        self._render()

    @property
    def next(self) -> ActButton | None:
        """The step that comes next; None where printing is done with."""
        order = (self._all, self._again, self._out, self._stamp)
        return next((button for button in order if button.isEnabled()), None)

    def rest(self, resting: bool) -> None:
        """While a form has the one filled button, no step of printing has it."""
        self._resting = resting
        self._lead()

    def usual_height(self, width: int) -> int:
        """With one line under the steps, two where the bar is narrow: where a sentence takes more, the papers give way,
        not the items.
        """
        return self._steps_height(width) + self._SPACE + self._usual_lines(width)

    def longer_by(self, width: int) -> int:
        """What the sentence takes beyond that."""
        if not self._state.text():
            return 0
        beside = 0 if self._not_out.isHidden() else self._not_out.sizeHint().width() + self._BESIDE
        line = min(width - beside, self._state.maximumWidth())
        return max(0, self._state.heightForWidth(line) - self._usual_lines(width))

    def _steps_height(self, width: int) -> int:
        """One line of steps; two in the largest letters of a small window."""
        lines = 1 if sum(self._bare) + self._GAPS <= width else 2
        return lines * self._all.sizeHint().height() + (lines - 1) * self._SPACE

    def _usual_lines(self, width: int) -> int:
        small = self._look.metrics("small").height()
        return self._line_height if width >= self._NARROW * small else max(self._line_height, 2 * small)

    @property
    def _line_height(self) -> int:
        return max(self._not_out.sizeHint().height(), self._look.metrics("small").height())

    def follow(self, paper: str) -> None:
        """Show the state of another paper."""
        if paper != self._paper:
            self.missing.dismiss()
        self._paper = paper
        self._render()

    def hideEvent(self, event: QHideEvent) -> None:
        """A first press ends when the bar is hidden."""
        super().hideEvent(event)
        self._stamping.disarm()

    def _arrange(self) -> None:
        steps, under = self._grid, QHBoxLayout()
        steps.setHorizontalSpacing(self._GAPS // len(self._steps))
        steps.setVerticalSpacing(self._SPACE)
        steps.setColumnStretch(len(self._steps), 1)
        self._lay_steps(len(self._steps))
        under.setSpacing(self._BESIDE)
        under.addWidget(self._state, 1, Qt.AlignmentFlag.AlignTop)
        under.addWidget(self._not_out, 0, Qt.AlignmentFlag.AlignTop)
        under.addStretch(0)  # what a wide screen has beyond a line that is read
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._SPACE)
        column.addLayout(steps)
        column.addLayout(under)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()  # its sentence has other lines
        self._lay_steps(4 if sum(self._bare) + self._GAPS <= self.width() else 2)
        if self._capped is not self._holds_caps(self.width()):
            self._keep_widths()

    def hasHeightForWidth(self) -> bool:
        """Asked for one, it would be told for its least width where it has less."""
        return False

    def minimumSizeHint(self) -> QSize:
        """In larger letters it may become so narrow that the keys go, which the tips have too. As tall as its steps and
        its sentence are in the width it has: the lists around it do not ask for a height by width.
        """
        letters = self._look.preferences.letters
        widths = self._bare if letters > _USUAL else self._whole
        return QSize(sum(widths) + self._GAPS, self.heightForWidth(self.width()))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.heightForWidth(self.width()))

    def _lay_steps(self, across: int) -> None:
        if across != self._across:
            self._across = across
            for place, step in enumerate(self._steps):
                self._grid.removeWidget(step)
                self._grid.addWidget(step, place // across, place % across)

    def _holds_caps(self, width: int) -> bool:
        return sum(self._whole) + self._GAPS <= width

    def _keep_widths(self) -> None:
        """Each step as wide as the longest caption it gets, so that none ever moves; no keys in a narrow bar."""
        self._bare = self._bare_widths()
        for _ in range(2):  # a key that was hidden has its letters only once it is shown
            self._whole = tuple(
                width + step.key_room for width, step in zip(self._bare, self._steps, strict=True)
            )
            self._lay_steps(4 if sum(self._bare) + self._GAPS <= self.width() else 2)
            self._capped = self._holds_caps(self.width())
            for button, width in zip(self._steps, self._whole if self._capped else self._bare, strict=True):
                button.setFixedWidth(width)
                button.setToolTip("" if self._capped else button.key)
            self._show_caps()
        self._state.setMaximumWidth(LINE * self._look.px("small"))
        self._state.setMinimumHeight(self._line_height)  # also while there is nothing to say

    def _show_caps(self) -> None:
        for button in self._steps:
            button.show_key(self._capped and not (button is self._stamp and self._stamping.is_armed))

    def _bare_widths(self) -> tuple[int, ...]:
        """Without keys, which are not hidden for that: whoever is told that something was hidden lays out the window,
        and measures in the midst of this measuring.
        """
        longest = (
            (self._all, (self._all_words(88), self.tr("打印全部"))),
            (self._out, (self._out_words(88, 99),)),
            (self._again, (self._again_words(18),)),
            (self._stamp, (self.tr("都盖章了"), self.tr("再按 F10"))),
        )
        found = []
        for button, captions in longest:
            now = button.words, button.extra, button.below
            widths = []
            for caption in captions:
                button.say(caption)
                widths.append(button.bare_width)
            found.append(max(widths))
            button.say(*now)
        return tuple(found)

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
        self._stamping.armed.connect(self._arm_stamp)
        self._stamping.confirmed.connect(self._round.all_stamped)
        self._stamping.lapsed.connect(
            lambda: self._stamp.say(self._stamp.words, below=expired_caption("F10"))
        )
        self.missing.reason_chosen.connect(self._round.not_out)
        self._round.updated.connect(self._render)
        follow_look(self._look, self, self._keep_widths)

    def _add_key(self, key: str, button: ActButton, act: Callable[[], None]) -> None:
        bind_key(self, key, lambda: act() if button.isEnabled() and not button.isHidden() else None)

    def _arm_stamp(self, armed: bool) -> None:
        self._stamp.arm(armed, aloud=not self._stamping.acts)
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
            self.asked.emit(wanted)
            self.missing.ask(paper, tuple(s.copy for p, s in waiting if p == wanted))

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
        _enable(self._all, bool(new))
        self._out.say(self._out_words(len(out), len({p for p, _ in waiting})))
        _enable(self._out, bool(out))
        self._again.say(self._again_words(len(failed)))
        _enable(self._again, bool(failed))
        self._not_out.setVisible(bool(waiting) and free)
        self._render_stamp()
        self._say(*self._headline())
        self._tell(len({paper for paper, _ in waiting}), len(failed))
        if not waiting:
            self.missing.dismiss()
        self.updateGeometry()
        if held and not any(step.hasFocus() for step in self._steps):
            self.passed.emit()

    def _render_stamp(self) -> None:
        papers = self._round.to_stamp()
        if not papers:
            self._stamping.disarm()
        armed = self._stamping.is_armed
        self._stamp.say(self.tr("再按 F10") if armed else self.tr("都盖章了"))
        self._stamp.setAccessibleDescription(self.tr("{0} 份").format(len(papers)) if papers else "")
        self._show_caps()
        _enable(self._stamp, bool(papers))
        self._lead()

    def _lead(self) -> None:
        """The next step is filled."""
        for step in self._steps:
            step.be_quiet(self._resting or step is not self.next)

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
            words = self.tr("{0}可以先按 Ctrl+S 存成 PDF。").format(self._round.away)
            return words, "gap" if waiting else "small"
        if failed:
            words = failed[0][1].words.rstrip("。")
            return self.tr("{0} 张没打出来：{1}。修好以后按 F5，还是原来的联号。").format(
                len(failed), words
            ), "correct"
        if waiting:
            return sent_words(case), "small"
        if not self._round.printers:
            return self.tr("这台电脑没有打印机：请在系统打印设置里添加，或先按 Ctrl+S 存成 PDF。"), "small"
        return "", "small"

    def _tell(self, waiting: int, failed: int) -> None:
        """What became of a step is announced: the focus may stay anywhere, and the eye sees it in the rows."""
        case = self._round.case
        if self._round.sending and case is not None and case.id == self._told.case:
            return  # said once it is known
        before = self._told
        unstamped = len(self._round.to_stamp())
        now = self._told = _Told(
            "" if case is None else case.id, self._state.text(), waiting, failed, unstamped
        )
        if now.case != before.case or not self.isVisible():
            return
        said = []
        if now.waiting < before.waiting and now.failed <= before.failed:
            said.append(self.tr("记下了：纸出来了。"))
        elif now.unstamped < before.unstamped:
            said.append(self.tr("记下了：盖了章。"))
        if now.words != before.words:
            said.append(now.words)
        if words := "".join(said):
            announce(self, words)

    def _say(self, words: str, role: str) -> None:
        self._state.set_role(role)
        self._state.setText(words)


def _enable(step: ActButton, enabled: bool) -> None:
    """What is disabled with the focus lets it go first: Qt would pass it on, and each that gets it is read out."""
    if not enabled and step.hasFocus():
        step.clearFocus()
    step.setEnabled(enabled)

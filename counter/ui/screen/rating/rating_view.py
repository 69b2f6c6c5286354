"""Rating of the visit (L9): every path has pages of the same form, and bystanders cannot tell them apart.

The invitation's time is fixed; when it ends, the view shows the same as after a choice.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from counter.domain.ratings.invitation import OPEN_FOR, Invitation
from counter.domain.ratings.rating import Channel, Grade, Mode, ReasonList
from counter.ui.kit.controls.page_turn import turn_to
from counter.ui.screen.guard import InputGuard
from counter.ui.screen.page_frame import PageFrame
from counter.ui.screen.rating.confirm_page import ConfirmPage
from counter.ui.screen.rating.grade_page import GradePage
from counter.ui.screen.rating.mode_page import ModePage
from counter.ui.screen.rating.rating_flow import RatingFlow, RatingStep
from counter.ui.screen.rating.reasons_page import ReasonsPage
from counter.ui.screen.rating.words_page import WordsPage
from counter.ui.screen.screen_look import ScreenLook
from counter.ui.screen.screen_scale import ScreenScale
from counter.ui.screen.screen_view import ScreenView

LATE = timedelta(minutes=1)
ALONE_MS = 90_000
"""So long nobody touched the screen: whoever chose has gone, and who sits down next is shown nothing of it."""


def _read_time() -> datetime:
    return datetime.now(UTC)


class RatingView(ScreenView):
    """``touch_only``: only finger or pen input counts. ``clock``: current time.

    Signals: ``chosen(Invitation, Choice | None)`` at most once each time an invitation is shown ·
    ``over(Invitation)``: it ran out without a choice · ``other_input(Cause)``.
    """

    chosen = Signal(object, object)
    over = Signal(object)
    other_input = Signal(object)

    def __init__(
        self,
        look: ScreenLook,
        reach: ScreenScale,
        parent: QWidget | None = None,
        *,
        touch_only: bool = False,
        clock: Callable[[], datetime] = _read_time,
    ) -> None:
        super().__init__(look, reach, parent)
        self._clock = clock
        self.invitation: Invitation | None = None
        self._reasons = ReasonList("", {})
        self.flow = RatingFlow(step=RatingStep.OVER)
        self.guard = InputGuard(self, touch_only=touch_only)
        self.guard.other_input.connect(self.other_input)
        self._end = self._timer("end", self._run_out)
        self._soon = self._timer("soon", self._say_late)
        self._alone = self._timer("alone", self._forget_left)
        self.guard.touched.connect(lambda: self._alone.start(ALONE_MS))
        self._late = self._again = self._left = False
        self._build()

    def show_invitation(self, invitation: Invitation, reasons: ReasonList, *, again: bool = False) -> None:
        """Ask for this rating; an open one keeps its input. ``again``: it could not be stored."""
        if self.open and invitation == self.invitation:
            return
        self.invitation, self._reasons, self._again = invitation, reasons, again
        self._left = False
        self.mode.show_risk(proxy=invitation.channel is Channel.PROXY)
        self.flow = RatingFlow()
        left = self._time_left(invitation)
        self._late = left <= LATE
        self._end.start(_milliseconds(left))
        self._soon.start(_milliseconds(left - LATE))
        self.reasons.set_list(reasons)
        self._show()
        if self.isVisible():
            self.guard.watch(invitation.id)

    @property
    def open(self) -> bool:
        """A choice is possible."""
        return self.flow.step is not RatingStep.OVER

    def count_only_touch(self, touch_only: bool) -> None:
        """Whether mouse input counts as somebody else's."""
        self.guard.touch_only = touch_only

    def fit(self, reach: ScreenScale) -> None:
        super().fit(reach)
        for page in self._pages.values():
            page.fit(reach)

    def head_title(self) -> str:
        """The page's title."""
        return self._pages[self.flow.step].title.text() if self.open else ""

    def whose(self) -> str:
        """Name the rated visit: the next applicant may already be seated."""
        if not self.open or self.invitation is None:
            return ""
        return self.tr("评价的是尾号 {0} 的办件").format(self.invitation.ending)

    def spoken(self) -> list[str]:
        """The same for everyone on this page: never a chosen grade, reason or name."""
        if not self.open:
            return []
        sentences = {
            RatingStep.GRADE: [
                self.tr("这次办得怎么样？"),
                self.whose(),
                self.tr("由您自己选，工作人员看不到您选了哪一项"),
                *(grade.value for grade in Grade),
                self.tr("也可以不评价"),
            ],
            RatingStep.REASONS: [self.tr("为什么这样评？"), self.tr("可以选几项，也可以不选")],
            RatingStep.WORDS: [self.words.title.text(), self.words.privacy],
            RatingStep.MODE: [
                self.tr("要不要留下姓名？"),
                *(words for one in self.mode.choices for words in (one.text(), one.why)),
            ],
            RatingStep.CONFIRM: [self.tr("请看一看，您选得对不对"), self.tr("对就按就这样，不对按改一改")],
        }
        return sentences[self.flow.step]

    def leave(self) -> None:
        """Another state is shown: drop all input; an unused invitation may be shown again."""
        self._close()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.open and self.invitation is not None:
            self.guard.watch(self.invitation.id)

    def hideEvent(self, event: QHideEvent) -> None:
        self.guard.rest()
        super().hideEvent(event)

    # -- what is pressed ------------------------------------------------------------------------------------

    def _choose_grade(self, grade: Grade) -> None:
        self.flow.choose_grade(grade)
        self._show()

    def _choose_mode(self, mode: Mode) -> None:
        self.flow.choose_mode(mode)
        self._show()

    def _decline(self) -> None:
        self.flow.decline()
        self._show()

    def _open_words(self) -> None:
        self.flow.open_words()
        self._show()

    def _go_on(self) -> None:
        self.flow.go_on()
        self._show()

    def _go_back(self) -> None:
        before = self.flow.step
        self.flow.go_back()
        self._show(before)

    def _confirm(self) -> None:
        """Confirmed, once: close all input, then emit the choice, whatever it is."""
        done, invitation = self.flow.confirm(tuple(self.offered())), self.invitation
        if done is None or invitation is None:
            return
        self._close()
        self.chosen.emit(invitation, done[0])

    def _run_out(self) -> None:
        invitation = self.invitation
        if self.open and invitation is not None:
            self._close()
            self.over.emit(invitation)

    def _forget_left(self) -> None:
        """Nobody chose on: drop all input and begin anew; the invitation stays open for whoever it is for."""
        if self.open and self.flow != RatingFlow():
            self.flow = RatingFlow()
            self._forget_shown()
            self._again, self._left = False, True
            self._show()

    def _close(self) -> None:
        """Disable and drop all input."""
        self.flow.end()
        for timer in (self._end, self._soon, self._alone):
            timer.stop()
        self.guard.rest()
        self.stack.setEnabled(False)
        self._forget_shown()

    def _forget_shown(self) -> None:
        self.reasons.grid.show_group({}, frozenset())
        self.words.show_words("")
        self.confirm.forget()

    # -- what is seen ---------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.grade = GradePage(self.look, self.reach)
        self.reasons = ReasonsPage(self.look, self.reach)
        self.words = WordsPage(self.look, self.reach)
        self.mode = ModePage(self.look, self.reach)
        self.confirm = ConfirmPage(self.look, self.reach)
        self._pages: dict[RatingStep, PageFrame] = {
            RatingStep.GRADE: self.grade,
            RatingStep.REASONS: self.reasons,
            RatingStep.WORDS: self.words,
            RatingStep.MODE: self.mode,
            RatingStep.CONFIRM: self.confirm,
        }
        self.stack = QStackedWidget()
        for page in self._pages.values():
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self.grade.pressed.connect(self._choose_grade)
        self.grade.declined.connect(self._decline)
        self.reasons.toggled.connect(self._toggle)
        self.reasons.next.connect(self._go_on)
        self.reasons.back.connect(self._go_back)
        self.reasons.write.connect(self._open_words)
        self.words.written.connect(self._write)
        self.words.next.connect(self._go_on)
        self.words.back.connect(self._go_back)
        self.mode.pressed.connect(self._choose_mode)
        self.mode.declined.connect(self._decline)
        self.mode.back.connect(self._go_back)
        self.confirm.agreed.connect(self._confirm)
        self.confirm.back.connect(self._go_back)

    def _toggle(self, code: str) -> None:
        self.flow.toggle_reason(code)

    def _write(self, words: str) -> None:
        self.flow.write(words)

    def _show(self, before: RatingStep = RatingStep.GRADE) -> None:
        """Show the page of the step, in the same way for every path from ``before``."""
        step = self.flow.step
        if step is RatingStep.OVER:
            return
        if step is RatingStep.REASONS and before is RatingStep.WORDS:
            self.reasons.on_shown()
        elif step is RatingStep.REASONS and self.flow.grade is not None:
            last = before is RatingStep.MODE
            self.reasons.show_grade(self.flow.grade, self._reasons, self.flow.reasons, last=last)
        elif step is RatingStep.WORDS:
            self.words.show_words(self.flow.words)
        elif step is RatingStep.CONFIRM:
            self.confirm.show_words(self._in_words(), self._chosen_reasons(), self.flow.words)
        self.stack.setEnabled(True)
        self._alone.start(ALONE_MS)
        self._say_quiet()
        turn_to(self.stack, self._pages[step])
        self.head_changed.emit()

    def _time_left(self, invitation: Invitation) -> timedelta:
        """Remaining time, read from the clock once: a corrected clock must not end the invitation. Impossible times
        are ignored.
        """
        left = invitation.closes_at - self._clock()
        return left if timedelta(0) < left <= OPEN_FOR else OPEN_FOR

    def _say_late(self) -> None:
        self._late = True
        self._say_quiet()

    def _say_quiet(self) -> None:
        invitation = self.invitation
        if invitation is None:
            return
        late = self.tr("还剩不到1分钟") if self._late else ""
        name = self.tr("{0} · {1}").format(invitation.bundle_name, invitation.stage.value)
        again = self.tr("刚才没有存下，请再选一次") if self._again else ""
        left = self.tr("好一会儿没有按，请从头选") if self._left else ""
        self.grade.show_name(name, again or left or late)
        self.reasons.say_late(late)
        self.words.say_late(late)
        self.mode.say(late)
        self.confirm.say(self.tr("交了以后不能再改"), late)

    def offered(self) -> dict[str, str]:
        """Reasons of the chosen grade, by code."""
        return dict(self._reasons.of.get(self.flow.grade, {})) if self.flow.grade is not None else {}

    def _chosen_reasons(self) -> tuple[str, ...]:
        return tuple(words for code, words in self.offered().items() if code in self.flow.reasons)

    def _in_words(self) -> str:
        if self.flow.declined or self.flow.grade is None or self.flow.mode is None:
            return self.tr("不评价")
        named = self.flow.mode is Mode.NAMED
        mode = self.tr("留姓名（保密）") if named else self.tr("不留姓名")
        return self.tr("{0}，{1}").format(self.flow.grade.value, mode)

    def _timer(self, name: str, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setObjectName(name)
        timer.setSingleShot(True)
        timer.timeout.connect(then)
        return timer


def _milliseconds(left: timedelta) -> int:
    return max(0, round(left.total_seconds() * 1000))

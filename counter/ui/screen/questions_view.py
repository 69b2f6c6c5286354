"""Situation questions for the applicant: one per page, options as big buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.screen.mirror import MirrorQuestion
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.screen.screen_look import ScreenLook
from counter.ui.screen.screen_scale import ScreenScale
from counter.ui.screen.screen_view import ScreenView
from counter.ui.screen.touch.button_rows import ButtonRows
from counter.ui.screen.touch.buttons import BigButton


class QuestionsView(ScreenView):
    """A single choice answers and goes to the next open question; multiple choices and numbers need 好了.

    Signals: ``answered(question, options)`` · ``back``: requested, or no question is open.
    """

    answered = Signal(str, tuple)
    back = Signal()

    def __init__(self, look: ScreenLook, reach: ScreenScale, parent: QWidget | None = None) -> None:
        super().__init__(look, reach, parent)
        self._order: list[MirrorQuestion] = []
        self._at = 0
        self._given: set[str] = set()
        self._digits = ""  # of a number, as pressed
        self._asked: set[str] = set()  # open when the questions were started, or added since
        self.count = TextLabel("", "second", wrap=True)
        self.words = TextLabel("", "big", wrap=True)
        self.options = ButtonRows(reach)
        self.back_button = BigButton(self.tr("返回"), look, reach)
        self.before_button = BigButton(self.tr("上一个"), look, reach)
        self.after_button = BigButton(self.tr("下一个"), look, reach)
        self.more_button = BigButton(self.tr("更多"), look, reach)
        self.done_button = BigButton(self.tr("好了"), look, reach)
        self._buttons = (
            self.back_button,
            self.before_button,
            self.after_button,
            self.more_button,
            self.done_button,
        )
        self.back_button.clicked.connect(self.back)
        self.before_button.clicked.connect(lambda: self._step(-1))
        self.after_button.clicked.connect(lambda: self._step(1))
        self.more_button.clicked.connect(self.options.turn)
        self.done_button.clicked.connect(self._done)
        self.options.turned.connect(lambda pages: self.more_button.setVisible(pages > 1))
        self._foot = QHBoxLayout()
        for button in self._buttons:
            self._foot.addWidget(button, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.count)
        self._column.addWidget(self.words)
        self._column.addWidget(self.options, 1)
        self._column.addLayout(self._foot)
        self.fit(reach)

    @property
    def question(self) -> MirrorQuestion | None:
        """The one on the page."""
        return self._order[self._at] if self._order else None

    def start(self, questions: Sequence[MirrorQuestion]) -> None:
        """Start with the first open one, in the given order."""
        self._order = list(questions)
        self._given = set()
        self._asked = {q.id for q in self._order if not q.chosen}
        self._at = next((i for i, q in enumerate(self._order) if not q.chosen), 0)
        self._show()

    def refresh(self, questions: Sequence[MirrorQuestion]) -> None:
        """The visit changed: update answers, append new questions, keep the page."""
        by_id = {q.id: q for q in questions}
        current = self.question
        known = {q.id for q in self._order}
        self._asked |= {q.id for q in questions if q.id not in known and not q.chosen}
        kept = [by_id[q.id] for q in self._order if q.id in by_id]
        order = [*kept, *(q for q in questions if q.id not in known)]
        if order == self._order:
            return
        self._order = order
        stays = current is not None and current.id in by_id
        if not order:
            self.back.emit()
            return
        if stays:
            assert current is not None
            self._at = [q.id for q in order].index(current.id)
            if by_id[current.id] == current:
                self._count()
                return
        else:
            self._at = min(self._at, len(order) - 1)
        self._show()

    def head_title(self) -> str:
        return self.count.text()

    def fit(self, reach: ScreenScale) -> None:
        super().fit(reach)
        self.count.setVisible(not reach.tight)
        self._column.setSpacing(reach.gap)
        self._foot.setSpacing(reach.gap)
        self.options.fit(reach)
        for button in self._buttons:
            button.fit(reach)

    def spoken(self) -> list[str]:
        question = self.question
        return [] if question is None else [question.words, *(words for _, words in question.options)]

    # -- inside ---------------------------------------------------------------------------------------------

    def _show(self) -> None:
        question = self.question
        if question is None:
            return
        if question.most is not None:
            self._show_number(question)
            return
        self.words.setText(question.words)
        buttons = []
        for option, words in question.options:
            button = BigButton(words, self.look, self.reach)
            button.setCheckable(True)
            button.setChecked(option in question.chosen)
            button.one_of = not question.several
            if not question.several:
                button.clicked.connect(lambda _=False, o=option: self._choose(o))
            buttons.append(button)
        self.options.show_buttons(buttons)
        self.done_button.setVisible(question.several)
        self._count()

    def _show_number(self, question: MirrorQuestion) -> None:
        """Ten digits and a backspace; the digits are shown after the question."""
        self._digits = "".join(question.chosen[:1])
        buttons = []
        for digit in "1234567890":
            button = BigButton(digit, self.look, self.reach)
            button.clicked.connect(lambda _=False, pressed=digit: self._press(pressed))
            buttons.append(button)
        back = BigButton(self.tr("删除"), self.look, self.reach)
        back.clicked.connect(lambda: self._press(""))
        self.options.show_buttons([*buttons, back], columns=3)
        self._say_number(question)
        self._count()

    def _press(self, digit: str) -> None:
        """A digit that would exceed the maximum is ignored."""
        question = self.question
        assert question is not None
        assert question.most is not None
        wanted = f"{self._digits}{digit}" if digit else self._digits[:-1]
        if not wanted or int(wanted) <= question.most:
            self._digits = str(int(wanted)) if wanted else ""
        self._say_number(question)

    def _say_number(self, question: MirrorQuestion) -> None:
        self.words.setText(self.tr("{0}　{1} 人").format(question.words, self._digits or "＿"))
        self.done_button.setVisible(bool(self._digits) and int(self._digits) >= question.least)

    def _count(self) -> None:
        """Number of open questions, and separately of those answered."""
        here = self._order[self._at].id
        asked = [q.id for q in self._order if q.id in self._asked]
        others = [q.id for q in self._order if q.id not in self._asked]
        if here in asked or not asked:
            group, words = asked or others, self.tr("第{0}个问题，共{1}个")
        else:
            group, words = others, self.tr("答过的第{0}个问题，共{1}个")
        self.count.setText(words.format(group.index(here) + 1, len(group)))
        self.before_button.setVisible(self._at > 0)
        self.after_button.setVisible(self._at + 1 < len(self._order))
        self.head_changed.emit()

    def _step(self, by: int) -> None:
        self._at = min(max(0, self._at + by), len(self._order) - 1)
        self._show()

    def _choose(self, option: str) -> None:
        self._answer((option,))

    def _done(self) -> None:
        question = self.question
        assert question is not None
        if question.most is not None:
            self._answer((self._digits,))
            return
        pairs = zip(question.options, self.options.buttons, strict=True)
        self._answer(tuple(option for (option, _), button in pairs if button.isChecked()))

    def _answer(self, options: tuple[str, ...]) -> None:
        """Go to the next open question; the visit answers with a new summary."""
        question = self.question
        assert question is not None
        self._given.add(question.id)
        self.answered.emit(question.id, options)
        current = self.question
        # the visit may have answered at once with other questions
        if current is None or current.id != question.id:
            return
        follows = (*range(self._at + 1, len(self._order)), *range(self._at))
        then = [i for i in follows if self._is_open(self._order[i])]
        if then:
            self._at = then[0]
            self._show()
        else:
            self.back.emit()

    def _is_open(self, question: MirrorQuestion) -> bool:
        return not question.chosen and question.id not in self._given

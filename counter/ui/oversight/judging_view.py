"""One case under review: the point that is asked now, a person's word on it, and beside it all points of the case."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.case.case import Case
from counter.domain.case.oversight.finding_events import FindingWeight
from counter.domain.document.numbering import grouped
from counter.domain.errors import CounterError
from counter.domain.tasks.oversight.points import ASKED, PointVerdict, ReviewPoint
from counter.services.oversight.findings import Judgement
from counter.ui.kit.acts.unfinished_input import UnfinishedInput, put_away
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.card import hugging
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.day_field import DayField
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import FieldRow, labelled
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.page_columns import LINE, TYPED, StepBeside, at_left
from counter.ui.kit.controls.refusals import Refusals
from counter.ui.kit.messages import Message
from counter.ui.kit.theme import Look, restyle
from counter.ui.oversight.room_table import RoomRow, RoomTable
from counter.ui.words.versions import guide_tip

FINE, FLAW = "fine", "flaw"
_TONES = {PointVerdict.FLAW: "correct", PointVerdict.ASK: "gap", PointVerdict.FINE: "received"}
_OFFERED = {one.id: one.findings for one in ASKED}
_ASKED, _DAY, _FEWEST = 44, 15, 2
"""Letters of what is asked beside the list of all points; of a day."""


class JudgingView(QWidget):
    """Signals: ``judged`` with F9's button; ``left`` with Esc's."""

    judged = Signal()
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.case: Case | None = None
        self.clerk = ""
        self._begun: UnfinishedInput[tuple[str, dict[str, Judgement]]] = UnfinishedInput()
        self._points: tuple[ReviewPoint, ...] = ()
        self._said: dict[str, Judgement] = {}
        self._title = TextLabel("", "second", wrap=True)
        self._title.setObjectName("judgingTitle")
        heads = (self.tr("结论"), self.tr("评查项"))
        self.points = RoomTable(look, "reviewPoints", self.tr("评查表"), heads, giving=1, fewest=_FEWEST)
        self._place = TextLabel("", "small", wrap=True)
        self._place.setObjectName("judgingPlace")
        self._point = TextLabel("", "proof", wrap=True)
        self._point.setObjectName("judgingPoint")
        self._basis = TextLabel("", "second", wrap=True)
        self._offer = TextLabel("", "second", wrap=True)
        self._offer.setObjectName("judgingOffer")
        self.verdict = Choices(look, "pointVerdict", self.tr("结论"))
        self.verdict.show_options([(FINE, self.tr("符合")), (FLAW, self.tr("不符合"))])
        self.weight = Choices(look, "pointWeight", self.tr("性质"))
        self.weight.show_options(
            [(one.value, one.value) for one in FindingWeight], (FindingWeight.FORM.value,)
        )
        self.words = Field("pointWords", self.tr("哪里不符合；程序查出的，写明为什么不作为问题"))
        self.until = DayField("reviewUntil", self.tr("主办窗口哪天以前答复"))
        self.back = ActButton("reviewBack", self.tr("回到案卷"), "Esc", role="quiet")
        self.done = ActButton(
            "reviewDone", self.tr("评查完，发给主办窗口"), "F9", role="primary", writes=True
        )
        self._problem = ProblemLabel()
        self.refusals = Refusals(self._problem)
        self.refusals.add(self.words, "words")
        self.refusals.add(self.until, "until")
        self._arrange(look)
        self.points.moved.connect(lambda _: self._follow())
        self.points.opened.connect(lambda _: self.verdict.take_focus())
        self.verdict.changed.connect(self._take)
        self.verdict.left.connect(self._after_verdict)
        self.weight.changed.connect(self._take)
        self.weight.left.connect(lambda: self.words.setFocus(Qt.FocusReason.OtherFocusReason))
        self.words.textEdited.connect(lambda _: self._take())
        self.words.returnPressed.connect(self._next)
        self.back.clicked.connect(self.left)
        self.done.clicked.connect(self.judged)

    def show_case(self, case: Case, points: tuple[ReviewPoint, ...]) -> None:
        """Begin with a case, or go on with it, at the first point that a person judges or that is not so: a digit
        answers it.
        """
        kept = self._begun.take((self.clerk, case.id))
        self.case, self._points, self._said = case, points, {} if kept is None else kept[1]
        words = self.tr("{0} {1} · 按收件时的指南")
        self._title.setText(words.format(grouped(case.number), case.opened.bundle_name))
        self._title.setToolTip(guide_tip(case.opened.guide_version))
        self.until.clear()
        self._fill()
        wanting = [n for n, one in enumerate(points) if one.verdict is not PointVerdict.FINE]
        self.points.selectRow(wanting[0] if wanting else 0)
        if wanting:
            self.verdict.take_focus()
        else:
            self.points.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def titles(self) -> tuple[str, ...]:
        """Cases whose judgement waits."""
        return tuple(title for title, _ in self._begun.kept)

    def put_away(self) -> Message | None:
        """What was judged of the case waits until it is opened again."""
        case, said = self.case, self._said
        self.case, self._said = None, {}
        if case is None or not said:
            return None
        title = self.tr("评查 {0}").format(grouped(case.number))
        self._begun.keep((self.clerk, case.id), (title, said))
        return put_away(title)

    def forget(self) -> None:
        """The case is judged."""
        self._said = {}

    @property
    def in_hand(self) -> str:
        """What would be lost; else empty."""
        return self.tr("评查") if self.begun else ""

    @property
    def begun(self) -> bool:
        """Whether somebody has judged something that would be lost."""
        return bool(self._said)

    def given(self, today: date) -> tuple[tuple[Judgement, ...], date]:
        """The judgements, and by when the owner answers. Raises BadInput for a day that is none."""
        return tuple(self._said.values()), self.until.day(today, "until")

    def show_refusal(self, error: CounterError) -> None:
        """Go to the point or field that a refusal is about."""
        self.refusals.refuse(error)
        places = [n for n, one in enumerate(self._points) if one.id == error.field]
        if places:
            self.points.selectRow(places[0])
            self.verdict.take_focus()
            self.refusals.refuse(error)

    # -- one point --
    def _current(self) -> ReviewPoint | None:
        key = self.points.current_key
        return next((one for one in self._points if one.id == key), None)

    def _follow(self) -> None:
        self.refusals.clear()
        point = self._current()
        if point is None:
            return
        self._point.setText(point.title)
        self._basis.setText(self.tr("依据：{0}").format(point.basis))
        offered = _OFFERED.get(point.id, ())
        seen = self.tr("程序看到的：{0}").format(point.words) if point.words else ""
        self._offer.setText(self.tr("常见的问题：{0}").format("；".join(offered)) if offered else seen)
        self._offer.setVisible(bool(self._offer.text()))
        said = self._said.get(point.id)
        shown = (FINE if said.fine else FLAW) if said is not None else ""
        if said is None and point.by_program:
            shown = FINE if point.verdict is PointVerdict.FINE else FLAW
        self.verdict.choose((shown,) if shown else ())
        self.weight.choose((said.weight.value if said is not None else FindingWeight.FORM.value,))
        self.words.setText(said.words if said is not None else "")
        self._ask_for(point)

    def _ask_for(self, point: ReviewPoint) -> None:
        """Ask only what the answer needs: of what is not so how grave and what; why the program's finding is none."""
        flawed = self.verdict.chosen == (FLAW,)
        self.weight.setVisible(flawed)
        self.words.setVisible(flawed or point.verdict is PointVerdict.FLAW)
        self._say_place(point)

    def _say_place(self, point: ReviewPoint) -> None:
        """Which of how many, and how many are still to be looked at."""
        left = sum(one.verdict is PointVerdict.ASK and one.id not in self._said for one in self._points)
        here = self._points.index(point) + 1
        words = self.tr("{0} · 第 {1} 项，共 {2} 项 · ").format(point.group.value, here, len(self._points))
        rest = self.tr("还有 {0} 项要核对").format(left) if left else self.tr("要核对的都核对了")
        self._place.setText(words + rest)

    def _take(self) -> None:
        """Keep what is chosen and typed of the current point."""
        point, chosen = self._current(), self.verdict.chosen
        if point is None or not chosen:
            return
        weight = FindingWeight((*self.weight.chosen, FindingWeight.FORM.value)[0])
        said = Judgement(point.id, chosen[0] == FINE, self.words.text(), weight)
        unsaid = said.fine == (point.verdict is PointVerdict.FINE) and point.by_program and not said.words
        if unsaid:
            self._said.pop(point.id, None)
        else:
            self._said[point.id] = said
        self._fill()
        self._ask_for(point)

    def _after_verdict(self) -> None:
        point = self._current()
        flawed = self.verdict.chosen == (FLAW,)
        explained = point is not None and point.verdict is PointVerdict.FLAW and not flawed
        if flawed:
            self.weight.take_focus()
        elif explained:
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._next()

    def _next(self) -> None:
        """On to the next point that a person has to look at, then to the day of the answer."""
        here = next((n for n, one in enumerate(self._points) if one.id == self.points.current_key), 0)
        left = [
            n
            for n, one in enumerate(self._points)
            if n > here and one.verdict is PointVerdict.ASK and one.id not in self._said
        ]
        if left:
            self.verdict.take_focus()  # first: what the next point does not ask is hidden, and passes no focus on
            self.points.selectRow(left[0])
            self.verdict.take_focus()
        else:
            self.until.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        self.points.show_rows([self._row(one) for one in self._points])

    def _row(self, point: ReviewPoint) -> RoomRow:
        said = self._said.get(point.id)
        verdict = point.verdict
        if said is not None:
            verdict = PointVerdict.FINE if said.fine else PointVerdict.FLAW
        return RoomRow(point.id, (verdict.value, point.title), _TONES.get(verdict, ""))

    def _arrange(self, look: Look) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.back)
        column.addLayout(head)
        asked = QWidget()
        said = QVBoxLayout(asked)
        said.setContentsMargins(0, 0, 0, 0)
        said.setSpacing(8)
        for part in (self._place, self._point, self._basis, self._offer):
            said.addWidget(part)
        said.addSpacing(4)
        for answer in (self.verdict, self.weight, self._problem):
            said.addWidget(answer)
        said.addLayout(at_left(look, labelled(self.words), TYPED))
        judgement = QWidget()
        left = QVBoxLayout(judgement)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(12)
        left.addWidget(hugging(asked, 20))
        foot = QHBoxLayout()  # of the whole case, not of the point on the card
        foot.setSpacing(12)
        foot.addWidget(FieldRow(self.until.accessibleName(), self.until, beside=True), 1)
        foot.addWidget(self.done, 0, Qt.AlignmentFlag.AlignBottom)
        left.addLayout(foot)
        left.addStretch(1)
        sides = StepBeside(look, judgement, self.points, letters=_ASKED, most=LINE, listed=True)
        sides.turned.connect(lambda: restyle(self._point, role="proof" if sides.beside else "title"))
        restyle(self._point, role="title")  # above its list, which it would leave one row
        column.addWidget(sides, 1)

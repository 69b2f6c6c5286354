"""The findings of one reviewed case: what the owner said of each, and how another person closes it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.case.case import Case
from counter.domain.case.oversight.finding_events import FindingEnd
from counter.domain.case.oversight.findings import CaseFinding, FindingStep
from counter.domain.document.numbering import grouped
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.card import on_card
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import labelled
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.page_columns import StepBeside
from counter.ui.kit.controls.refusals import Refusals
from counter.ui.kit.theme import Look
from counter.ui.oversight.room_table import RoomRow, RoomTable
from counter.ui.words.case import day_and_time

_TONES = {FindingStep.MADE: "gap", FindingStep.PUT_RIGHT: "act", FindingStep.CLOSED: "received"}

_FINDINGS = 64
"""Letters of a finding with its state and day."""


class FindingsView(QWidget):
    """Signals: ``closed`` with F9's button; ``left`` with Esc's."""

    closed = Signal()
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.case: Case | None = None
        self._found: tuple[CaseFinding, ...] = ()
        self._names: Mapping[str, str] = {}
        self._title = TextLabel("", "title", wrap=True)
        heads = (self.tr("进度"), self.tr("性质"), self.tr("发现了什么"), self.tr("答复期限"))
        self.findings = RoomTable(look, "caseFindings", self.tr("评查发现"), heads, giving=2)
        self._said = TextLabel("", "second", wrap=True)
        self._said.setObjectName("findingSaid")
        self.end = Choices(look, "findingEnd", self.tr("怎么了结"))
        self.end.show_options([(one.value, one.value) for one in FindingEnd])
        self.words = Field("closingWords", self.tr("核查了什么（提出的人不能自己了结）"))
        self.back = ActButton("closingBack", self.tr("回到案卷"), "Esc", role="quiet")
        self.done = ActButton("closeFinding", self.tr("了结这个发现"), "F9", role="primary", writes=True)
        self._problem = ProblemLabel()
        self.refusals = Refusals(self._problem)
        self.refusals.add(self.end, "end", label=self._problem)
        self.refusals.add(self.words, "words")
        self._arrange(look)
        self.findings.moved.connect(lambda _: self._follow())
        self.findings.opened.connect(lambda _: self.end.take_focus())
        self.end.left.connect(lambda: self.words.setFocus(Qt.FocusReason.OtherFocusReason))
        self.back.clicked.connect(self.left)
        self.done.clicked.connect(self.closed)

    def show_case(self, case: Case, sample: str, names: Mapping[str, str]) -> None:
        """Show the findings that one sample made of a case. ``names``: of the windows, by their station's code."""
        self.case, self._names = case, names
        self._found = tuple(one for one in case.findings if one.announced == sample)
        left = sum(one.open for one in self._found)
        whose = window_or_code(names, case.owner)
        words = self.tr("{0} {1} · {2} · 发现 {3} 项，{4} 项没有了结")
        self._title.setText(
            words.format(
                grouped(case.number),
                case.opened.bundle_name,
                whose,
                len(self._found),
                left,
            )
        )
        self.findings.show_rows([self._row(one) for one in self._found])
        self._follow()
        self.findings.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def current(self) -> CaseFinding | None:
        """The finding that is current."""
        key = self.findings.current_key
        return next((one for one in self._found if one.id == key), None)

    def _row(self, one: CaseFinding) -> RoomRow:
        step = one.end.value if one.end is not None else one.step.value
        cells = (step, one.weight.value, one.found, one.until.isoformat())
        return RoomRow(one.id, cells, _TONES.get(one.step, "gap"))

    def _follow(self) -> None:
        self.refusals.clear()
        one = self.current
        lines = [] if one is None else one.said
        self._said.setText(
            "\n".join(
                f"{day_and_time(said.at)}　{window_or_code(self._names, said.station)} {said.actor}　"
                f"{said.what or said.step}　"
                f"{self.tr('（资料待授权）') if said.words is None else said.words}"
                for said in lines
            )
        )
        self.done.setEnabled(one is not None and one.open)

    def _arrange(self, look: Look) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.back)
        column.addLayout(head)
        closing = QWidget()
        step = QVBoxLayout(closing)
        step.setContentsMargins(0, 0, 0, 0)
        step.setSpacing(12)
        for part in (self._said, self.end, self._problem, labelled(self.words)):
            step.addWidget(part)
        step.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.done)
        step.addLayout(foot)
        column.addWidget(StepBeside(look, on_card(self.findings), closing, letters=_FINDINGS), 1)


def window_or_code(names: Mapping[str, str], station: str) -> str:
    """The window as people call it; by its code where the register does not name it."""
    return names.get(station) or QCoreApplication.translate("FindingsView", "窗口 {0}").format(station)

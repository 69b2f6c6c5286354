"""Head of an opened case: number, state, whose it is, what is due, how far it has come."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.case.case import Case
from counter.domain.case.stages import line_words, stages_of
from counter.domain.document.numbering import grouped
from counter.domain.tasks.delivery import delivered
from counter.ui.case.case_incomplete_line import CaseIncompleteLine
from counter.ui.facades.window import WindowFacade
from counter.ui.kit.background import Background
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import Badge, NumberLabel, TextLabel
from counter.ui.words.case import owner_words, taken_in_words
from counter.ui.words.outcomes import due_words

_GAP = 12


class CaseHead(QWidget):
    """Signals: ``closed`` when the list is wanted again; ``facts_wanted``; ``show_wanted`` for the applicant's screen.

    ``incomplete``: whether a record of the case has not come here, told by its signal ``found``.
    """

    closed = Signal()
    facts_wanted = Signal()
    show_wanted = Signal()

    def __init__(self, facade: WindowFacade, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facade = facade
        self.back = ActButton("caseBack", self.tr("回到列表"), "Esc", role="quiet")
        self.back.clicked.connect(self.closed)
        self.facts = ActButton("caseFacts", self.tr("材料和经过"), "Alt+←", role="quiet")
        self.facts.clicked.connect(self.facts_wanted)
        self.show_it = ActButton("showApplicant", self.tr("给申请人看"), "Ctrl+T", role="quiet")
        self.show_it.clicked.connect(self.show_wanted)
        self._number = NumberLabel()
        self._number.setObjectName("detailNumber")
        self._state = Badge("", "shared")
        self._state.setObjectName("detailState")
        self._about = TextLabel("", "second", wrap=True)
        self._about.setObjectName("detailAbout")
        self._due = TextLabel("", "strong", wrap=True)
        self._due.setObjectName("detailDue")
        self._stages = TextLabel("", wrap=True)
        self._stages.setObjectName("detailStages")
        self._owner = TextLabel("", wrap=True)
        self._owner.setObjectName("detailOwner")
        self._owner.hide()
        self.incomplete = CaseIncompleteLine(facade, background)
        self._arrange()

    def show_case(self, case: Case) -> None:
        """Show a case."""
        self._number.setText(grouped(case.number))
        self._number.setAccessibleName(self.tr("办件编号 {0}").format(case.number))
        self._state.show_word(case.state.label, "shared")
        self._fit()
        who = case.applicant.name if case.applicant is not None else ""
        about = " · ".join(part for part in (case.opened.bundle_name, who) if part)
        self._about.setText(taken_in_words(case) if case.loose else about)
        self._due.setText(self._due_text(case))
        self._due.setVisible(bool(self._due.text()))
        self._stages.setText(line_words(stages_of(case, delivered)))
        self._stages.setVisible(not case.loose)
        whose = owner_words(case, self._facade.station.code, serves=self._facade.serves)
        self._owner.setText(whose)
        self._owner.setVisible(bool(whose))
        self.show_it.setVisible(self._facade.serves and not is_elsewhere(case))
        self.incomplete.show_case(case)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The number is read in one line: where the state has no room beside it, it stands under it. Keys of the links
        go where they have no room.
        """
        keys = self._links_width(keys=True) <= self.width()
        for link in self._links:
            link.show_key(keys)
            link.setToolTip("" if keys else link.key)
        beside = self._number.whole_width + _GAP + self._state.sizeHint().width() <= self.width()
        directions = QBoxLayout.Direction
        self._line.setDirection(directions.LeftToRight if beside else directions.TopToBottom)

    def minimumSizeHint(self) -> QSize:
        """As narrow as its links without their keys."""
        return QSize(self._links_width(keys=False), super().minimumSizeHint().height())

    @property
    def _links(self) -> tuple[ActButton, ...]:
        return self.back, self.facts, self.show_it

    def _links_width(self, *, keys: bool) -> int:
        shown = [one for one in self._links if not one.isHidden()]
        bare = sum(one.bare_width for one in shown)
        return bare + _GAP * len(shown) + (sum(one.key_room for one in shown) if keys else 0)

    def _due_text(self, case: Case) -> str:
        first = self.tr("最早 {0}").format(due_words(case.due)) if case.due else ""
        common = case.event_due if case.state.open else None
        last = self.tr("一并办理最迟 {0}").format(due_words(common)) if common is not None else ""
        return self.tr("；").join(part for part in (first, last) if part)

    def _arrange(self) -> None:
        top, line = QHBoxLayout(), QBoxLayout(QBoxLayout.Direction.LeftToRight)
        top.setSpacing(12)
        top.addWidget(self.back)
        top.addStretch(1)
        top.addWidget(self.facts)
        top.addWidget(self.show_it)
        self._line = line
        line.setSpacing(_GAP)
        line.addWidget(self._number, 1)
        line.addWidget(self._state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(top)
        column.addLayout(line)
        for part in (self._about, self._due, self._stages, self._owner, self.incomplete):
            column.addWidget(part)


def is_elsewhere(case: Case) -> bool:
    """Its key has not come here."""
    return case.applicant is None and not case.forgotten

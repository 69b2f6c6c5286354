"""The right column: applicant, outcome, and the button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from counter.domain.document.numbering import grouped
from counter.domain.visit.visit import Assessment, Obstacle
from counter.services.context.ports import CaseRow
from counter.ui.kit.controls.column_scroll_area import ColumnScrollArea
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import labelled
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.link_line import LinkLine
from counter.ui.kit.theme import Look
from counter.ui.visit.applicant.applicant_card import ApplicantCard
from counter.ui.visit.panels.decide_panel import DecidePanel
from counter.ui.visit.panels.verdict_card import VerdictCard
from counter.ui.words.case import case_state_word, day_and_time

_LOW = 600
"""A window of that height in usual letters has no room for verdicts over all that stands around the button."""


class RightColumn(QWidget):
    """Applicant and verdicts scroll; the button does not."""

    def __init__(self, look: Look, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.applicant = ApplicantCard(look, today)
        self.duplicate = DuplicateNote()
        self.verdicts = VerdictCard()
        self.decide = DecidePanel()
        self._look = look
        inside = QWidget()
        self._cards = cards = QVBoxLayout(inside)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(12)
        for card in (self.applicant, self.duplicate, self.verdicts):
            cards.addWidget(card)
        cards.addStretch(1)
        self._scroll = ColumnScrollArea("rightScroll", inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 6, 14)  # 10 more at the right for the scroll bar
        column.setSpacing(12)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.decide)
        self.decide.setContentsMargins(0, 0, 10, 0)
        look.changed.connect(self._place_due)
        self.applicant.folded.connect(lambda: QTimer.singleShot(0, self, self.show_applicant))  # after layout

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_due()

    def _place_due(self) -> None:
        """Under the button; where that would leave half a verdict in sight, under the verdicts."""
        column, due = self.decide.layout(), self.decide.due
        low = self.window().height() < self._look.grown(_LOW)
        if column is None or low is (column.indexOf(due) < 0):
            return
        if low:
            self._cards.insertWidget(self._cards.indexOf(self.verdicts) + 1, due)
        else:
            column.addWidget(due)

    def show_applicant(self) -> None:
        """Scroll to the applicant's card."""
        self._scroll.ensureWidgetVisible(self.applicant, 0, 0)

    def show_decision(self, found: Assessment, open_cases: Sequence[CaseRow], *, clock: str) -> None:
        """Show what may be decided, and what stands against it here: an open case of the same matter without a reason
        for another, or the question whose visit it is. ``clock``: a doubt about the clock, which blocks nothing.
        """
        reason = found.visit.duplicate_reason
        self.duplicate.show_cases(open_cases, reason)
        extra: tuple[Obstacle, ...] = ()
        if open_cases and not reason.strip():
            extra = (Obstacle("duplicate_reason", self.tr("同一申请人已有同一件事在办，再办请写明理由。")),)
        if not self.applicant.whose.isHidden():
            extra = (Obstacle("whose", self.tr("先选：换人了，还是同一件。")), *extra)
        self.decide.show_assessment(found, extra)
        self.decide.clock.say(clock, blocks=False)

    def show_nothing(self) -> None:
        """No visit is open."""
        self.duplicate.show_cases((), "")
        self.verdicts.show_assessment(None)
        self.decide.show_assessment(None)


class DuplicateNote(QFrame):
    """Signals: ``reason_given(text)`` while it is written; ``look(number)`` to see the open case."""

    reason_given = Signal(str)
    look = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("duplicateNote")
        self.setProperty("role", "note-gap")
        self.cases: Sequence[CaseRow] = ()
        self._head = TextLabel("", "strong", wrap=True)
        self._see = LinkLine()
        self._see.setObjectName("duplicateLook")
        self._see.setAccessibleName(self.tr("看已在办的那一件"))
        self._see.clicked.connect(self._look)
        self.reason = Field("duplicate_reason", self.tr("还要再办一件的理由"), self.tr("例如 另开一家分店"))
        self.reason.textEdited.connect(self.reason_given)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(4)
        for part in (self._head, self._see, labelled(self.reason)):
            column.addWidget(part)
        self.hide()

    def _look(self) -> None:
        self.look.emit(self.cases[0].number)

    def show_cases(self, cases: Sequence[CaseRow], reason: str) -> None:
        """Show the newest open case; hidden where there is none."""
        self.cases = tuple(cases)
        self.setVisible(bool(cases))
        if not cases:
            return
        first = cases[0]
        self._head.setText(self.tr("这位申请人已有同一件事在办，共 {0} 件").format(len(cases)))
        self._see.say(
            self.tr("{0}，{1} 收件，{2}。点这里看").format(
                grouped(first.number), day_and_time(first.opened_at), case_state_word(first.state)
            )
        )
        if self.reason.text() != reason:
            self.reason.setText(reason)

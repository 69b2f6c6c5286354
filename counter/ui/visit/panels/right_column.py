"""The right column: who it is for, what follows, and the button."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.ui.kit.controls.calm_scroll import CalmScroll
from counter.ui.kit.theme import Look
from counter.ui.visit.applicant.applicant_card import ApplicantCard
from counter.ui.visit.panels.decide_panel import DecidePanel
from counter.ui.visit.panels.duplicate_note import DuplicateNote
from counter.ui.visit.panels.verdict_card import VerdictCard


class RightColumn(QWidget):
    """Applicant and verdicts scroll; the button stays where it is."""

    def __init__(self, look: Look, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.applicant = ApplicantCard(look, today)
        self.duplicate = DuplicateNote()
        self.verdicts = VerdictCard()
        self.decide = DecidePanel()
        inside = QWidget()
        cards = QVBoxLayout(inside)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(12)
        for card in (self.applicant, self.duplicate, self.verdicts):
            cards.addWidget(card)
        cards.addStretch(1)
        self._scroll = CalmScroll("rightScroll", inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 6, 14)  # 10 more at the right are the bar's place
        column.setSpacing(12)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.decide)
        self.decide.setContentsMargins(0, 0, 10, 0)

    def show_applicant(self) -> None:
        """Bring the applicant's card into sight."""
        self._scroll.ensureWidgetVisible(self.applicant, 0, 0)

    def show_nothing(self) -> None:
        """No visit in hand."""
        self.duplicate.show_cases((), "")
        self.verdicts.show_assessment(None)
        self.decide.show_assessment(None)

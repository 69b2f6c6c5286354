"""What is known of an opened case beyond its state: who applied and handles it, rules, materials, its story."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.domain.case.case import Case
from counter.ui.case.applicant_summary import ApplicantSummary
from counter.ui.case.case_guide_line import CaseGuideLine
from counter.ui.case.case_head import is_elsewhere
from counter.ui.case.case_history import CaseStory
from counter.ui.case.case_official_line import CaseOfficialLine
from counter.ui.case.rating_invite import RatingInvite
from counter.ui.facades.window import WindowFacade
from counter.ui.kit.background import Background
from counter.ui.kit.controls.column_scroll_area import ColumnScrollArea
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.words.case import taken_in_words


class CaseFacts(ColumnScrollArea):
    """Scrolls as a whole. The keys of ``rating`` are the owner's: they work also where this is out of sight.

    Signals: ``looked`` when somebody held the button that shows personal data.
    """

    looked = Signal()

    def __init__(self, facade: WindowFacade, background: Background, keys: QWidget) -> None:
        inside = QWidget()
        super().__init__("caseStory", inside, reads=True)
        self.setAccessibleName(self.tr("办件详情"))
        self._facade = facade
        self._handled = TextLabel("", "second", wrap=True)
        self._handled.setObjectName("detailHandled")
        self.guide = CaseGuideLine(facade, background)
        self._official = CaseOfficialLine()
        self._applicant = ApplicantSummary("caseApplicant")
        self._applicant.looked.connect(self.looked)
        self.rating = RatingInvite(facade, quiet=True, keys=keys)
        self._story = CaseStory()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 16)
        column.setSpacing(8)
        for part in (
            self._applicant,
            self._handled,
            self._official,
            self.guide,
            self.rating,
            self._story,
        ):
            column.addWidget(part)
        column.addStretch(1)

    def show_case(self, case: Case) -> None:
        """Show a case."""
        self._applicant.show_applicant(case.applicant)
        self._applicant.setVisible(not is_elsewhere(case))
        handled = self.tr("{0} · 经办 {1} · 跟踪人 {2}").format(
            taken_in_words(case), self._named(case.clerk), self._named(case.follower)
        )
        self._handled.setText(handled)
        self._handled.setVisible(not case.loose)
        self._official.show_case(case)
        self.show_guide(case)
        self.show_rating(case)
        self._story.show_case(case)

    def show_guide(self, case: Case) -> None:
        """Another guide may be in use by now."""
        if case.loose:
            self.guide.hide()
        else:
            self.guide.show_case(case)

    def show_rating(self, case: Case) -> None:
        """A rating is of a service that is known here."""
        if case.loose or not self._facade.serves or is_elsewhere(case):
            self.rating.hide()
        else:
            self.rating.show_case(case)

    def _named(self, code: str) -> str:
        """Name and code of somebody on duty; the code where the hall does not know it (any more)."""
        name = next((one.name for one in self._facade.staff() if one.code == code), "")
        return f"{name}（{code}）" if name else code

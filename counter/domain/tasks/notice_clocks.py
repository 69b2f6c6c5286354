"""The clocks that run from receipt until the applicant is notified."""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.calendar.workdays import Calendar, add_days, civil_date
from counter.domain.case.acts.deemed import receipted_by_hall, silence_until
from counter.domain.case.acts.rejudge import receipt_of
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.hall.authority import Authority
from counter.domain.hall.jurisdiction import Jurisdiction
from counter.domain.visit.identified_party import blocking_findings
from counter.domain.visit.verdict import Due


@dataclass(frozen=True, slots=True)
class NoticeClocks:
    """Of any item of one case (L6). ``authority``: what its organs entrusted to this hall; None: all of it."""

    case: Case
    jurisdiction: Jurisdiction
    calendar: Calendar
    authority: Authority | None = None

    @property
    def doubtful(self) -> bool:
        """A party has to be identified before anything can be decided."""
        applicant = self.case.applicant
        return applicant is not None and bool(blocking_findings(applicant, civil_date(self.case.opened_at)))

    def notice(self, item: CaseItem) -> Due | None:
        """By when this region has to notify: its own clock, else the law's."""
        rule = self.jurisdiction.notice[item.asked.procedure]
        term = rule.local or rule.statute
        if term.days is None or term.unit is None:
            return None
        received = civil_date(receipt_of(self.case, item))
        return Due(*add_days(self.calendar, received, term.days, term.unit), "")

    def deemed(self, item: CaseItem) -> Due | None:
        """The last day to notify before silence is acceptance (许可法 32(1)(4)); None where silence means nothing.

        An item whose organ entrusted nothing here is on the hall's own receipt, which accepts nothing (S001 32).
        """
        if receipted_by_hall(self.case, item):
            return None
        return silence_until(self.case, item, self.jurisdiction, self.calendar)

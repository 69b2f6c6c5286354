"""What the page 日结 asks of an open profile.

``days`` and ``close`` read and write the journal: ``Lane.JOURNAL``; the others may take seconds: ``Lane.PAPERS``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from counter.domain.hall.consent import Consent
    from counter.domain.hall.day_counts import CountDifference, CountedKind, CountsByHand
    from counter.domain.papers.verify.evidence import EvidenceFinding
    from counter.services.context.app import AppContext
    from counter.services.context.held_ports import HeldThings
    from counter.services.day.close_day import ClosedDay
    from counter.ui.facades.base import ProfileFacade
    from counter.ui.facades.clerk import Clerk
    from counter.ui.facades.page_image import PageImage


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day on the page. ``closed``: its latest closing; None where it has none. ``today``: it is not over."""

    day: date
    closed: ClosedDay | None
    today: bool


@dataclass(frozen=True, slots=True)
class HeldHere:
    """What lies at this window now; ``waiting``: counts that differed and that nobody explained; ``shift``: the last
    hand-over of today, None for none; ``no_shift``: why none can be handed over any more, "" where one can.
    """

    originals: tuple[HeldThings, ...] = ()
    certificates: tuple[HeldThings, ...] = ()
    waiting: tuple[CountDifference, ...] = ()
    shift: ClosedDay | None = None
    no_shift: str = ""

    @property
    def numbers(self) -> tuple[int, int]:
        """Sheets of originals, and certificates."""
        return sum(one.count for one in self.originals), sum(one.count for one in self.certificates)


class DayFacade:
    """Calls of one page; imports wait until it is first shown."""

    def __init__(self, profile: ProfileFacade) -> None:
        self._profile = profile

    def days(self) -> tuple[DayLine, ...]:
        """The last worked day that has no sheet, if any, then today."""
        from counter.services.day.close_day import closed_day, days_to_show

        app = self._profile.followed()
        shown = days_to_show(app)
        return tuple(DayLine(day, closed_day(app.journal, day), day == shown[-1]) for day in shown)

    def held(self) -> HeldHere:
        """What is to be counted, and what differed."""
        app = self._profile.followed()
        return self._profile.kept.read(app, "held", (), lambda: _held(app))

    def close(
        self, day: date, clerk: Clerk, counts: CountsByHand, *, anew: bool, reason: str = ""
    ) -> ClosedDay:
        """Close the day, or read its closing again (``services.day.close_day``)."""
        from counter.services.day.close_day import close_day

        app, row = self._profile.followed(), self._profile.row(clerk)
        return close_day(app, day, clerk=row, anew=anew, reason=reason, counts=counts)

    def explain(self, what: CountedKind, words: str, clerk: Clerk, *, found: bool) -> None:
        """Say why a count differed, or that the thing was found (``services.day.counting``)."""
        from counter.services.day.counting import explain_difference

        row = self._profile.row(clerk)
        explain_difference(self._profile.followed(), what, words, found=found, clerk=row)

    def hand_over(
        self, giver: Consent, taker: Consent, given: CountsByHand, taken: CountsByHand
    ) -> tuple[ClosedDay, Clerk]:
        """Hand the shift over (``services.day.hand_over_shift``); who has the window from now on."""
        from counter.services.day.hand_over_shift import hand_over_shift

        done = hand_over_shift(self._profile.followed(), giver, taker, given, taken)
        return done, self._profile.sign_on(taker.code, taker.pin)

    def pages(self, closed: ClosedDay) -> tuple[PageImage, ...]:
        """The sheet for the preview."""
        from counter.services.day.close_day import day_document

        return tuple(self._profile.pages(day_document(self._profile.app, closed)))

    def print(self, closed: ClosedDay) -> str:
        """Send the sheet to the printer; its label. Raises WorldTrouble where the queue did not take it."""
        from counter.services.day.close_day import print_day

        return print_day(self._profile.app, closed, printer=self._profile.preferences.printer)

    def save(self, closed: ClosedDay, file: Path) -> None:
        """Write the sheet as PDF."""
        from counter.services.day.close_day import day_pdf

        app = self._profile.app
        self._profile.write(file, lambda: day_pdf(app, closed))

    def compare(self, text_or_file: str) -> tuple[EvidenceFinding, ...]:
        """What a code or a file proves about this window's journal. Raises BadInput for a file that cannot be read."""
        from counter.services.papers.compare_evidence import compare_evidence, given_evidence

        return compare_evidence(self._profile.app, [given_evidence(text_or_file)])


def _held(app: AppContext) -> HeldHere:
    from counter.domain.calendar.workdays import civil_date
    from counter.domain.hall.day_events import SUBJECT
    from counter.services.day.hand_over_shift import last_shift, no_shift_any_more
    from counter.services.tasks.count_differences import open_differences

    journal = app.journal
    held, today = journal.held(), civil_date(app.clock.read().at)
    return HeldHere(
        held.originals(),
        held.certificates(journal.station().code),
        open_differences(journal),
        last_shift(journal, today),
        no_shift_any_more(journal.entries(SUBJECT), today),
    )

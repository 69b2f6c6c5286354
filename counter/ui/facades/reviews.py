"""What the pages 评查 and 对账 of the supervisor's room ask of its profile; all read or write the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from counter.domain.case.case import Case
    from counter.domain.case.oversight.finding_events import FindingEnd
    from counter.domain.case.oversight.findings import CaseFinding
    from counter.domain.tasks.oversight.draw import DrawRule
    from counter.domain.tasks.oversight.events import AddedWhy
    from counter.domain.tasks.oversight.figures import ReviewFigures
    from counter.domain.tasks.oversight.points import ReviewPoint
    from counter.domain.tasks.oversight.reconcile import DayComparison
    from counter.domain.tasks.oversight.samples import Sample
    from counter.services.oversight.findings import Judgement
    from counter.services.oversight.reconcile_day import SignedDay
    from counter.ui.facades.clerk import Clerk
    from counter.ui.facades.oversight import OversightFacade


class ReviewsFacade:
    """Calls of two pages; imports wait until a page is first shown."""

    def __init__(self, room: OversightFacade) -> None:
        self._room = room

    def now(self) -> datetime:
        """Time of the clock that stamps entries; at once."""
        return self._room.now()

    def samples(self) -> tuple[Sample, ...]:
        """All samples, the newest first."""
        from counter.services.oversight.samples import list_samples

        return tuple(reversed(list_samples(self._room.followed().journal)))

    def announce(self, title: str, rule: DrawRule, again: str, clerk: Clerk) -> Sample:
        """Announce a sample. Raises as ``announce_sample``."""
        from counter.services.oversight.samples import announce_sample

        return announce_sample(self._room.followed(), title, rule, self._room.row(clerk), again)

    def draw(self, sample: str, clerk: Clerk) -> Sample:
        """Draw a sample. Raises as ``draw_sample``."""
        from counter.services.oversight.samples import draw_sample

        return draw_sample(self._room.followed(), sample, self._room.row(clerk))

    def add(self, sample: str, number: str, why: AddedWhy, words: str, clerk: Clerk) -> Sample:
        """Add a case by hand. Raises as ``add_to_sample``."""
        from counter.services.oversight.samples import add_to_sample

        return add_to_sample(self._room.followed(), sample, number, why, words, self._room.row(clerk))

    def standing(self, sample: Sample) -> tuple[str, tuple[ReviewFigures, ...]]:
        """What drawing it again gives, in words, and its figures by window."""
        from counter.services.oversight.findings import figures_of
        from counter.services.oversight.samples import prove_draw

        app = self._room.followed()
        return ("" if sample.drawn_at is None else prove_draw(app, sample)), figures_of(app, sample)

    def window_names(self) -> Mapping[str, str]:
        """The windows' names, by their station's code."""
        from counter.services.keys.window_names import window_names

        return window_names(self._room.followed())

    def points(self, case_id: str) -> tuple[Case, tuple[ReviewPoint, ...]]:
        """A case and its checklist."""
        from counter.services.oversight.findings import points_of

        return points_of(self._room.followed(), case_id)

    def judge(self, sample: str, case_id: str, given: Sequence[Judgement], until: date, clerk: Clerk) -> int:
        """Record a review; how many findings it made. Raises as ``judge_case``."""
        from counter.services.oversight.findings import judge_case

        app, row = self._room.followed(), self._room.row(clerk)
        return len(judge_case(app, sample, case_id, given, until, row).findings)

    def close(self, case_id: str, finding: str, end: FindingEnd, words: str, clerk: Clerk) -> CaseFinding:
        """Close a finding. Raises as ``close_finding``."""
        from counter.services.oversight.findings import close_finding

        return close_finding(self._room.followed(), case_id, finding, end, words, self._room.row(clerk))

    def day(self, day: date) -> tuple[DayComparison, tuple[SignedDay, ...]]:
        """A day's comparison and the signatures under it. Raises as ``reconcile_day``."""
        from counter.services.oversight.reconcile_day import reconcile_day, signatures

        app = self._room.followed()
        return reconcile_day(app, day), signatures(app.journal, day)

    def sign(self, day: date, words: str, clerk: Clerk) -> DayComparison:
        """Sign a day. Raises as ``sign_day``."""
        from counter.services.oversight.reconcile_day import sign_day

        return sign_day(self._room.followed(), day, self._room.row(clerk), words)

    def export(self, file: Path, clerk: Clerk, sample: str = "", days: Sequence[date] = ()) -> int:
        """Write the workbook; the number of its rows. The folder is tried before it is on record."""
        from counter.services.oversight.export_workbook import export_oversight

        rows = 0

        def content() -> bytes:
            nonlocal rows
            made = export_oversight(self._room.followed(), self._room.row(clerk), sample=sample, days=days)
            rows = made.rows
            return made.content

        self._room.write(file, content)
        return rows

"""The archivist's list: finished cases with how far each is on its way to the archive, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.archive.archiving import finished_on, ripe_on
from counter.domain.case.archive.coverage import newest_package
from counter.domain.case.archive.missing import ArchiveStage, Lack, stage_of
from counter.domain.case.archive.retention import period_words
from counter.domain.case.fold import fold
from counter.services.case.archive_case import schedule_in_force
from counter.services.case.archive_lacks import Gaps, gaps_of_streams, lacks_of

if TYPE_CHECKING:
    from counter.domain.case.archive.profile import ArchiveProfile
    from counter.domain.case.archive_events import RetentionApproved
    from counter.domain.case.case import Case
    from counter.services.context.app import AppContext


@dataclass(frozen=True, slots=True)
class ArchiveRow:
    """One finished case. ``ripe``: the first day on which it may be archived; ``lacks``: what is missing, with where it
    is mended; ``period``: once it is archived; ``version``: of its newest package, 0 for none. Nobody's name.
    """

    case: str
    number: str
    bundle: str
    finished: date
    ripe: date
    stage: ArchiveStage
    lacks: tuple[Lack, ...]
    period: str = ""
    file_number: str = ""
    version: int = 0


def list_files(
    app: AppContext, profile: ArchiveProfile, stages: Iterable[ArchiveStage] | None = None
) -> tuple[ArchiveRow, ...]:
    """The finished cases that this window owns, oldest first. ``stages``: only these; None: all but what was handed
    over.
    """
    rows = file_rows(app, profile, app.journal.closed_cases(), stages)
    return tuple(sorted(rows, key=order))


def order(row: ArchiveRow) -> tuple[date, str]:
    """Who waits longest first."""
    return row.ripe, row.number


def file_rows(
    app: AppContext,
    profile: ArchiveProfile,
    case_ids: Iterable[str],
    stages: Iterable[ArchiveStage] | None = None,
) -> tuple[ArchiveRow, ...]:
    """The rows of these finished cases, those of other windows, forgotten and given up left out: a page reads a year
    in steps. ``stages``: as ``list_files``.
    """
    wanted = set(ArchiveStage) - {ArchiveStage.HANDED_OVER} if stages is None else set(stages)
    schedule = schedule_in_force(app.journal)
    today = civil_date(app.clock.read().at)
    gaps = gaps_of_streams(app.journal)
    station = app.journal.station().code
    cases = (case for one in case_ids if (case := fold(app.journal.entries(one))) is not None)
    rows = (
        _row(app, case, profile, schedule, today, gaps)
        for case in cases
        if case.owner == station and not case.given_up and not case.forgotten
    )
    return tuple(row for row in rows if row.stage in wanted)


def _row(
    app: AppContext,
    case: Case,
    profile: ArchiveProfile,
    schedule: RetentionApproved | None,
    today: date,
    gaps: Gaps,
) -> ArchiveRow:
    archived, package = case.archived, newest_package(case)
    lacks: tuple[Lack, ...] = ()
    if archived is None:
        lacks = lacks_of(app, case, schedule, gaps)
    return ArchiveRow(
        case=case.id,
        number=case.number,
        bundle=case.opened.bundle_name,
        finished=finished_on(case),
        ripe=ripe_on(case, profile.wait_days),
        stage=stage_of(case, today, profile.wait_days, lacks),
        lacks=lacks,
        period="" if archived is None else period_words(archived.years, archived.until),
        file_number="" if archived is None else archived.file_number,
        version=0 if package is None else package.version,
    )

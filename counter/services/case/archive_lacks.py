"""What keeps a finished case out of the archive: one answer for the archivist's list and for the archiving itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from counter.domain.case.archive.missing import Lack, lacking
from counter.domain.tasks.task import TaskKind
from counter.domain.tasks.tasks import tasks

if TYPE_CHECKING:
    from counter.domain.case.archive_events import RetentionApproved
    from counter.domain.case.case import Case
    from counter.services.context.app import AppContext
    from counter.services.context.ports import Journal

_SAID_ELSEWHERE = (TaskKind.FORGET_ASKED, TaskKind.UNCOLLECTED, TaskKind.IN_TRANSIT, TaskKind.MISMATCH)
"""Tasks that are no lack of their own: to be cleared is none, who does not collect has an undelivered result, and
``missing`` says of slips and mismatches itself where they are mended.
"""

Gaps = Mapping[str, str]
"""Station → what is known to exist of its stream and has not come, in words."""


def gaps_of_streams(journal: Journal) -> Gaps:
    """Of every station."""
    found: dict[str, str] = {}
    for one in journal.exchange().missing():
        found[one.station] = "、".join(filter(None, (found.get(one.station, ""), one.words)))
    return found


def lacks_of(app: AppContext, case: Case, schedule: RetentionApproved | None, gaps: Gaps) -> tuple[Lack, ...]:
    """What that case lacks, each with where it is mended."""
    found = tasks(case, app.jurisdiction, app.calendar, authority=app.hall.authority)
    to_do = [(one.kind.label, one.words) for one in found if one.kind not in _SAID_ELSEWHERE]
    return lacking(case, to_do, schedule, _concerning(case, gaps))


def _concerning(case: Case, gaps: Gaps) -> list[str]:
    """Those of windows that took part in the case."""
    took_part = {paper.station for paper in case.papers} | {one.station for one in case.taken_elsewhere}
    took_part |= {one.station for one in case.certificates} | {one.station for one in case.presences}
    return [words for station, words in gaps.items() if station in took_part]

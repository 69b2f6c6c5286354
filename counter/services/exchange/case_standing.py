"""How much of a case is here: whose it is, whether records are missing, until when its window was heard of, and who
else has the same matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.case import Case
from counter.services.context.app import AppContext
from counter.services.exchange.incomplete_case import is_incomplete
from counter.services.exchange.round_marks import reporting_marks
from counter.services.exchange.same_matter import SameMatter, same_elsewhere
from counter.services.hall.other_windows import closed_windows

OLD_AFTER = timedelta(days=1)
"""Another window's case of which nothing was heard for longer is told to be old."""


@dataclass(frozen=True, slots=True)
class CaseStanding:
    """``owner``: code of the other window that decides, "" of this one's. ``until``: up to when that window's records
    are here, None where nothing of it is; ``old``: that is long ago. ``closed``: the last day of a closed window.
    ``same``: the same matter at other windows.
    """

    incomplete: bool = False
    owner: str = ""
    until: datetime | None = None
    old: bool = False
    closed: date | None = None
    same: tuple[SameMatter, ...] = ()


def case_standing(app: AppContext, case: Case) -> CaseStanding:
    """How it stands now. Nothing is written."""
    lacks = is_incomplete(app, case.id)
    same = same_elsewhere(app, case)
    if case.owner == app.journal.station().code:
        return CaseStanding(lacks, same=same)
    now, store = app.clock.read().at, app.journal.exchange()
    heard = [at for at in (store.heard_from(case.owner), reporting_marks(store).exchanged) if at is not None]
    until = max(heard, default=None)
    closed = closed_windows(app.journal, civil_date(now)).get(case.owner)
    return CaseStanding(lacks, case.owner, until, until is None or now - until > OLD_AFTER, closed, same)

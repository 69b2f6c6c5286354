"""Everything that the page 流转 lists, read again only of the cases in which something was written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter.domain.case.case import Case
from counter.domain.case.item_events import Hands
from counter.domain.case.rounds.round import CaseRound
from counter.domain.tasks.urgency import Today
from counter.services.context.app import AppContext
from counter.services.rounds.holders import HeldPaper, HoldersList, as_list, held_of
from counter.services.rounds.waiting import (
    OrganWaiting,
    SlipCase,
    UnsignedSlip,
    WaitingCase,
    as_slips,
    by_organ,
    fetched_of,
    in_transit,
    read_cases,
    sent_of,
    today_of,
    travelling,
    unsigned_of,
)


@dataclass(frozen=True, slots=True)
class AllRounds:
    """What is to go, to come back, not signed, and who holds what, as of ``today``."""

    today: date
    send: tuple[OrganWaiting, ...]
    fetch: tuple[OrganWaiting, ...]
    unsigned: tuple[UnsignedSlip, ...]
    held: HoldersList


@dataclass(frozen=True, slots=True)
class _OfCase:
    """What of one case is listed: a hundredth of the case. ``known_by``: of which entries; None: it has to be read."""

    known_by: tuple[int, ...] | None
    send: tuple[tuple[str, WaitingCase], ...] = ()
    fetch: tuple[tuple[str, WaitingCase], ...] = ()
    unsigned: tuple[tuple[CaseRound, SlipCase], ...] = ()
    held: tuple[HeldPaper, ...] = ()


class RoundsReader:
    """Reads them again and again. What it keeps of a case holds for one civil day and the settings in force."""

    def __init__(self) -> None:
        self._kept: dict[str, _OfCase] = {}
        self._app: AppContext | None = None
        self._day = date.min

    def read(self, app: AppContext) -> AllRounds:
        """All of it now. Reads the entries of a case only where others than last time are there."""
        today = today_of(app)
        if self._app is not app or self._day != today.day:
            self._app, self._day, self._kept = app, today.day, {}
        moving, on_slips = travelling(app), in_transit(app)
        cases = self._kept = self._of_cases(app, dict.fromkeys((*moving, *on_slips)), today)
        here = [cases[case] for case in moving]
        return AllRounds(
            today.day,
            by_organ((one for case in here for one in case.send), Hands.TO_ORGAN),
            by_organ((one for case in here for one in case.fetch), Hands.TO_WINDOW),
            as_slips((one for case in on_slips for one in cases[case].unsigned), today.day),
            as_list(app, [paper for case in here for paper in case.held]),
        )

    def _of_cases(self, app: AppContext, ids: dict[str, None], today: Today) -> dict[str, _OfCase]:
        """Those that are not asked for any more are forgotten."""
        known, found = app.journal.entries_known_by(tuple(ids)), {}
        for case in ids:
            kept, known_by = self._kept.get(case), known.get(case)
            if kept is None or known_by is None or kept.known_by != known_by:
                kept = _OfCase(known_by)
                for one in read_cases(app, (case,)):
                    kept = _of_case(app, one, today, known_by)
            found[case] = kept
        return found


def _of_case(app: AppContext, case: Case, today: Today, known_by: tuple[int, ...] | None) -> _OfCase:
    return _OfCase(
        known_by,
        tuple(sent_of(case, today)),
        tuple(fetched_of(case, today)),
        tuple(unsigned_of(case)),
        tuple(held_of(app, case, today.day)),
    )
